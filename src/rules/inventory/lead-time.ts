// How long an order really takes, leg by leg: what people promised beside what orders have shown. Pure.

import { mean } from '../../lib/stats.ts';
import { type Worked, worked } from './formulas.ts';

/** What orders have shown, in days. */
export interface ObservedDays {
  /** Orders behind it. */
  n: number;
  mean: number;
  /** The mean rounded up: what to plan with. */
  days: number;
  max: number;
  /** Sample standard deviation; 0 for a single order. */
  spread: number;
}

/** One leg of the way (production, inspection, a transport, receiving); null = not known. */
export interface Leg {
  promised: number | null;
  observed: ObservedDays | null;
}

/** The days to plan with, and where they come from. */
export interface LegDays {
  days: number;
  from: 'observed' | 'promised';
  /** The longest to plan for. */
  max: number;
  spread: number;
}

/** Observed orders from which on what happened outweighs what was promised. */
const enoughOrders = 3;

/**
 * Mean of the observed days, rounded up: 5, 7, 4, 6, 5 → 5.4 → 6. Null for no order at all.
 */
export function observedDays(days: readonly number[]): ObservedDays | null {
  if (days.length === 0) return null;
  const average = mean(days);
  const squares = days.reduce((sum, each) => sum + (each - average) ** 2, 0);
  return {
    n: days.length,
    mean: average,
    // A mean of whole numbers in binary may sit a hair above the whole number it is.
    days: Math.ceil(average - 1e-9),
    max: Math.max(...days),
    spread: days.length > 1 ? Math.sqrt(squares / (days.length - 1)) : 0,
  };
}

/** The same as a number that can be explained. */
export function workedDays(observed: ObservedDays): Worked {
  const { n, mean: average, max, spread, days } = observed;
  return worked('observed_days', days, { n, mean: average, max, spread });
}

/** The days to plan a leg with: observed from three orders on, else promised, else what was observed; null: unknown. */
export function legDays({ promised, observed }: Leg): LegDays | null {
  if (observed && (observed.n >= enoughOrders || promised === null)) {
    const { days, max, spread } = observed;
    return { days, from: 'observed', max, spread };
  }
  if (promised === null) return null;
  return {
    days: promised,
    from: 'promised',
    max: Math.max(promised, observed?.max ?? 0),
    spread: observed?.spread ?? 0,
  };
}

/** Legs one after another: days and longest days add up, spreads as those of independent legs do. Null when one is unknown. */
export function wholeRoute(legs: readonly (LegDays | null)[]): LegDays | null {
  const known = legs.filter((leg) => leg !== null);
  if (known.length === 0 || known.length < legs.length) return null;
  return {
    days: known.reduce((sum, { days }) => sum + days, 0),
    from: known.every(({ from }) => from === 'observed') ? 'observed' : 'promised',
    max: known.reduce((sum, { max }) => sum + max, 0),
    spread: Math.sqrt(known.reduce((sum, { spread }) => sum + spread ** 2, 0)),
  };
}
