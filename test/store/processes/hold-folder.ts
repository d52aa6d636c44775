// Opens the embedded database of a folder, tells so, and keeps it until it is killed.

import { silentLog } from '../../../src/lib/log.ts';
import { openStore } from '../../../src/store/open.ts';

const [dataDir] = process.argv.slice(2);
try {
  await openStore({ dataDir, log: silentLog });
  process.stdout.write(`${JSON.stringify({ opened: true })}\n`);
  setInterval(() => {}, 60_000);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : String(error);
  process.stdout.write(`${JSON.stringify({ opened: false, code })}\n`);
}
