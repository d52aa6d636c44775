// Which stretches of unusual sales each policy would have asked about, side by side, with the cases there really were.
// Pure.

import { type Day, daysBetween } from '../../lib/day.ts';
import type { Nature } from '../../model/anomaly-case.ts';
import type { DetectionPolicy } from '../../policy/policy.ts';
import type { Direction } from '../../rules/verdict.ts';
import type { RehearsedCase } from './rehearsed-case.ts';

/** A case of the team's past: what was really asked, and what it was answered to be. */
export interface PastCase {
  id: number;
  storeId: string;
  sku: string | null;
  direction: Direction;
  firstDay: Day;
  lastDay: Day;
  nature: Nature | null;
}

export interface Episode {
  storeId: string;
  /** Null for the store as a whole. */
  sku: string | null;
  direction: Direction;
  firstDay: Day;
  lastDay: Day;
  /** The largest deviation that a form would have named, as a fraction; null when only a real case has it. */
  deviation: number | null;
  moneyAtStake: number;
  askedBy: DetectionPolicy[];
  /** The first real case of it. */
  pastCase: { id: number; nature: Nature | null } | null;
}

export interface ComparedEpisodes {
  /** Those that really asked, or that a policy other than `literal` would have asked about: the most money first. */
  episodes: Episode[];
  /** How many more `literal` would have asked about. */
  literalOnly: number;
}

/** Cases of one policy. */
export interface PolicyCases {
  policy: DetectionPolicy;
  cases: readonly RehearsedCase[];
}

/**
 * Cases of one SKU and direction whose days overlap are one episode, whichever policy opened them. `literal` joins in
 * without making any: on a noisy SKU it is nearly always out, and would make everything one.
 */
export function comparedEpisodes(policies: readonly PolicyCases[], past: readonly PastCase[]): ComparedEpisodes {
  const spans = policies.flatMap(({ policy, cases }) => cases.filter(isDeviation).map((each) => spanOf(each, policy)));
  const real = past.map((each) => ({ ...each, policy: null, deviation: null, moneyAtStake: 0, pastCase: each }));
  const telling: Span[] = [...spans.filter(({ policy }) => policy !== 'literal'), ...real];
  const episodes = [...bySide(telling).values()].flatMap(joined);
  const sides = bySide(episodes);
  let literalOnly = 0;
  for (const span of spans.filter(({ policy }) => policy === 'literal')) {
    const met = (sides.get(sideOf(span)) ?? []).filter((each) => overlap(each, span));
    for (const each of met) if (!each.askedBy.includes('literal')) each.askedBy.unshift('literal');
    if (met.length === 0) literalOnly++;
  }
  return { episodes: episodes.sort(byMoney), literalOnly };
}

interface Span extends Omit<Episode, 'askedBy'> {
  policy: DetectionPolicy | null;
}

function isDeviation({ formKind }: RehearsedCase): boolean {
  return formKind === 'surge' || formKind === 'drop' || formKind === 'store_wide';
}

function spanOf(of: RehearsedCase, policy: DetectionPolicy): Span {
  const { storeId, sku, direction, firstDay, outUntil, moneyAtStake, days } = of;
  const deviation = days.reduce((most, each) => (Math.abs(each.deviation) > Math.abs(most) ? each.deviation : most), 0);
  const money = Number.isFinite(moneyAtStake) ? moneyAtStake : 0;
  return {
    storeId,
    sku,
    direction,
    firstDay,
    lastDay: outUntil,
    deviation,
    moneyAtStake: money,
    policy,
    pastCase: null,
  };
}

function joined(spans: readonly Span[]): Episode[] {
  const episodes: Episode[] = [];
  for (const span of [...spans].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1))) {
    const last = episodes.at(-1);
    if (last && overlap(last, span)) join(last, span);
    else episodes.push(episodeOf(span));
  }
  return episodes;
}

function episodeOf({ policy, ...span }: Span): Episode {
  const { storeId, sku, direction, firstDay, lastDay, deviation, moneyAtStake, pastCase } = span;
  const askedBy = policy === null ? [] : [policy];
  return { storeId, sku, direction, firstDay, lastDay, deviation, moneyAtStake, askedBy, pastCase: caseOf(pastCase) };
}

function join(episode: Episode, span: Span): void {
  if (span.lastDay > episode.lastDay) episode.lastDay = span.lastDay;
  if (Math.abs(span.deviation ?? 0) > Math.abs(episode.deviation ?? 0)) episode.deviation = span.deviation;
  episode.moneyAtStake = Math.max(episode.moneyAtStake, span.moneyAtStake);
  if (span.policy !== null && !episode.askedBy.includes(span.policy)) episode.askedBy.push(span.policy);
  episode.pastCase ??= caseOf(span.pastCase);
}

function caseOf(past: Span['pastCase']): Episode['pastCase'] {
  return past && { id: past.id, nature: past.nature };
}

function overlap(a: { firstDay: Day; lastDay: Day }, b: { firstDay: Day; lastDay: Day }): boolean {
  return a.firstDay <= b.lastDay && b.firstDay <= a.lastDay;
}

function bySide<T extends { storeId: string; sku: string | null; direction: Direction }>(
  of: readonly T[],
): Map<string, T[]> {
  const sides = new Map<string, T[]>();
  for (const each of of) sides.set(sideOf(each), [...(sides.get(sideOf(each)) ?? []), each]);
  return sides;
}

function sideOf({ storeId, sku, direction }: { storeId: string; sku: string | null; direction: Direction }): string {
  return JSON.stringify([storeId, sku, direction]);
}

/** Whole stores first, then the most money, then the longest. */
function byMoney(a: Episode, b: Episode): number {
  const length = ({ firstDay, lastDay }: Episode) => daysBetween(firstDay, lastDay);
  return Number(b.sku === null) - Number(a.sku === null) || b.moneyAtStake - a.moneyAtStake || length(b) - length(a);
}
