// Decides what a table of daily sales does to each sales day of a store: replace it, correct it, or wait for a person.
// Pure: counts and history in, one plan for each day out.

import { addDays, type Day } from '../../lib/day.ts';

export interface DayCount {
  storeId: string;
  day: Day;
  /** Rows of the day, refused ones included: they do not make a file cut short. */
  rows: number;
  units: number;
  /** False when the file itself calls the day incomplete. */
  isComplete: boolean;
}

export type FeedState = 'partial' | 'complete' | 'quarantined';

/** A day as the feed has it now. */
export interface FeedDay {
  storeId: string;
  day: Day;
  state: FeedState;
  rows: number;
  units: number;
  /** When the newest file that held the day whole was pulled. */
  wholeAsOf: Date | null;
}

/**
 * slice    the day becomes what the file says; what it lacks did not sell
 * upsert   only the SKUs that are named change: a correction of a day that is known whole
 * fill     older than what is known, but that was cut short: only missing SKUs are added
 * older    older than what is known: kept as revisions, changes nothing
 * hold     looks cut short or faulty: set aside until a person says yes or no
 */
type DayMode = 'slice' | 'upsert' | 'fill' | 'older' | 'hold';

export interface DayPlan {
  storeId: string;
  day: Day;
  mode: DayMode;
  /** The day's state afterwards. */
  state: FeedState;
  /** Does the file hold the day whole, so that what it lacks did not sell? */
  isWhole: boolean;
  /** Why it is held, with the count it was held against. */
  because?: { code: 'ROW_COUNT_DROP' | 'ALL_ZERO_DAY'; rows: number; usualRows: number };
}

/** Complete days before a day that tell what is usual. */
const usualDays = 14;
/** Fewer than this tell nothing yet. */
const leastUsualDays = 7;

export interface PlanInput {
  counts: readonly DayCount[];
  /** What the feed has of these stores, at least `usualDays` complete days before the first counted day included. */
  existing: readonly FeedDay[];
  asOf: Date;
  /** Share of the usual rows under which a day looks cut short. */
  minShare: number;
  /** Was the day over when the file was pulled? */
  isOver: (storeId: string, day: Day) => boolean;
}

/** One plan for each counted day, stores and days in order. */
export function planSalesDays(input: PlanInput): DayPlan[] {
  const stores = new Map<string, DayCount[]>();
  for (const count of input.counts) {
    const known = stores.get(count.storeId);
    if (known) known.push(count);
    else stores.set(count.storeId, [count]);
  }
  return [...stores]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([storeId, counts]) => planStore(storeId, counts, input));
}

function planStore(storeId: string, unsorted: readonly DayCount[], input: PlanInput): DayPlan[] {
  const counts = [...unsorted].sort((a, b) => (a.day < b.day ? -1 : 1));
  const existing = new Map(input.existing.filter((each) => each.storeId === storeId).map((each) => [each.day, each]));
  const timeline = new Map<Day, { rows: number; units: number }>();
  for (const [day, feed] of existing) if (feed.state === 'complete') timeline.set(day, feed);
  const nothingSold = counts.every((count) => count.units === 0);
  return counts.map((count) => {
    const usual = usualBefore(count.day, timeline);
    const plan = planDay(count, { feed: existing.get(count.day), usual, nothingSold, input });
    if (plan.mode === 'slice' && plan.state === 'complete') timeline.set(count.day, count);
    return plan;
  });
}

interface Usual {
  rows: number;
  units: number;
}

function planDay(
  count: DayCount,
  about: { feed: FeedDay | undefined; usual: Usual | undefined; nothingSold: boolean; input: PlanInput },
): DayPlan {
  const { storeId, day, rows } = count;
  const { feed, usual, nothingSold, input } = about;
  const isWhole = count.isComplete && input.isOver(storeId, day);
  const plan = (mode: DayMode, state: FeedState, because?: DayPlan['because']): DayPlan => ({
    storeId,
    day,
    mode,
    state,
    isWhole,
    ...(because && { because }),
  });
  if (feed?.wholeAsOf && input.asOf < feed.wholeAsOf) {
    return plan(feed.rows < input.minShare * rows ? 'fill' : 'older', feed.state);
  }
  if (!isWhole) return feed?.state === 'complete' ? plan('upsert', 'complete') : plan('slice', 'partial');
  const isZero = count.units === 0 && (usual ? usual.units > 0 : nothingSold);
  if (isZero) {
    const held = { code: 'ALL_ZERO_DAY', rows, usualRows: usual?.rows ?? rows } as const;
    return plan('hold', feed?.state ?? 'quarantined', held);
  }
  if (feed?.state === 'complete' && rows < input.minShare * feed.rows) return plan('upsert', 'complete');
  if (usual && rows < input.minShare * usual.rows) {
    if (feed?.state === 'complete') return plan('upsert', 'complete');
    return plan('hold', feed?.state ?? 'quarantined', { code: 'ROW_COUNT_DROP', rows, usualRows: usual.rows });
  }
  return plan('slice', 'complete');
}

/** Medians over the newest complete days before `day`, not further back than two months. */
function usualBefore(day: Day, timeline: ReadonlyMap<Day, Usual>): Usual | undefined {
  const before: Usual[] = [];
  for (let back = 1; back <= 60 && before.length < usualDays; back += 1) {
    const known = timeline.get(addDays(day, -back));
    if (known) before.push(known);
  }
  if (before.length < leastUsualDays) return undefined;
  return { rows: median(before.map((each) => each.rows)), units: median(before.map((each) => each.units)) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
