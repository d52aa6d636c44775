// Opens the memory of the program: PostgreSQL when there is an address, else an embedded database in a folder of its
// own, or one in memory that ends with the process.

import type { Clock } from '../lib/clock.ts';
import { systemClock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { DatabaseClock } from './database-clock.ts';
import type { Db } from './db.ts';
import { openEmbedded } from './open-embedded.ts';
import { openPostgres } from './open-postgres.ts';

export interface StoreOptions {
  /** postgres://…; `prepare=false` in its query switches named statements off, for poolers that share sessions. */
  databaseUrl?: string | undefined;
  /** Folder of the embedded database. Ignored when there is an address. */
  dataDir?: string | undefined;
  /** Embedded, in memory: for the demo and tests. */
  memory?: boolean | undefined;
  log: Log;
  /** This machine's clock. */
  system?: Clock | undefined;
  limits?: Partial<Limits> | undefined;
}

/** Limits towards a PostgreSQL server. */
export interface Limits {
  /** Most connections of this process. */
  connections: number;
  /** Longest time to reach the server. */
  connectMs: number;
  /** Longest time for one statement; a path that died in silence is noticed after it. */
  statementMs: number;
}

export interface Store {
  readonly db: Db;
  readonly kind: 'embedded' | 'postgres';
  /** The time to act by; `measure` it each minute. */
  readonly clock: DatabaseClock;
  /** Does the database answer within three seconds, and do the clocks agree? Throws what is wrong. */
  ping(): Promise<void>;
  /** Runs `work` in a transaction while no other process of this installation is in one of these. */
  exclusively<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * The hourly duty of an embedded database: tidy up, and copy itself to `backup/` against power loss, if it changed.
   * A PostgreSQL server does all this itself.
   */
  maintain(): Promise<void>;
  close(): Promise<void>;
}

/** Throws UserError FOLDER_IN_USE, FOLDER_DAMAGED or DATABASE_UNFIT, OperationalError when there is no way to the server. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, log, system = systemClock } = options;
  if (databaseUrl) return await openPostgres({ url: databaseUrl, log, system, limits: options.limits ?? {} });
  const dataDir = options.memory ? undefined : options.dataDir;
  if (!options.memory && dataDir === undefined) throw new RangeError('openStore: databaseUrl, dataDir or memory');
  return await openEmbedded({ dataDir, log, system });
}
