// What sales, time and machines do in a history.

import fc from 'fast-check';
import { addDays, type Day } from '../../src/lib/day.ts';
import type { Failpoint } from '../../src/lib/failpoint.ts';
import type { Fault } from '../support/recording-chat.ts';
import { minuteMs, zoneMs } from './calendar.ts';
import { Command } from './command.ts';
import { type DaySales, type Sku, skus, type Town } from './town.ts';

/** Units of a day: as usual, a little off, up, further up, a surge, down, further down. */
const units = fc.constantFrom(100, 100, 104, 150, 150, 230, 400, 60, 40);
const sku = fc.constantFrom(...skus);
const usual = fc.constant(100);
const sales: fc.Arbitrary<DaySales> = fc.record({ LAMP: units, CABLE: units, MUG: usual });
const oddSales: fc.Arbitrary<DaySales> = fc.record({ LAMP: fc.constantFrom(150, 400, 60), CABLE: units, MUG: usual });

/** The next sales day comes in at ten to one on the night after it; what is out of stock has been so all day. */
export const newDay = fc.tuple(sales, fc.option(sku, { freq: 6 })).map(dayOfSales);

/** A day on which there is something to ask. */
export const oddDay = oddSales.map((sold) => dayOfSales([sold, null]));

function dayOfSales([sold, out]: [DaySales, Sku | null]): Command {
  const text = `sell(${JSON.stringify(sold)}${out ? `, ${out} out of stock` : ''})`;
  return new Command(text, async (_, { town }) => {
    const on = addDays(town.newestDay, 1);
    town.newestDay = on;
    if (out) await stockAt(town, on, { [out]: 0 });
    const at = new Date(Date.parse(`${addDays(on, 1)}T00:50:00Z`) - zoneMs);
    if (at > town.now()) await town.passUntil(at);
    if (out) await stockAt(town, addDays(on, 1), { [out]: 0 });
    await town.sell(on, out ? { ...sold, [out]: 0 } : sold);
  });
}

async function stockAt(town: Town, midnight: Day, available: Partial<Record<Sku, number>>): Promise<void> {
  const at = new Date(Date.parse(`${midnight}T00:00:00Z`) - zoneMs);
  if (at <= town.now()) await town.reportStock(at, available);
}

/** A later report changes one SKU of a day that is over. */
export const restate = fc.tuple(fc.nat({ max: 4 }), sku, units).map(
  ([ago, which, sold]) =>
    new Command(`restate(${ago} days ago, ${which}: ${sold})`, async (_, { town }) => {
      const on = addDays(town.newestDay, -ago);
      const before = town.sold.get(on);
      if (before) await town.sell(on, { ...before, [which]: sold });
    }),
);

const minutes = fc.oneof(
  fc.integer({ min: 1, max: 120 }),
  fc.integer({ min: 120, max: 1440 }),
  fc.integer({ min: 1440, max: 3 * 1440 }),
);

export const passed = minutes.map(
  (count) => new Command(`pass(${count} min)`, async (_, { town }) => town.passUntil(later(town, count))),
);

export const down = fc
  .oneof(minutes, fc.constant(7 * 1440))
  .map((count) => new Command(`down(${count} min)`, async (_, { town }) => town.clock.set(later(town, count))));

export const clockBack = fc
  .integer({ min: 1, max: 120 })
  .map((count) => new Command(`clock back(${count} min)`, async (_, { town }) => town.clock.set(later(town, -count))));

const crashPoints: readonly Failpoint[] = [
  'cases.before-commit',
  'sweep.after-commit',
  'judge.before-commit',
  'judge.after-commit',
  'queue.after-insert',
  'deliver.before-claim',
  'deliver.after-claim',
  'deliver.before-send',
  'deliver.after-send',
  'deliver.after-record',
];

/** Time jumps, and the process that wakes up dies at once; another one takes over. */
export const crashed = fc.tuple(fc.constantFrom(...crashPoints), fc.integer({ min: 1, max: 3 }), minutes).map(
  ([point, pass, count]) =>
    new Command(`crash(${point}:${pass} after ${count} min)`, async (_, { town }) => {
      town.clock.set(later(town, count));
      await town.crashAt(point, pass);
    }),
);

export const twoAtOnce = minutes.map(
  (count) =>
    new Command(`two at once(after ${count} min)`, async (_, { town }) => {
      town.clock.set(later(town, count));
      await Promise.all([town.turn(), town.turn()]);
    }),
);

const faults: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { is: 'refused_for_now' },
  { is: 'throttled', retryAfterMs: 20_000 },
  { is: 'answer_lost' },
  { is: 'request_lost' },
);

export const chatTrouble = fc
  .array(faults, { minLength: 1, maxLength: 3 })
  .map(
    (coming) =>
      new Command(`chat goes wrong(${coming.map(({ is }) => is).join()})`, async (_, { town }) =>
        town.chat.failNext(...coming),
      ),
  );

function later(town: Town, count: number): Date {
  return new Date(town.now().getTime() + count * minuteMs);
}
