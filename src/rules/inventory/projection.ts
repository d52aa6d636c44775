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
  /** Units that cannot be sold meanwhile; null with `until`. */
  lost: number | null;
}

export interface StockProjection {
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

/**
 * Day by day from `today`: what is left + arrivals on their sellable day − rate; what is wanted beyond that is lost.
 * Arrivals of the past count as arriving today. Without a known stock, or without sales, nothing runs out.
 */
export function projectStock(input: ProjectionInput): StockProjection {
  const walked = walk(input);
  const short = walked.filter(({ lost }) => lost > 0).length;
  const first = walked.findIndex(({ lost }) => lost > 0);
  return {
    stockOutOn: first < 0 ? null : addDays(input.today, first),
    gap: first < 0 ? null : gapFrom(walked, first, input.today),
    shortDays: short,
    lostUnits: lostFrom(walked, 0),
  };
}

/** The days of a projection, for whoever draws it. */
export function projectedDays(input: ProjectionInput): ProjectedDay[] {
  return walk(input).map((each, ahead) => ({ day: addDays(input.today, ahead), ...each }));
}

/** Units wanted and not there from `from` on, to the end of the days looked at. */
export function lostSince(input: ProjectionInput, from: Day): number {
  return lostFrom(walk(input), Math.max(0, daysBetween(input.today, from)));
}

type Walked = Omit<ProjectedDay, 'day'>;

function walk(input: ProjectionInput): Walked[] {
  const { available, rate } = input;
  if (available === null || rate === null || rate <= 0) return [];
  const length = input.days ?? defaultDays;
  const arriving = arrivingByDay(input, length);
  const walked: Walked[] = [];
  let left = Math.max(0, available);
  for (let ahead = 0; ahead < length; ahead++) {
    const arrived = arriving.get(ahead) ?? 0;
    const there = left + arrived - rate;
    // Binary fractions of a rate leave a residue where exactly nothing should be left.
    left = there > 1e-9 ? there : 0;
    walked.push({ arriving: arrived, left, lost: there < -1e-9 ? -there : 0 });
  }
  return walked;
}

function arrivingByDay({ arrivals, today }: ProjectionInput, length: number): Map<number, number> {
  const arriving = new Map<number, number>();
  for (const { units, sellableOn } of arrivals) {
    const ahead = Math.max(0, daysBetween(today, sellableOn));
    if (ahead < length) arriving.set(ahead, (arriving.get(ahead) ?? 0) + units);
  }
  return arriving;
}

function gapFrom(walked: readonly Walked[], first: number, today: Day): Gap {
  const from = addDays(today, first);
  const ends = walked.findIndex(({ arriving }, ahead) => ahead > first && arriving > 0);
  if (ends < 0) return { from, until: null, days: null, lost: null };
  return { from, until: addDays(today, ends), days: ends - first, lost: lostFrom(walked.slice(0, ends), first) };
}

function lostFrom(walked: readonly Walked[], first: number): number {
  let lost = 0;
  for (let ahead = first; ahead < walked.length; ahead++) lost += walked[ahead]?.lost ?? 0;
  return lost;
}
