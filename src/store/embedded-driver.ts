// PGlite, PostgreSQL inside this process: one connection, so everything on it is done one after the other.

import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { databaseError } from './errors.ts';
import { type Connection, type Driver, watched } from './session.ts';
import { readers, writeParam } from './values.ts';

/** Statements and transactions on an open PGlite. */
export function embeddedDriver(client: PGlite): Driver {
  // Given with each query instead, they would be merged with several hundred others each time.
  Object.assign(client.parsers, readers);
  return {
    query: (text, params, shape) => run(client, text, params, shape),
    transaction: (work) => transaction(client, work),
  };
}

async function transaction<T>(client: PGlite, work: (connection: Connection) => Promise<T>): Promise<T> {
  let outcome: { error: unknown } | undefined;
  try {
    return await client.transaction(async (handle) => {
      const connection = watched({ query: (text, params, shape) => run(handle, text, params, shape) });
      try {
        const result = await work(connection);
        connection.mustBeSound();
        return result;
      } catch (error) {
        outcome = { error };
        throw error;
      }
    });
  } catch (error) {
    throw outcome ? outcome.error : databaseError(error);
  }
}

/** A statement runs on this thread, so the event loop gets a turn after each: work of many statements blocks nobody else. */
async function run(on: Pick<PGlite, 'query'>, text: string, params: unknown[], shape: 'lists' | 'objects') {
  try {
    const options = { rowMode: shape === 'lists' ? 'array' : 'object' } as const;
    const result = await on.query(text, params.map(writeParam), options);
    return { rows: result.rows, rowCount: result.affectedRows || result.rows.length };
  } catch (error) {
    throw databaseError(error, text);
  } finally {
    await setImmediate();
  }
}
