// A replica's start: opens the database, brings it up to date from a folder of migrations, tells how many it applied.

import { silentLog } from '../../../src/lib/log.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { openStore } from '../../../src/store/open.ts';

const [databaseUrl, folder] = process.argv.slice(2);
const store = await openStore({ databaseUrl, log: silentLog });
const applied = await migrate(store, { log: silentLog, ...(folder !== undefined && { folder }) });
process.stdout.write(`${JSON.stringify({ applied })}\n`);
await store.close();
