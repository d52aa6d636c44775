// The plan on a SKU's page: every section, with its formulas one click away, without a script.

import { expect, test } from 'vitest';
import { stockSnapshots } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { addSku } from './console-rows.ts';
import { consoleWorld } from './web-world.ts';

const database = testDatabase();

test('a SKU’s page shows how long its stock lasts, the chart of it, and each formula behind a fold', async () => {
  const world = consoleWorld(database.db);
  await addSku(world.ctx, { sku: 'RISEN', name: 'Desk lamp', days: 30, last: { word: 'normal' } });
  await database.db.insert(stockSnapshots).values({
    storeId: 'amz-us',
    poolId: 'amz-us',
    location: 'FBA',
    sku: 'RISEN',
    asOf: world.ctx.clock.now(),
    source: 'file',
    available: 180,
    inboundWorking: 40,
    batchId: 1,
  });
  const { text } = await (await world.signedIn('li')).get('/skus/amz-us/RISEN');
  expect(text).toContain('Stock by stage');
  expect(text).toContain('40 (not counted as on its way)');
  expect(text).toContain('How long it lasts');
  expect(text).toMatch(/<details class="formulas"><summary>Formulas and inputs<\/summary>/);
  expect(text).toMatch(/available ÷ usual units a day: 180 ÷ [\d.]+ = [\d.]+/);
  expect(text).toContain('aria-label="Stock ahead of RISEN.');
  expect(text).toContain('import lead_times.csv');
});

test('without any stock report it says what to import', async () => {
  const world = consoleWorld(database.db);
  await addSku(world.ctx, { sku: 'BARE', name: 'Desk lamp', days: 3, last: { word: 'normal' } });
  const { text } = await (await world.signedIn('li')).get('/skus/amz-us/BARE');
  expect(text).toContain('inventory.csv');
  expect(text).not.toContain('Stock by stage');
});
