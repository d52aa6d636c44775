import { expect, test } from 'vitest';
import { throttle } from '../../src/web/identity/throttle.ts';

const start = new Date('2026-03-03T10:00:00+08:00');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

test('admits so many tries from one place and no more within the time', () => {
  const door = throttle(3, 1);
  expect([0, 1, 2, 3, 59].map((second) => door.admit('a', after(second)))).toEqual([true, true, true, false, false]);
});

test('admits again when the earliest tries are long enough ago', () => {
  const door = throttle(2, 1);
  door.admit('a', after(0));
  door.admit('a', after(30));
  expect(door.admit('a', after(61))).toBe(true);
  expect(door.admit('a', after(62))).toBe(false);
});

test('one place does not shut another out', () => {
  const door = throttle(1, 1);
  door.admit('a', start);
  expect(door.admit('b', start)).toBe(true);
});

test('forgets the oldest places rather than growing without end', () => {
  const door = throttle(1, 1, 2);
  for (const place of ['a', 'b', 'c']) door.admit(place, start);
  expect(door.admit('a', start)).toBe(true);
  expect(door.admit('c', start)).toBe(false);
});
