import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drain, fullBucket, takeCall } from '../../src/chat/rate-limit.ts';

const slack = { burst: 1, perSecond: 1 };

describe('the rate limit', () => {
  it('lets a burst go at once and spaces what follows', () => {
    const rate = { burst: 3, perSecond: 5 };
    let bucket = fullBucket(rate, 0);
    const waits = [0, 0, 0, 0, 0, 100].map((nowMs) => {
      const taken = takeCall(bucket, { rate, nowMs });
      bucket = taken.bucket;
      return taken.waitMs;
    });
    expect(waits).toEqual([0, 0, 0, 200, 400, 500]);
  });

  it('keeps silent for as long as the platform asked', () => {
    const bucket = drain(fullBucket(slack, 1_000), { rate: slack, nowMs: 1_000, retryAfterMs: 30_000 });
    expect(takeCall(bucket, { rate: slack, nowMs: 1_000 }).waitMs).toBe(30_000);
    expect(takeCall(bucket, { rate: slack, nowMs: 31_000 }).waitMs).toBe(0);
  });

  it('never lets more through than the rate allows, whatever the pattern of calls', () => {
    const calls = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 60 });
    const rates = fc.record({ burst: fc.integer({ min: 1, max: 5 }), perSecond: fc.constantFrom(0.5, 1, 5) });
    fc.assert(
      fc.property(calls, rates, (steps, rate) => {
        let nowMs = 100_000;
        let bucket = fullBucket(rate, nowMs);
        const departures = steps.map((step) => {
          nowMs += step;
          const taken = takeCall(bucket, { rate, nowMs });
          bucket = taken.bucket;
          return nowMs + taken.waitMs;
        });
        departures.forEach((departure, index) => {
          const earlier = departures[index - rate.burst];
          if (earlier === undefined) return;
          expect(departure - earlier).toBeGreaterThanOrEqual(1_000 / rate.perSecond - 1);
        });
      }),
    );
  });
});
