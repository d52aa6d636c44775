import { expect, it } from 'vitest';
import { backoffMs } from '../../src/lib/backoff.ts';

it('doubles the wait with every failure up to the cap, however many there were', () => {
  const waits = [1, 2, 3, 6, 7, 8, 5_000].map((attempt) => backoffMs(attempt, { baseMs: 5_000, capMs: 300_000 }));
  expect(waits).toEqual([5_000, 10_000, 20_000, 160_000, 300_000, 300_000, 300_000]);
});
