// The stock day by day, with what is on its way: when it runs out, and for how long. Pure.

import { addDays, type Day, daysBetween } from '../../lib/day.ts';
import { type ExpectedSpan, expectedOn } from './given-forecast.ts';

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
  /** Units that are wanted meanwhile, and of them those that cannot be sold; null with `until`. */
  wanted: number | null;
  lost: number | null;
}

export interface StockProjection {
  /** First day on which less is there than is wanted; null when that does not happen in the days looked at. */
  stockOutOn: Day | null;
  /** From that day on until the next arrival; null without a stock-out. */
  gap: Gap | null;
  /** Over all days looked at: short days, units wanted on them, and of these the units that are not there. */
  shortDays: number;
  wantedUnits: number;
  lostUnits: number;
}

export interface ProjectionInput {
  /** Null = unknown. */
  available: number | null;
  /** Units a day; null = unknown. */
  rate: number | null;
  /** The given forecast by day, which takes precedence over the rate. */
  expected?: readonly ExpectedSpan[] | undefined;
  today: Day;
  arrivals: readonly ArrivingUnits[];
  /** Days looked at, `today` the first of them; a year when left out. */
  days?: number;
}

const defaultDays = 365;

/**
 * Day by day from `today`: what is left + arrivals on their sellable day − units a day; what is wanted beyond that is lost.
 * Arrivals of the past are overdue and do not count. Without a known stock, or without sales, nothing runs out.
 */
export function projectStock(input: ProjectionInput): StockProjection {
  const walked = walk(input);
  const short = walked.filter(({ lost }) => lost > 0);
  const first = walked.findIndex(({ lost }) => lost > 0);
  return {
    stockOutOn: first < 0 ? null : addDays(input.today, first),
    gap: first < 0 ? null : gapFrom(walked, first, input.today),
    shortDays: short.length,
    wantedUnits: short.reduce((sum, { wanted }) => sum + wanted, 0),
    lostUnits: lostFrom(walked, 0),
  };
}

/** The days of a projection, for drawing. */
export function projectedDays(input: ProjectionInput): ProjectedDay[] {
  return walk(input).map(({ arriving, left, lost }, ahead) => ({
    day: addDays(input.today, ahead),
    arriving,
    left,
    lost,
  }));
}

/** Units wanted and not there from `from` on, to the end of the days looked at. */
export function lostSince(input: ProjectionInput, from: Day): number {
  return lostFrom(walk(input), Math.max(0, daysBetween(input.today, from)));
}

type Walked = Omit<ProjectedDay, 'day'> & { wanted: number };

function walk(input: ProjectionInput): Walked[] {
  const { available, rate, expected = [] } = input;
  if (available === null || rate === null || (rate <= 0 && expected.length === 0)) return [];
  const length = input.days ?? defaultDays;
  const arriving = arrivingByDay(input, length);
  const walked: Walked[] = [];
  let left = Math.max(0, available);
  for (let ahead = 0; ahead < length; ahead++) {
    const arrived = arriving.get(ahead) ?? 0;
    const wanted = expected.length === 0 ? rate : (expectedOn(expected, addDays(input.today, ahead)) ?? rate);
    const there = left + arrived - wanted;
    // Binary fractions of a rate leave a residue where exactly nothing should be left.
    left = there > 1e-9 ? there : 0;
    walked.push({ arriving: arrived, wanted, left, lost: there < -1e-9 ? -there : 0 });
  }
  return walked;
}

function arrivingByDay({ arrivals, today }: ProjectionInput, length: number): Map<number, number> {
  const arriving = new Map<number, number>();
  for (const { units, sellableOn } of arrivals) {
    const ahead = daysBetween(today, sellableOn);
    if (ahead >= 0 && ahead < length) arriving.set(ahead, (arriving.get(ahead) ?? 0) + units);
  }
  return arriving;
}

function gapFrom(walked: readonly Walked[], first: number, today: Day): Gap {
  const from = addDays(today, first);
  const ends = walked.findIndex(({ arriving }, ahead) => ahead > first && arriving > 0);
  if (ends < 0) return { from, until: null, days: null, wanted: null, lost: null };
  const within = walked.slice(first, ends);
  const wanted = within.reduce((sum, each) => sum + each.wanted, 0);
  return { from, until: addDays(today, ends), days: ends - first, wanted, lost: lostFrom(within, 0) };
}

function lostFrom(walked: readonly Walked[], first: number): number {
  let lost = 0;
  for (let ahead = first; ahead < walked.length; ahead++) lost += walked[ahead]?.lost ?? 0;
  return lost;
}
