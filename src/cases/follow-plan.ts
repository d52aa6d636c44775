// Checks an answered proposal against the order lists: goods that do not show in time are asked about again.

import type { Context } from '../context.ts';
import { dayIn, daysBetween, parseDay } from '../lib/day.ts';
import { answersOfCases, type StoredCase } from '../store/cases.ts';
import { planShows, supplyListedAt } from '../store/plan-shows.ts';
import { editCard, noteInThread, postCards } from './announce.ts';
import { applyEvent } from './apply-event.ts';
import { newCard } from './follow-episode.ts';
import { currentNumbers } from './form-numbers.ts';
import { handToPresent } from './hand-over.ts';
import { planRound, remindersSent } from './plan-round.ts';

/** Without a list for this long, lists are not kept, and what is missing from them proves nothing. */
const listsGoneAfterMs = 30 * 86_400_000;

/** Looks whether the answered case's plan shows, and asks again where it does not; `at` is when that was due. */
export async function checkPlan(tx: Context, stored: StoredCase, at: Date): Promise<StoredCase> {
  const shows = await whetherItShows(tx, stored);
  if (shows === 'missing') return askAgain(tx, stored, at);
  const type = shows === 'shows' ? 'plan_seen' : 'plan_unknown';
  return (await applyEvent(tx, stored, { type }, { at })).case;
}

/** Did an order or a shipment list come in lately? */
export async function listsAreKept(tx: Context): Promise<boolean> {
  const listedAt = await supplyListedAt(tx.db);
  return listedAt !== null && tx.clock.now().getTime() - listedAt.getTime() < listsGoneAfterMs;
}

async function whetherItShows(tx: Context, stored: StoredCase): Promise<'shows' | 'missing' | 'unknown'> {
  const { id, round, sku, storeId } = stored;
  const answer = (await answersOfCases(tx.db, [id])).filter((each) => each.round === round).at(-1);
  if (!answer || sku === null || !(await listsAreKept(tx))) return 'unknown';
  const { action, arriveBy = '' } = answer.values;
  const since = dayIn(tx.policy.team.zone, answer.answeredAt);
  const hurriedTo = action === 'expedite' ? (parseDay(arriveBy) ?? null) : null;
  return (await planShows(tx.db, { storeId, sku, since, hurriedTo })) ? 'shows' : 'missing';
}

/** A new round with a card, a deadline and words of its own. */
async function askAgain(tx: Context, answered: StoredCase, at: Date): Promise<StoredCase> {
  const { id, formKind, promise, storeId } = answered;
  const plan = planRound(tx, formKind, {
    askedAt: tx.clock.now(),
    earlierReminders: await remindersSent(tx, id),
  });
  const dayNumber = daysBetween(answered.firstDay, answered.lastDay) + 1;
  const reopened = await applyEvent(
    tx,
    answered,
    { type: 'reopened', plan, asks: await currentNumbers(tx, answered) },
    { data: { because: 'not_ordered', dayNumber, promise, dueAt: at.toISOString() } },
  );
  const cardId = await newCard(tx, reopened.case);
  await postCards(tx, [cardId], storeId);
  await editCard(tx, answered, `log${reopened.logId}`);
  const said = { nature: promise?.nature ?? null, until: promise?.until ?? null, dayNumber };
  await noteInThread(tx, answered, reopened.logId, { event: 'reopened', because: 'not_ordered', promise: said });
  return handToPresent(tx, { ...reopened.case, cardId });
}
