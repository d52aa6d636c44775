// Opens the embedded database of a folder, says how many rows it found, and then writes rows for ever, saying each
// number after its commit was acknowledged.

import { sql } from 'drizzle-orm';
import { silentLog } from '../../../src/lib/log.ts';
import { openStore } from '../../../src/store/open.ts';

const [dataDir] = process.argv.slice(2);
const store = await openStore({ dataDir, log: silentLog });
await store.db.execute(sql`create table if not exists written (n int primary key)`);
const found = await store.db.execute<{ n: number }>(sql`select n from written order by n`);
process.stdout.write(`${JSON.stringify({ found: found.map(({ n }) => n) })}\n`);
for (let n = (found.at(-1)?.n ?? 0) + 1; ; n++) {
  await store.db.execute(sql`insert into written values (${n})`);
  process.stdout.write(`${JSON.stringify({ n })}\n`);
}
