// The stock day by day, with what is on its way: when it runs out, and for how long. Pure.

import { addDays, type Day, daysBetween } from '../../lib/day.ts';

/** Units that become sellable on a day. */
export interface ArrivingUnits {
  units: number;
  sellableOn: Day;
}

/** One day ahead; all in units. */
export interface ProjectedDay {
  day: Day;
  arriving: number;
  /** In stock when the day ends. */
  left: number;
  /** Wanted that day, and not there. */
  lost: number;
}

/** Days on which less is there than is wanted. */
export interface Gap {
  from: Day;
  /** The day of the arrival that ends it; null when nothing is on its way. */
  until: Day | null;
  /** From the first short day to the arrival; null with `until`. */
  days: number | null;
  /** Units that cannot be sold meanwhile, rounded; null with `until`. */
  units: number | null;
}

export interface StockProjection {
  days: readonly ProjectedDay[];
  /** First day on which less is there than is wanted; null when that does not happen in the days looked at. */
  stockOutOn: Day | null;
  /** From that day on until the next arrival; null without a stock-out. */
  gap: Gap | null;
  /** Over all days looked at. */
  shortDays: number;
  lostUnits: number;
}

export interface ProjectionInput {
  /** Null = unknown. */
  available: number | null;
  /** Units a day; null = unknown. */
  rate: number | null;
  today: Day;
  arrivals: readonly ArrivingUnits[];
  /** Days looked at, `today` the first of them; a year when left out. */
  days?: number;
}

const defaultDays = 365;
const nothing: StockProjection = { days: [], stockOutOn: null, gap: null, shortDays: 0, lostUnits: 0 };

/**
 * Day by day from `today`: what is left + arrivals on their sellable day − rate; what is wanted beyond that is lost.
 * Arrivals of the past count as arriving today. Without a known stock, or without sales, nothing runs out.
 */
export function projectStock(input: ProjectionInput): StockProjection {
  const { available, rate, today } = input;
  if (available === null || rate === null || rate <= 0) return nothing;
  const length = input.days ?? defaultDays;
  const arriving = arrivingByDay(input, length);
  const days: ProjectedDay[] = [];
  let left = Math.max(0, available);
  for (let ahead = 0; ahead < length; ahead++) {
    const arrived = arriving.get(ahead) ?? 0;
    const there = left + arrived - rate;
    // Binary fractions of a rate leave a residue where exactly nothing should be left.
    left = there > 1e-9 ? there : 0;
    days.push({ day: addDays(today, ahead), arriving: arrived, left, lost: there < -1e-9 ? -there : 0 });
  }
  const short = days.filter(({ lost }) => lost > 0);
  return {
    days,
    stockOutOn: short[0]?.day ?? null,
    gap: gapFrom(days, arriving, today),
    shortDays: short.length,
    lostUnits: short.reduce((sum, { lost }) => sum + lost, 0),
  };
}

function arrivingByDay({ arrivals, today }: ProjectionInput, length: number): Map<number, number> {
  const arriving = new Map<number, number>();
  for (const { units, sellableOn } of arrivals) {
    const ahead = Math.max(0, daysBetween(today, sellableOn));
    if (ahead < length) arriving.set(ahead, (arriving.get(ahead) ?? 0) + units);
  }
  return arriving;
}

function gapFrom(days: readonly ProjectedDay[], arriving: ReadonlyMap<number, number>, today: Day): Gap | null {
  const first = days.findIndex(({ lost }) => lost > 0);
  const from = days[first]?.day;
  if (from === undefined) return null;
  const ends = [...arriving.keys()].filter((ahead) => ahead > first).sort((a, b) => a - b)[0];
  if (ends === undefined) return { from, until: null, days: null, units: null };
  const lost = days.slice(first, ends).reduce((sum, each) => sum + each.lost, 0);
  return { from, until: addDays(today, ends), days: ends - first, units: Math.round(lost) };
}
