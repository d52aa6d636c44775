// A row that cannot be read makes its SKU unknown for the day: nobody is asked about a fall that may not have happened.

import { expect, it } from 'vitest';
import { importFiles } from '../../src/ingest/import-files.ts';
import { day } from '../../src/lib/day.ts';
import { testDatabase } from '../support/db.ts';
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
