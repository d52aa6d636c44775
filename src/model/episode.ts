// What a verdict does: open a case, add a day to one, keep or break a promise.
// Pure; `cases/judge-day.ts` carries the decisions out.

import { type Day, daysBetween } from '../lib/day.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { Direction, Verdict } from '../rules/verdict.ts';
import { type AnomalyCase, type AnswerPromise, isAnswerOwed, type Nature, type Resolution } from './anomaly-case.ts';

export type ReopenReason = 'still_out' | 'worse' | 'fourteen_days';

export type EpisodeDecision =
  | { act: 'none'; case?: FollowedCase }
  | { act: 'open'; supplement: boolean }
  | { act: 'continue'; case: FollowedCase; dayNumber: number }
  | { act: 'grow'; case: FollowedCase }
  | { act: 'withdraw'; case: FollowedCase }
  | { act: 'drop_day'; case: FollowedCase }
  | { act: 'covered'; case: FollowedCase }
  | { act: 'reopen'; case: FollowedCase; because: ReopenReason; dayNumber: number }
  | { act: 'too_old' }
  | { act: 'first_load' }
  | { act: 'silenced' };

/** What an episode needs of a judged day, of a SKU or of the whole store. */
export type Judgement = Pick<Verdict, 'day' | 'word' | 'direction' | 'deviation'>;

/** What an episode needs of a case; `rehearsal` keeps no more than this. */
export type FollowedCase = Pick<AnomalyCase, 'id' | 'sku' | 'direction' | 'status' | 'firstDay' | 'promise'>;

/** A live case with the days it already counts. */
export interface LiveCase {
  case: FollowedCase;
  /** Deviating days of the case, with the numbers as they were when noted. */
  days: { day: Day; units: number; deviation: number }[];
}

export interface EpisodeInput {
  verdict: Judgement;
  /** The case of this SKU and direction that is not closed, if any. */
  live: LiveCase | undefined;
  /** Days between the judged day and the newest day that is over in the store's zone. */
  ageDays: number;
  /** Was this day judged before? Then restated data brought it up again. */
  judgedBefore: boolean;
  /** Is the store's history being loaded for the first time? Then only its newest day opens cases. */
  firstLoad: boolean;
  newestOfLoad: boolean;
  silenced: boolean;
  stockTier: StockTier | null;
}

/** Restated days older than this appear in the digest only (product rule: "a day of the last three"). */
export const supplementDays = 3;

/** Days after the answer after which a continuing deviation is asked about again, unless the answer said "lasting". */
const fourteenDays = 14;

/** An answered deviation at least this many times as big as the answered one is news (product rule, section 5). */
const worseFactor = 1.5;

/** What a verdict does to the case of its SKU (or, for a store-wide verdict, of its store) and direction. */
export function decideEpisode(input: EpisodeInput): EpisodeDecision {
  const { verdict, live } = input;
  if (verdict.word !== 'deviation') return live ? withoutDeviation(verdict, live) : { act: 'none' };
  if (live) return withDeviation(input, live);
  if (input.silenced) return { act: 'silenced' };
  return firstDeviation(input);
}

/**
 * What a verdict does to the live case of the opposite direction: restated data can reverse a day, and a day that no longer
 * falls leaves the case about the fall.
 */
export function decideOtherSide(verdict: Judgement, other: LiveCase | undefined): EpisodeDecision {
  if (!other) return { act: 'none' };
  const holds = verdict.word === 'deviation' && verdict.direction === other.case.direction;
  return holds ? { act: 'none' } : withoutDeviation(verdict, other);
}

function firstDeviation(input: EpisodeInput): EpisodeDecision {
  if (input.firstLoad && !input.newestOfLoad) return { act: 'first_load' };
  if (input.ageDays >= supplementDays) return { act: 'too_old' };
  if (input.firstLoad) return { act: 'open', supplement: false };
  return { act: 'open', supplement: input.judgedBefore };
}

function withDeviation(input: EpisodeInput, live: LiveCase): EpisodeDecision {
  const { verdict } = input;
  const known = live.days.find((each) => each.day === verdict.day);
  if (live.case.status === 'answered') return answeredAndOut(input, live);
  if (known) return { act: grew(known.deviation, verdict.deviation) ? 'grow' : 'none', case: live.case };
  return { act: 'continue', case: live.case, dayNumber: dayNumber(live.case, verdict.day) };
}

function answeredAndOut(input: EpisodeInput, live: LiveCase): EpisodeDecision {
  const { verdict } = input;
  const { promise } = live.case;
  const broken = promise && brokenPromise(promise, input, live.case);
  if (broken && verdict.day > promise.throughDay) {
    if (input.silenced) return { act: 'silenced' };
    return { act: 'reopen', case: live.case, because: broken, dayNumber: dayNumber(live.case, verdict.day) };
  }
  return { act: 'covered', case: live.case };
}

function brokenPromise(
  promise: AnswerPromise,
  { verdict, stockTier }: EpisodeInput,
  { sku }: FollowedCase,
): ReopenReason | undefined {
  if (isWorse(promise, verdict, stockTier)) return 'worse';
  switch (promise.nature) {
    case 'data_error':
      return 'still_out';
    case 'lasting':
      // The SKU's level was restarted by the answer; a store has none, its SKUs' levels follow in the coming weeks.
      return sku === null ? undefined : 'still_out';
    case 'one_off':
      return daysBetween(promise.throughDay, verdict.day) >= 3 ? 'still_out' : undefined;
    case 'short_term':
      if (promise.until && verdict.day > promise.until) return 'still_out';
      return daysBetween(promise.throughDay, verdict.day) >= fourteenDays ? 'fourteen_days' : undefined;
    case null:
      return undefined;
  }
}

function isWorse(promise: AnswerPromise, verdict: Judgement, tier: StockTier | null): boolean {
  const grown = Math.abs(verdict.deviation ?? 0) >= worseFactor * Math.abs(promise.deviation);
  return grown || tierRank(tier) > tierRank(promise.stockTier);
}

function withoutDeviation(verdict: Judgement, live: LiveCase): EpisodeDecision {
  const owed = isAnswerOwed(live.case);
  const judged = verdict.word !== 'no_data' && verdict.word !== 'held';
  if (!owed || !judged || !live.days.some((each) => each.day === verdict.day)) return { act: 'none' };
  return live.days.length === 1 ? { act: 'withdraw', case: live.case } : { act: 'drop_day', case: live.case };
}

/** What is left of a case when one of its days turned out not to deviate; `days` are the others, at least one. */
export function caseAfterDrop(
  anomalyCase: AnomalyCase,
  days: readonly { day: Day; deviation: number | null }[],
): Pick<AnomalyCase, 'firstDay' | 'lastDay' | 'lastDeviation'> {
  const [first] = days;
  const last = days.at(-1);
  return {
    firstDay: first?.day ?? anomalyCase.firstDay,
    lastDay: last?.day ?? anomalyCase.lastDay,
    lastDeviation: last?.deviation ?? anomalyCase.lastDeviation,
  };
}

function grew(before: number, after: number | null): boolean {
  return after !== null && Math.abs(after) >= Math.abs(before) + 0.05;
}

/** Counted from the first day of the episode; one that was reported late may come before those known so far. */
function dayNumber({ firstDay }: FollowedCase, on: Day): number {
  return Math.max(0, daysBetween(firstDay, on)) + 1;
}

/** Green is calm, red is worst; an unknown tier is no news. */
function tierRank(tier: StockTier | null): number {
  return tier === null ? 0 : { green: 0, yellow: 1, orange: 2, red: 3 }[tier];
}

/** How an answered case ends once its episode is over. */
export function resolutionOf(nature: Nature): Resolution {
  return ({ one_off: 'confirmed', short_term: 'expected', lasting: 'new_normal', data_error: 'false_alarm' } as const)[
    nature
  ];
}

/** One case at a time for each of these: the version is in the key so that the rule can change. */
export function dedupKey(
  kind: 'sku' | 'store' | 'stock' | 'exit',
  storeId: string,
  sku: string | null,
  direction: Direction,
): string {
  return `${kind}:1:${storeId}${sku === null ? '' : `/${sku}`}:${direction}`;
}

/**
 * Which new forms are asked today and which only named in the digest: the most money first, then the largest deviation,
 * `limit` for each assignee and day, those asked earlier that day counted.
 */
export function withinCap<T extends { assigneeId: string | null; moneyAtStake: number; deviation: number }>(
  candidates: readonly T[],
  askedToday: ReadonlyMap<string, number>,
  limit: number,
): { asked: T[]; capped: T[] } {
  const used = new Map(askedToday);
  const asked: T[] = [];
  const capped: T[] = [];
  for (const candidate of [...candidates].sort(byStake)) {
    const key = candidate.assigneeId ?? '';
    const count = used.get(key) ?? 0;
    used.set(key, count + 1);
    (count < limit ? asked : capped).push(candidate);
  }
  return { asked, capped };
}

function byStake(a: { moneyAtStake: number; deviation: number }, b: typeof a): number {
  if (a.moneyAtStake !== b.moneyAtStake) return b.moneyAtStake - a.moneyAtStake;
  return Math.abs(b.deviation) - Math.abs(a.deviation);
}
