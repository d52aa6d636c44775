// Does a whole transaction again when the database says that it may then succeed. Never a part of one.

import { setTimeout as pause } from 'node:timers/promises';
import { backoffMs } from '../lib/backoff.ts';
import { isRetryable, sqlState } from './errors.ts';

export interface RetryOptions {
  /** Attempts in all; 4 when left out. */
  attempts?: number;
  /** The work may be done twice without harm, so it is repeated even when its commit may have gone through. */
  idempotent?: boolean;
  /** Waits between attempts; real time when left out. */
  wait?: (ms: number) => Promise<unknown>;
}

/**
 * Runs `work`, a whole transaction with no effect outside the database, and runs it again after serialization
 * failures, deadlocks and lost connections. Throws what the last attempt threw.
 */
export async function retrying<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { attempts = 4, idempotent = false, wait = pause } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const maybeDone = sqlState(error) === 'COMMIT_UNKNOWN' && !idempotent;
      if (attempt >= attempts || !isRetryable(error) || maybeDone) throw error;
      await wait(backoffMs(attempt, { baseMs: 50, capMs: 2_000 }) * (0.5 + Math.random() / 2));
    }
  }
}
