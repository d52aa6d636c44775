// Starts a test server, tells its port, and waits to be killed.

import { startPostgres } from '../../support/postgres.ts';

const { port } = await startPostgres();
process.stdout.write(`${JSON.stringify({ port })}\n`);
setInterval(() => {}, 60_000);
