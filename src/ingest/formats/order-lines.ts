// The plain table of order lines: one row for each line of an order, from a shop system or an ERP. Its lines are summed by
// day, so that it tells the same as a table of daily sales.

import {
  countCell,
  optionalAmountCell,
  refused,
  salesDayCell,
  skippedTotals,
  skuCell,
  storeCell,
  subjectOf,
} from '../cells.ts';
import { mergeOrderLines } from '../merge/order-lines.ts';
import { dailySales } from './daily-sales.ts';
import type { Format, ReadRun, RowReader } from './format.ts';

export const orderLines: Format = {
  id: 'order-lines',
  source: dailySales.id,
  name: { zh: '订单明细（按天汇总）', en: 'order lines, summed by day' },
  plain: true,
  storeColumn: 'store_id',
  columns: [
    {
      field: 'order_id',
      names: ['order_id', 'order_number', 'order_no', 'order', '订单号', '订单编号', '订单ID', '平台订单号'],
      required: true,
    },
    { field: 'store_id', names: ['store_id', 'store', 'shop', '店铺', '店铺名称'] },
    { field: 'sku', names: ['sku', 'msku', 'seller-sku', 'SKU编码', '商家编码', '商品编码', '货号'], required: true },
    {
      field: 'date',
      names: ['date', 'day', 'purchase_date', 'created_at', 'paid_at', '日期', '订单日期', '下单时间', '付款时间'],
      required: true,
      shows: 'dates',
    },
    {
      field: 'quantity',
      names: ['quantity', 'qty', 'units', 'item_quantity', '数量', '件数', '商品数量'],
      required: true,
      shows: 'numbers',
    },
    {
      field: 'amount',
      names: ['amount', 'item_total', 'line_total', 'subtotal', '金额', '商品金额', '实付金额'],
      shows: 'numbers',
    },
    { field: 'currency', names: ['currency', '币种'] },
    { field: 'status', names: ['status', 'order_status', '状态', '订单状态'] },
  ],
  signature: ['order_id', 'date', 'quantity', 'sku'],
  signs: 4,
  quoted: true,
  reader: (run) => lineReader(run),
  merge: mergeOrderLines,
};

/** What shop systems call an order that came to nothing. */
const cancelled = /^(?:cancel|void|failed|refund|trash)|取消|关闭|作废|退款/i;

function lineReader(run: ReadRun): RowReader {
  return {
    read: ({ line }, cells) => {
      if (skippedTotals(run, [cells('order_id'), cells('sku')], line)) return;
      const isCancelled = cancelled.test(cells('status'));
      const subject = { store: cells('store_id'), sku: cells('sku'), day: cells('date') };
      run.about(() => (isCancelled ? undefined : subjectOf(run, subject)));
      const at = (column: string) => ({ line, column });
      const store = storeCell(run, cells('store_id'), at('store_id'));
      if (!store) return;
      const orderId = cells('order_id').slice(0, 80);
      if (orderId === '') return refused(run, 'MISSING_VALUE', at('order_id'), '');
      const sku = skuCell(run, store.id, cells('sku'), at('sku'));
      if (sku === undefined) return;
      const day = salesDayCell(run, store, cells('date'), at('date'));
      if (day === undefined) return;
      const quantity = cells('quantity');
      const units = isCancelled && quantity === '' ? 0 : countCell(run, quantity, at('quantity'));
      if (units === undefined) return;
      const amount = optionalAmountCell(run, cells('amount'), at('amount'));
      if (amount === undefined) return;
      const currency = cells('currency').toUpperCase();
      const isSale = !isCancelled && amount !== null;
      run.stage({
        line,
        storeId: store.id,
        sku,
        day,
        orderId,
        status: isCancelled ? 'cancelled' : 'shipped',
        units,
        amount: isSale ? amount : null,
        currency: isSale ? (/^[A-Z]{3}$/.test(currency) ? currency : store.currency) : null,
      });
    },
  };
}
