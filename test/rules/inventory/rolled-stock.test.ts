import { describe, expect, it } from 'vitest';
import { day } from '../../../src/lib/day.ts';
import { lateStockOf, rollStock, wholeDaysSince } from '../../../src/rules/inventory/rolled-stock.ts';

const shanghai = { zone: 'Asia/Shanghai', closeMarginMinutes: 45 };
const on = (of: string, units: number | null) => ({ day: day(of), units });

describe('the days since a report', () => {
  const now = new Date('2026-03-06T10:00+08:00');

  it('leave out the day in whose middle it was taken, and the running day', () => {
    const days = wholeDaysSince(new Date('2026-03-02T20:00+08:00'), shanghai, now);
    expect(days).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
  });

  it('begin with the day at whose first moment it was taken', () => {
    expect(wholeDaysSince(new Date('2026-03-05T00:00+08:00'), shanghai, now)).toEqual(['2026-03-05']);
  });

  it('are those of the shop’s own zone', () => {
    const losAngeles = { zone: 'America/Los_Angeles', closeMarginMinutes: 45 };
    const taken = new Date('2026-03-02T20:00+08:00');
    expect(wholeDaysSince(taken, losAngeles, now)).toEqual(['2026-03-03', '2026-03-04']);
  });

  it('are none before the first is over, its margin included', () => {
    const taken = new Date('2026-03-04T20:00+08:00');
    expect(wholeDaysSince(taken, shanghai, new Date('2026-03-06T00:44+08:00'))).toEqual([]);
    expect(wholeDaysSince(taken, shanghai, new Date('2026-03-06T00:45+08:00'))).toEqual(['2026-03-05']);
  });
});

describe('a stock report', () => {
  it('is late once a whole day has passed without a newer one', () => {
    const today = day('2026-03-04');
    expect(lateStockOf(day('2026-03-03'), today)).toBeNull();
    expect(lateStockOf(day('2026-03-02'), today)).toEqual({ reportedOn: day('2026-03-02'), days: 2 });
    expect(lateStockOf(null, today)).toBeNull();
  });
});

describe('the stock since a report', () => {
  it('is the report less what was sold, plus what was received: 1,200 − 7 × 100 + 50 = 550', () => {
    const sold = ['03', '04', '05', '06', '07', '08', '09'].map((each) => on(`2026-03-${each}`, 100));
    expect(rollStock({ reported: 1200, takers: [{ sold, usual: 100 }], received: 50 })).toEqual({
      ...{ available: 550, reported: 1200, sold: 700, received: 50, through: '2026-03-09', unknownDays: 0, assumed: 0 },
    });
  });

  it('takes a usual day where the sales are not known, and says so', () => {
    const takers = [{ sold: [on('2026-03-03', 80), on('2026-03-04', null)], usual: 100 }];
    expect(rollStock({ reported: 500, takers, received: 0 })).toMatchObject({
      ...{ available: 320, sold: 80, unknownDays: 1, assumed: 100 },
    });
  });

  it('takes what every shop sold; a day that one of them does not know is partly known', () => {
    const takers = [
      { sold: [on('2026-03-03', 30), on('2026-03-04', 20)], usual: 25 },
      { sold: [on('2026-03-03', null), on('2026-03-04', 5)], usual: 10 },
    ];
    expect(rollStock({ reported: 200, takers, received: 0 })).toMatchObject({
      ...{ available: 135, sold: 55, unknownDays: 1, assumed: 10 },
    });
  });

  it('never falls below nothing, and stays what was reported where that was less', () => {
    const takers = [{ sold: [on('2026-03-03', 30)], usual: 30 }];
    expect(rollStock({ reported: 20, takers, received: 0 })?.available).toBe(0);
    expect(rollStock({ reported: -4, takers, received: 0 })?.available).toBe(-4);
  });

  it('is the report itself while nothing has happened since', () => {
    expect(rollStock({ reported: 20, takers: [{ sold: [], usual: 30 }], received: 0 })).toBeNull();
  });
});
