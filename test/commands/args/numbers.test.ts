import { describe, expect, it } from 'vitest';
import { parseCaseNumber, parseDayCount, parseThreshold } from '../../../src/commands/args/numbers.ts';

describe('case numbers', () => {
  it.each(['1042', 'SW-1042', 'sw-1042', 'sw1042', '#1042', '１０４２', 'ＳＷ－1042', 'SW–1042'])(
    'reads %s',
    (word) => {
      expect(parseCaseNumber(word)).toBe(1042);
    },
  );

  it.each([undefined, '', '0', 'SW-', '10.42', '-1042', 'LM-1042', '99999999999', 'null'])('refuses %s', (word) => {
    expect(() => parseCaseNumber(word)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
  });
});

describe('thresholds', () => {
  it.each<[string[], { up?: number; down?: number }]>([
    [['20%'], { up: 0.2, down: 0.2 }],
    [['２０％'], { up: 0.2, down: 0.2 }],
    [['20', '%'], { up: 0.2, down: 0.2 }],
    [['0.2'], { up: 0.2, down: 0.2 }],
    [['12.5%'], { up: 0.125, down: 0.125 }],
    [['+30%'], { up: 0.3 }],
    [['-20%'], { down: 0.2 }],
    [['−20%'], { down: 0.2 }],
    [['+30%', '-15%'], { up: 0.3, down: 0.15 }],
    [['up', '30%'], { up: 0.3 }],
    [['上涨', '30%', '下跌', '15%'], { up: 0.3, down: 0.15 }],
    [['20'], { up: 0.2, down: 0.2 }],
    [['0.99'], { up: 0.99, down: 0.99 }],
    [['2'], { up: 0.02, down: 0.02 }],
    [['+150'], { up: 1.5 }],
    [['+1000%'], { up: 10 }],
    [['up', '300%', '-99%'], { up: 3, down: 0.99 }],
    [['1%'], { up: 0.01, down: 0.01 }],
  ])('reads %j', (words, change) => {
    expect(parseThreshold(words)).toEqual(change);
  });

  it.each([
    [[]],
    [['0']],
    [['0%']],
    [['0.5%']],
    [['150%']],
    [['-100%']],
    [['down', '100%']],
    [['+1001%']],
    [['1']],
    [['1.5']],
    [['abc']],
    [['up']],
    [['20%%']],
    [['1e3%']],
    [['NaN%']],
  ])('refuses %j', (words) => {
    expect(() => parseThreshold(words)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
  });
});

it('a number that can be read in two ways is refused with both', () => {
  expect(() => parseThreshold(['1.5'])).toThrow(/1\.5%.*150%/);
});

it('a fall of all sales or more is refused with the reason', () => {
  expect(() => parseThreshold(['-100%'])).toThrow(/fall to 0/);
  expect(() => parseThreshold(['150%'])).toThrow(/fall to 0/);
});

describe('counts of days', () => {
  it.each(['7', '7d', '7天', '７', '7 days'.replace(' ', '')])('reads %s', (word) => {
    expect(parseDayCount(word, 90)).toBe(7);
  });

  it.each([undefined, '0', '91', '-7', '7.5', 'week'])('refuses %s', (word) => {
    expect(() => parseDayCount(word, 90)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
  });
});
