// The monthly table of what people expect to sell: the forecast sheet of the weekly workbook, edited and saved as CSV. One
// row for each SKU; months stand in columns of their own ("2026-04").

import { addDays, type Day, day as dayOf } from '../../lib/day.ts';
import type { Store } from '../../policy/policy.ts';
import { forecastHoldsDays, spansOf } from '../../rules/inventory/given-forecast.ts';
import { dayCell, optionalAmountCell, type Place, refused, skippedTotals, skuCell, storeCell } from '../cells.ts';
import { mergeForecast } from '../merge/forecast.ts';
import { largestCount } from '../numbers.ts';
import type { Cells, Format, ReadRun, RowReader } from './format.ts';

export const forecast: Format = {
  id: 'forecast',
  name: { zh: '销量预测', en: 'forecast' },
  plain: true,
  storeColumn: 'store_id',
  columns: [
    { field: 'store_id', names: ['store_id', 'store', 'shop', '店铺 Store', '店铺'] },
    { field: 'sku', names: ['sku', 'msku', 'seller-sku', '商品编码'], required: true },
    { field: 'from', names: ['from', 'from_day', '起始日 From', '起始日'], shows: 'dates' },
    { field: 'next_15', names: ['next_15', 'next 15 days', '未来 15 天 Next 15 days', '未来 15 天'], shows: 'numbers' },
    { field: 'next_30', names: ['next_30', 'next 30 days', '未来 30 天 Next 30 days', '未来 30 天'], shows: 'numbers' },
  ],
  open: (header) => monthOf(header),
  signature: ['next_15', 'next_30'],
  signs: 1,
  quoted: true,
  reader: (run, _has, months) => forecastReader(run, months),
  merge: mergeForecast,
};

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** How far ahead the coming days may begin. */
const latestStartDays = 31;

/** The first day of the month that a header names ("2026-04", "2026年4月", "Apr-26", "April 2026"). */
function monthOf(header: string): Day | undefined {
  const text = header.normalize('NFKC').trim().toLowerCase();
  const digits = /^(20\d\d)(?:[-/.]|年)(\d{1,2})月?$/.exec(text);
  const words = /^([a-z]{3})[a-z]*[-\s]+(20)?(\d\d)$/.exec(text);
  const year = digits?.[1] ?? (words && `20${words[3]}`);
  const month = digits ? Number(digits[2]) : monthNames.indexOf(words?.[1] ?? '') + 1;
  if (!year || month < 1 || month > 12) return undefined;
  return dayOf(`${year}-${String(month).padStart(2, '0')}-01`);
}

/** A row without a number takes back what was said of the SKU before. */
function forecastReader(run: ReadRun, months: readonly string[]): RowReader {
  return {
    read: ({ line }, cells) => {
      if (skippedTotals(run, [cells('store_id'), cells('sku')], line)) return;
      const at = (column: string) => ({ line, column });
      const store = storeCell(run, cells('store_id'), at('store_id'));
      if (!store) return;
      const sku = skuCell(run, store.id, cells('sku'), at('sku'));
      if (sku === undefined) return;
      const from = startOf(run, store, cells, at('from'));
      if (from === undefined) return;
      const next15 = unitsCell(run, cells('next_15'), at('next_15'));
      const next30 = unitsCell(run, cells('next_30'), at('next_30'));
      if (next15 === undefined || next30 === undefined) return;
      if (next15 !== null && next30 !== null && next30 < next15) {
        return refused(run, 'INVALID_VALUE', at('next_30'), cells('next_30'), `≥ ${next15} (next_15)`);
      }
      const told: { first: Day; units: number }[] = [];
      for (const month of months) {
        const units = unitsCell(run, cells(month), at(month.slice(0, 7)));
        if (units === undefined) return;
        if (units !== null) told.push({ first: dayOf(month), units });
      }
      run.stage({ line, storeId: store.id, sku, row: { spans: spansOf({ from, next15, next30, months: told }) } });
    },
  };
}

/** The first of the coming days; today at the store where the row names none. Undefined when the row was refused. */
function startOf(run: ReadRun, store: Store, cells: Cells, place: Place): Day | undefined {
  const text = cells('from');
  const today = run.todayAt(store);
  if (text === '') return today;
  const from = dayCell(run, text, place);
  if (from === undefined) return undefined;
  const [earliest, latest] = [addDays(today, -forecastHoldsDays), addDays(today, latestStartDays)];
  if (from >= earliest && from <= latest) return from;
  return refused(run, 'INVALID_VALUE', place, text, `${earliest} … ${latest}`);
}

/** Units that may be a fraction, as spreadsheets make them; null when left open, undefined when the row was refused. */
function unitsCell(run: ReadRun, text: string, place: Place): number | null | undefined {
  const amount = optionalAmountCell(run, text, place);
  if (amount === undefined || amount === null) return amount;
  const units = Number(amount);
  if (units < 0) return refused(run, 'NEGATIVE_FORECAST', place, text);
  return units > largestCount ? refused(run, 'OUT_OF_RANGE', place, text) : units;
}
