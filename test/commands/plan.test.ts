// `plan CODE` and `plan CODE why`, as people type them.

import { expect, it } from 'vitest';
import { testDatabase } from '../support/db.ts';
import { codeOf, commandWorld, textOf } from './world.ts';

const database = testDatabase();

it('shows the plan at the level of the newest verdict, and what it lacks', async () => {
  const world = await commandWorld(database.db);
  const text = textOf(await world.type('wang', 'plan lm-lamp-s'));
  expect(text).toContain('Usual (10 a day)');
  expect(text).toMatch(/Lasts\s+18 days\s+15.8 days/);
  expect(text).toContain('import lead_times.csv');
  expect(text).toContain('nothing is ordered or sent');
  expect(text).toContain('plan LM-LAMP-S why');
});

it('is asked for in Chinese without a space, and gives the formulas behind it', async () => {
  const world = await commandWorld(database.db);
  expect(textOf(await world.type('wang', '补货LM-LAMP-S', { language: 'zh' }), 'zh')).toContain('可卖 15.8 天');
  for (const line of ['plan LM-LAMP-S why', 'plan LM-LAMP-S --why', '补货 LM-LAMP-S 公式']) {
    const text = textOf(await world.type('wang', line, { language: 'zh' }), 'zh');
    expect(text).toContain('可用 ÷ 近 3 天日均：180 ÷ 11.33 = 15.88');
  }
});

it('says so where nothing is known of the stock', async () => {
  const world = await commandWorld(database.db);
  const text = textOf(await world.type('li', 'plan LM-MUG'));
  expect(text).toContain('stock not known');
  expect(text).toContain('inventory.csv');
});

it('refuses words it makes nothing of', async () => {
  const world = await commandWorld(database.db);
  expect(codeOf(await world.type('li', 'plan LM-MUG now'))).toBe('MALFORMED');
  expect(codeOf(await world.type('li', 'plan'))).toBe('MALFORMED');
});
