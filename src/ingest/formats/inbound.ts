// The plain table of shipments on their way: one row for each shipment and SKU.

import { countCell, dayCell, optionalCountCell, refused, skippedTotals, skuCell, storeCell } from '../cells.ts';
import { mergeInbound } from '../merge/small-tables.ts';
import type { Format, ReadRun, RowReader } from './format.ts';

const transportModes = ['express', 'air', 'sea', 'rail', 'truck'] as const;

export const inbound: Format = {
  id: 'inbound',
  name: { zh: '在途', en: 'inbound shipments' },
  plain: true,
  storeColumn: 'store_id',
  columns: [
    { field: 'shipment_id', names: ['shipment_id', 'shipment', '货件号', '货件编号'], required: true },
    { field: 'store_id', names: ['store_id', 'store', 'shop', '店铺'] },
    { field: 'sku', names: ['sku', 'msku', 'seller-sku'], required: true },
    {
      field: 'qty_shipped',
      names: ['qty_shipped', 'quantity_shipped', 'shipped', '发货数量'],
      required: true,
      shows: 'numbers',
    },
    {
      field: 'qty_received',
      names: ['qty_received', 'quantity_received', 'received', '签收数量', '入库数量'],
      shows: 'numbers',
    },
    { field: 'mode', names: ['mode', 'transport', '运输方式'] },
    { field: 'status', names: ['status', '状态'] },
    { field: 'shipped_on', names: ['shipped_on', 'ship_date', '发货日期'], shows: 'dates' },
    { field: 'eta_sellable', names: ['eta_sellable', 'eta', '预计可售日期', '预计到货日期'], shows: 'dates' },
    { field: 'received_on', names: ['received_on', 'sellable_on', '实际可售日期', '实际到货日期'], shows: 'dates' },
  ],
  signature: ['shipment_id', 'qty_shipped', 'eta_sellable'],
  signs: 2,
  quoted: true,
  reader: (run) => inboundReader(run),
  merge: mergeInbound,
};

const modeWords: Readonly<Record<string, string>> = {
  快递: 'express',
  空运: 'air',
  空派: 'air',
  海运: 'sea',
  铁路: 'rail',
  卡航: 'truck',
};

function inboundReader(run: ReadRun): RowReader {
  return {
    read: ({ line }, cells) => {
      if (skippedTotals(run, [cells('shipment_id'), cells('sku')], line)) return;
      const at = (column: string) => ({ line, column });
      const store = storeCell(run, cells('store_id'), at('store_id'));
      if (!store) return;
      const shipmentId = cells('shipment_id').slice(0, 80);
      if (shipmentId === '') return refused(run, 'MISSING_VALUE', at('shipment_id'), '');
      const sku = skuCell(run, store.id, cells('sku'), at('sku'));
      if (sku === undefined) return;
      const shippedUnits = countCell(run, cells('qty_shipped'), at('qty_shipped'));
      if (shippedUnits === undefined) return;
      const receivedUnits = optionalCountCell(run, cells('qty_received'), at('qty_received'));
      if (receivedUnits === undefined) return;
      const shippedOn = optionalDay('shipped_on');
      const sellableOn = optionalDay('eta_sellable');
      const receivedOn = optionalDay('received_on');
      if (shippedOn === undefined || sellableOn === undefined || receivedOn === undefined) return;
      const mode = modeOf(cells('mode'));
      if (mode === undefined)
        return refused(run, 'INVALID_VALUE', at('mode'), cells('mode'), transportModes.join(' / '));
      run.stage({
        line,
        storeId: store.id,
        sku,
        row: {
          shipmentId,
          shippedUnits,
          receivedUnits: receivedUnits ?? 0,
          mode,
          status: cells('status').toUpperCase().slice(0, 40) || 'SHIPPED',
          shippedOn,
          sellableOn,
          receivedOn,
        },
      });

      function optionalDay(column: string) {
        return cells(column) === '' ? null : dayCell(run, cells(column), at(column));
      }
    },
  };
}

/** Null when left out, undefined for a word that is no way of transport. */
function modeOf(text: string): string | null | undefined {
  if (text === '') return null;
  const word = modeWords[text] ?? text.toLowerCase();
  return (transportModes as readonly string[]).includes(word) ? word : undefined;
}
