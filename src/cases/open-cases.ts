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
  appendCaseLog,
  askedSince,
  deleteCard,
  insertCard,
  insertCase,
  putCaseDay,
  putOnCard,
  type StoredCase,
} from '../store/cases.ts';
import { noteInThread, postCard } from './announce.ts';
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
  const { zone } = tx.policy.team;
  const midnight = startOfDay(zone, dayIn(zone, tx.clock.now()));
  const withAssignee: Seeded[] = seeds.map((seed) => ({ ...seed, assigneeId: seed.assignment.assigneeId }));
  const { asked } = withinCap(
    withAssignee,
    await askedSince(tx.db, midnight),
    tx.policy.detection.maxFormsPerOperatorDay,
  );
  const opened: StoredCase[] = [];
  for (const group of byAssignee(asked)) opened.push(...(await openOnOneCard(tx, store, group)));
  return opened;
}

async function openOnOneCard(tx: Context, store: Store, seeds: readonly Seeded[]): Promise<StoredCase[]> {
  const now = tx.clock.now();
  const assigneeId = seeds[0]?.assigneeId ?? null;
  const cardId = await insertCard(tx.db, { storeId: store.id, assigneeId, postedAt: now });
  const opened: StoredCase[] = [];
  for (const seed of seeds) {
    const stored = await openOne(tx, store, seed, cardId);
    if (stored) opened.push(stored);
  }
  if (opened.length === 0) await deleteCard(tx.db, cardId);
  else await postCard(tx, cardId, store.id);
  for (const stored of opened) await noteMissingOwner(tx, stored);
  return opened;
}

async function openOne(tx: Context, store: Store, seed: Seeded, cardId: number): Promise<StoredCase | undefined> {
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
  const stored = await insertCase(tx.db, { ...fresh, nextDueAt: dueAt });
  if (!stored) return undefined;
  await putCaseDay(tx.db, {
    caseId: stored.id,
    day: seed.day,
    units: seed.units,
    baseline: seed.baseline,
    deviation: seed.deviation,
  });
  await putOnCard(tx.db, cardId, stored.id, 1);
  await appendCaseLog(tx.db, {
    caseId: stored.id,
    at: now,
    notedAt: now,
    event: 'opened',
    actor: 'system',
    round: 1,
    data: { assigneeId: seed.assigneeId, assignedBecause: seed.assignment.because, supplement: seed.supplement },
  });
  return stored;
}

async function noteMissingOwner(tx: Context, stored: StoredCase): Promise<void> {
  if (stored.ownerId !== null || stored.kind === 'store_wide') return;
  const now = tx.clock.now();
  const logId = await appendCaseLog(tx.db, {
    caseId: stored.id,
    at: now,
    notedAt: now,
    event: 'no_owner',
    actor: 'system',
    round: 1,
    data: {},
  });
  const to = stored.assigneeId === null ? null : personView(tx.policy, stored.assigneeId);
  await noteInThread(tx, stored, logId, { event: 'no_owner', to });
}

function byAssignee(seeds: readonly Seeded[]): Seeded[][] {
  const groups = new Map<string, Seeded[]>();
  for (const seed of seeds) {
    const key = seed.assigneeId ?? '';
    groups.set(key, [...(groups.get(key) ?? []), seed]);
  }
  return [...groups.values()];
}

function keyKind(seed: CaseSeed): 'sku' | 'store' | 'stock' | 'exit' {
  if (seed.kind === 'store_wide') return 'store';
  if (seed.kind === 'out_of_stock') return 'stock';
  return seed.formKind === 'exit_signal' ? 'exit' : 'sku';
}
