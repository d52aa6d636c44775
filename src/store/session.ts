// Joins drizzle's query builder to a driver. Both drivers go through here, so that results, errors and transactions are
// the same on both; it knows nothing of either.

import {
  createTableRelationsHelpers,
  DrizzleQueryError,
  type ExtractTablesWithRelations,
  extractTablesRelationalConfig,
  type Query,
  type SQL,
  sql,
} from 'drizzle-orm';
import { NoopCache } from 'drizzle-orm/cache/core';
import {
  PgDatabase,
  PgDialect,
  PgSession,
  PgTransaction,
  type PgTransactionConfig,
  type PreparedQueryConfig,
  type SelectedFieldsOrdered,
} from 'drizzle-orm/pg-core';
import { PreparedQuery } from 'drizzle-orm/pg-proxy';
import type { Db, Rows, StoreResult } from './db.ts';
import * as tables from './schema/index.ts';

type Schema = typeof tables;
type Tables = ExtractTablesWithRelations<Schema>;

/** What a driver must do: run one statement, give its rows as lists of values or as objects, fail with a DatabaseError. */
export interface Connection {
  query(text: string, params: unknown[], shape: 'lists' | 'objects'): Promise<{ rows: unknown[]; rowCount: number }>;
}

/** A driver: statements on any connection, or a transaction that has one connection to itself. */
export interface Driver extends Connection {
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
}

/**
 * Remembers whether a statement of a transaction failed. PostgreSQL answers the commit of such a transaction with a
 * rollback and no error, so work that swallowed the failure would believe itself saved: `mustBeSound` throws it then.
 */
export function watched(connection: Connection): Connection & { mustBeSound(): void } {
  let failure: { error: unknown } | undefined;
  return {
    query: async (text, params, shape) => {
      try {
        const result = await connection.query(text, params, shape);
        if (text.startsWith('rollback to savepoint')) failure = undefined;
        return result;
      } catch (error) {
        failure ??= { error };
        throw error;
      }
    },
    mustBeSound: () => {
      if (failure) throw failure.error;
    },
  };
}

const dialect = new PgDialect();
const relations = extractTablesRelationalConfig<Tables>(tables, createTableRelationsHelpers);
const schema = { fullSchema: tables, schema: relations.tables, tableNamesMap: relations.tableNamesMap };
const noCache = new NoopCache();
const noLog = { logQuery: () => {} };

/** The handle that the whole program uses. */
export function databaseOver(driver: Driver): Db {
  const begin: Begin = (work) => driver.transaction((connection) => work(connection));
  return new PgDatabase(dialect, new StoreSession(driver, begin), schema);
}

type Begin = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

class StoreSession extends PgSession<StoreResult, Schema, Tables> {
  private readonly connection: Connection;
  private readonly begin: Begin;

  constructor(connection: Connection, begin: Begin) {
    super(dialect);
    this.connection = connection;
    this.begin = begin;
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    _name: string | undefined,
    listsOfValues: boolean,
    mapRows?: (rows: unknown[][]) => T['execute'],
  ): StatementOf<T> {
    return new StatementOf<T>(this.connection, query, { fields, listsOfValues, mapRows });
  }

  override async all<T>(query: SQL): Promise<T[]> {
    return await this.execute<T[]>(query);
  }

  override async transaction<T>(work: (tx: StoreTransaction) => Promise<T>, config?: PgTransactionConfig): Promise<T> {
    return await this.begin(async (connection) => {
      const tx = new StoreTransaction(connection, 0);
      if (config) await tx.setTransaction(config);
      return await work(tx);
    });
  }
}

class StoreTransaction extends PgTransaction<StoreResult, Schema, Tables> {
  private readonly connection: Connection;

  constructor(connection: Connection, depth: number) {
    const nested: Begin = () => Promise.reject(new Error('Nested transactions go through the transaction handle'));
    super(dialect, new StoreSession(connection, nested), schema, depth);
    this.connection = connection;
  }

  /** A transaction within one is a savepoint: what it did is undone when it throws, the outer one goes on. */
  override async transaction<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    const name = sql.identifier(`nested_${this.nestedIndex + 1}`);
    await this.execute(sql`savepoint ${name}`);
    try {
      const result = await work(new StoreTransaction(this.connection, this.nestedIndex + 1));
      await this.execute(sql`release savepoint ${name}`);
      return result;
    } catch (error) {
      await this.execute(sql`rollback to savepoint ${name}`).catch(() => {});
      throw error;
    }
  }
}

interface StatementOptions<T extends PreparedQueryConfig> {
  fields: SelectedFieldsOrdered | undefined;
  listsOfValues: boolean;
  mapRows: ((rows: unknown[][]) => T['execute']) | undefined;
}

class StatementOf<T extends PreparedQueryConfig> extends PreparedQuery<T> {
  constructor(connection: Connection, query: Query, options: StatementOptions<T>) {
    const run = async (text: string, params: unknown[], method: 'all' | 'execute') => {
      const result = await connection.query(text, params, method === 'all' ? 'lists' : 'objects');
      const rows: Rows<unknown> = Object.assign(result.rows, { rowCount: result.rowCount });
      return { rows };
    };
    const { fields, listsOfValues, mapRows } = options;
    super(
      run,
      query.sql,
      query.params,
      undefined,
      noLog,
      noCache,
      undefined,
      undefined,
      fields,
      listsOfValues,
      mapRows,
    );
  }

  override async execute(values?: Record<string, unknown>): Promise<T['execute']> {
    try {
      return await super.execute(values);
    } catch (error) {
      throw error instanceof DrizzleQueryError ? (error.cause ?? error) : error;
    }
  }
}
