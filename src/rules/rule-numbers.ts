// Every number of the detection rule, in one place, with its unit; and what a caller may set for a SKU.
// The values were chosen on the labelled sets described in docs/decisions/detection-rule.md.

import type { DetectionPolicy } from '../policy/policy.ts';

/** Deviation, as a fraction of the baseline, from which on a day is over the threshold; inclusive. */
export interface Threshold {
  up: number;
  down: number;
}

export interface SkuDetection {
  policy: DetectionPolicy;
  threshold: Threshold;
}

export interface DetectionSettings {
  /** Policy and thresholds that hold for a SKU (its own, its class's, its store's or the team's). */
  of(sku: string): SkuDetection;
  /** Thresholds of the shop as a whole. */
  shop: Threshold;
  numbers: RuleNumbers;
}

export interface RuleNumbers {
  /** Calendar days of history before a day that its baseline may use. */
  historyDays: number;
  /** Usable days that enter the level, newest first. */
  levelDays: number;
  /** Usable days after which a day weighs half in the level. */
  halfLifeDays: number;
  /** Standard deviations beyond which a day is clipped in the level. */
  clipAt: number;
  /** How far a day of a short-term change may be from the level: the larger of a share of it and of its √ (see `tempered`). */
  temperAt: { share: number; roots: number };
  /** Usable days below which a SKU is still learning. */
  learningDays: number;
  /** Calendar days since its history began from which on a noisy SKU is judged: each weekday was seen twice. */
  noisyDays: number;
  /** Days without a sale after which a SKU is dormant. */
  dormantDays: number;
  /** Units (orders, where they are counted) in one day with which a dormant SKU is news. */
  wakeUnits: number;
  /** Units of the shop's weekday profile that each SKU's own weekday means are mixed with. */
  weekdayWeightUnits: number;
  /** Units of the shop's promotion lift that each SKU's own lift is mixed with. */
  liftWeightUnits: number;
  /** Promotion SKU-days, and units expected on them, from which on the shop knows its lift. */
  liftKnown: { skuDays: number; units: number };
  /** Standard deviations beyond which a residual is clipped in the dispersion. */
  dispersionClipAt: number;
  /** Days' worth and value of the dispersion that each SKU's own is mixed with. */
  dispersionPrior: { days: number; value: number };
  /** Share of its usable days on which a steady SKU may be over the threshold. */
  steadyShare: number;
  /** Windows that are judged, in days, and the tail probability below which each is news ("balanced", in units). */
  windows: readonly { days: number; chanceBelow: number }[];
  /** What these chances are multiplied by where orders are counted instead of units. */
  ordersTimes: number;
  /** Units between sum and baseline that a noisy SKU's window must show. */
  minimumUnits: number;
  /** Multiples of the baseline from which on a rise is a surge. */
  surgeTimes: number;
  /** SKUs with a baseline that the shop factor, the store-wide verdict and the feed gate's shares need. */
  shopSkus: number;
  /** Standard deviations beyond its baseline at which a SKU's units are capped in the shop factor. */
  shopCapAt: number;
  /** Feed gate: see `feed-gate.ts`. */
  gate: { zeroNewsUnits: number; unitsShare: number; silentShare: number; silentSkus: number; silentUnits: number };
  /** Level, and factor on it, below which a SKU's expectation is not believed; units a day. */
  smallestLevel: number;
  /**
   * The shop's own over-dispersion: windows needed before it is measured, units each must expect, SKUs that are
   * enough to measure it (a larger shop is sampled evenly), and the share of a window's days that must count.
   */
  spread: { windows: number; units: number; skus: number; wholeShare: number };
}

export const ruleNumbers: RuleNumbers = {
  historyDays: 56,
  levelDays: 42,
  halfLifeDays: 10,
  clipAt: 2.5,
  temperAt: { share: 0.2, roots: 2 },
  learningDays: 7,
  noisyDays: 14,
  dormantDays: 28,
  wakeUnits: 10,
  weekdayWeightUnits: 80,
  liftWeightUnits: 30,
  liftKnown: { skuDays: 7, units: 30 },
  dispersionClipAt: 2.5,
  dispersionPrior: { days: 12, value: 1.4 },
  steadyShare: 0.1,
  windows: [
    { days: 1, chanceBelow: 0.0016 },
    { days: 2, chanceBelow: 0.0016 },
    { days: 3, chanceBelow: 0.0016 },
    { days: 5, chanceBelow: 0.0016 },
    { days: 7, chanceBelow: 0.0016 },
  ],
  ordersTimes: 2.5,
  minimumUnits: 3,
  surgeTimes: 3,
  shopSkus: 15,
  shopCapAt: 3,
  gate: { zeroNewsUnits: 5, unitsShare: 0.55, silentShare: 0.4, silentSkus: 8, silentUnits: 3 },
  smallestLevel: 0.02,
  spread: { windows: 30, units: 5, skus: 500, wholeShare: 0.7 },
};
