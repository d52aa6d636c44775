// Lends out connections to the server, one borrower at a time, and replaces those that are lost. It never repeats a
// statement: whoever asked is told, and decides whether to do its whole transaction again.

import { monotonicMs } from '../lib/clock.ts';
import { DatabaseError, databaseError } from './errors.ts';
import { type ConnectionSettings, openConnection, type ServerConnection } from './postgres-connection.ts';

export interface PoolSettings extends ConnectionSettings {
  /** Most connections at once. */
  max: number;
}

export interface Pool {
  /** Runs `work` with a connection of its own. */
  use<T>(work: (connection: ServerConnection) => Promise<T>): Promise<T>;
  /** Ends all connections; those in use get `graceMs` to finish. */
  close(graceMs: number): Promise<void>;
}

interface Idle {
  connection: ServerConnection;
  openedAt: number;
  since: number;
}

/** After this idle time a connection must first answer a short question: its path may have died in silence. */
const trustedIdleMs = 10_000;
const questionMs = 3_000;
/** Connections are renewed after this age, so that a moved server or a grown session does not stay for ever. */
const maxAgeMs = 30 * 60_000;

export function connectionPool(settings: PoolSettings): Pool {
  const idle: Idle[] = [];
  const busy = new Set<ServerConnection>();
  const waiting: { admit(): void; refuse(reason: Error): void }[] = [];
  let places = settings.max;
  let closed = false;
  let drained = () => {};

  const takePlace = () =>
    new Promise<void>((resolve, reject) => {
      if (closed) return reject(ended());
      if (places > 0) {
        places -= 1;
        return resolve();
      }
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        finish();
      };
      const entry = { admit: () => settle(resolve), refuse: (reason: Error) => settle(() => reject(reason)) };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(trouble('All database connections stayed in use', 'POOL_TIMEOUT'));
      }, settings.statementMs);
      waiting.push(entry);
    });

  const givePlace = () => {
    const next = waiting.shift();
    if (next) return next.admit();
    places += 1;
    if (places === settings.max) drained();
  };

  /** One lost connection casts doubt on all that share its path: the idle ones are asked before they are trusted again. */
  const doubtIdle = () => {
    for (const entry of idle) entry.since = Number.NEGATIVE_INFINITY;
  };

  const open = async (): Promise<Idle> => {
    const connection = await openConnection(settings, doubtIdle);
    return { connection, openedAt: monotonicMs(), since: monotonicMs() };
  };

  const borrow = async (): Promise<Idle> => {
    for (let entry = idle.pop(); entry; entry = idle.pop()) {
      if (!entry.connection.usable) continue;
      if (monotonicMs() - entry.since < trustedIdleMs || (await answers(entry.connection))) return entry;
      for (const other of idle.splice(0))
        other.connection.drop(trouble('The connection to the database went silent', 'CONNECTION_LOST'));
    }
    return await open();
  };

  const giveBack = (entry: Idle) => {
    const old = monotonicMs() - entry.openedAt > maxAgeMs;
    if (!entry.connection.usable) return;
    if (closed || old) {
      entry.connection.end().catch(() => {});
      return;
    }
    entry.since = monotonicMs();
    idle.push(entry);
  };

  return {
    use: async (work) => {
      await takePlace();
      try {
        const entry = await borrow();
        busy.add(entry.connection);
        try {
          return await work(entry.connection);
        } finally {
          busy.delete(entry.connection);
          giveBack(entry);
        }
      } finally {
        givePlace();
      }
    },
    close: async (graceMs) => {
      closed = true;
      for (const entry of waiting.splice(0)) entry.refuse(ended());
      await Promise.all(idle.splice(0).map(({ connection }) => connection.end()));
      if (places < settings.max) await within(graceMs, new Promise<void>((resolve) => (drained = resolve)));
      for (const connection of busy) connection.drop(ended());
    },
  };
}

async function answers(connection: ServerConnection): Promise<boolean> {
  try {
    await connection.queryWithin(questionMs, 'select 1');
    return true;
  } catch {
    return false;
  }
}

async function within(ms: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([promise, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

function ended(): Error {
  return trouble('The database connections are closed', 'CONNECTION_ENDED');
}

function trouble(message: string, code: string): Error {
  return databaseError(new DatabaseError(message, { code }));
}
