// How often the open platform may be called: by the second, by the minute, and to one target; the test's clock decides.

import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/clock.ts';
import { Rates } from '../rates.ts';

function open() {
  const clock = manualClock('2026-03-03T10:00+08:00');
  const rates = new Rates(clock);
  rates.isOn = true;
  const later = (ms: number) => clock.set(new Date(clock.now().getTime() + ms));
  return { rates, later };
}

describe('rates', () => {
  it('1,000 calls of an API fit into a minute, and the next is told how long to wait', () => {
    const { rates, later } = open();
    for (let second = 0; second < 25; second += 1) {
      for (let i = 0; i < 40; i += 1) expect(rates.ofApi('a')).toBeUndefined();
      later(1_000);
    }
    expect(rates.ofApi('a')).toMatchObject({ status: 429, headers: { 'x-ogw-ratelimit-reset': '35' } });
    expect(rates.ofApi('b')).toBeUndefined();
    later(35_000);
    expect(rates.ofApi('a')).toBeUndefined();
  });

  it('a target takes five a second', () => {
    const { rates, later } = open();
    for (let i = 0; i < 5; i += 1) expect(rates.ofTarget('chat')).toBeUndefined();
    expect(rates.ofTarget('chat')).toMatchObject({ status: 400, body: { code: 230020 } });
    expect(rates.ofTarget('other')).toBeUndefined();
    later(1_000);
    expect(rates.ofTarget('chat')).toBeUndefined();
  });

  it('nothing is refused unless a test wants it', () => {
    const { rates } = open();
    rates.isOn = false;
    for (let i = 0; i < 100; i += 1) expect(rates.ofApi('a') ?? rates.ofTarget('chat')).toBeUndefined();
  });
});
