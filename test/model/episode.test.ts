import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../src/lib/day.ts';
import type { AnswerPromise } from '../../src/model/anomaly-case.ts';
import {
  decideEpisode,
  decideOtherSide,
  type EpisodeInput,
  type LiveCase,
  withinCap,
} from '../../src/model/episode.ts';
import { anomalyCase, verdict } from '../support/factories.ts';

const first = day('2026-03-01');
const on = (daysLater: number) => addDays(first, daysLater);

function decide(overrides: Partial<EpisodeInput>) {
  return decideEpisode({
    verdict: verdict({ day: on(1) }),
    live: undefined,
    ageDays: 0,
    judgedBefore: false,
    firstLoad: false,
    newestOfLoad: false,
    silenced: false,
    stockTier: 'yellow',
    ...overrides,
  });
}

function live(
  overrides: Partial<LiveCase['case']> = {},
  days = [{ day: first, units: 63, deviation: 0.85 }],
): LiveCase {
  return { case: anomalyCase({ firstDay: first, lastDay: first, ...overrides }), days };
}

function answered(promise: Partial<AnswerPromise>): LiveCase {
  return live({
    status: 'answered',
    promise: { nature: 'one_off', until: null, throughDay: first, deviation: 0.85, stockTier: 'yellow', ...promise },
  });
}

describe('a deviation of a SKU without a case', () => {
  it('opens one', () => {
    expect(decide({})).toEqual({ act: 'open', supplement: false });
  });

  it('opens one marked as a supplement when restated data brought it up within three days', () => {
    expect(decide({ judgedBefore: true, ageDays: 2 })).toEqual({ act: 'open', supplement: true });
  });

  it('asks nobody about a day that is older than three days', () => {
    expect(decide({ ageDays: 3 }).act).toBe('too_old');
  });

  it('asks only about the newest day when a store’s history is loaded for the first time', () => {
    expect(decide({ firstLoad: true, newestOfLoad: false, ageDays: 1 }).act).toBe('first_load');
    expect(decide({ firstLoad: true, newestOfLoad: true, ageDays: 1 })).toEqual({ act: 'open', supplement: false });
  });

  it('asks nobody while the SKU is silenced', () => {
    expect(decide({ silenced: true }).act).toBe('silenced');
  });

  it.each(['normal', 'within_noise', 'learning', 'no_data', 'out_of_stock', 'planned', 'held', 'dormant'] as const)(
    'does nothing on a day that is %s',
    (word) => {
      expect(decide({ verdict: verdict({ word }) }).act).toBe('none');
    },
  );
});

describe('one episode, one case', () => {
  it('adds the next deviating day to the open case', () => {
    expect(decide({ verdict: verdict({ day: on(2) }), live: live() })).toMatchObject({ act: 'continue', dayNumber: 3 });
  });

  it('adds a day before it that was reported late as a first day', () => {
    expect(decide({ verdict: verdict({ day: on(-1) }), live: live() })).toMatchObject({
      act: 'continue',
      dayNumber: 1,
    });
  });

  it('withdraws an open case whose only day no longer holds', () => {
    const restated = verdict({ day: first, word: 'normal' });
    expect(decide({ verdict: restated, live: live() }).act).toBe('withdraw');
  });

  it('only drops the day when another one still holds', () => {
    const days = [first, on(1)].map((each) => ({ day: each, units: 63, deviation: 0.85 }));
    expect(decide({ verdict: verdict({ day: first, word: 'normal' }), live: live({}, days) }).act).toBe('drop_day');
  });

  it('keeps the case when the feed of that day merely went missing', () => {
    expect(decide({ verdict: verdict({ day: first, word: 'no_data' }), live: live() }).act).toBe('none');
  });

  it('notes a restated day that grew, and does not ask again', () => {
    expect(decide({ verdict: verdict({ day: first, deviation: 1.4 }), live: live() }).act).toBe('grow');
    expect(decide({ verdict: verdict({ day: first, deviation: 0.86 }), live: live() }).act).toBe('none');
  });
});

describe('an answer covers what it promised', () => {
  it.each([
    ['one-off, the second day after', { nature: 'one_off' }, 2, 'covered'],
    ['one-off, still out on the third day after', { nature: 'one_off' }, 3, 'reopen'],
    ['short-term, on its last day', { nature: 'short_term', until: on(5) }, 5, 'covered'],
    ['short-term, the day after', { nature: 'short_term', until: on(5) }, 6, 'reopen'],
    ['lasting, against the new level', { nature: 'lasting' }, 9, 'reopen'],
    ['data error, and the next day deviates too', { nature: 'data_error' }, 1, 'reopen'],
    ['short-term far ahead, but fourteen days out', { nature: 'short_term', until: on(40) }, 14, 'reopen'],
    ['short-term far ahead, thirteen days out', { nature: 'short_term', until: on(40) }, 13, 'covered'],
    [
      'fourteen days, asked and answered again',
      { nature: 'short_term', until: on(40), throughDay: on(14) },
      15,
      'covered',
    ],
    ['fourteen days after that answer', { nature: 'short_term', until: on(40), throughDay: on(14) }, 28, 'reopen'],
  ] as const)('%s → %s', (_name, promise, daysLater, act) => {
    expect(decide({ verdict: verdict({ day: on(daysLater) }), live: answered(promise) }).act).toBe(act);
  });

  it('reopens at once at one and a half times the answered deviation', () => {
    const worse = verdict({ day: on(1), deviation: 0.85 * 1.5 });
    expect(decide({ verdict: worse, live: answered({}) })).toMatchObject({ act: 'reopen', because: 'worse' });
    expect(decide({ verdict: verdict({ day: on(1), deviation: 1.27 }), live: answered({}) }).act).toBe('covered');
  });

  it('reopens at once when the stock tier got worse', () => {
    const input = { verdict: verdict({ day: on(1) }), live: answered({}), stockTier: 'orange' } as const;
    expect(decide(input)).toMatchObject({ act: 'reopen', because: 'worse' });
  });

  it('takes "lasting" at its word for a whole store, whose level no answer restarts', () => {
    const store = answered({ nature: 'lasting' });
    const whole = { ...store, case: { ...store.case, kind: 'store_wide' as const, sku: null } };
    expect(decide({ verdict: verdict({ day: on(1) }), live: whole }).act).toBe('covered');
    expect(decide({ verdict: verdict({ day: on(1), deviation: 1.3 }), live: whole }).act).toBe('reopen');
  });

  it('asks nothing again while the SKU is silenced', () => {
    expect(decide({ verdict: verdict({ day: on(3) }), live: answered({}), silenced: true }).act).toBe('silenced');
  });

  it('is not reopened by restated numbers of the very day it answered', () => {
    expect(decide({ verdict: verdict({ day: first, deviation: 3 }), live: answered({}) }).act).toBe('covered');
  });
});

describe('a restated day that now deviates the other way', () => {
  const restated = verdict({ day: first, direction: 'down', deviation: -0.4 });

  it('withdraws the case of the side on which it no longer deviates', () => {
    expect(decideOtherSide(restated, live())).toMatchObject({ act: 'withdraw' });
  });

  it('leaves a case of the other side alone that never counted the day', () => {
    const days = [{ day: on(-2), units: 63, deviation: 0.85 }];
    expect(decideOtherSide(restated, live({}, days))).toEqual({ act: 'none' });
    expect(decideOtherSide(verdict({ day: first }), live())).toEqual({ act: 'none' });
  });
});

describe('the cap', () => {
  const candidate = (sku: string, moneyAtStake: number, assigneeId = 'li', deviation = 0.5) => ({
    ...{ sku, moneyAtStake, assigneeId, deviation },
  });

  it('asks about the most money first and names the rest', () => {
    const { asked, capped } = withinCap([candidate('a', 10), candidate('b', 30), candidate('c', 20)], new Map(), 2);
    expect(asked.map((each) => each.sku)).toEqual(['b', 'c']);
    expect(capped.map((each) => each.sku)).toEqual(['a']);
  });

  it('prefers the larger deviation among equal money, whichever way it goes', () => {
    const candidates = [candidate('a', 10, 'li', 0.3), candidate('b', 10, 'li', -0.9), candidate('c', 10, 'li', 0.6)];
    const { asked } = withinCap(candidates, new Map(), 2);
    expect(asked.map((each) => each.sku)).toEqual(['b', 'c']);
  });

  it('counts each operator apart, and what they were asked earlier today', () => {
    const candidates = [candidate('a', 10), candidate('b', 5, 'wang')];
    const { asked, capped } = withinCap(candidates, new Map([['li', 2]]), 2);
    expect(asked.map((each) => each.sku)).toEqual(['b']);
    expect(capped.map((each) => each.sku)).toEqual(['a']);
  });
});
