// How numbers, days and times are written.

import { describe, expect, test } from 'vitest';
import { day } from '../../src/lib/day.ts';
import {
  dayRangeText,
  daysCount,
  dayText,
  expected,
  lastingMoment,
  lengthText,
  momentText,
  odds,
  oddsText,
  percent,
  percentExact,
  share,
  shortMoment,
  units,
} from '../../src/messages/format.ts';
import { team } from '../support/view-builders.ts';

describe('quantities', () => {
  test('units are whole and grouped', () => {
    expect([units(1390), units(0), units(-5), units(1234567.4)]).toEqual(['1,390', '0', '−5', '1,234,567']);
  });

  test('expected quantities keep a decimal only where it matters', () => {
    expect([expected(33.6), expected(2.44), expected(9.96), expected(1390.2)]).toEqual(['34', '2.4', '10', '1,390']);
  });
});

describe('shares', () => {
  test('are signed and rounded on cards', () => {
    expect([percent(2.123), percent(-0.7887), percent(0), percent(12.5)]).toEqual([
      '+212 %',
      '−79 %',
      '±0 %',
      '+1,250 %',
    ]);
  });

  test.each([
    [0.2, '+20.0 %'],
    [120 / 100 - 1, '+20.0 %'],
    [80 / 100 - 1, '−20.0 %'],
    [0.1999, '+19.9 %'],
    [-0.19999, '−19.9 %'],
    [0.1994, '+19.9 %'],
    [2.1157, '+211.6 %'],
    [0.9999, '+99.9 %'],
    [0.0004, '±0.0 %'],
  ])('%d is written %s: exact ones never round up to a line they have not reached', (fraction, text) => {
    expect(percentExact(fraction)).toBe(text);
  });

  test('thresholds carry no sign', () => {
    expect([share(0.2), share(0.025)]).toEqual(['20 %', '2.5 %']);
  });
});

describe('chances', () => {
  test.each([
    [0.00111, '1/900'],
    [0.06, '1/17'],
    [0.5, '1/2'],
    [0.9, '1/2'],
    [1, '1/2'],
    [0.0000012, '1/830,000'],
    [1e-9, '<1/1,000,000'],
    [0, '<1/1,000,000'],
  ])('%d reads %s', (chance, text) => {
    expect(odds(chance)).toBe(text);
  });

  test('are written out in sentences', () => {
    expect([oddsText(0.00111, 'en'), oddsText(0.00111, 'zh')]).toEqual(['1 in 900', '1/900']);
    expect([oddsText(0, 'en'), oddsText(0, 'zh')]).toEqual(['under 1 in 1,000,000', '1/1,000,000 以下']);
  });
});

describe('days and times', () => {
  test('a day names its weekday', () => {
    expect([dayText(day('2026-11-20'), 'en'), dayText(day('2026-11-20'), 'zh')]).toEqual([
      'Fri 20 Nov',
      '11月20日（周五）',
    ]);
    expect(dayRangeText(day('2026-11-16'), day('2026-11-22'), 'zh')).toBe('11月16日至11月22日');
  });

  test('near moments are named, in the team’s zone', () => {
    expect(momentText('2026-11-20T10:00:00Z', team, 'en')).toBe('today 18:00');
    expect(momentText('2026-11-20T16:30:00Z', team, 'zh')).toBe('明天 00:30');
    expect(momentText('2026-11-19T15:59:00Z', team, 'en')).toBe('yesterday 23:59');
    expect(momentText('2026-11-23T01:30:00Z', team, 'zh')).toBe('11月23日（周一）09:30');
  });

  test('a moment that will be read on other days carries its date', () => {
    expect(lastingMoment('2026-11-20T10:00:00Z', team, 'en')).toBe('today 18:00 (Fri 20 Nov)');
    expect(lastingMoment('2026-11-20T10:00:00Z', team, 'zh')).toBe('今天 18:00（11月20日 周五）');
    expect(shortMoment('2026-11-20T10:00:00Z', team)).toBe('11-20 18:00');
  });

  test('countdowns are cut, never rounded up over a warning line', () => {
    expect([daysCount(9.96, 'en'), daysCount(5.14, 'zh'), daysCount(1, 'en'), daysCount(288.7, 'en')]).toEqual([
      '9.9 days',
      '5.1 天',
      '1 day',
      '288 days',
    ]);
  });

  test('durations drop zero parts, and minutes from a day on', () => {
    expect([0, 45, 60, 125, 1440, 3845].map((minutes) => lengthText(minutes, 'en'))).toEqual([
      '0 min',
      '45 min',
      '1 h',
      '2 h 5 min',
      '1 d',
      '2 d 16 h',
    ]);
    expect(lengthText(125, 'zh')).toBe('2 小时 5 分钟');
  });
});
