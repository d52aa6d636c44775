// The plain table of which thing each SKU is: SKUs of one item sell from the same goods, a bundle takes several of them.

import { optionalCountCell, refused, skippedTotals, skuCell, storeCell } from '../cells.ts';
import { mergeItems } from '../merge/supply.ts';
import type { Format, ReadRun, RowReader } from './format.ts';

const mostUnitsPer = 1000;

export const items: Format = {
  id: 'items',
  name: { zh: 'SKU 对照', en: 'SKUs and items' },
  plain: true,
  columns: [
    { field: 'store_id', names: ['store_id', 'store', 'shop', '店铺'], required: true },
    { field: 'sku', names: ['external_sku', 'sku', 'msku', 'seller-sku', '平台SKU'], required: true },
    { field: 'item_id', names: ['local_sku', 'item_id', 'item', '本地SKU', '货品编码'], required: true },
    { field: 'units_per', names: ['units_per', 'units_per_sku', '每份件数', '组合数量'], shows: 'numbers' },
  ],
  signature: ['item_id', 'units_per'],
  signs: 1,
  quoted: true,
  reader: (run) => itemReader(run),
  merge: mergeItems,
};

function itemReader(run: ReadRun): RowReader {
  return {
    read: ({ line }, cells) => {
      if (skippedTotals(run, [cells('sku')], line)) return;
      const at = (column: string) => ({ line, column });
      const store = storeCell(run, cells('store_id'), at('store_id'));
      if (!store) return;
      const sku = skuCell(run, store.id, cells('sku'), at('sku'));
      if (sku === undefined) return;
      const itemId = skuCell(run, '', cells('item_id'), at('item_id'));
      if (itemId === undefined) return;
      const unitsPer = optionalCountCell(run, cells('units_per'), at('units_per'));
      if (unitsPer === undefined) return;
      if (unitsPer !== null && (unitsPer < 1 || unitsPer > mostUnitsPer)) {
        return refused(run, 'INVALID_VALUE', at('units_per'), cells('units_per'), `1 … ${mostUnitsPer}`);
      }
      run.stage({ line, storeId: store.id, sku, units: unitsPer ?? 1, row: { itemId } });
    },
  };
}
