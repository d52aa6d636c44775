// Starts and kills the processes of the crash test.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface Program {
  /** The first line it prints. */
  readonly firstLine: Promise<string>;
  /** Calls `hear` with every line that it prints from now on. */
  onLine(hear: (line: string) => void): void;
  /** Resolves with the line after so many more; never, if it prints no such line. */
  printed(lines: number): Promise<void>;
  readonly ended: Promise<NodeJS.Signals | number>;
  write(line: string): void;
  signal(signal: NodeJS.Signals): void;
  /** What it complained about. */
  complaints(): string;
}

/** Starts a file of ours as a program of its own, with its settings as JSON. */
export function startProgram(file: URL, settings: object): Program {
  const script = fileURLToPath(file);
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    ['--import', 'tsx', script, JSON.stringify(settings)],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints = `${complaints}${String(text)}`.slice(-4_000);
  });
  child.stdin.on('error', () => {});
  const ended = once(child, 'exit').then(([code, signal]): NodeJS.Signals | number => signal ?? code ?? -1);
  const lines = createInterface(child.stdout);
  const printed = once(lines, 'line').then(([line]) => String(line));
  const gone = ended.then((how) => {
    throw new Error(`${script} ended (${how}) before it said anything: ${complaints}`);
  });
  const firstLine = Promise.race([printed, gone]);
  firstLine.catch(() => {});
  return {
    firstLine,
    onLine: (hear) => void lines.on('line', hear),
    printed: (count) =>
      new Promise((resolve) => {
        let left = count;
        const counted = () => {
          if (left-- > 0) return;
          lines.off('line', counted);
          resolve();
        };
        lines.on('line', counted);
      }),
    ended,
    write: (line) => void child.stdin.write(`${line}\n`),
    signal: (signal) => void child.kill(signal),
    complaints: () => complaints,
  };
}
