// The outcome of a decision about stock, once its lead time is over. Pure.

import type { Day } from '../../lib/day.ts';

/** Changes whenever a formula behind a suggestion does, so that old decisions are not read with new formulas. */
export const formulaVersion = 3;

/** How far an order may be from what hindsight would have ordered before it was too much or too little. */
const tolerance = 0.3;

export interface DecisionOutcome {
  /** When goods ordered or sent after the decision first became sellable, as far as the lists tell; null: not yet. */
  arrivedOn: Day | null;
  /** In time for the day that the decision named; null where it named none. */
  inTime: boolean | null;
  /** Days between decision and outcome on which nothing could be sold. */
  outOfStockDays: number;
  /** Units sold on those days, and on how many of them sales are known. */
  soldUnits: number;
  soldDays: number;
  /** The order that these sales would have needed; null when it cannot be computed. */
  hindsightUnits: number | null;
  size: 'over' | 'under' | 'right' | 'unknown';
}

/** What is known of the days from a decision until its outcome. */
export interface Aftermath {
  arrivedOn: Day | null;
  arriveBy: Day | null;
  outOfStockDays: number;
  soldUnits: number;
  soldDays: number;
  /** Units that the decision ordered; 0 for doing nothing. */
  ordered: number;
  /** What the suggestion was made from; null where none was. */
  basis: { available: number; coming: number; coverDays: number } | null;
}

/**
 * The outcome of a decision. Hindsight orders what really sold a day × the days that the order was to cover (lead time and
 * horizon) − what was there and coming; more than 30 % beside it is over or under. Days without stock
 * count as no day of sales, for nobody knows what would have sold.
 */
export function outcomeOf(after: Aftermath): DecisionOutcome {
  const { arrivedOn, arriveBy, outOfStockDays, soldUnits, soldDays } = after;
  const hindsightUnits = hindsightOf(after);
  return {
    arrivedOn,
    inTime: arriveBy === null ? null : arrivedOn !== null && arrivedOn <= arriveBy,
    outOfStockDays,
    soldUnits,
    soldDays,
    hindsightUnits,
    size: sizeOf(after.ordered, hindsightUnits),
  };
}

function hindsightOf({ basis, soldUnits, soldDays }: Aftermath): number | null {
  if (!basis || soldDays <= 0) return null;
  const needed = (soldUnits / soldDays) * basis.coverDays;
  return Math.max(0, Math.round(needed - basis.available - basis.coming));
}

function sizeOf(ordered: number, hindsight: number | null): DecisionOutcome['size'] {
  if (hindsight === null) return 'unknown';
  if (ordered > hindsight * (1 + tolerance)) return 'over';
  return ordered < hindsight * (1 - tolerance) ? 'under' : 'right';
}
