// Database failures, rebuilt so that they can be logged: drizzle writes every parameter into its messages, PostgreSQL
// writes values into details. What remains is the code, the server's sentence without values, and the statement.

import { DrizzleQueryError } from 'drizzle-orm';
import { OperationalError } from '../errors.ts';

/**
 * Failures after which the same transaction may well succeed: SQLSTATEs of PostgreSQL's appendix A, and the codes that
 * the driver, Node and our own time limit give a connection that is gone.
 */
const retryable = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '55P03', // lock_not_available
  '53300', // too_many_connections
  '57P01', // admin_shutdown, also pg_terminate_backend
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting up or shutting down
  '57014', // query_canceled: the statement's time limit
  '25P03', // idle_in_transaction_session_timeout
  '08000', // connection_exception
  '08001',
  '08003',
  '08004',
  '08006',
  '08007',
  '08P01',
  'COMMIT_UNKNOWN',
  'CONNECTION_LOST',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'POOL_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** A statement that the database refused. Its message holds no values. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** SQLSTATE, or the driver's code. */
  readonly code: string | undefined;
  readonly constraint: string | undefined;
  /** The statement with $1, $2 in place of its values. */
  readonly statement: string | undefined;

  constructor(message: string, fields: { code?: string; constraint?: string; statement?: string }) {
    super(message);
    this.code = fields.code;
    this.constraint = fields.constraint;
    this.statement = fields.statement;
  }
}

/** Any failure of a statement as OperationalError (may go away) or DatabaseError (a bug, or a conflict to handle). */
export function databaseError(error: unknown, statement?: string): Error {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (cause instanceof OperationalError) return cause;
  if (cause instanceof DatabaseError) return kindOf(cause);
  const code = field(cause, 'code');
  const constraint = field(cause, 'constraint') ?? field(cause, 'constraint_name');
  const rebuilt = new DatabaseError(sentence(cause, code), {
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(statement !== undefined && { statement: statement.slice(0, 2_000) }),
  });
  return kindOf(rebuilt);
}

function kindOf(error: DatabaseError): Error {
  if (error.code === undefined || !retryable.has(error.code)) return error;
  return new OperationalError(error.message, { retry: true, cause: error });
}

/** The SQLSTATE ("23505") or driver code behind an error, however it is wrapped. */
export function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof DatabaseError) return at.code;
  }
  return undefined;
}

/** Can the same work succeed when it is done again from the start? */
export function isRetryable(error: unknown): boolean {
  return error instanceof OperationalError && error.retry;
}

function sentence(error: unknown, code: string | undefined): string {
  const said = error instanceof Error ? error.message : String(error);
  // Class 22, data exceptions, quotes the value after the sentence: `invalid input syntax for type date: "…"`.
  const plain = code?.startsWith('22') ? said.replace(/".*"/gs, '"…"') : said;
  return code === undefined ? `Database: ${plain}` : `Database: ${plain} (${code})`;
}

function field(of: unknown, name: string): string | undefined {
  if (typeof of !== 'object' || of === null || !(name in of)) return undefined;
  const value: unknown = Reflect.get(of, name);
  return typeof value === 'string' ? value : undefined;
}
