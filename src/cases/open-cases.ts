// Opens cases and posts them: one card for each owner, the rest of the day's cap named in the digest.

import type { Context } from '../context.ts';
import type { FormFacts, FormKind, RawValues } from '../forms/form.ts';
import { type Day, dayIn, startOfDay } from '../lib/day.ts';
import type { CaseKind } from '../model/anomaly-case.ts';
import { nextDueAt } from '../model/due.ts';
import { dedupKey, withinCap } from '../model/episode.ts';
import type { Assignment } from '../model/owner.ts';
import type { Store } from '../policy/policy.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { Direction } from '../rules/verdict.ts';
import {
  appendCaseLogs,
  askedSince,
  deleteCards,
  insertCards,
  insertCases,
  type NewCase,
  type NewLogEntry,
  putCaseDays,
  putOnCards,
  type StoredCase,
} from '../store/cases.ts';
import { notesInThreads, postCards } from './announce.ts';
import { personView } from './display-names.ts';
import { planRound } from './plan-round.ts';

/** What a new case starts from. */
export interface CaseSeed {
  kind: CaseKind;
  formKind: FormKind;
  sku: string | null;
  direction: Direction;
  day: Day;
  units: number | null;
  baseline: number | null;
  deviation: number;
  moneyAtStake: number;
  supplement: boolean;
  stockTier: StockTier | null;
  facts: FormFacts;
  prefill: RawValues;
  ownerId: string | null;
  assignment: Assignment;
}

type Seeded = CaseSeed & { assigneeId: string | null };

/** Opens a case for each seed within the cap of its assignee and posts one card for each of them. */
export async function openCases(tx: Context, store: Store, seeds: readonly CaseSeed[]): Promise<StoredCase[]> {
  if (seeds.length === 0) return [];
  const { zone } = tx.policy.team;
  const midnight = startOfDay(zone, dayIn(zone, tx.clock.now()));
  const withAssignee: Seeded[] = seeds.map((seed) => ({ ...seed, assigneeId: seed.assignment.assigneeId }));
  const { asked } = withinCap(
    withAssignee,
    await askedSince(tx.db, midnight),
    tx.policy.detection.maxFormsPerOperatorDay,
  );
  const assignees = [...new Set(asked.map(({ assigneeId }) => assigneeId))];
  const postedAt = tx.clock.now();
  const cards = await insertCards(
    tx.db,
    assignees.map((assigneeId) => ({ storeId: store.id, assigneeId, postedAt })),
  );
  const fresh = cards.flatMap(({ id, assigneeId }) =>
    asked
      .filter((seed) => seed.assigneeId === assigneeId)
      .map((seed) => ({ seed, newCase: freshCase(tx, store, seed, id) })),
  );
  const opened = await insertCases(
    tx.db,
    fresh.map(({ newCase }) => newCase),
  );
  const seedOf = new Map(fresh.map(({ seed, newCase }) => [newCase.dedupKey, seed]));
  await noteOpened(
    tx,
    opened.flatMap((stored) => {
      const seed = seedOf.get(stored.dedupKey);
      return seed ? [{ stored, seed }] : [];
    }),
  );
  const used = new Set(opened.map(({ cardId }) => cardId));
  const [posted, empty] = [cards.filter(({ id }) => used.has(id)), cards.filter(({ id }) => !used.has(id))];
  await deleteCards(
    tx.db,
    empty.map(({ id }) => id),
  );
  await postCards(
    tx,
    posted.map(({ id }) => id),
    store.id,
  );
  await noteMissingOwners(tx, opened);
  return opened;
}

/** The first day of each new case, its place on its card, and the first entry of its history. */
async function noteOpened(tx: Context, opened: readonly { stored: StoredCase; seed: Seeded }[]): Promise<void> {
  await putCaseDays(
    tx.db,
    opened.map(({ stored, seed: { day, units, baseline, deviation } }) => ({
      caseId: stored.id,
      day,
      verdictRevision: null,
      units,
      baseline,
      deviation,
    })),
  );
  await putOnCards(
    tx.db,
    opened.flatMap(({ stored: { id, cardId } }) => (cardId === null ? [] : [{ cardId, caseId: id, round: 1 }])),
  );
  await appendCaseLogs(
    tx.db,
    opened.map(({ stored, seed: { assigneeId, assignment, supplement } }) =>
      firstEntry(tx, stored, 'opened', { assigneeId, assignedBecause: assignment.because, supplement }),
    ),
  );
}

function firstEntry(tx: Context, { id }: StoredCase, event: string, data: Record<string, unknown>): NewLogEntry {
  const now = tx.clock.now();
  return { caseId: id, at: now, notedAt: now, event, actor: 'system', round: 1, data };
}

function freshCase(tx: Context, store: Store, seed: Seeded, cardId: number): NewCase {
  const now = tx.clock.now();
  const plan = planRound(tx, seed.formKind, { askedAt: now, earlierReminders: [] });
  const fresh = {
    cardId,
    kind: seed.kind,
    formKind: seed.formKind,
    storeId: store.id,
    sku: seed.sku,
    direction: seed.direction,
    status: 'open' as const,
    dedupKey: dedupKey(keyKind(seed), store.id, seed.sku, seed.direction),
    round: 1,
    firstDay: seed.day,
    lastDay: seed.day,
    lastDeviation: seed.deviation,
    stockTier: seed.stockTier,
    ownerId: seed.ownerId,
    assigneeId: seed.assigneeId,
    openedAt: now,
    askedAt: now,
    answerDueAt: plan.answerDueAt,
    remindersHandled: 0,
    escalationStep: 0,
    deadlineMissedAt: null,
    nagAt: null,
    snoozedUntil: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    answeredAt: null,
    answeredBy: null,
    closedAt: null,
    resolution: null,
    supplement: seed.supplement,
    promise: null,
    approval: null,
    followUpAt: null,
    policy: plan.policy,
    facts: seed.facts,
    prefill: seed.prefill,
  };
  const dueAt = nextDueAt({ ...fresh, id: 0, version: 1, nextDueAt: null });
  return { ...fresh, nextDueAt: dueAt };
}

async function noteMissingOwners(tx: Context, opened: readonly StoredCase[]): Promise<void> {
  const unowned = opened.filter(({ ownerId, kind }) => ownerId === null && kind !== 'store_wide');
  const logIds = await appendCaseLogs(
    tx.db,
    unowned.map((stored) => firstEntry(tx, stored, 'no_owner', {})),
  );
  await notesInThreads(
    tx,
    unowned.flatMap((stored) => {
      const logId = logIds.get(stored.id);
      const to = stored.assigneeId === null ? null : personView(tx.policy, stored.assigneeId);
      return logId === undefined ? [] : [{ stored, logId, note: { event: 'no_owner' as const, to } }];
    }),
  );
}

function keyKind(seed: CaseSeed): 'sku' | 'store' | 'stock' | 'exit' {
  if (seed.kind === 'store_wide') return 'store';
  if (seed.kind === 'out_of_stock') return 'stock';
  return seed.formKind === 'exit_signal' ? 'exit' : 'sku';
}
