// Which clause of the rule asks, over which window, and what the answer is called.

import { at } from '../lib/stats.ts';
import type { DetectionPolicy } from '../policy/policy.ts';
import { midPTail } from './negative-binomial.ts';
import type { RuleNumbers, Threshold } from './rule-numbers.ts';
import { crossing, deviationFrom } from './threshold.ts';
import type { Direction, Evidence, WindowEvidence } from './verdict.ts';
import { weekdayUncertainty } from './weekday.ts';
import type { WindowSum } from './window-sums.ts';

/** How much each policy widens or narrows the chances below which a window is news. */
const chanceTimes: Readonly<Record<DetectionPolicy, number>> = { literal: 1, loose: 2, balanced: 1, strict: 0.5 };

export interface Judged {
  policy: DetectionPolicy;
  threshold: Threshold;
  measure: Evidence['measure'];
  usableDays: number;
  /** Calendar days from the first usable day to the judged one. */
  historySpan: number;
  steady: boolean;
  /** Variance ÷ mean of the SKU. */
  dispersion: number;
  /** The shop's over-dispersion of each window's sums, in the order of `numbers.windows`. */
  spreads: Float64Array;
  /** Shortest first; the first is the judged day alone. */
  windows: readonly WindowSum[];
}

export interface Decision {
  word: 'deviation' | 'within_noise' | 'normal';
  direction: Direction | null;
  /** Position in `windows` of the one that decided. */
  decidedBy: number;
  windows: WindowEvidence[];
}

/**
 * literal: the judged day is over the threshold. Otherwise it, or for a noisy SKU a longer window, must be over
 * it with and without the shop factor, in one direction; a steady SKU is then asked at once, a noisy one (from
 * `noisyDays` after its first usable day on) when the window is also `minimumUnits` away and improbable. The shortest
 * such window decides. A steady SKU's longer windows say nothing new: one of their days was over the threshold on its own.
 */
export function decide(judged: Judged, numbers: RuleNumbers): Decision {
  const today = judged.windows[0];
  if (!today) return { word: 'normal', direction: null, decidedBy: 0, windows: [] };
  const literal = crossing(today.units, today.baseline, judged.threshold);
  const noisy = judged.policy !== 'literal' && !judged.steady && judged.historySpan >= numbers.noisyDays;
  const windows = judged.windows.map((sum) => evidenceOf(sum, judged, noisy, numbers));
  if (judged.policy === 'literal') return { ...asked(literal, 0, literal), windows };
  if (judged.steady) return { ...asked(crossingBeyondShop(today, judged.threshold), 0, literal), windows };
  if (!noisy) return { ...asked(null, 0, literal), windows };
  const decidedBy = judged.windows.findIndex((sum, i) => isNews(sum, windows[i], judged, numbers));
  const sum = judged.windows[decidedBy];
  const direction = sum ? crossingBeyondShop(sum, judged.threshold) : null;
  return { ...asked(direction, Math.max(0, decidedBy), literal), windows };
}

function asked(direction: Direction | null, decidedBy: number, literal: Direction | null): Omit<Decision, 'windows'> {
  if (direction) return { word: 'deviation', direction, decidedBy };
  if (literal) return { word: 'within_noise', direction: literal, decidedBy: 0 };
  return { word: 'normal', direction: null, decidedBy: 0 };
}

/** Over the threshold with and without the shop factor, in the same direction. */
function crossingBeyondShop(sum: WindowSum, threshold: Threshold): Direction | null {
  const plain = crossing(sum.units, sum.baseline, threshold);
  return plain !== null && plain === crossing(sum.units, sum.baselineInShop, threshold) ? plain : null;
}

function isNews(sum: WindowSum, evidence: WindowEvidence | undefined, judged: Judged, numbers: RuleNumbers): boolean {
  if (crossingBeyondShop(sum, judged.threshold) === null) return false;
  const apart = Math.min(Math.abs(sum.units - sum.baseline), Math.abs(sum.units - sum.baselineInShop));
  if (apart < numbers.minimumUnits) return false;
  return (evidence?.chance ?? 1) < (evidence?.newsBelow ?? 0);
}

/**
 * The chance under which a window is news. Orders are single decisions of customers: their counts scatter as chance
 * would have it and hold no surprises of a thousand pieces, so a shop counted in them is asked about earlier.
 */
function newsBelow(chanceBelow: number, { policy, measure }: Judged, { ordersTimes }: RuleNumbers): number {
  return chanceBelow * chanceTimes[policy] * (measure === 'orders' ? ordersTimes : 1);
}

/**
 * Mid-p tail of the window's sum on the side of its deviation, with variance = φ × G × u × mean: the SKU's own
 * scatter, the shop's over w days, and the uncertainty of the baseline, u = 1 + w ÷ n + (1 − w ÷ 7) × that of its
 * weekday factors (they cancel out over a week). Taken against the baseline with and without the shop factor; the
 * larger counts, so that a deviation must be improbable both ways. Null for windows that are not over the threshold.
 */
function chanceOf(sum: WindowSum, judged: Judged, spread: number, numbers: RuleNumbers): number | null {
  const side = crossingBeyondShop(sum, judged.threshold);
  if (side === null) return null;
  const perDay = sum.baseline / sum.counted;
  const ofWeekday = weekdayUncertainty(perDay, judged.usableDays, numbers.weekdayWeightUnits);
  const uncertainty = 1 + sum.counted / sum.levelDays + Math.max(0, 1 - sum.days / 7) * ofWeekday;
  const tail = { count: sum.units, spread: judged.dispersion * spread * uncertainty, side };
  return Math.max(midPTail({ ...tail, mean: sum.baseline }), midPTail({ ...tail, mean: sum.baselineInShop }));
}

function evidenceOf(sum: WindowSum, judged: Judged, noisy: boolean, numbers: RuleNumbers): WindowEvidence {
  const place = numbers.windows.findIndex((window) => window.days === sum.days);
  const spread = at(judged.spreads, place);
  return {
    days: sum.days,
    units: sum.units,
    baseline: sum.baseline,
    deviation: deviationFrom(sum.units, sum.baseline),
    deviationBeyondShop: deviationFrom(sum.units, sum.baselineInShop),
    chance: noisy ? chanceOf(sum, judged, spread, numbers) : null,
    newsBelow: noisy ? newsBelow(numbers.windows[place]?.chanceBelow ?? 0, judged, numbers) : null,
    spread,
  };
}
