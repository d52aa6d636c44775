// What every verb is given: the database (or the transaction it is part of), the time, the policy, who acts, a log.

import { isConflict } from './errors.ts';
import type { Clock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { Actor } from './policy/actor.ts';
import type { Policy } from './policy/policy.ts';
import type { Db } from './store/db.ts';

export interface Context {
  readonly db: Db;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly actor: Actor;
  readonly log: Log;
  /** True inside `withTransaction`. */
  readonly inTransaction: boolean;
  /** Says that something new may be due, so that the service looks at once; called after commits, harmless at any time. */
  readonly wake: () => void;
}

/** Runs `work` in a transaction, or in the one that `ctx` is already part of; any throw undoes all of it. */
export function withTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (ctx.inTransaction) return work(ctx);
  return ctx.db.transaction((db) => work({ ...ctx, db, inTransaction: true }));
}

/**
 * Runs `work` so that a throw undoes all of it, also inside somebody else's transaction. The one place that decides about
 * a retry: work that lost against another change made at the same moment runs once more, on what that change left.
 */
export async function undoneWhenRefused<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  const attempt = () => (ctx.inTransaction ? ctx.db.transaction((db) => work({ ...ctx, db })) : work(ctx));
  try {
    return await attempt();
  } catch (error) {
    if (!isConflict(error)) throw error;
    return attempt();
  }
}

/** The same context acting for somebody else. */
export function actingAs(ctx: Context, actor: Actor): Context {
  return { ...ctx, actor };
}
