// Amazon's All Orders flat file, by order date or by last update: one row for each order line, in UTC. Address, order
// number of the buyer and other personal columns are never read. Lines carry no id of their own: two alike are two sales.

import { addDays, type Day, dayIn } from '../../lib/day.ts';
import type { Store } from '../../policy/policy.ts';
import { countCell, oldAfterDays, refused, skuCell } from '../cells.ts';
import { mergeOrders } from '../merge/orders.ts';
import { kindInName, type OrderReportKind } from '../report-request.ts';
import { isSuspectSku, skuKey } from '../sku-code.ts';
import type { Cells, Format, ReadRun, RefusedSubject, RowReader } from './format.ts';

export const amazonAllOrders: Format = {
  id: 'amazon-all-orders',
  name: { zh: '亚马逊 All Orders 订单报表', en: 'Amazon All Orders' },
  isOrderReport: true,
  columns: [
    { field: 'amazon-order-id', names: ['amazon-order-id'], required: true },
    { field: 'purchase-date', names: ['purchase-date'], required: true },
    { field: 'order-status', names: ['order-status'], required: true },
    { field: 'sales-channel', names: ['sales-channel'], required: true },
    { field: 'sku', names: ['sku'], required: true },
    { field: 'quantity', names: ['quantity', 'quantity-purchased'], required: true },
    { field: 'last-updated-date', names: ['last-updated-date'] },
    { field: 'item-status', names: ['item-status'] },
    { field: 'asin', names: ['asin'] },
    { field: 'product-name', names: ['product-name'] },
    { field: 'currency', names: ['currency'] },
    { field: 'item-price', names: ['item-price'] },
  ],
  signature: ['amazon-order-id', 'purchase-date', 'order-status', 'sales-channel'],
  signs: 2,
  quoted: false,
  reader: (run) => orderReader(run),
  merge: mergeOrders,
};

const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/;

function orderReader(run: ReadRun): RowReader {
  const localDay = dayCache();
  const order = { purchased: sortWatch(), updated: sortWatch() };
  return {
    read: ({ line }, cells) => {
      const at = (column: string) => ({ line, column });
      const channel = cells('sales-channel');
      const answer = run.stores.byChannel(channel);
      if ('code' in answer) return refused(run, answer.code, at('sales-channel'), channel, answer.expected);
      const { store, otherChannel } = answer;
      const status = statusOf(cells, otherChannel);
      run.about(() => subjectOfLine(run, store, cells, status));
      const orderId = cells('amazon-order-id');
      if (orderId === '') return refused(run, 'MISSING_VALUE', at('amazon-order-id'), '');
      const sku = skuCell(run, store.id, cells('sku'), at('sku'));
      if (sku === undefined) return;
      const purchasedAt = instantOf(cells('purchase-date'));
      if (purchasedAt === undefined) return refused(run, 'INVALID_DATE', at('purchase-date'), cells('purchase-date'));
      const day = localDay(store, purchasedAt);
      const today = run.todayAt(store);
      if (day > today) return refused(run, 'FUTURE_DATE', at('purchase-date'), cells('purchase-date'), today);
      if (day < addDays(today, -oldAfterDays)) run.sawOldDay(day, line);
      const isCancelled = status === 'cancelled';
      const quantity = cells('quantity');
      const units = isCancelled && quantity === '' ? 0 : countCell(run, quantity, at('quantity'));
      if (units === undefined) return;
      const updatedAt = instantOf(cells('last-updated-date'));
      run.sawInstant(Math.max(purchasedAt, updatedAt ?? 0));
      order.purchased.next(purchasedAt);
      order.updated.next(updatedAt ?? Number.NaN);
      const price = cells('item-price');
      run.stage({
        line,
        storeId: store.id,
        sku,
        day,
        orderId: orderId.slice(0, 60),
        status,
        units,
        ...(updatedAt !== undefined && { toldAt: updatedAt }),
        amount: /^\d{1,15}(?:\.\d{1,10})?$/.test(price) ? price : null,
        currency: /^[A-Z]{3}$/.test(cells('currency')) ? cells('currency') : null,
        ...namesOf(run, store, sku, cells),
      });
    },
    orderReport: () => kindOf(run.fileName, order.purchased.sorted(), order.updated.sorted()),
  };
}

/** What is unknown when a line is refused; lines that are no sales of the store leave nothing unknown. */
function subjectOfLine(run: ReadRun, store: Store, cells: Cells, status: LineStatus): RefusedSubject | undefined {
  if (status === 'cancelled' || status === 'other_channel') return undefined;
  const at = instantOf(cells('purchase-date'));
  const day = at === undefined ? null : dayIn(store.zone, new Date(at));
  if (day !== null && day > run.todayAt(store)) return undefined;
  const sku = skuKey(cells('sku'));
  return {
    storeId: store.id,
    sku: isSuspectSku(sku, run.knownCodes(store.id)) ? '' : sku,
    day,
    orderId: cells('amazon-order-id').slice(0, 60),
  };
}

type LineStatus = 'shipped' | 'pending' | 'cancelled' | 'other_channel';

/** Lines of other channels and cancelled lines are counted separately; pending ones have no price yet. */
function statusOf(cells: Cells, otherChannel: boolean): LineStatus {
  const [order, item] = [cells('order-status').toLowerCase(), cells('item-status').toLowerCase()];
  if (otherChannel) return 'other_channel';
  if (order.startsWith('cancel') || item.startsWith('cancel')) return 'cancelled';
  return order.startsWith('pending') ? 'pending' : 'shipped';
}

function instantOf(text: string): number | undefined {
  if (!instantShape.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function namesOf(run: ReadRun, store: Store, sku: string, cells: Cells): { row?: object } {
  if (!run.isNewSku(store.id, sku)) return {};
  const name = cells('product-name').slice(0, 200);
  const asin = cells('asin').slice(0, 20);
  return { row: { ...(name && { name }), ...(asin && { asin }) } };
}

/** Zones change on quarter hours only: one look-up serves all orders of one. */
function dayCache(): (store: Store, at: number) => Day {
  const days = new Map<string, Day>();
  return (store, at) => {
    const key = `${store.zone} ${Math.floor(at / 900_000)}`;
    let day = days.get(key);
    if (day === undefined) {
      day = dayIn(store.zone, new Date(at));
      if (days.size > 50_000) days.clear();
      days.set(key, day);
    }
    return day;
  };
}

/** Watches whether a column of moments only ever rises, or only ever falls. */
function sortWatch(): { next(value: number): void; sorted(): boolean } {
  let last: number | undefined;
  let rises = true;
  let falls = true;
  return {
    next: (value) => {
      if (Number.isNaN(value)) rises = falls = false;
      if (last !== undefined && value < last) rises = false;
      if (last !== undefined && value > last) falls = false;
      last = value;
    },
    sorted: () => last !== undefined && (rises || falls),
  };
}

/** How a report was asked for: by its name, else by the column it is sorted by; undefined when neither tells. */
function kindOf(name: string, byPurchase: boolean, byUpdate: boolean): OrderReportKind | undefined {
  const named = kindInName(name);
  if (named || byPurchase === byUpdate) return named;
  return byPurchase ? 'by-order-date' : 'by-last-update';
}
