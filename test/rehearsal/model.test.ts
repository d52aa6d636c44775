// The figures and episodes of a rehearsal, from small pasts written out by hand.

import { describe, expect, test } from 'vitest';
import { addDays, type Day, day, dayRange } from '../../src/lib/day.ts';
import { detectionPolicies } from '../../src/policy/policy.ts';
import { comparedEpisodes } from '../../src/rehearsal/model/episodes.ts';
import { type StorePast, windowOn } from '../../src/rehearsal/model/history.ts';
import { rehearsalOf } from '../../src/rehearsal/model/rehearsal.ts';
import { openedCase, type RehearsedCase } from '../../src/rehearsal/model/rehearsed-case.ts';
import { type Replay, type ReplayInput, replay } from '../../src/rehearsal/model/replay.ts';
import { ruleNumbers } from '../../src/rules/rule-numbers.ts';
import { finished, seeded } from './support.ts';

const through = day('2026-03-31');
const historyDays = 84;
const people = [
  { id: 'li', name: 'Li', role: 'operator' as const, manager: 'chen' },
  { id: 'chen', name: 'Chen', role: 'manager' as const },
];

/** A shop of SKUs, each sold as its function says on each day. */
function past(sold: Record<string, (on: Day) => number>, days: number, over: Partial<StorePast> = {}): StorePast {
  const span = dayRange(addDays(through, 2 - days - historyDays), through);
  return {
    storeId: 'shop',
    ownerId: 'li',
    owners: new Map(),
    measure: 'units',
    days: span,
    complete: span.map(() => true),
    skus: Object.entries(sold).map(([sku, units]) => ({
      sku,
      quantity: Float64Array.from(span, units),
      stock: new Uint8Array(span.length),
      promotion: new Uint8Array(span.length),
      mark: new Uint8Array(span.length),
      firstSeenOn: addDays(through, -400),
      restarts: [],
      priceOn: Float64Array.from(span, () => 10),
    })),
    ...over,
  };
}

function played(of: StorePast, over: Partial<ReplayInput> = {}): Replay[] {
  const threshold = { up: 0.2, down: 0.2 };
  const settings = { of: () => ({ policy: 'balanced' as const, threshold }), shop: threshold, numbers: ruleNumbers };
  return finished(
    replay({
      stores: [{ past: of, settings }],
      through,
      days: 30,
      historyDays,
      policies: detectionPolicies,
      roster: { people, leaves: [], today: through },
      limit: 10,
      answering: 'same_day',
      ...over,
    }),
  );
}

const ago = (count: number) => addDays(through, -count);

describe('an episode in a rehearsal', () => {
  test('is one form while it lasts, and a new one after three quiet days', () => {
    const lamp = (on: Day) => (on === ago(20) || on === ago(19) || on === ago(10) ? 150 : 100);
    const [, , balanced] = played(past({ LAMP: lamp }, 30));
    expect(balanced?.cases.map(({ firstDay, outUntil }) => [firstDay, outUntil])).toEqual([
      [ago(20), ago(19)],
      [ago(10), ago(10)],
    ]);
  });

  test('is asked about once more when it gets worse than answered, and after fourteen days', () => {
    const worse = played(past({ LAMP: (on) => (on === ago(20) ? 130 : on === ago(19) ? 160 : 100) }, 30));
    expect(formsOf(worse, 'balanced')).toEqual([
      [ago(20), false],
      [ago(19), true],
    ]);
    const lasting = played(past({ LAMP: (on) => (on >= ago(20) ? 500 : 100), MUG: () => 40 }, 30), {
      answering: 'same_day',
    });
    expect(formsOf(lasting, 'literal').map(([, again]) => again)).toContain(true);
  });

  test('that is never answered stays one, however long it lasts', () => {
    const lamp = (on: Day) => ([20, 19, 10, 2].some((count) => on === ago(count)) ? 150 : 100);
    const [, , balanced] = played(past({ LAMP: lamp }, 30), { answering: 'never' });
    expect(balanced?.cases.map(({ days }) => days.length)).toEqual([4]);
  });
});

describe('the figures', () => {
  test('order the policies as they ask: literal most, strict least', () => {
    const luck = seeded(7);
    const noisy = Object.fromEntries(
      Array.from({ length: 25 }, (_, i) => [`SKU-${i}`, () => Math.round((5 + i) * (0.3 + 1.4 * luck()))]),
    );
    const replays = played(past(noisy, 30), { limit: 1000 });
    const found = rehearsalOf(replays, { inForce: 'balanced', pastCases: [] });
    const [literal = 0, loose = 0, balanced = 0, strict = 0] = found?.policies.map(({ forms }) => forms) ?? [];
    expect(literal).toBeGreaterThan(5 * Math.max(1, loose));
    expect(loose).toBeGreaterThanOrEqual(balanced);
    expect(balanced).toBeGreaterThanOrEqual(strict);
    expect(found?.loudest).toHaveLength(10);
  });

  test('count by day and by person, and say what the cap held back', () => {
    const up = (on: Day) => (on === ago(5) ? 200 : 100);
    const shop = past({ A: up, B: up, C: up }, 30, { owners: new Map([['C', 'chen']]) });
    const replays = played(shop, { limit: 1, policies: ['literal', 'balanced'] });
    const found = rehearsalOf(replays, { inForce: 'balanced', pastCases: [] });
    const balanced = found?.policies[1];
    expect(balanced?.busiest).toEqual({ day: ago(5), forms: 2 });
    expect(balanced?.operators.map(({ personId, forms }) => [personId, forms])).toEqual([
      ['li', 1],
      ['chen', 1],
    ]);
    expect(balanced?.heldBackPerDay).toBeCloseTo(1 / 30);
    expect(found?.judgedDays).toBe(30);
  });

  test('leave out days on which everything was still being learned', () => {
    const young = past({ A: (on) => (on < ago(20) ? Number.NaN : 100) }, 30);
    const found = rehearsalOf(played(young), { inForce: 'balanced', pastCases: [] });
    expect(found?.judgedDays).toBe(14);
  });

  test('do not judge a day that did not come whole', () => {
    const shop = past({ A: (on) => (on === ago(3) ? 200 : 100) }, 30);
    const complete = shop.days.map((on) => on !== ago(3));
    expect(formsOf(played({ ...shop, complete }), 'literal')).toEqual([]);
  });
});

describe('episodes compared', () => {
  const rehearsed = (sku: string, from: Day, until: Day): RehearsedCase => ({
    ...openedCase(1, { formKind: 'surge', storeId: 'shop', sku, direction: 'up' }, found(from)),
    outUntil: until,
  });
  const found = (on: Day) => ({ day: on, units: 150, deviation: 0.5, moneyAtStake: 500 });

  test('that overlap are one, whoever asks; what literal alone would ask is only counted', () => {
    const { episodes, literalOnly } = comparedEpisodes(
      [
        { policy: 'literal', cases: [rehearsed('A', ago(30), ago(1)), rehearsed('B', ago(9), ago(9))] },
        { policy: 'loose', cases: [rehearsed('A', ago(20), ago(18))] },
        { policy: 'balanced', cases: [rehearsed('A', ago(19), ago(17)), rehearsed('A', ago(5), ago(5))] },
      ],
      [],
    );
    expect(episodes.map(({ firstDay, lastDay, askedBy }) => [firstDay, lastDay, askedBy])).toEqual([
      [ago(20), ago(17), ['literal', 'loose', 'balanced']],
      [ago(5), ago(5), ['literal', 'balanced']],
    ]);
    expect(literalOnly).toBe(1);
  });

  test('stand beside the case there really was, also when no policy would have asked', () => {
    const real = { storeId: 'shop', direction: 'up' as const, nature: 'one_off' as const };
    const { episodes } = comparedEpisodes(
      [{ policy: 'strict', cases: [rehearsed('A', ago(20), ago(18))] }],
      [
        { ...real, id: 7, sku: 'A', firstDay: ago(21), lastDay: ago(19) },
        { ...real, id: 8, sku: 'B', firstDay: ago(4), lastDay: ago(4) },
      ],
    );
    expect(episodes.map(({ sku, askedBy, pastCase }) => [sku, askedBy, pastCase?.id])).toEqual([
      ['A', ['strict'], 7],
      ['B', [], 8],
    ]);
  });
});

describe('the window of a past day', () => {
  test('knows no SKU, price or restarted level of later days', () => {
    const shop = past({ A: () => 1, B: () => 1 }, 30);
    const [a, b] = shop.skus;
    if (!a || !b) throw new Error('Two SKUs were expected');
    const end = shop.days.length;
    const priceOn = Float64Array.from(shop.days, (_, i) => (i === 0 ? 5 : i === end - 2 ? 9 : Number.NaN));
    const later = {
      ...shop,
      skus: [
        { ...a, priceOn, restarts: [end - 40, end - 3] },
        { ...b, firstSeenOn: ago(2) },
      ],
    };
    const early = windowOn(later, ago(10), historyDays);
    expect(early?.series.map(({ sku, price, levelFrom }) => [sku, price, levelFrom])).toEqual([
      ['A', null, historyDays - 30],
    ]);
    expect(windowOn(later, through, historyDays)?.series.map(({ sku, price }) => [sku, price])).toEqual([
      ['A', 9],
      ['B', 10],
    ]);
  });

  test('is not there where the past does not reach', () => {
    expect(windowOn(past({ A: () => 1 }, 30), ago(30), historyDays)).toBeUndefined();
    expect(windowOn(past({ A: () => 1 }, 30), addDays(through, 1), historyDays)).toBeUndefined();
  });
});

function formsOf(replays: readonly Replay[], policy: string): [Day, boolean][] {
  const days = replays.find((each) => each.policy === policy)?.days ?? [];
  return days.flatMap(({ asked }) => asked.map(({ day: on, again }): [Day, boolean] => [on, again]));
}
