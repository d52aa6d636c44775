// Where a terminal command reads its surroundings and writes its words; given, so that tests can read along.

import type { Environment } from '../config.ts';

export interface TerminalIo {
  /** Results; resolves when the reader has room for more. */
  out(text: string | Uint8Array): Promise<void>;
  /** Everything that is about the run and not its result. */
  err(text: string): void;
  /** Is a person looking at `err`? */
  isTty: boolean;
  /** Does a person read `out` directly, so that bytes would be noise? */
  resultIsTty: boolean;
  columns: number;
  env: Environment;
  directory: string;
}

/** The process's own streams. */
export function processIo(env: Environment): TerminalIo {
  return {
    out: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
      }),
    err: (text) => void process.stderr.write(text),
    isTty: process.stderr.isTTY === true,
    resultIsTty: process.stdout.isTTY === true,
    columns: process.stderr.columns ?? 80,
    env,
    directory: process.cwd(),
  };
}
