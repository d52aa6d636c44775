// Starts and kills the processes of the crash test; makes one file of a worker, which loads in a third of the time.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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

/** Bundles the worker into one file; packages stay where they are, so the file lies in a folder that sees them. */
export async function bundledWorker(): Promise<{ file: string; remove(): Promise<void> }> {
  const cache = path.resolve('node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, 'skuwatch-crash-'));
  const file = path.join(folder, 'worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    keepNames: true,
    logLevel: 'warning',
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Starts a file of ours, TypeScript or bundled, as a program of its own, with its settings as JSON. */
export function startProgram(file: URL | string, settings: object): Program {
  const script = typeof file === 'string' ? file : fileURLToPath(file);
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    [...loader, script, JSON.stringify(settings)],
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
