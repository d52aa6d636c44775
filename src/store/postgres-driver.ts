// PostgreSQL over the network: statements on any pooled connection, transactions on one that is theirs alone.

import { DatabaseError, databaseError, isRetryable } from './errors.ts';
import type { ServerConnection } from './postgres-connection.ts';
import { connectionPool, type Pool, type PoolSettings } from './postgres-pool.ts';
import { type Connection, type Driver, watched } from './session.ts';

export interface ServerDriver extends Driver {
  close(graceMs: number): Promise<void>;
}

export function postgresDriver(settings: PoolSettings): ServerDriver {
  const pool: Pool = connectionPool(settings);
  return {
    query: (text, params, shape) => pool.use((connection) => connection.query(text, params, shape)),
    transaction: (work) => pool.use((connection) => transaction(connection, work)),
    close: pool.close,
  };
}

async function transaction<T>(on: ServerConnection, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = watched(on);
  await on.query('begin', [], 'lists');
  try {
    const result = await work(connection);
    connection.mustBeSound();
    await commit(on);
    return result;
  } catch (error) {
    await rollBack(on);
    throw error;
  }
}

async function commit(on: ServerConnection): Promise<void> {
  try {
    await on.query('commit', [], 'lists');
  } catch (error) {
    // The server may have committed before the answer was lost: a blind second try could do the work twice.
    if (isRetryable(error) && !on.usable) {
      throw databaseError(new DatabaseError('The connection was lost in the commit', { code: 'COMMIT_UNKNOWN' }));
    }
    throw error;
  }
}

/** A connection whose transaction cannot be undone in order is dropped; the server then undoes it. */
async function rollBack(on: ServerConnection): Promise<void> {
  if (!on.usable) return;
  try {
    await on.query('rollback', [], 'lists');
  } catch {
    on.drop(new DatabaseError('The transaction could not be rolled back', { code: 'CONNECTION_LOST' }));
  }
}
