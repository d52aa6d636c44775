// One process per embedded folder: PGlite lets two open it, and both then lose data. The lock is a listening socket in
// the folder, which the operating system closes with its process however that ends: no process ids, which repeat in
// containers, and no lease times. It is never taken from a holder that lives, not even from one that is stopped.

import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import type { Log } from '../lib/log.ts';

export interface FolderLock {
  release(): Promise<void>;
}

const answerMs = 1_000;
const rounds = 20;
/** Bytes; Linux has room for 107, macOS for 103. */
const longestAddress = 100;

/** Takes the folder for this process, creating it if need be. Throws UserError FOLDER_IN_USE while another has it. */
export async function lockFolder(folder: string, log: Log): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true });
  const real = realpathSync(folder);
  if (process.platform === 'win32') return await lockByPipe(real);
  const here = path.join(real, 'lock');
  try {
    return await lockBySocket(here, real);
  } catch (error) {
    if (error instanceof UserError) throw error;
    // Some shared and network folders hold no sockets, and a long path has no room for one.
    log.warn({ folder: real, reason: String(error) }, 'the data folder holds no lock; locking on this machine only');
    return await lockBySocket(path.join(tmpdir(), `skuwatch-${nameOf(real)}`), real);
  }
}

/**
 * Everybody listens on a socket of their own first and looks for others after that, so of two who start at once at
 * least one sees the other. Whoever sees a holder gives up; whoever sees only others who are trying steps back for a
 * random moment. A socket that refuses is a dead process's, or one not listening yet, whose owner will then see us.
 */
async function lockBySocket(place: string, folder: string): Promise<FolderLock> {
  mkdirSync(place, { recursive: true, mode: 0o700 });
  for (let round = 1; round <= rounds; round++) {
    const mine = `${randomUUID().slice(0, 8)}.sock`;
    const state = { held: false };
    const server = await listen(shortest(path.join(place, mine)), state);
    const others = await livingOthers(place, mine);
    if (others === 'none') {
      state.held = true;
      return { release: () => close(server) };
    }
    await close(server);
    if (others === 'held') break;
    await pause(20 + Math.random() * 180);
  }
  throw inUse(folder);
}

async function livingOthers(place: string, mine: string): Promise<'none' | 'trying' | 'held'> {
  let found: 'none' | 'trying' = 'none';
  for (const name of readdirSync(place).filter((name) => name.endsWith('.sock') && name !== mine)) {
    const state = await ask(shortest(path.join(place, name)));
    if (state === 'held') return 'held';
    if (state === 'trying') found = 'trying';
    else rmSync(path.join(place, name), { force: true });
  }
  return found;
}

/** What the owner of a socket says of itself; one who lives but does not answer counts as holding the folder. */
function ask(address: string): Promise<'dead' | 'trying' | 'held'> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const timer = setTimeout(() => done('held'), answerMs);
    const done = (state: 'dead' | 'trying' | 'held') => {
      clearTimeout(timer);
      socket.destroy();
      resolve(state);
    };
    socket.once('data', (said) => done(said.toString().startsWith('held') ? 'held' : 'trying'));
    socket.once('end', () => done('trying'));
    socket.once('error', (error) => {
      const code = 'code' in error ? error.code : undefined;
      // A connection reset is the goodbye of one who just stepped back.
      if (code === 'ECONNREFUSED' || code === 'ENOENT') done('dead');
      else done(code === 'ECONNRESET' || code === 'EPIPE' ? 'trying' : 'held');
    });
  });
}

/** On Windows a named pipe can have one server and vanishes with its process. */
async function lockByPipe(folder: string): Promise<FolderLock> {
  try {
    const server = await listen(`\\\\.\\pipe\\skuwatch-${nameOf(folder.toLowerCase())}`, { held: true });
    return { release: () => close(server) };
  } catch {
    throw inUse(folder);
  }
}

function listen(address: string, state: { held: boolean }): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(state.held ? 'held' : 'trying');
    });
    server.once('error', reject);
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** Of a socket's absolute and relative path the shorter. Beyond its room Node cuts a path off without a word. */
function shortest(address: string): string {
  const relative = path.relative(process.cwd(), address);
  const shorter = relative.length < address.length ? relative : address;
  if (Buffer.byteLength(shorter) > longestAddress) throw new RangeError('The path is too long for a socket');
  return shorter;
}

function nameOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16);
}

function inUse(folder: string): UserError {
  return new UserError('FOLDER_IN_USE', { folder });
}
