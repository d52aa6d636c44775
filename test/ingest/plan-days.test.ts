import { describe, expect, it } from 'vitest';
import { type DayCount, type FeedDay, planSalesDays } from '../../src/ingest/merge/plan-days.ts';
import { planOrderDays } from '../../src/ingest/merge/plan-order-days.ts';
import { addDays, type Day, day } from '../../src/lib/day.ts';

const judged = day('2026-10-25');
const asOf = new Date('2026-10-26T10:00:00Z');

function count(on: Day, rows: number, units = rows * 3, isComplete = true): DayCount {
  return { storeId: 'amz-us', day: on, rows, units, isComplete };
}

/** `days` complete days of `rows` rows before the judged one. */
function history(days: number, rows: number, units = rows * 3): FeedDay[] {
  return Array.from({ length: days }, (_, i) => ({
    storeId: 'amz-us',
    day: addDays(judged, -1 - i),
    state: 'complete',
    rows,
    units,
    wholeAsOf: new Date('2026-10-20T00:00:00Z'),
  }));
}

function plan(counts: DayCount[], existing: FeedDay[], over = true) {
  return planSalesDays({ counts, existing, asOf, minShare: 0.7, isOver: () => over }).map(
    ({ mode, state, because }) => [mode, state, ...(because ? [because.code] : [])],
  );
}

const known = (over: Partial<FeedDay>): FeedDay => ({
  storeId: 'amz-us',
  day: judged,
  state: 'complete',
  rows: 10,
  units: 30,
  wholeAsOf: new Date('2026-10-26T08:00:00Z'),
  ...over,
});

describe('a day of daily sales', () => {
  it('is complete when it is over and as long as usual', () => {
    expect(plan([count(judged, 7)], history(14, 10))).toEqual([['slice', 'complete']]);
  });

  it('is set aside with less than 70 % of the usual rows', () => {
    expect(plan([count(judged, 6)], history(14, 10))).toEqual([['hold', 'quarantined', 'ROW_COUNT_DROP']]);
  });

  it('is taken while nothing is known of what is usual', () => {
    expect(plan([count(judged, 1)], history(2, 10))).toEqual([['slice', 'complete']]);
  });

  it('is held against the earlier days of its own file', () => {
    const days = [7, 6, 5, 4, 3, 2, 1].map((back) => count(addDays(judged, -back), 10));
    expect(plan([...days, count(judged, 3)], []).at(-1)).toEqual(['hold', 'quarantined', 'ROW_COUNT_DROP']);
  });

  it('is set aside when every SKU sold nothing, unless that is usual', () => {
    expect(plan([count(judged, 10, 0)], history(14, 10))).toEqual([['hold', 'quarantined', 'ALL_ZERO_DAY']]);
    expect(plan([count(judged, 10, 0)], history(14, 10, 0))).toEqual([['slice', 'complete']]);
    expect(plan([count(judged, 10, 0)], [])).toEqual([['hold', 'quarantined', 'ALL_ZERO_DAY']]);
    expect(plan([count(addDays(judged, -1), 10, 0), count(judged, 10)], [])[0]).toEqual(['slice', 'complete']);
  });

  it('is partial while it is not over, however few its rows', () => {
    expect(plan([count(judged, 1)], history(14, 10), false)).toEqual([['slice', 'partial']]);
    expect(plan([count(judged, 1, 3, false)], history(14, 10))).toEqual([['slice', 'partial']]);
  });

  it('that is known whole is corrected by a few rows, and replaced by many', () => {
    const existing = [...history(14, 10), known({})];
    expect(plan([count(judged, 1)], existing)).toEqual([['upsert', 'complete']]);
    expect(plan([count(judged, 9)], existing)).toEqual([['slice', 'complete']]);
  });

  it('that is known from a newer file stays, unless that one was cut short', () => {
    const newer = new Date('2026-10-26T12:00:00Z');
    expect(plan([count(judged, 10)], [known({ wholeAsOf: newer })])).toEqual([['older', 'complete']]);
    expect(plan([count(judged, 10)], [known({ wholeAsOf: newer, rows: 3 })])).toEqual([['fill', 'complete']]);
  });
});

describe('days of an order report', () => {
  const seen = ['2026-10-20', '2026-10-22', '2026-10-25'].map((on) => ({ storeId: 'amz-us', day: day(on) }));
  const days = (asked?: { from: Day; to: Day }, kind: 'by-order-date' | 'by-last-update' = 'by-order-date') =>
    planOrderDays({ kind, seen, existing: [], asked, isOver: (_, on) => on < '2026-10-25' }).map(
      ({ day: on, mode, state }) => `${on} ${mode} ${state}`,
    );

  it('are whole from the second one on, days without an order among them; the last one once it is over', () => {
    expect(days()).toEqual([
      '2026-10-20 edge partial',
      '2026-10-21 slice complete',
      '2026-10-22 slice complete',
      '2026-10-23 slice complete',
      '2026-10-24 slice complete',
      '2026-10-25 slice partial',
    ]);
  });

  it('are whole from the first one on when the report was asked from it', () => {
    expect(days({ from: day('2026-10-19'), to: day('2026-10-25') }).slice(0, 2)).toEqual([
      '2026-10-19 slice complete',
      '2026-10-20 slice complete',
    ]);
  });

  it('beyond the range that was asked for are edges', () => {
    expect(days({ from: day('2026-10-20'), to: day('2026-10-23') }).at(-1)).toBe('2026-10-25 edge partial');
  });

  it('are never whole in a report by last update', () => {
    expect(days(undefined, 'by-last-update')).toEqual(seen.map((each) => `${each.day} edge partial`));
  });
});
