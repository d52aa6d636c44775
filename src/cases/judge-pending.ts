// Judges the sales days that are in and not judged yet, store by store, oldest day first.

import type { Context } from '../context.ts';
import { isConflict, OperationalError } from '../errors.ts';
import { backoffMs } from '../lib/backoff.ts';
import { describeError } from '../lib/describe-error.ts';
import { planJudging } from '../model/judging-plan.ts';
import type { Store } from '../policy/policy.ts';
import {
  clearJudgingTrouble,
  type JudgingTrouble,
  setJudgingTrouble,
  storesInTrouble,
} from '../store/judging-trouble.ts';
import { completeDays, markJudged, storesWithUnjudgedDays, unjudgedDays } from '../store/sales.ts';
import { shopVerdictsOf } from '../store/verdicts.ts';
import { type JudgedDay, judgeStoreDay } from './judge-day.ts';

/** A store that cannot be judged is retried after a minute, then at growing intervals of at most an hour. */
const retry = { baseMs: 60_000, capMs: 3_600_000 };

/**
 * Judges every pending day of every store. A store that fails does not stop the others: it is put aside for a while
 * and shown by `doctor`.
 */
export async function judgePending(ctx: Context): Promise<JudgedDay[]> {
  const judged: JudgedDay[] = [];
  const waiting = await storesWithUnjudgedDays(ctx.db);
  const stores = ctx.policy.stores.filter(({ id }) => waiting.has(id));
  if (stores.length === 0) return [];
  const troubles = new Map((await storesInTrouble(ctx.db)).map((each) => [each.storeId, each]));
  for (const store of stores) judged.push(...(await judgeUnlessPutAside(ctx, store, troubles.get(store.id))));
  return judged;
}

async function judgeUnlessPutAside(
  ctx: Context,
  store: Store,
  trouble: JudgingTrouble | undefined,
): Promise<JudgedDay[]> {
  const now = ctx.clock.now();
  if (trouble && trouble.retryAt > now) return [];
  try {
    const judged = await judgeStore(ctx, store);
    if (trouble) await clearJudgingTrouble(ctx.db, store.id);
    return judged;
  } catch (error) {
    // The database was unreachable, or a case was answered at the same moment: the next call may succeed.
    if (error instanceof OperationalError || isConflict(error)) {
      ctx.log.warn({ storeId: store.id, error: describeError(error) }, 'store could not be judged now');
      return [];
    }
    const attempts = (trouble?.attempts ?? 0) + 1;
    const retryAt = new Date(now.getTime() + backoffMs(attempts, retry));
    const reason = describeError(error);
    ctx.log.error({ storeId: store.id, error: reason, attempts, retryAt }, 'store could not be judged');
    await setJudgingTrouble(ctx.db, store.id, { reason, since: trouble?.since ?? now, attempts, retryAt });
    return [];
  }
}

async function judgeStore(ctx: Context, store: Store): Promise<JudgedDay[]> {
  const pending = await unjudgedDays(ctx.db, store);
  if (pending.length === 0) return [];
  const firstLoad = (await shopVerdictsOf(ctx.db, store.id, 1)).length === 0;
  const plan = planJudging({ pending, complete: await completeDays(ctx.db, store), firstLoad });
  await markJudged(ctx.db, store.id, plan.skip);
  const judged: JudgedDay[] = [];
  for (const { day, revision } of plan.judge) {
    const newestOfLoad = day === plan.judge.at(-1)?.day;
    const outcome = await judgeStoreDay(ctx, { store, day, revision, firstLoad, newestOfLoad });
    if (!outcome) break;
    judged.push(outcome);
    ctx.log.info({ storeId: store.id, day, state: outcome.state, opened: outcome.opened.length }, 'day judged');
  }
  return judged;
}
