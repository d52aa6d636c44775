// The order in which the files of a history come in changes nothing of what is said about its newest day.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { detectionSettings } from '../../src/cases/detection-settings.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { addDays, day } from '../../src/lib/day.ts';
import { judgeDay } from '../../src/rules/judge.ts';
import { loadSalesWindow } from '../../src/store/sales.ts';
import { emptyAll, testDatabase } from '../support/db.ts';
import { makeWorld } from '../support/world.ts';

const database = testDatabase();

const newest = day('2026-03-02');
const skus = ['LAMP', 'CABLE', 'SHELF', 'FRAME'];

/** Days of the history that each file holds, counted back from the newest. */
const pieces = fc
  .uniqueArray(fc.integer({ min: 1, max: 62 }), { minLength: 2, maxLength: 4 })
  .map((cuts) => [...cuts, 63].sort((a, b) => a - b))
  .map((ends) => ends.map((end, i) => ({ from: ends[i - 1] ?? 0, end })));
/** Units of each SKU on seven days, over and over; CABLE appears with the third oldest day. */
const week = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 28, maxLength: 28 });

interface Piece {
  from: number;
  end: number;
}

function fileOf({ from, end }: Piece, units: readonly number[]): { name: string; bytes: Uint8Array } {
  const rows = ['store_id,sku,date,units_ordered'];
  for (let back = from; back < end; back++) {
    for (const [i, sku] of skus.entries()) {
      if (sku === 'CABLE' && back > 60) continue;
      rows.push(`cn-shop,${sku},${addDays(newest, -back)},${(units[(back % 7) * 4 + i] ?? 0) + 1}`);
    }
  }
  return { name: `sales-${from}-${end}.csv`, bytes: new TextEncoder().encode(`${rows.join('\n')}\n`) };
}

async function saidAfter(order: readonly Piece[], units: readonly number[]): Promise<unknown> {
  await emptyAll(database.db);
  const { ctx } = await makeWorld(database.db, '2026-03-03T00:50+08:00');
  for (const piece of order) {
    const [report] = await importFiles(ctx, { uploads: [fileOf(piece, units)], allowOld: true });
    expect(report, JSON.stringify(report)).toMatchObject({ rowsKept: report?.rowsIn, rowsRefused: 0 });
  }
  const store = ctx.policy.stores.find(({ id }) => id === 'cn-shop');
  if (!store) throw new Error('There is no cn-shop');
  const window = await loadSalesWindow(database.db, { store, through: newest, days: 84 });
  return judgeDay(window, await detectionSettings(ctx, store));
}

it('changes no verdict and no number it rests on', async () => {
  const orders = pieces.chain((list) =>
    fc.record({
      list: fc.constant(list),
      shuffled: fc.shuffledSubarray(list, { minLength: list.length }),
      units: week,
    }),
  );
  await fc.assert(
    fc.asyncProperty(orders, async ({ list, shuffled, units }) => {
      const inOrder = [...list].reverse();
      expect(await saidAfter(shuffled, units)).toEqual(await saidAfter(inOrder, units));
    }),
    { numRuns: 10, endOnFailure: true },
  );
});
