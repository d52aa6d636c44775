// Amazon's FBA stock report (Manage FBA Inventory, MYI), all generations of its header: 18, 21, 24 columns and more.
// One row for each SKU; the file names neither a moment nor, before 2026, a store.

import type { Store } from '../../policy/policy.ts';
import type { ReportedFigure } from '../../rules/inventory/stock-figures.ts';
import { optionalCountCell, skuCell } from '../cells.ts';
import { FileFault } from '../issues.ts';
import { mergeStock } from '../merge/stock.ts';
import type { Format, ReadRun, RowReader } from './format.ts';

export const amazonFbaStock: Format = {
  id: 'amazon-fba-stock',
  name: { zh: '亚马逊 FBA 库存（Manage FBA Inventory）', en: 'Amazon FBA stock (Manage FBA Inventory)' },
  storeColumn: 'store',
  columns: [
    { field: 'sku', names: ['sku'], required: true },
    { field: 'fnsku', names: ['fnsku'] },
    { field: 'asin', names: ['asin'] },
    { field: 'product-name', names: ['product-name'] },
    { field: 'mfn-fulfillable-quantity', names: ['mfn-fulfillable-quantity'] },
    { field: 'afn-fulfillable-quantity', names: ['afn-fulfillable-quantity'], required: true },
    { field: 'afn-unsellable-quantity', names: ['afn-unsellable-quantity'] },
    { field: 'afn-reserved-quantity', names: ['afn-reserved-quantity'] },
    { field: 'afn-inbound-working-quantity', names: ['afn-inbound-working-quantity'] },
    { field: 'afn-inbound-shipped-quantity', names: ['afn-inbound-shipped-quantity'] },
    { field: 'afn-inbound-receiving-quantity', names: ['afn-inbound-receiving-quantity'] },
    { field: 'afn-researching-quantity', names: ['afn-researching-quantity'] },
    { field: 'afn-fc-transfer-quantity', names: ['afn-fc-transfer-quantity'] },
    { field: 'store', names: ['store'] },
  ],
  signature: [
    'afn-fulfillable-quantity',
    'afn-reserved-quantity',
    'afn-inbound-shipped-quantity',
    'afn-unsellable-quantity',
    'mfn-fulfillable-quantity',
  ],
  signs: 2,
  quoted: false,
  reader: (run) => stockReader(run),
  merge: mergeStock,
};

const counts = {
  available: 'afn-fulfillable-quantity',
  merchantAvailable: 'mfn-fulfillable-quantity',
  unsellable: 'afn-unsellable-quantity',
  reserved: 'afn-reserved-quantity',
  reservedTransfer: 'afn-fc-transfer-quantity',
  inboundWorking: 'afn-inbound-working-quantity',
  inboundShipped: 'afn-inbound-shipped-quantity',
  inboundReceiving: 'afn-inbound-receiving-quantity',
  researching: 'afn-researching-quantity',
} as const satisfies Partial<Record<ReportedFigure | 'reserved', string>>;

function stockReader(run: ReadRun): RowReader {
  return {
    read: ({ line }, cells) => {
      const store = storeOf(run, cells('store'), line);
      if (!store) return;
      const sku = skuCell(run, store.id, cells('sku'), { line, column: 'sku' });
      if (sku === undefined) return;
      const read: Record<string, number | null> = {};
      for (const [name, column] of Object.entries(counts)) {
        const count = optionalCountCell(run, cells(column), { line, column });
        if (count === undefined) return;
        read[name] = count;
      }
      const { reserved = null, reservedTransfer = null, available = null, ...rest } = read;
      if (available === null) {
        run.refuse('MISSING_VALUE', { line, column: counts.available });
        return;
      }
      run.stage({
        line,
        storeId: store.id,
        sku,
        row: {
          location: 'FBA',
          available,
          ...rest,
          reservedTransfer,
          // The report tells the reserved total, and since 2026 the part in transfer; the rest is not told apart.
          reservedOther: reserved === null ? null : Math.max(0, reserved - (reservedTransfer ?? 0)),
          name: cells('product-name').slice(0, 200) || null,
          asin: cells('asin').slice(0, 20) || null,
          fnsku: cells('fnsku').slice(0, 20) || null,
        },
      });
    },
  };
}

/** The store that was named counts; the column, where it is filled, may name one of ours. */
function storeOf(run: ReadRun, text: string, line: number): Store | undefined {
  const answer = text === '' ? undefined : run.stores.byId(text);
  if (answer && 'store' in answer) return answer.store;
  if (answer?.code === 'WRONG_STORE') {
    run.refuse('WRONG_STORE', { line, column: 'store', found: text, expected: answer.expected });
    return undefined;
  }
  if (!run.stores.only) throw new FileFault('STORE_NEEDED', { found: text, expected: run.policy.stores[0]?.id });
  return run.stores.only;
}
