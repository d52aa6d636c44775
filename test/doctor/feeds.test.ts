import { describe, expect, it } from 'vitest';
import { feedStanding } from '../../src/doctor/feeds.ts';
import { addDays, day } from '../../src/lib/day.ts';

const expectedDay = day('2026-03-02');
const now = new Date('2026-03-03T17:00:00+08:00');

function standing(daysBehind: number | null, expectedBy: string | null = null) {
  return feedStanding({
    lastGoodDay: daysBehind === null ? null : addDays(expectedDay, -daysBehind),
    expectedDay,
    expectedBy: expectedBy === null ? null : new Date(expectedBy),
    now,
  });
}

describe('a feed', () => {
  it('is in when the newest day that is over has come whole, or a later one has', () => {
    expect(standing(0)).toBe('in');
    expect(standing(-1)).toBe('in');
  });

  it('is late from the minute at which the day is expected', () => {
    expect(standing(1, '2026-03-03T17:01:00+08:00')).toBe('waiting');
    expect(standing(1, '2026-03-03T17:00:00+08:00')).toBe('late');
  });

  it('without such a time is late when the day after the missing one is over', () => {
    expect(standing(1)).toBe('waiting');
    expect(standing(2)).toBe('late');
  });

  it('is late with two days missing, whatever is expected when', () => {
    expect(standing(2, '2026-03-03T23:00:00+08:00')).toBe('late');
  });

  it('that never brought anything says so', () => {
    expect(standing(null)).toBe('never');
  });
});
