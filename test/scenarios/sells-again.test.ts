// A SKU that nobody bought for weeks and that suddenly sells: somebody is asked, once, and the texts name no percentage.

import { expect, it } from 'vitest';
import { loadCaseView } from '../../src/cases/views.ts';
import { addDays, day } from '../../src/lib/day.ts';
import { headline } from '../../src/messages/headline.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld } from '../support/world.ts';

const database = testDatabase();

it('is asked about once, however many days it goes on selling', async () => {
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 0 }, 56);
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 100, CABLE: 500 });
  await world.settle();
  const { id, sku, formKind } = await world.onlyCase();
  expect({ sku, formKind }).toEqual({ sku: 'CABLE', formKind: 'surge' });
  const view = await loadCaseView(world.ctx, id);
  expect(view && headline(view, 'en')).toMatch(/^Surge: CABLE sells again \(sold 500, none in 28 days before\)/);
  expect(view && headline(view, 'zh')).toContain('CABLE 重新动销（卖出 500，此前 28 天没有销售）');
  expect(world.told('team').join('\n')).not.toMatch(/\d{5,} %|,\d{3} %|NaN|Infinity/);

  for (const back of [0, 1]) {
    await world.passUntil(`2026-03-0${4 + back}T00:50+08:00`);
    await world.sells('cn-shop', addDays(day('2026-03-03'), back), { LAMP: 100, CABLE: 480 });
    await world.settle();
  }
  expect((await world.cases()).map((each) => each.id)).toEqual([id]);
  expect(world.told('team').join('\n')).not.toMatch(/NaN|Infinity/);
});
