// The plain table of owners: who answers for a SKU, in one store or in every store that sells it.

import { refused, skippedTotals, skuCell, storeCell } from '../cells.ts';
import { mergeOwners } from '../merge/small-tables.ts';
import { findPerson, personHint } from '../people.ts';
import type { Format, ReadRun, RowReader } from './format.ts';

export const owners: Format = {
  id: 'owners',
  name: { zh: '负责人', en: 'owners' },
  plain: true,
  columns: [
    { field: 'store_id', names: ['store_id', 'store', 'shop', '店铺'] },
    { field: 'sku', names: ['sku', 'msku', 'seller-sku'], required: true },
    { field: 'owner', names: ['owner', 'owner_id', '负责人', '运营'], required: true },
    { field: 'name', names: ['name', 'title', 'product_name', '品名', '商品名称'] },
  ],
  signature: ['sku', 'owner'],
  signs: 2,
  quoted: true,
  reader: (run, has) => ownerReader(run, has('store_id')),
  merge: mergeOwners,
};

function ownerReader(run: ReadRun, hasStores: boolean): RowReader {
  return {
    read: ({ line }, cells) => {
      if (skippedTotals(run, [cells('sku')], line)) return;
      // Without a store the owner holds for every store that sells the SKU.
      const storeText = cells('store_id');
      const store = hasStores && storeText !== '' ? storeCell(run, storeText, { line, column: 'store_id' }) : undefined;
      if (storeText !== '' && !store) return;
      const sku = skuCell(run, store?.id ?? '', cells('sku'), { line, column: 'sku' });
      if (sku === undefined) return;
      const person = findPerson(run.policy, cells('owner'));
      const place = { line, column: 'owner' };
      const name = cells('name').slice(0, 200) || null;
      // A SKU that is named and has no owner yet: its store's default owner answers for it.
      const unowned = cells('owner') === '' && store !== undefined && name !== null;
      if (cells('owner') === '' && !unowned) return refused(run, 'MISSING_VALUE', place, '');
      if (!person && !unowned) return refused(run, 'UNKNOWN_OWNER', place, cells('owner'), personHint(run.policy));
      run.stage({
        line,
        storeId: store?.id ?? '',
        sku,
        row: { ownerId: person?.id ?? null, name },
      });
    },
  };
}
