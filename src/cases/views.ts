// Reads cases as views: everything a message or page says about them, looked up once. Decides nothing.

import type { Context } from '../context.ts';
import { loadStock, type StockBook } from '../inventory/book.ts';
import { parseDay } from '../lib/day.ts';
import type { AnswerView, CaseView, DeviationView, TeamView } from '../messages/views.ts';
import { caseNumber, isAnswerOwed, isOverdue } from '../model/anomaly-case.ts';
import {
  type AnswerRow,
  answersOfCases,
  type CaseDayRow,
  type CaseLogRow,
  daysOfCases,
  findCases,
  logOfCases,
  roundsOnCard,
  type StoredCase,
} from '../store/cases.ts';
import { findSku } from '../store/skus.ts';
import { type VerdictRow, verdictKey, verdictsIn, verdictsOfDay } from '../store/verdicts.ts';
import {
  approvalView,
  assignedBecause,
  escalatedTo,
  reopenedBecause,
  snoozeReason,
  withdrawnNumbers,
} from './case-history.ts';
import { personView, storeName } from './display-names.ts';
import { changedSince, numbersOf, startingValues } from './form-numbers.ts';

/** How many SKUs a store-wide case names. */
const storeWideSkus = 15;

/** The team as texts need it, at this moment. */
export function teamView(ctx: Context): TeamView {
  const { name, zone } = ctx.policy.team;
  return { name, zone, now: ctx.clock.now().toISOString() };
}

/** The case at this moment; undefined when there is none with this id. */
export async function loadCaseView(ctx: Context, caseId: number): Promise<CaseView | undefined> {
  const [view] = await loadCaseViews(ctx, [caseId]);
  return view;
}

/** The cases of a card in the rounds it shows. A round that is over shows its answer, not the next question. */
export async function loadCardCases(ctx: Context, cardId: number): Promise<CaseView[]> {
  const rounds = await roundsOnCard(ctx.db, cardId);
  const views = await loadCaseViews(
    ctx,
    rounds.map((each) => each.caseId),
  );
  const byId = new Map(views.map((view) => [view.caseId, view]));
  const shown = await Promise.all(
    rounds.map(async ({ caseId, round }) => {
      const view = byId.get(caseId);
      return view && (view.round === round ? view : inEarlierRound(ctx, view, round));
    }),
  );
  return shown.filter((view) => view !== undefined);
}

/** Views of these cases, in the order of their ids. */
export async function loadCaseViews(ctx: Context, caseIds: readonly number[]): Promise<CaseView[]> {
  const cases = await findCases(ctx.db, [...new Set(caseIds)]);
  const ids = cases.map((each) => each.id);
  const days = await daysOfCases(ctx.db, ids);
  const [evidence, answers, log] = [
    await loadEvidence(ctx, cases, days),
    await answersOfCases(ctx.db, ids),
    await logOfCases(ctx.db, ids),
  ];
  const stock = await loadStockBooks(ctx, cases);
  const views: CaseView[] = [];
  for (const stored of cases) {
    views.push(
      await caseView(ctx, stored, {
        days: days.filter((each) => each.caseId === stored.id),
        evidence,
        answers: answers.filter((each) => each.caseId === stored.id),
        log: log.filter((each) => each.caseId === stored.id),
        stock: stock.get(stored.storeId),
      }),
    );
  }
  return views;
}

interface Parts {
  days: readonly CaseDayRow[];
  /** By `verdictKey`. */
  evidence: ReadonlyMap<string, VerdictRow>;
  answers: readonly AnswerRow[];
  log: readonly CaseLogRow[];
  stock: StockBook | undefined;
}

async function caseView(ctx: Context, stored: StoredCase, parts: Parts): Promise<CaseView> {
  const { policy } = ctx;
  const item = await loadSku(ctx, stored);
  const answer = parts.answers.filter((each) => each.round === stored.round).at(-1);
  const { facts, prefill } = numbersOf(parts.stock, stored);
  return {
    caseId: stored.id,
    number: caseNumber(stored.id),
    round: stored.round,
    formKind: stored.formKind,
    status: stored.status,
    resolution: stored.resolution,
    storeId: stored.storeId,
    storeName: storeName(policy, stored.storeId),
    sku: stored.sku,
    skuName: item?.name ?? null,
    class: item?.class ?? null,
    direction: stored.direction,
    assignee: stored.assigneeId === null ? null : personView(policy, stored.assigneeId),
    assignedBecause: assignedBecause(parts.log),
    askedAt: stored.askedAt.toISOString(),
    answerDueAt: stored.answerDueAt?.toISOString() ?? null,
    dueBecause: stored.policy.dueBecause,
    overdue: isOverdue(stored, ctx.clock.now()),
    escalatedTo: escalatedTo(policy, parts.log, stored.round),
    snoozedUntil: stored.snoozedUntil?.toISOString() ?? null,
    snoozeReason: stored.snoozedUntil ? snoozeReason(parts.log) : null,
    acknowledgedBy: stored.acknowledgedBy === null ? null : personView(policy, stored.acknowledgedBy),
    supplement: stored.supplement,
    reopened: reopenedBecause(policy, parts.log, stored.round),
    withdrawn: withdrawnNumbers(parts.log),
    days: parts.days.map((each) => deviationView(stored, each, parts.evidence)),
    stock: stored.sku === null ? null : (parts.stock?.of(stored.sku) ?? null),
    facts,
    changed: isAnswerOwed(stored) ? changedSince(stored.facts, facts) : null,
    prefill: startingValues(stored, { prefill, answers: parts.answers }),
    answer: answer ? answerView(ctx, answer) : null,
    approval: approvalView(policy, stored, parts.log),
    skus: stored.kind === 'store_wide' ? await storeWide(ctx, stored) : [],
    chartId: null,
  };
}

/** A revision of an answer as a view. */
export function answerView(ctx: Context, row: AnswerRow): AnswerView {
  return {
    revision: row.revision,
    round: row.round,
    by: personView(ctx.policy, row.answeredBy),
    at: row.answeredAt.toISOString(),
    late: row.late,
    formKind: row.formKind,
    values: row.values,
  };
}

async function inEarlierRound(ctx: Context, view: CaseView, round: number): Promise<CaseView> {
  const answer = (await answersOfCases(ctx.db, [view.caseId])).filter((each) => each.round === round).at(-1);
  return {
    ...view,
    round,
    status: 'answered',
    overdue: false,
    snoozedUntil: null,
    reopened: null,
    escalatedTo: [],
    approval: null,
    answer: answer ? answerView(ctx, answer) : null,
  };
}

function deviationView(stored: StoredCase, row: CaseDayRow, evidence: Parts['evidence']): DeviationView {
  const of = verdictOf(stored, row);
  const verdict = of && evidence.get(verdictKey(of));
  return {
    day: row.day,
    word: verdict?.word ?? 'deviation',
    direction: verdict?.direction ?? stored.direction,
    windowDays: verdict?.windowDays ?? 1,
    units: row.units,
    baseline: row.baseline,
    deviation: row.deviation,
    chance: verdict?.chance ?? null,
    surge: verdict?.surge ?? false,
    evidence: verdict?.evidence ?? null,
  };
}

async function loadEvidence(
  ctx: Context,
  cases: readonly StoredCase[],
  days: readonly CaseDayRow[],
): Promise<Map<string, VerdictRow>> {
  const asked = cases.flatMap((stored) =>
    days.flatMap((row) => (row.caseId === stored.id ? (verdictOf(stored, row) ?? []) : [])),
  );
  return new Map((await verdictsIn(ctx.db, asked)).map((row) => [verdictKey(row), row]));
}

/** The verdict that a day of a case is from; undefined where the case is about no SKU. */
function verdictOf({ storeId, sku }: StoredCase, { day, verdictRevision: revision }: CaseDayRow) {
  return sku === null || revision === null ? undefined : { storeId, sku, day, revision };
}

async function loadStockBooks(ctx: Context, cases: readonly StoredCase[]): Promise<Map<string, StockBook>> {
  const books = new Map<string, StockBook>();
  for (const store of ctx.policy.stores) {
    const ofStore = cases.filter((each) => each.storeId === store.id && each.sku !== null);
    if (ofStore.length === 0) continue;
    const only = [...new Set(ofStore.map(({ sku }) => sku ?? ''))];
    books.set(store.id, await loadStock(ctx, store, { only }));
  }
  return books;
}

async function loadSku(ctx: Context, { storeId, sku }: StoredCase) {
  return sku === null ? undefined : findSku(ctx.db, storeId, sku);
}

async function storeWide(ctx: Context, stored: StoredCase): Promise<CaseView['skus']> {
  const rows = await verdictsOfDay(ctx.db, stored.storeId, parseDay(stored.lastDay) ?? stored.lastDay);
  return rows
    .flatMap(({ sku, units, baseline, deviation }) =>
      units === null || baseline === null || deviation === null ? [] : [{ sku, units, baseline, deviation }],
    )
    .filter((row) => (stored.direction === 'up' ? row.deviation > 0 : row.deviation < 0))
    .sort((a, b) => Math.abs(b.units - b.baseline) - Math.abs(a.units - a.baseline))
    .slice(0, storeWideSkus);
}
