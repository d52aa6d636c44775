// The time that replicas agree on: the database's, carried forward between measurements by a clock that cannot be set.
// The one place where SQL is asked for the time, besides the leases in the store.

import { sql } from 'drizzle-orm';
import { OperationalError } from '../errors.ts';
import { type Clock, monotonicMs } from '../lib/clock.ts';
import { describeError } from '../lib/describe-error.ts';
import type { Log } from '../lib/log.ts';
import type { Db } from './db.ts';

export interface DatabaseClock extends Clock {
  /** Asks the database again; called each minute. A failure keeps the last measurement. */
  measure(): Promise<void>;
  /** How far this machine's clock is ahead of the database's, in milliseconds; 0 for the embedded database. */
  skewMs(): number;
}

const warnSkewMs = 60_000;
export const refuseSkewMs = 5 * 60_000;

/** Longer round trips say too little about when the database looked at its clock. */
const longestTripMs = 5_000;

/**
 * A clock that shows the database's time. Throws OperationalError when this machine's own clock is more than five
 * minutes off at the start: certificates, signatures and logs would be wrong.
 */
export async function databaseClock(
  db: Db,
  options: { system: Clock; log: Log; monotonic?: () => number },
): Promise<DatabaseClock> {
  const { system, log, monotonic = monotonicMs } = options;
  let base = await measurement(db, system, monotonic);
  assertSkew(base.skewMs);
  warn(base.skewMs, log);
  return {
    now: () => new Date(base.databaseMs + (monotonic() - base.atMonotonic)),
    skewMs: () => base.skewMs,
    measure: async () => {
      try {
        const fresh = await measurement(db, system, monotonic);
        if (fresh.tripMs > longestTripMs) return;
        base = fresh;
        warn(base.skewMs, log);
      } catch (error) {
        log.warn({ reason: describeError(error) }, 'database time not measured');
      }
    },
  };
}

/** Throws OperationalError when this machine's clock and the database's are too far apart to act. */
export function assertSkew(skewMs: number): void {
  if (Math.abs(skewMs) <= refuseSkewMs) return;
  const seconds = Math.round(skewMs / 1_000);
  throw new OperationalError(
    `This machine's clock is ${seconds} s ahead of the database's; more than 300 s either way is refused. Set both clocks (NTP) and start again.`,
    { retry: true },
  );
}

async function measurement(db: Db, system: Clock, monotonic: () => number) {
  const before = monotonic();
  const [row] = await db.execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  const after = monotonic();
  const systemMs = system.now().getTime();
  const tripMs = after - before;
  const databaseMs = Number(row?.ms) + tripMs / 2;
  return { databaseMs, atMonotonic: after, tripMs, skewMs: systemMs - databaseMs };
}

function warn(skewMs: number, log: Log): void {
  if (Math.abs(skewMs) > warnSkewMs) log.warn({ skewMs: Math.round(skewMs) }, 'clock differs from the database');
}
