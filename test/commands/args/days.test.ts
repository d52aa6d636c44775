import { describe, expect, it } from 'vitest';
import { readDay, requireDay } from '../../../src/commands/args/days.ts';
import { day } from '../../../src/lib/day.ts';

/** A Tuesday. */
const today = day('2026-03-03');

describe('days as people type them', () => {
  it.each([
    ['2026-10-25', '2026-10-25'],
    ['2026/10/5', '2026-10-05'],
    ['2026年10月25日', '2026-10-25'],
    ['２０２６－１０－２５', '2026-10-25'],
    ['today', '2026-03-03'],
    ['Yesterday', '2026-03-02'],
    ['昨天', '2026-03-02'],
    ['前天', '2026-03-01'],
    ['明天', '2026-03-04'],
    ['后天', '2026-03-05'],
    ['周一', '2026-03-09'],
    ['tue', '2026-03-10'],
    ['星期天', '2026-03-08'],
  ])('reads %s', (word, expected) => {
    expect(readDay(word, today)).toBe(expected);
  });

  it('takes the year in which a day without one lies nearest', () => {
    expect(readDay('02-28', today)).toBe('2026-02-28');
    expect(readDay('3月20日', today)).toBe('2026-03-20');
    expect(readDay('12-31', today)).toBe('2025-12-31');
    expect(readDay('02-29', today)).toBe(undefined);
  });

  it('of a plan, takes the year in which it is still to come', () => {
    expect(readDay('02-28', today, 'coming')).toBe('2027-02-28');
    expect(readDay('3月3日', today, 'coming')).toBe('2026-03-03');
    expect(readDay('12-31', today, 'coming')).toBe('2026-12-31');
    expect(readDay('02-29', today, 'coming')).toBe('2028-02-29');
    expect(readDay('2026-02-28', today, 'coming')).toBe('2026-02-28');
  });

  it.each(['2026-02-30', '2026-13-01', '25.10.2026', 'someday', '99', ''])('does not take %j for a day', (word) => {
    expect(readDay(word, today)).toBe(undefined);
  });

  it('says what to write when it is no day', () => {
    expect(() => requireDay('someday', today)).toThrow(/2026-10-25/);
  });
});
