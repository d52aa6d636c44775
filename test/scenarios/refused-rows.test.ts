// A row that cannot be read makes its SKU unknown for the day: nobody is asked about a fall that may not have happened.

import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { detectionSettings } from '../../src/cases/detection-settings.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { day } from '../../src/lib/day.ts';
import { judgeDay } from '../../src/rules/judge.ts';
import { loadSalesWindow } from '../../src/store/sales.ts';
import { salesDays } from '../../src/store/schema/index.ts';
import { emptyAll, testDatabase } from '../support/db.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();
const steady = { LAMP: 100, CABLE: 100, PLUG: 100, CUP: 100 };
const header = 'store_id,sku,date,units_ordered';
const rows = (cable: readonly string[]) => [
  header,
  'cn-shop,LAMP,2026-03-02,100',
  ...cable.map((units) => `cn-shop,CABLE,2026-03-02,${units}`),
  'cn-shop,PLUG,2026-03-02,100',
  'cn-shop,CUP,2026-03-02,100',
];

async function afterHistory(): Promise<World> {
  const world = await makeWorld(database.db, '2026-03-02T09:00+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-01'), steady);
  await world.settle();
  await world.passUntil('2026-03-03T01:00+08:00');
  return world;
}

async function brings({ ctx }: World, lines: readonly string[]): Promise<void> {
  await importFiles(ctx, {
    uploads: [{ name: 'sales.csv', bytes: new TextEncoder().encode(`${lines.join('\n')}\n`) }],
  });
}

const explained = async (world: World, sku: string) =>
  JSON.stringify(await world.types('li', `explain ${sku} 2026-03-02`));

it.each([
  ['an unreadable quantity', ['N/A'], 'is not a number'],
  ['two values that contradict each other', ['60', '40'], '60, 40'],
])(
  '%s: no form; explain says that the row was refused and why; a later good row is judged',
  async (_name, cable, why) => {
    const world = await afterHistory();
    await brings(world, rows(cable));
    await world.passUntil('2026-03-03T09:30+08:00');
    expect(await world.cases()).toEqual([]);
    const text = await explained(world, 'CABLE');
    expect(text).toContain('Row refused');
    expect(text).toContain(why);
    expect(await explained(world, 'LAMP')).toContain('under the line');

    await brings(world, [header, 'cn-shop,CABLE,2026-03-02,40']);
    await world.passUntil('2026-03-03T10:00+08:00');
    expect((await world.cases()).map(({ sku, direction }) => [sku, direction])).toEqual([['CABLE', 'down']]);
  },
);

it('a later pull that refuses the row of an open case neither withdraws the case nor opens another', async () => {
  const world = await afterHistory();
  await brings(world, rows(['40']));
  await world.passUntil('2026-03-03T09:30+08:00');
  const before = await world.onlyCase();
  await brings(world, rows(['-3']));
  await world.passUntil('2026-03-03T10:00+08:00');
  expect((await world.onlyCase()).status).toBe(before.status);
});

const codes = ['LAMP', 'CABLE', 'PLUG', 'CUP'];
/** What the file says of a SKU: a number, or a cell that cannot be read. */
const told = fc.oneof(fc.integer({ min: 0, max: 900 }), fc.constantFrom('N/A', '-3', '1.5', '12345678', ''));

it('any file with refused rows changes no value of their SKUs, and no verdict of theirs is a deviation', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(told, { minLength: 4, maxLength: 4 }),
      fc.option(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 4, maxLength: 4 }), { nil: undefined }),
      async (cells, known) => {
        await emptyAll(database.db);
        const world = await afterHistory();
        const file = (values: readonly (number | string)[]) => [
          header,
          ...codes.map((code, i) => `cn-shop,${code},2026-03-02,${values[i]}`),
        ];
        if (known) await brings(world, file(known));
        const before = await valuesOn();
        world.clock.set(new Date('2026-03-03T02:00:00+08:00'));
        await brings(world, file(cells));
        const after = await valuesOn();
        const store = world.ctx.policy.stores.find(({ id }) => id === 'cn-shop');
        if (!store) throw new Error('There is no cn-shop');
        const window = await loadSalesWindow(database.db, { store, through: day('2026-03-02'), days: 56 });
        const { verdicts } = judgeDay(window, await detectionSettings(world.ctx, store));
        for (const [i, code] of codes.entries()) {
          if (typeof cells[i] === 'number') continue;
          expect(after.get(code)).toBe(before.get(code));
          expect(verdicts.find(({ sku }) => sku === code)?.word).toBe('no_data');
        }
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

async function valuesOn(): Promise<Map<string, number>> {
  const rows = await database.db
    .select({ sku: salesDays.sku, units: salesDays.units })
    .from(salesDays)
    .where(eq(salesDays.day, day('2026-03-02')));
  return new Map(rows.map(({ sku, units }) => [sku, units]));
}
