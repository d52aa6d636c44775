// One connection to a PostgreSQL server: a postgres.js client with a single connection, used until the first trouble
// with its socket and never again after it.
//
// Why not postgres.js's own pool and `begin` (3.4.9): when the socket of a running transaction closes, `begin` still
// sends a rollback to the closed connection, whose write happens in a timer callback on a socket that is null by then:
// a TypeError that nobody can catch ends the process. A statement handed to a connection just before it notices that
// its socket is closed leaves its bytes behind, and they go out before the greeting of the next connect. The type
// look-up after connecting (`fetch_types`) rejects unheard when the socket closes. And no statement has a time limit.
// Here nothing is ever sent to a client that lost its socket, no client connects twice, and every statement has a limit.

import { connect, type Socket } from 'node:net';
import postgres from 'postgres';
import { DatabaseError, databaseError, sqlState } from './errors.ts';
import type { Connection } from './session.ts';
import { readers, writeParam } from './values.ts';

export interface ConnectionSettings {
  url: string;
  /** Named prepared statements; off behind a pooler that shares sessions between transactions. */
  prepare: boolean;
  /** Longest time for the way to the server, and again for its greeting. */
  connectMs: number;
  /** Longest time for one statement. */
  statementMs: number;
}

export interface ServerConnection extends Connection {
  /** False once the socket is gone; every further statement fails at once. */
  readonly usable: boolean;
  /** Drops the connection now; the statement under way fails with `reason`. */
  drop(reason: Error): void;
  /** Ends the connection politely. */
  end(): Promise<void>;
  /** As `query`, with a limit of its own. */
  queryWithin(ms: number, text: string): Promise<void>;
}

/** Without it the statement of a killed process runs on, with its locks, until it has something to say. */
const noticeOurDeath = `select set_config('client_connection_check_interval', '5s', false)`;

/** What servers answer that cannot watch their clients, or do not let us ask for it: the connection is good all the same. */
const cannotWatch = new Set(['22023', '42501', '42704']);

/** Opens a connection and waits until the server has greeted it. */
export async function openConnection(settings: ConnectionSettings, onLost: () => void): Promise<ServerConnection> {
  const connection = singleConnection(settings, onLost);
  try {
    await connection.queryWithin(2 * settings.connectMs, settings.prepare ? noticeOurDeath : 'select 1');
    return connection;
  } catch (error) {
    if (cannotWatch.has(sqlState(error) ?? '')) return connection;
    connection.drop(lostError('The connection to the database did not come about'));
    throw error;
  }
}

function singleConnection(settings: ConnectionSettings, onLost: () => void): ServerConnection {
  let lost: Error | undefined;
  let socket: Socket | undefined;
  let failCurrent: (reason: Error) => void = () => {};
  let turn: Promise<unknown> = Promise.resolve();

  const drop = (reason: Error) => {
    if (lost) return;
    lost = reason;
    socket?.destroy();
    failCurrent(reason);
    onLost();
  };

  const client = postgres(
    settings.url,
    clientOptions(settings, {
      dial: async (target) => {
        if (lost) throw lost;
        const dialled = await dial(target, settings.connectMs);
        if (lost) {
          dialled.destroy();
          throw lost;
        }
        dialled.on('error', drop);
        socket = dialled;
        return dialled;
      },
      closed: () => drop(lostError('The connection to the database was closed')),
    }),
  );

  const perform = (ms: number, text: string, params: unknown[], shape: 'lists' | 'objects') =>
    new Promise<{ rows: unknown[]; rowCount: number }>((resolve, reject) => {
      if (lost) return reject(databaseError(lost, text));
      const timer = setTimeout(() => drop(lostError(`The database did not answer within ${ms / 1_000} s`)), ms);
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        failCurrent = () => {};
        finish();
      };
      const fail = (error: unknown) => settle(() => reject(databaseError(error, text)));
      failCurrent = fail;
      const prepare = settings.prepare && text.length < longestPrepared;
      const query = client.unsafe(text, params.map(writeParam) as never[], { prepare });
      const answer: PromiseLike<Answer> = shape === 'lists' ? query.values() : query;
      answer.then((rows) => settle(() => resolve(resultOf(rows))), fail);
    });

  const inTurn = (ms: number, text: string, params: unknown[], shape: 'lists' | 'objects') => {
    const result = turn.then(() => perform(ms, text, params, shape));
    turn = result.catch(() => {});
    return result;
  };

  return {
    get usable() {
      return lost === undefined;
    },
    query: (text, params, shape) => inTurn(settings.statementMs, text, params, shape),
    queryWithin: async (ms, text) => {
      await inTurn(ms, text, [], 'lists');
    },
    drop,
    end: async () => {
      if (lost) return;
      await client.end({ timeout: 2 });
      drop(lostError('The connection to the database was ended'));
    },
  };
}

/** Statements longer than this are lists of values of ever changing length: not worth a name on the server. */
const longestPrepared = 2_000;

type Answer = unknown[] & { count?: number | null };

function resultOf(answer: Answer): { rows: unknown[]; rowCount: number } {
  return { rows: [...answer], rowCount: answer.count ?? answer.length };
}

function lostError(message: string): DatabaseError {
  return new DatabaseError(message, { code: 'CONNECTION_LOST' });
}

interface Target {
  path?: string | undefined;
  host: string[];
  port: number[];
}

interface Hooks {
  dial(target: Target): Promise<Socket>;
  closed(): void;
}

function clientOptions(settings: ConnectionSettings, hooks: Hooks) {
  const seconds = Math.ceil(settings.connectMs / 1_000);
  return {
    max: 1,
    prepare: settings.prepare,
    connect_timeout: seconds,
    idle_timeout: 0,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    onclose: hooks.closed,
    socket: hooks.dial,
    types: valueTypes(),
    connection: {
      application_name: 'skuwatch',
      // A shared session behind a pooler takes no settings of ours.
      ...(settings.prepare && sessionSettings(settings.statementMs)),
    },
  };
}

/** The server ends what we have given up: a statement beyond its limit, a transaction whose client is gone. */
function sessionSettings(statementMs: number) {
  return {
    TimeZone: 'UTC',
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: statementMs,
    tcp_keepalives_idle: 30,
    tcp_keepalives_interval: 10,
    tcp_keepalives_count: 3,
    tcp_user_timeout: 60_000,
  };
}

function valueTypes(): Record<string, postgres.PostgresType> {
  const asItIs = (value: unknown) => value;
  const types = Object.entries(readers).map(([oid, parse]): [string, postgres.PostgresType] => [
    `oid${oid}`,
    { to: Number(oid), from: [Number(oid)], serialize: asItIs, parse },
  ]);
  const json = {
    to: 3802,
    from: [114, 3802],
    serialize: writeJson,
    parse: (text: string): unknown => JSON.parse(text),
  };
  return { ...Object.fromEntries(types), json };
}

/** The schema's columns hand over JSON as text already. */
function writeJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function dial(target: Target, limitMs: number): Promise<Socket> {
  if (target.path) return await dialOne({ path: target.path }, limitMs);
  const hosts = target.host.map((host, i) => ({ host, port: target.port[i] ?? 5432 }));
  let failure: unknown;
  for (const host of hosts) {
    try {
      // postgres.js reads the name to verify a certificate against from the socket.
      return Object.assign(await dialOne(host, limitMs), { host: host.host });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function dialOne(to: { path: string } | { host: string; port: number }, limitMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // Without noDelay small statements wait for the acknowledgement of the ones before (40 ms each).
    const socket = connect({ ...to, noDelay: true, keepAlive: true, keepAliveInitialDelay: 15_000 });
    const timer = setTimeout(() => socket.destroy(unreachable(limitMs)), limitMs);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners();
      resolve(socket);
    });
  });
}

function unreachable(limitMs: number): Error {
  return Object.assign(new Error(`The database server did not accept a connection within ${limitMs / 1_000} s`), {
    code: 'CONNECT_TIMEOUT',
  });
}
