// Carries out what a verdict means for a case that already exists.

import type { Context } from '../context.ts';
import type { RestatedView } from '../messages/views.ts';
import type { Verdict } from '../rules/verdict.ts';
import { daysOfCases, dropCaseDay, putCaseDay, putOnCard, type StoredCase } from '../store/cases.ts';
import { cards } from '../store/schema/index.ts';
import type { Store } from '../team/policy.ts';
import { editCard, noteInThread, postCard } from './announce.ts';
import { applyEvent, requireCase } from './apply.ts';
import { markCoveredDay } from './learn.ts';
import type { EpisodeDecision, ReopenReason } from './model/episode.ts';
import { planRound } from './plan-round.ts';
import type { StockBook } from './stock.ts';

interface Episode {
  store: Store;
  decision: EpisodeDecision;
  verdict: Verdict;
  verdictId: number | null;
  stock: StockBook;
}

/** Continues, reopens, withdraws or corrects the case of `episode`; opening is `open-cases.ts`. */
export async function followEpisode(tx: Context, episode: Episode): Promise<void> {
  const { decision } = episode;
  switch (decision.act) {
    case 'continue':
      return continueCase(tx, episode, decision.case.id, decision.dayNumber);
    case 'grow':
      return growCase(tx, episode, decision.case.id);
    case 'withdraw':
      return withdrawCase(tx, episode, decision.case.id);
    case 'drop_day':
      return dropDay(tx, episode, decision.case.id);
    case 'covered':
      return markCoveredDay(tx, await requireCase(tx, decision.case.id), episode.verdict.day);
    case 'reopen':
      return reopenCase(tx, episode, decision.case.id, decision.because, decision.dayNumber);
    case 'none':
    case 'open':
    case 'too_old':
    case 'silenced':
      return;
  }
}

async function continueCase(tx: Context, episode: Episode, caseId: number, dayNumber: number): Promise<void> {
  const applied = await addDay(tx, episode, caseId);
  await editCard(tx, applied.case, `log${applied.logId}`);
  await noteInThread(tx, applied.case, applied.logId, {
    event: 'continued',
    dayNumber,
    deviation: episode.verdict.deviation ?? 0,
  });
}

async function growCase(tx: Context, episode: Episode, caseId: number): Promise<void> {
  const before = await dayOf(tx, caseId, episode.verdict);
  const applied = await addDay(tx, episode, caseId);
  await editCard(tx, applied.case, `log${applied.logId}`);
  await noteInThread(tx, applied.case, applied.logId, {
    event: 'grown',
    restated: restatedOf(episode.verdict, before?.units ?? 0),
  });
}

async function withdrawCase(tx: Context, episode: Episode, caseId: number): Promise<void> {
  const { verdict } = episode;
  const before = await dayOf(tx, caseId, verdict);
  const stored = await requireCase(tx, caseId);
  const restated = restatedOf(verdict, before?.units ?? 0);
  const applied = await applyEvent(tx, stored, { type: 'withdrawn' }, { data: { restated } });
  await editCard(tx, applied.case, `log${applied.logId}`);
  await noteInThread(tx, applied.case, applied.logId, { event: 'withdrawn', restated });
}

function restatedOf(verdict: Verdict, oldUnits: number): RestatedView {
  return { day: verdict.day, oldUnits, newUnits: verdict.units ?? 0, deviation: verdict.deviation ?? 0 };
}

async function dropDay(tx: Context, episode: Episode, caseId: number): Promise<void> {
  await dropCaseDay(tx.db, caseId, episode.verdict.day);
  await editCard(tx, await requireCase(tx, caseId), `drop:${caseId}:${episode.verdictId ?? episode.verdict.day}`);
}

async function reopenCase(
  tx: Context,
  episode: Episode,
  caseId: number,
  because: ReopenReason,
  dayNumber: number,
): Promise<void> {
  const now = tx.clock.now();
  const answered = await requireCase(tx, caseId);
  const plan = planRound(tx, answered.formKind, now);
  const data = { because, dayNumber, day: episode.verdict.day, promise: answered.promise };
  const reopened = await applyEvent(tx, answered, { type: 'reopened', plan }, { data });
  const card = await newCard(tx, episode.store.id, reopened.case);
  const applied = await addDay(tx, episode, caseId, { ...reopened.case, cardId: card });
  await postCard(tx, card, episode.store.id);
  await editCard(tx, answered, `log${reopened.logId}`);
  const promise = { nature: answered.promise?.nature ?? null, until: answered.promise?.until ?? null, dayNumber };
  await noteInThread(tx, answered, applied.logId, { event: 'reopened', because, promise });
}

async function newCard(tx: Context, storeId: string, stored: StoredCase): Promise<number> {
  const now = tx.clock.now();
  const [card] = await tx.db
    .insert(cards)
    .values({ storeId, assigneeId: stored.assigneeId, postedAt: now })
    .returning();
  if (!card) throw new Error('The card was not stored');
  await putOnCard(tx.db, card.id, stored.id, stored.round);
  return card.id;
}

async function addDay(tx: Context, episode: Episode, caseId: number, as?: StoredCase) {
  const { verdict, verdictId, stock } = episode;
  const stored = as ?? (await requireCase(tx, caseId));
  const applied = await applyEvent(
    tx,
    stored,
    {
      type: 'continued',
      day: verdict.day,
      deviation: verdict.deviation ?? 0,
      stockTier: stock.of(verdict.sku).tier,
    },
    { data: { day: verdict.day, units: verdict.units, deviation: verdict.deviation } },
  );
  await putCaseDay(tx.db, {
    caseId,
    day: verdict.day,
    verdictId,
    units: verdict.units,
    baseline: verdict.baseline,
    deviation: verdict.deviation,
  });
  return applied;
}

async function dayOf(tx: Context, caseId: number, verdict: Verdict) {
  return (await daysOfCases(tx.db, [caseId])).find((each) => each.day === verdict.day);
}
