// Commands that a terminal carries out in its own way: files in and out, JSON, links, the backup.

import type { Config } from '../config.ts';
import type { Language } from '../lib/language.ts';
import { checkExport, exportToTerminal } from './export.ts';
import type { Line } from './flags.ts';
import { checkImport, importFromTerminal } from './import.ts';
import type { TerminalIo } from './io.ts';
import { loginFromTerminal } from './login.ts';
import type { ExitCode } from './print.ts';
import { checkRehearse, rehearseInTerminal } from './rehearse.ts';
import { doctorInTerminal, statusInTerminal } from './reports.ts';
import { restoreInTerminal } from './restore.ts';
import type { Session } from './session.ts';

/** What a command of the terminal is given once the store is open. */
export interface TerminalCall {
  /** Words without the command's name, and the flags. */
  line: Line;
  io: TerminalIo;
  session: Session;
}

/** What a command is given that must have the store closed. */
export interface StorelessCall {
  line: Line;
  io: TerminalIo;
  config: Config;
  language: Language;
}

type TerminalCommand =
  /** `check` refuses a line written wrongly before the store is opened for it. */
  | { withoutStore: false; check?(line: Line): void; run(call: TerminalCall): Promise<ExitCode> }
  | { withoutStore: true; run(call: StorelessCall): Promise<ExitCode> };

export const terminalCommands: Readonly<Partial<Record<string, TerminalCommand>>> = {
  import: { withoutStore: false, check: checkImport, run: importFromTerminal },
  export: { withoutStore: false, check: checkExport, run: exportToTerminal },
  login: { withoutStore: false, run: loginFromTerminal },
  status: { withoutStore: false, run: statusInTerminal },
  doctor: { withoutStore: false, run: doctorInTerminal },
  rehearse: { withoutStore: false, check: checkRehearse, run: rehearseInTerminal },
  restore: { withoutStore: true, run: restoreInTerminal },
};
