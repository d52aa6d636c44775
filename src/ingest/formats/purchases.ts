// The plain table of orders at suppliers: one row for each order and SKU (or the item behind several SKUs).

import { costCells, countCell, dayCell, optionalCountCell, refused, skippedTotals, skuCell } from '../cells.ts';
import { mergePurchases } from '../merge/supply.ts';
import type { Format, ReadRun, RowReader } from './format.ts';

export const purchases: Format = {
  id: 'purchases',
  name: { zh: '采购订单', en: 'purchase orders' },
  plain: true,
  columns: [
    { field: 'po_id', names: ['po_id', 'order_id', 'po', '采购单号', '订单号'], required: true },
    { field: 'sku', names: ['sku', 'local_sku', 'msku', 'seller-sku'], required: true },
    { field: 'supplier', names: ['supplier', '供应商'] },
    { field: 'ordered_on', names: ['ordered_on', 'order_date', '下单日期'], required: true, shows: 'dates' },
    { field: 'qty', names: ['qty', 'quantity', 'units', '采购数量', '数量'], required: true, shows: 'numbers' },
    { field: 'qty_shipped', names: ['qty_shipped', '已发货数量'], shows: 'numbers' },
    { field: 'qty_received', names: ['qty_received', '已到货数量', '入库数量'], shows: 'numbers' },
    { field: 'promised_on', names: ['promised_on', '承诺交期', '约定交期'], shows: 'dates' },
    { field: 'expected_on', names: ['expected_on', '预计交期', '预计到货日期'], shows: 'dates' },
    { field: 'ready_on', names: ['ready_on', '完工日期', '实际交期'], shows: 'dates' },
    { field: 'received_on', names: ['received_on', '实际到货日期', '入库日期'], shows: 'dates' },
    { field: 'unit_cost', names: ['unit_cost', '采购单价', '采购价'], shows: 'numbers' },
    { field: 'currency', names: ['currency', '币种'] },
    { field: 'status', names: ['status', '状态'] },
  ],
  signature: ['po_id', 'ordered_on', 'promised_on'],
  signs: 2,
  quoted: true,
  reader: (run) => purchaseReader(run),
  merge: mergePurchases,
};

function purchaseReader(run: ReadRun): RowReader {
  return {
    read: ({ line }, cells) => {
      if (skippedTotals(run, [cells('po_id'), cells('sku')], line)) return;
      const at = (column: string) => ({ line, column });
      const orderId = cells('po_id').slice(0, 80);
      if (orderId === '') return refused(run, 'MISSING_VALUE', at('po_id'), '');
      const sku = skuCell(run, '', cells('sku'), at('sku'));
      const units = countCell(run, cells('qty'), at('qty'));
      const orderedOn = dayCell(run, cells('ordered_on'), at('ordered_on'));
      if (sku === undefined || units === undefined || orderedOn === undefined) return;
      const shipped = optionalCountCell(run, cells('qty_shipped'), at('qty_shipped'));
      const received = optionalCountCell(run, cells('qty_received'), at('qty_received'));
      if (shipped === undefined || received === undefined) return;
      const days = ['promised_on', 'expected_on', 'ready_on', 'received_on'];
      const [promisedOn, expectedOn, readyOn, receivedOn] = days.map((column) =>
        cells(column) === '' ? null : dayCell(run, cells(column), at(column)),
      );
      if (promisedOn === undefined || expectedOn === undefined || readyOn === undefined) return;
      if (receivedOn === undefined) return;
      const cost = costCells(run, cells, line);
      if (!cost) return;
      run.stage({
        line,
        storeId: '',
        sku,
        units,
        row: {
          orderId,
          supplier: cells('supplier').slice(0, 120) || null,
          // What was received had been shipped.
          shippedUnits: Math.max(shipped ?? 0, received ?? 0),
          receivedUnits: received ?? 0,
          orderedOn,
          promisedOn,
          expectedOn,
          readyOn,
          receivedOn,
          ...cost,
          status: cells('status').toUpperCase().slice(0, 40) || 'OPEN',
        },
      });
    },
  };
}
