// What a rule says about one SKU's sales day, with every number it rests on.

import type { Day } from '../lib/day.ts';
import type { DetectionPolicy } from '../policy/policy.ts';

/**
 * deviation     asks: 20 % or more away and, for a noisy SKU, improbable
 * normal        under the threshold
 * within_noise  over the threshold, but by chance as likely as not for this SKU
 * learning      fewer than 7 usable days of history
 * no_data       the feed is late or incomplete: missing is not zero
 * out_of_stock  nothing to sell that day
 * planned       a promotion day without a learned lift
 * held          the shop's whole feed looks wrong; nothing is asked until it is right
 * dormant       no sale in 28 days, and hardly one today
 * covered       a deviation that an open or accepted answer already explains (decided by cases, not by rules)
 */
export const verdictWords = [
  'deviation',
  'normal',
  'within_noise',
  'learning',
  'no_data',
  'out_of_stock',
  'planned',
  'held',
  'dormant',
  'covered',
] as const;
export type VerdictWord = (typeof verdictWords)[number];

export const directions = ['up', 'down'] as const;
export type Direction = (typeof directions)[number];

/**
 * Why a deviation opened no form of its own (decided by cases, not by rules).
 *
 * open_form   it belongs to a form that is there already
 * capped      its owner has the day's number of forms
 * silenced    a manager silenced the SKU
 * first_load  a past day of a history loaded for the first time
 * too_old     too long ago to ask about
 */
export const unaskedReasons = ['open_form', 'capped', 'silenced', 'first_load', 'too_old'] as const;
export type UnaskedReason = (typeof unaskedReasons)[number];

/** Why a day of history is not used, and how many such days there were. */
export const leftOutReasons = ['closed', 'missing', 'out_of_stock', 'one_off', 'data_error', 'promotion'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** A sum over the last 1 to 7 days, compared with the expected sum. */
export interface WindowEvidence {
  days: number;
  /** Measured quantity over the window (units, or orders: see `Evidence.measure`). */
  units: number;
  /** Expected quantity over the window, shop factor not applied. */
  baseline: number;
  /** (units − baseline) ÷ baseline, as a fraction. */
  deviation: number;
  /** The same against baseline × shop factor. */
  deviationBeyondShop: number;
  /** Mid-p tail probability on the side of the deviation; null where no chance is computed (steady, literal). */
  chance: number | null;
  /** The chance under which this window would be news; null where none is computed. */
  newsBelow?: number | null;
  /** The shop's own over-dispersion of sums over so many days, at least 1; part of `chance`. */
  spread: number;
}

/** Everything a verdict rests on; kept with it, so that it can be explained years later. */
export interface Evidence {
  measure: 'units' | 'orders';
  policy: DetectionPolicy;
  threshold: { up: number; down: number };
  /** Units a day, weekday and promotion lift divided out; null where there is no baseline. */
  level: number | null;
  weekdayFactor: number;
  promotionLift: number;
  shopFactor: number;
  /** Variance ÷ mean of this SKU about its baseline, at least 1. */
  dispersion: number;
  usableDays: number;
  /** First and last day of the history used. */
  historyFrom: Day | null;
  historyTo: Day | null;
  leftOut: { reason: LeftOutReason; days: number }[];
  /** On how many of the usable days the SKU was over the threshold against today's baseline. */
  overThreshold: { days: number; of: number };
  steady: boolean;
  /** It had not sold for `dormantDays` and sells again: a deviation whose size means nothing. */
  woke: boolean;
  /** The sums that were compared with their baseline, shortest window first. */
  windows: WindowEvidence[];
}

export interface Verdict {
  sku: string;
  day: Day;
  word: VerdictWord;
  direction: Direction | null;
  /** Length in days of the window that decided (1 to 7). */
  window: number;
  /** Sum over that window, its expectation and the deviation between the two; null where there is none. */
  units: number | null;
  baseline: number | null;
  deviation: number | null;
  chance: number | null;
  /** A deviation of three times the baseline or more. */
  surge: boolean;
  /** |units − baseline| × price, to rank forms; 0 where no price is known. */
  moneyAtStake: number;
  evidence: Evidence;
}

/** What the shop as a whole did on a day, judged before any SKU. */
export interface ShopVerdict {
  day: Day;
  /** held: no form is asked of anyone; deviates: one store-wide form. */
  state: 'judged' | 'held' | 'no_data';
  heldBecause: 'nothing_sold' | 'units_short' | 'skus_silent' | null;
  /** Held, but nothing to report: the shop sells nothing on this weekday as a rule. */
  closedAsUsual: boolean;
  /** Sold ÷ expected over the shop, shrunk towards 1 by its own error. */
  factor: number;
  deviates: boolean;
  judgedSkus: number;
  units: number;
  baseline: number;
}
