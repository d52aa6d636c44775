// Rehearsals carried out in the background: for people who asked in a chat, and once for the team, when its first sixty
// days of history are in.

import { type Context, withTransaction } from '../context.ts';
import { OperationalError } from '../errors.ts';
import type { Content } from '../messages/index.ts';
import type { RehearsalView } from '../messages/rehearsal-view.ts';
import { tellGroups, tellPerson } from '../outbox/tell.ts';
import { hasHistoryOf } from '../store/feed.ts';
import { type AskedRehearsal, lastImport, owedRehearsals, settleAsked, settleFirst } from '../store/rehearsals.ts';
import { rehearsalView } from './rehearsal-view.ts';
import { rehearse, rehearsedDays } from './rehearse.ts';

/** Whole sales days of a store from which on the team is shown what its policies would have asked. */
const firstHistoryDays = 60;

/** The first one waits until no file has come in for so long: owners and stock often follow the sales. */
const calmMs = 60_000;

/** Episodes that a message names. */
const episodesTold = 10;

/**
 * Carries out the pending rehearsals and returns how many. Takes seconds. The result is queued in the transaction that
 * settles the request, so a restart neither repeats nor loses it.
 */
export async function carryOutRehearsals(ctx: Context, stopping?: () => boolean): Promise<number> {
  const { asked, hadFirst } = await owedRehearsals(ctx.db);
  let done = 0;
  for (const request of asked) done += await answerAsked(ctx, request, stopping);
  if (!hadFirst && (await hasHistoryOf(ctx.db, firstHistoryDays)) && (await isCalm(ctx)))
    done += await tellFirst(ctx, stopping);
  if (done > 0) ctx.wake();
  return done;
}

async function answerAsked(ctx: Context, request: AskedRehearsal, stopping?: () => boolean): Promise<number> {
  const found = await attempt(ctx, request.days, stopping);
  return withTransaction(ctx, async (tx) => {
    if (!(await settleAsked(tx.db, request))) return 0;
    const { personId, askedAt } = request;
    const content: Content = found
      ? { kind: 'rehearsal', toIds: [], occasion: 'asked', rehearsal: found }
      : { kind: 'notice', toId: null, notice: { notice: 'rehearsal_failed' } };
    await tellPerson(tx, personId, { subject: `rehearsal.${personId}`, step: askedAt, content });
    return 1;
  });
}

async function tellFirst(ctx: Context, stopping?: () => boolean): Promise<number> {
  const found = await attempt(ctx, rehearsedDays.usual, stopping);
  return withTransaction(ctx, async (tx) => {
    if (!(await settleFirst(tx.db, tx.clock.now()))) return 0;
    const toIds = tx.policy.people.filter(({ role }) => role === 'manager').map(({ id }) => id);
    if (found) {
      const content: Content = { kind: 'rehearsal', toIds, occasion: 'first', rehearsal: found };
      await tellGroups(tx, null, { subject: 'rehearsal', step: 'first', content });
    }
    return 1;
  });
}

/** Undefined when the program failed at it, which is in the log: trying again would fail again. */
async function attempt(ctx: Context, days: number, stopping?: () => boolean): Promise<RehearsalView | undefined> {
  try {
    const found = await rehearse(ctx, { days, stopping });
    return found ? rehearsalView(ctx.policy, found, { episodes: episodesTold }) : undefined;
  } catch (error) {
    if (error instanceof OperationalError) throw error;
    ctx.log.error({ err: error, days }, 'rehearsal failed');
    return undefined;
  }
}

async function isCalm(ctx: Context): Promise<boolean> {
  const now = ctx.clock.now();
  const { at, running } = await lastImport(ctx.db, now);
  return !running && (at === null || now.getTime() - at.getTime() >= calmMs);
}
