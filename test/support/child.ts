// Starts a TypeScript file as a process of its own and listens to the JSON lines it prints: for tests that kill
// processes, or that would be killed by what they test.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** The next line, parsed. Throws when the process ended instead, with what it wrote to standard error. */
  next(): Promise<Record<string, unknown>>;
  /** Writes a line to its standard input. */
  tell(line: string): void;
  kill(signal: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  ended(): Promise<number | string>;
}

/** `file` is relative to the folder test/. */
export function startChild(file: string, args: string[] = []): Child {
  const script = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    ['--import', 'tsx', script, ...args],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (text) => {
    errors = `${errors}${String(text)}`.slice(-4_000);
  });
  const end = once(child, 'exit').then(([code, signal]): number | string => code ?? signal ?? 'unknown');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? -1,
    next: async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${file} ended (${await end}) instead of answering: ${errors}`);
      return JSON.parse(value);
    },
    tell: (line) => void child.stdin.write(`${line}\n`),
    kill: (signal) => void child.kill(signal),
    ended: () => end,
  };
}
