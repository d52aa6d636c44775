// Starts and kills the processes of the crash test.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ChatBehaviour } from '../support/fake-chat-server.ts';
import type { SlackWorkerSettings } from './slack-worker.ts';
import type { WorkerSettings } from './worker.ts';

export interface Program {
  /** The first line it prints. */
  readonly firstLine: Promise<string>;
  /** Resolves when it has printed so many more lines; never, if it does not. */
  printed(lines: number): Promise<void>;
  readonly ended: Promise<NodeJS.Signals | number>;
  write(line: string): void;
  signal(signal: NodeJS.Signals): void;
  /** What it complained about. */
  complaints(): string;
}

export function startWorker(settings: WorkerSettings): Program {
  return start('./worker.ts', JSON.stringify(settings));
}

/** A process that delivers to Slack; it starts with the first line that it is given. */
export function startSlackWorker(settings: SlackWorkerSettings): Program {
  return start('./slack-worker.ts', JSON.stringify(settings));
}

/** A fake chat in a process of its own; give it back its end when the test is over. */
export async function startChat(behaviour: ChatBehaviour): Promise<{ url: string; program: Program }> {
  const program = start('../support/fake-chat-server.ts', JSON.stringify(behaviour));
  return { url: await program.firstLine, program };
}

/** Runs the checker to its end and returns what it found. */
export async function runChecker<T>(settings: object): Promise<T> {
  const checker = start('./checker.ts', JSON.stringify(settings));
  const line = await checker.firstLine;
  return JSON.parse(line) as T;
}

function start(file: string, argument: string): Program {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    ['--import', 'tsx', script, argument],
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
    throw new Error(`${file} ended (${how}) before it said anything: ${complaints}`);
  });
  const firstLine = Promise.race([printed, gone]);
  firstLine.catch(() => {});
  return {
    firstLine,
    printed: async (count) => {
      for (let seen = 0; seen < count; seen++) await once(lines, 'line');
    },
    ended,
    write: (line) => void child.stdin.write(`${line}\n`),
    signal: (signal) => void child.kill(signal),
    complaints: () => complaints,
  };
}
