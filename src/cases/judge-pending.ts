// Judges what has come in and is not judged yet, store by store, oldest day first.

import type { Context } from '../context.ts';
import { describeError } from '../lib/describe-error.ts';
import { completeDays, markJudged, unjudgedDays } from '../store/sales.ts';
import { shopVerdictsOf } from '../store/verdicts.ts';
import type { Store } from '../team/policy.ts';
import { type JudgedDay, judgeStoreDay } from './judge-day.ts';
import { planJudging } from './model/judging-plan.ts';

/** Judges every pending day of every store. A store that fails is left for the next call and does not stop the others. */
export async function judgePending(ctx: Context): Promise<JudgedDay[]> {
  const judged: JudgedDay[] = [];
  for (const store of ctx.policy.stores) {
    try {
      judged.push(...(await judgeStore(ctx, store)));
    } catch (error) {
      ctx.log.error({ storeId: store.id, error: describeError(error) }, 'store could not be judged');
    }
  }
  return judged;
}

async function judgeStore(ctx: Context, store: Store): Promise<JudgedDay[]> {
  const pending = await unjudgedDays(ctx.db, store);
  if (pending.length === 0) return [];
  const firstLoad = (await shopVerdictsOf(ctx.db, store.id, 1)).length === 0;
  const plan = planJudging({ pending, complete: await completeDays(ctx.db, store), firstLoad });
  for (const { day, revision } of plan.skip) await markJudged(ctx.db, store.id, day, revision);
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
