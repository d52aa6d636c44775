// The program's entry: `skuwatch <command>`. Nothing but handing over the process.

import { processEnvironment } from './config.ts';
import { processIo } from './terminal/io.ts';
import { runTerminal } from './terminal/main.ts';

process.exitCode = await runTerminal(process.argv.slice(2), processIo(processEnvironment()));
