// The promise of a rehearsal: what it says a policy would have done is what live judging did, day by day.

import { beforeEach, describe, expect, test } from 'vitest';
import { judgePending } from '../../src/cases/judge-pending.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { addDays, type Day, day, dayRange } from '../../src/lib/day.ts';
import { loadReplay } from '../../src/rehearsal/load-replay.ts';
import type { RehearsedCase } from '../../src/rehearsal/model/rehearsed-case.ts';
import { type Replay, type ReplayInput, replay } from '../../src/rehearsal/model/replay.ts';
import { anomalyCases, caseDays } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { testPolicy } from '../support/team.ts';
import { makeWorld, type World } from '../support/world.ts';
import { finished, seeded } from './support.ts';

const database = testDatabase();

const lastOfHistory = day('2026-03-01');
const liveDays = 18;
const skus = Array.from({ length: 16 }, (_, i) => `SKU-${String(i + 1).padStart(2, '0')}`);

type Kept = { store: string; form: string; sku: string | null; direction: string; days: string[] };

describe('a rehearsal of the policy in force, over days that were judged live while nobody answered', () => {
  let world: World;
  let replayed: Replay;

  beforeEach(async () => {
    const policy = testPolicy({ detection: { maxFormsPerOperatorDay: 4 } });
    for (const store of policy.stores) store.owner = 'li';
    world = await makeWorld(database.db, '2026-03-02T17:00+08:00', policy);
    await bring(world, dayRange(addDays(lastOfHistory, -89), lastOfHistory));
    await world.types('chen', 'policy sku cn-shop/SKU-07 literal');
    await judgePending(world.ctx);
    for (const on of dayRange(addDays(lastOfHistory, 1), addDays(lastOfHistory, liveDays))) {
      await world.downUntil(`${addDays(on, 1)}T17:00+08:00`);
      await bring(world, [on]);
      await judgePending(world.ctx);
    }
    replayed = await rehearsedUnanswered(world);
  });

  test('opens the same episodes with the same days, of every kind of form', async () => {
    const live = await liveCases(world);
    expect(new Set(live.map(({ form }) => form))).toEqual(
      new Set(['surge', 'drop', 'store_wide', 'out_of_stock', 'exit_signal']),
    );
    expect(live.some(({ days }) => days.length > 2)).toBe(true);
    expect(replayed.days.some(({ capped }) => capped > 0)).toBe(true);
    expect(replayed.cases.map(kept).sort(byText)).toEqual(live.sort(byText));
  });
});

/** Sales of some days of both stores come in as one file, with what the stock reports said. */
async function bring(world: World, days: readonly Day[]): Promise<void> {
  const lines = days.flatMap((on) => ['cn-shop', 'amz-us'].flatMap((storeId) => rowsOf(storeId, on)));
  const bytes = new TextEncoder().encode(['store_id,sku,date,units,amount', ...lines, ''].join('\n'));
  const [report] = await importFiles(world.ctx, { uploads: [{ name: `sales-${days[0]}.csv`, bytes }] });
  if (report?.rowsRefused !== 0) throw new Error(JSON.stringify(report));
  if (days.includes(after(10))) {
    await world.stockIs('cn-shop', `${after(10)}T00:30:00+08:00`, { 'SKU-04': 0 });
    await world.stockIs('cn-shop', `${after(10)}T23:30:00+08:00`, { 'SKU-04': 0 });
  }
}

/** The live day `count` days after the history. */
function after(count: number): Day {
  return addDays(lastOfHistory, count);
}

function rowsOf(storeId: string, on: Day): string[] {
  // One day of one store never came.
  if (storeId === 'cn-shop' && on === after(15)) return [];
  const luck = seeded(Number(on.replaceAll('-', '')) + (storeId === 'cn-shop' ? 1 : 2));
  return skus.flatMap((sku, i) => {
    const isBorn = sku !== 'SKU-16' || on >= after(3);
    const units = unitsOf(storeId, sku, on, { usual: 10 + 7 * i, luck: luck() });
    // Prices change: whose form comes first under the cap must go by the price of the day.
    const price = on >= after(12) && i % 2 === 0 ? 40 : 5 + i;
    return isBorn ? [`${storeId},${sku},${on},${units},${units * price}`] : [];
  });
}

/** Ordinary days scatter by a seventh, except for the first six SKUs; what is out of the ordinary is listed. */
function unitsOf(storeId: string, sku: string, on: Day, { usual, luck }: { usual: number; luck: number }): number {
  const ordinary = sku <= 'SKU-06' ? usual * 2 : usual * (0.85 + 0.3 * luck);
  const times = storeId === 'cn-shop' ? (happenings[sku]?.[on] ?? happenings.all?.[on] ?? 1) : 1;
  return Math.round(ordinary * times);
}

const happenings: Readonly<Record<string, Readonly<Record<Day, number>>>> = {
  'SKU-01': { [after(2)]: 1.4, [after(3)]: 1.5, [after(4)]: 1.5, [after(17)]: 0.5 },
  'SKU-02': { [after(5)]: 0.4 },
  'SKU-03': { [after(6)]: 5, [after(7)]: 4, [after(8)]: 3, [after(9)]: 2 },
  'SKU-04': { [after(10)]: 0 },
  'SKU-08': { [after(13)]: 3 },
  'SKU-09': { [after(13)]: 3, [after(14)]: 3 },
  'SKU-10': { [after(13)]: 3 },
  'SKU-11': { [after(13)]: 3, [after(14)]: 3 },
  'SKU-12': { [after(13)]: 3 },
  'SKU-13': { [after(13)]: 3, [after(14)]: 3 },
  'SKU-14': { [after(13)]: 3 },
  all: { [after(11)]: 0.7 },
};

async function liveCases({ ctx }: World): Promise<Kept[]> {
  const days = await ctx.db.select().from(caseDays);
  return (await ctx.db.select().from(anomalyCases)).map(({ id, storeId, formKind, sku, direction }) => ({
    store: storeId,
    form: formKind,
    sku,
    direction,
    days: days.flatMap((each) => (each.caseId === id ? [each.day as string] : [])).sort(),
  }));
}

async function rehearsedUnanswered(world: World): Promise<Replay> {
  const loaded = await loadReplay(world.ctx, liveDays + 1);
  if (!loaded) throw new Error('There is nothing to rehearse');
  const input: ReplayInput = { ...loaded.input, policies: ['in_force'], answering: 'never' };
  const [only] = finished(replay(input));
  if (!only) throw new Error('Nothing was rehearsed');
  return only;
}

function kept({ storeId, formKind, sku, direction, days }: RehearsedCase): Kept {
  return { store: storeId, form: formKind, sku, direction, days: days.map((each) => each.day as string) };
}

function byText(a: Kept, b: Kept): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
