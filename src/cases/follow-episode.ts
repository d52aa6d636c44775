// Carries out what a judged day means for a case that already exists: one more day, numbers that changed, a promise
// that broke. Opening is `open-cases.ts`, closing `close-quiet.ts`.

import type { Context } from '../context.ts';
import type { FormKind } from '../forms/form.ts';
import type { Day } from '../lib/day.ts';
import type { RestatedView } from '../messages/views.ts';
import { caseAfterDrop, type EpisodeDecision, type ReopenReason } from '../model/episode.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import { daysOfCases, dropCaseDay, insertCard, putCaseDays, putOnCards, type StoredCase } from '../store/cases.ts';
import { editCard, noteInThread, postCards } from './announce.ts';
import { type Applied, applyEvent, requireCase } from './apply-event.ts';
import type { FormNumbers } from './form-numbers.ts';
import { handToPresent } from './hand-over.ts';
import { markCoveredDay } from './learn.ts';
import { planRound, remindersSent } from './plan-round.ts';

/** The numbers of a judged day as its case notes them. */
export interface FoundDay {
  day: Day;
  units: number | null;
  baseline: number | null;
  /** Fraction; null where nothing could be sold. */
  deviation: number | null;
  stockTier: StockTier | null;
  verdictRevision: number | null;
  /** What a form asked about the case today arrives with. */
  asks: (formKind: FormKind) => FormNumbers;
}

/** Continues, reopens, withdraws or corrects the case that `decision` names. */
export async function followEpisode(tx: Context, decision: EpisodeDecision, found: FoundDay): Promise<void> {
  switch (decision.act) {
    case 'continue':
      return continueCase(tx, decision.case.id, found, decision.dayNumber);
    case 'grow':
      return growCase(tx, decision.case.id, found);
    case 'withdraw':
      return withdrawCase(tx, decision.case.id, found);
    case 'drop_day':
      return dropDay(tx, decision.case.id, found.day);
    case 'covered':
      return markCoveredDay(tx, await requireCase(tx, decision.case.id), found.day);
    case 'reopen':
      return reopenCase(tx, decision.case.id, found, decision);
    case 'none':
    case 'open':
    case 'too_old':
    case 'first_load':
    case 'silenced':
      return;
  }
}

async function continueCase(tx: Context, caseId: number, found: FoundDay, dayNumber: number): Promise<void> {
  const applied = await addDay(tx, await requireCase(tx, caseId), found);
  await editCard(tx, applied.case, `log${applied.logId}`);
  const deviation = found.deviation ?? 0;
  await noteInThread(tx, applied.case, applied.logId, { event: 'continued', dayNumber, deviation });
}

async function growCase(tx: Context, caseId: number, found: FoundDay): Promise<void> {
  const restated = await restatedOf(tx, caseId, found);
  const applied = await addDay(tx, await requireCase(tx, caseId), found, 'grown');
  await editCard(tx, applied.case, `log${applied.logId}`);
  await noteInThread(tx, applied.case, applied.logId, { event: 'grown', restated });
}

async function withdrawCase(tx: Context, caseId: number, found: FoundDay): Promise<void> {
  const restated = await restatedOf(tx, caseId, found);
  const stored = await requireCase(tx, caseId);
  const applied = await applyEvent(tx, stored, { type: 'withdrawn' }, { data: { restated } });
  await editCard(tx, applied.case, `log${applied.logId}`);
  await noteInThread(tx, applied.case, applied.logId, { event: 'withdrawn', restated });
}

async function restatedOf(tx: Context, caseId: number, { day, units, deviation }: FoundDay): Promise<RestatedView> {
  const before = (await daysOfCases(tx.db, [caseId])).find((each) => each.day === day);
  return { day, oldUnits: before?.units ?? 0, newUnits: units ?? 0, deviation: deviation ?? 0 };
}

async function dropDay(tx: Context, caseId: number, day: Day): Promise<void> {
  const stored = await requireCase(tx, caseId);
  await dropCaseDay(tx.db, caseId, day);
  const left = caseAfterDrop(stored, await daysOfCases(tx.db, [caseId]));
  const applied = await applyEvent(tx, stored, { type: 'day_dropped', ...left }, { data: { day } });
  await editCard(tx, applied.case, `log${applied.logId}`);
}

async function reopenCase(
  tx: Context,
  caseId: number,
  found: FoundDay,
  { because, dayNumber }: { because: ReopenReason; dayNumber: number },
): Promise<void> {
  const answered = await requireCase(tx, caseId);
  const plan = planRound(tx, answered.formKind, {
    askedAt: tx.clock.now(),
    earlierReminders: await remindersSent(tx, caseId),
  });
  const data = { because, dayNumber, day: found.day, promise: answered.promise };
  const asks = found.asks(answered.formKind);
  const reopened = await applyEvent(tx, answered, { type: 'reopened', plan, asks }, { data });
  const card = await newCard(tx, reopened.case);
  const applied = await addDay(tx, { ...reopened.case, cardId: card }, found);
  await postCards(tx, [card], answered.storeId);
  await editCard(tx, answered, `log${reopened.logId}`);
  const promise = { nature: answered.promise?.nature ?? null, until: answered.promise?.until ?? null, dayNumber };
  await noteInThread(tx, answered, applied.logId, { event: 'reopened', because, promise });
  await handToPresent(tx, applied.case);
}

/** A card for the round that a case is in now. */
export async function newCard(tx: Context, { id, storeId, assigneeId, round }: StoredCase): Promise<number> {
  const cardId = await insertCard(tx.db, { storeId, assigneeId, postedAt: tx.clock.now() });
  await putOnCards(tx.db, [{ cardId, caseId: id, round }]);
  return cardId;
}

async function addDay(
  tx: Context,
  stored: StoredCase,
  found: FoundDay,
  type: 'continued' | 'grown' = 'continued',
): Promise<Applied> {
  const { day, units, baseline, deviation, stockTier, verdictRevision } = found;
  const event = { type, day, deviation: deviation ?? 0, stockTier } as const;
  const applied = await applyEvent(tx, stored, event, { data: { day, units, deviation } });
  await putCaseDays(tx.db, [{ caseId: stored.id, day, verdictRevision, units, baseline, deviation }]);
  return applied;
}
