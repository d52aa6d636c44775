// PGlite, PostgreSQL inside this process: one connection, so everything on it is done one after the other.

import { setImmediate } from 'node:timers/promises';
import { PGlite, type PGliteOptions, type Transaction } from '@electric-sql/pglite';
import { EmbeddedStatements } from './embedded-statements.ts';
import { databaseError } from './errors.ts';
import { type Connection, type Driver, watched } from './session.ts';
import { readers, writeParam } from './values.ts';

/**
 * Opens a PGlite in a folder, or in memory. Kept statements are planned for their values each time: nothing there would
 * replace a plan that was made while a table was empty.
 */
export function openPglite(folder?: string, options: PGliteOptions = {}): Promise<PGlite> {
  const startParams = [...PGlite.defaultStartParams, '-c', 'plan_cache_mode=force_custom_plan'];
  return PGlite.create(folder ?? 'memory://', { ...options, startParams });
}

/** Statements and transactions on an open PGlite. */
export function embeddedDriver(client: PGlite): Driver {
  // Given with each query instead, they would be merged with several hundred others each time.
  Object.assign(client.parsers, readers);
  const statements = new EmbeddedStatements(client);
  return {
    query: (text, params, shape) => run({ client, statements }, text, params, shape),
    transaction: (work) => transaction({ client, statements }, work),
  };
}

interface Running {
  client: PGlite;
  statements: EmbeddedStatements;
  /** The transaction in which a statement runs; without one it stands for itself. */
  within?: Transaction;
}

async function transaction<T>(running: Running, work: (connection: Connection) => Promise<T>): Promise<T> {
  let outcome: { error: unknown } | undefined;
  try {
    return await running.client.transaction(async (within) => {
      const connection = watched({ query: (text, params, shape) => run({ ...running, within }, text, params, shape) });
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
async function run(running: Running, text: string, params: unknown[], shape: 'lists' | 'objects') {
  try {
    const result = await results(running, text, params.map(writeParam), shape === 'lists' ? 'array' : 'object');
    return { rows: result.rows, rowCount: result.affectedRows || result.rows.length };
  } catch (error) {
    throw databaseError(error, text);
  } finally {
    await setImmediate();
  }
}

function results(
  { client, statements, within }: Running,
  text: string,
  values: unknown[],
  rowMode: 'array' | 'object',
) {
  const isOpen = !client.closed && !within?.closed;
  if (!isOpen || !statements.isWorthKeeping(text)) return (within ?? client).query<unknown>(text, values, { rowMode });
  const work = () => client._runExclusiveQuery(() => statements.run(text, values, rowMode, within !== undefined));
  return within ? work() : client._runExclusiveTransaction(work);
}
