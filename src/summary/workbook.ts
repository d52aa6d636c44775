// The weekly summary as an .xlsx: every SKU with its stock, slow stock, answers, causes, decisions, forecast. Headers and words
// stand in both languages, because one file serves the whole team.

import writeExcelFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node';
import { addDays, type Day } from '../lib/day.ts';
import type { Bilingual } from '../lib/language.ts';
import { spreadsheetText } from '../lib/spreadsheet-text.ts';
import { actionText, causeText } from '../messages/choice-words.ts';
import { clean } from '../messages/clean.ts';
import type { WeeklyView } from '../messages/weekly-view.ts';
import { tierWords } from '../messages/words.ts';
import type { RateSource } from '../rules/inventory/plan.ts';
import { stockFigures } from '../rules/inventory/stock-figures.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import { type ForecastRow, forecastMonths, forecastRows } from './forecast-rows.ts';

interface Column<Item> {
  header: Bilingual;
  width: number;
  cell: (item: Item) => Cell;
}

const headerStyle = { fontWeight: 'bold', backgroundColor: '#E8EEF4', wrap: true, alignVertical: 'center' } as const;

/** Fills that black text stays readable on; the word beside them says the same. */
const tierFills: Readonly<Partial<Record<StockTier, string>>> = {
  red: '#F4B8A0',
  orange: '#F9D9A0',
  yellow: '#FAF3B0',
};

/** The file's bytes. */
export async function weeklyWorkbook(weekly: WeeklyView): Promise<Uint8Array> {
  const sheets = [
    sheet('库存 Inventory', inventoryColumns, weekly.rows),
    sheet('慢动销 Slow stock', slowColumns, weekly.slow),
    sheet('答复 Discipline', disciplineColumns, disciplineRows(weekly)),
    sheet('原因 Causes', causeColumns, weekly.causes),
    sheet('决策 Decisions', decisionColumns, weekly.decisions),
    sheet('库存健康 Health', healthColumns, weekly.health),
    sheet('预测 Forecast', forecastColumns(weekly.to), forecastRows(weekly.rows, weekly.to)),
  ];
  return writeExcelFile(sheets).toBuffer();
}

type Item<Key extends 'rows' | 'slow' | 'causes' | 'decisions' | 'health'> = WeeklyView[Key][number];

const inventoryColumns: readonly Column<Item<'rows'>>[] = [
  { header: { zh: '店铺', en: 'Store' }, width: 14, cell: (row) => words(row.storeId) },
  { header: { zh: 'SKU', en: 'SKU' }, width: 24, cell: (row) => words(row.sku) },
  { header: { zh: '名称', en: 'Name' }, width: 32, cell: (row) => words(row.name) },
  { header: { zh: '负责人', en: 'Owner' }, width: 14, cell: (row) => words(row.owner) },
  { header: stockFigures.available.name, width: 11, cell: (row) => count(row.available) },
  { header: stockFigures.inbound.name, width: 11, cell: (row) => count(row.inbound) },
  { header: stockFigures.onOrder.name, width: 11, cell: (row) => count(row.onOrder) },
  {
    header: { zh: '采购周期（天）', en: 'Purchase lead, days' },
    width: 13,
    cell: (row) => count(row.purchaseLeadDays),
  },
  {
    header: { zh: '补货周期（天）', en: 'Replenishment lead, days' },
    width: 15,
    cell: (row) => count(row.replenishmentLeadDays),
  },
  { header: { zh: '日均销量', en: 'Daily rate' }, width: 11, cell: (row) => decimal(row.dailyRate) },
  {
    header: { zh: '断货倒计时（天）', en: 'Stock-out in, days' },
    width: 14,
    cell: (row) => decimal(row.countdownDays),
  },
  { header: { zh: '预计断货', en: 'Runs out on' }, width: 13, cell: (row) => date(row.stockOutOn) },
  { header: { zh: '下一批到货', en: 'Next arrival' }, width: 13, cell: (row) => date(row.nextArrivalOn) },
  { header: { zh: '预警', en: 'Tier' }, width: 14, cell: (row) => tier(row.tier) },
  { header: { zh: '分类', en: 'Class' }, width: 8, cell: (row) => words(row.class) },
  { header: { zh: '建议补货', en: 'Suggestion' }, width: 12, cell: (row) => count(row.suggestion) },
  { header: { zh: '最晚下单日', en: 'Last day to order' }, width: 13, cell: (row) => date(row.orderBy?.day ?? null) },
  { header: { zh: '逾期未到', en: 'Overdue' }, width: 11, cell: (row) => count(row.overdue?.units ?? null) },
  { header: { zh: '应到日期', en: 'Overdue since' }, width: 13, cell: (row) => date(row.overdue?.since ?? null) },
  { header: { zh: '库存报表日期', en: 'Stock reported on' }, width: 15, cell: (row) => date(row.reportedOn ?? null) },
  {
    header: { zh: '可用为推算', en: 'Available is estimated' },
    width: 14,
    cell: (row) => words(row.isEstimated ? '是 yes' : null),
  },
  { header: { zh: '日销口径', en: 'Rate from' }, width: 14, cell: (row) => rateFrom(row.rateFrom) },
];

/** Where the daily rate comes from. */
const rateWords = {
  baseline: { zh: '判定基线', en: 'baseline' },
  mean: { zh: '30 天日均', en: 'mean of 30 days' },
  answer: { zh: '按答复', en: 'as answered' },
} satisfies Record<RateSource, Bilingual>;

const slowColumns: readonly Column<Item<'slow'>>[] = [
  { header: { zh: '店铺', en: 'Store' }, width: 14, cell: (row) => words(row.storeId) },
  { header: { zh: 'SKU', en: 'SKU' }, width: 24, cell: (row) => words(row.sku) },
  { header: { zh: '名称', en: 'Name' }, width: 32, cell: (row) => words(row.name) },
  { header: { zh: '无销量天数', en: 'Days without sale' }, width: 14, cell: (row) => count(row.daysWithoutSale) },
  { header: stockFigures.available.name, width: 11, cell: (row) => count(row.available) },
];

interface DisciplineRow {
  who: string;
  figures: Omit<WeeklyView['discipline'], 'byOwner'>;
}

const disciplineColumns: readonly Column<DisciplineRow>[] = [
  { header: { zh: '负责人', en: 'Owner' }, width: 18, cell: ({ who }) => words(who) },
  { header: { zh: '表单', en: 'Forms' }, width: 10, cell: ({ figures }) => count(figures.forms) },
  { header: { zh: '按时答复', en: 'In time' }, width: 10, cell: ({ figures }) => count(figures.inTime) },
  { header: { zh: '按时率', en: 'Share in time' }, width: 12, cell: ({ figures }) => shareInTime(figures) },
  { header: { zh: '迟交', en: 'Late' }, width: 10, cell: ({ figures }) => count(figures.late) },
  { header: { zh: '未答复', en: 'Open' }, width: 10, cell: ({ figures }) => count(figures.open) },
  { header: { zh: '升级', en: 'Escalated' }, width: 10, cell: ({ figures }) => count(figures.escalated) },
  {
    header: { zh: '答复用时中位数（工作分钟）', en: 'Median working minutes' },
    width: 18,
    cell: ({ figures }) => count(figures.medianMinutes),
  },
];

const directions = { up: { zh: '上涨', en: 'up' }, down: { zh: '下跌', en: 'down' } } satisfies Record<
  string,
  Bilingual
>;

const causeColumns: readonly Column<Item<'causes'>>[] = [
  {
    header: { zh: '原因', en: 'Cause' },
    width: 44,
    cell: ({ cause, direction }) =>
      words(both({ zh: causeText(cause, direction, 'zh'), en: causeText(cause, direction, 'en') })),
  },
  { header: { zh: '方向', en: 'Direction' }, width: 14, cell: (row) => words(both(directions[row.direction])) },
  { header: { zh: '次数', en: 'Count' }, width: 10, cell: (row) => count(row.count) },
];

const outcomes = {
  not_due: { zh: '未到期', en: 'not due yet' },
  in_stock: { zh: '有货', en: 'in stock' },
  out_of_stock: { zh: '断货', en: 'out of stock' },
  unknown: { zh: '未知', en: 'unknown' },
} satisfies Record<Item<'decisions'>['outcome'], Bilingual>;

const decisionColumns: readonly Column<Item<'decisions'>>[] = [
  { header: { zh: '单号', en: 'Case' }, width: 12, cell: (row) => words(row.number) },
  { header: { zh: '店铺', en: 'Store' }, width: 14, cell: (row) => words(row.storeId) },
  { header: { zh: 'SKU', en: 'SKU' }, width: 24, cell: (row) => words(row.sku) },
  {
    header: { zh: '决策', en: 'Decision' },
    width: 34,
    cell: ({ action }) => words(both({ zh: actionText(action, 'zh'), en: actionText(action, 'en') })),
  },
  { header: { zh: '数量', en: 'Quantity' }, width: 11, cell: (row) => count(row.quantity) },
  { header: { zh: '建议量', en: 'Suggested' }, width: 11, cell: (row) => count(row.suggested) },
  { header: { zh: '到货期限', en: 'Sellable by' }, width: 13, cell: (row) => date(row.arriveBy) },
  { header: { zh: '决策人', en: 'Decided by' }, width: 14, cell: (row) => words(row.by.name) },
  { header: { zh: '现状', en: 'Today' }, width: 18, cell: (row) => words(both(outcomes[row.outcome])) },
];

const healthColumns: readonly Column<Item<'health'>>[] = [
  { header: { zh: '店铺', en: 'Store' }, width: 18, cell: (row) => words(row.storeName) },
  { header: { zh: '有库存的 SKU', en: 'SKUs with stock' }, width: 14, cell: (row) => count(row.skus) },
  { header: { zh: '90 天无销量', en: 'No sale in 90 days' }, width: 14, cell: (row) => count(row.slow) },
  { header: { zh: '占比', en: 'Slow share' }, width: 10, cell: (row) => part(row.slow, row.skus) },
  { header: { zh: '断货率', en: 'Stock-out rate' }, width: 12, cell: (row) => part(row.outDays, row.knownDays) },
  { header: { zh: '年周转', en: 'Turnover a year' }, width: 12, cell: (row) => decimal(row.turnover?.aYear ?? null) },
  { header: { zh: '周转天数', en: 'Days to turn' }, width: 12, cell: (row) => count(row.turnover?.days ?? null) },
  { header: { zh: '有成本的 SKU', en: 'SKUs with cost' }, width: 14, cell: (row) => count(row.turnover?.skus ?? null) },
];

function forecastColumns(on: Day): Column<ForecastRow>[] {
  return [
    { header: { zh: '店铺', en: 'Store' }, width: 14, cell: ({ row }) => words(row.storeId) },
    { header: { zh: 'SKU', en: 'SKU' }, width: 24, cell: ({ row }) => words(row.sku) },
    { header: { zh: '名称', en: 'Name' }, width: 32, cell: ({ row }) => words(row.name) },
    { header: { zh: '日均销量', en: 'Daily rate' }, width: 12, cell: ({ row }) => decimal(row.dailyRate) },
    { header: { zh: '趋势', en: 'Trend' }, width: 9, cell: ({ row }) => factor(row.trend) },
    { header: { zh: '起始日', en: 'From' }, width: 13, cell: () => date(addDays(on, 1)) },
    { header: { zh: '未来 15 天', en: 'Next 15 days' }, width: 12, cell: ({ next15 }) => count(next15) },
    { header: { zh: '未来 30 天', en: 'Next 30 days' }, width: 12, cell: ({ next30 }) => count(next30) },
    ...forecastMonths(on).map((first, i) => ({
      header: { zh: first.slice(0, 7), en: first.slice(0, 7) },
      width: 11,
      cell: ({ months }: ForecastRow) => count(months[i] ?? null),
    })),
  ];
}

function sheet<Item>(name: string, columns: readonly Column<Item>[], items: readonly Item[]): Sheet<never> {
  const header: Row = columns.map(({ header: { zh, en } }) => ({
    value: zh === en ? zh : `${zh} ${en}`,
    ...headerStyle,
  }));
  return {
    sheet: name,
    data: [header, ...items.map((item) => columns.map(({ cell }) => cell(item)))],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  };
}

/** People first, the team as a whole last. */
function disciplineRows({ discipline }: WeeklyView): DisciplineRow[] {
  const people = discipline.byOwner.map((each) => ({ who: each.owner.name, figures: each }));
  return [...people, { who: '合计 Total', figures: discipline }];
}

function shareInTime({ forms, inTime }: DisciplineRow['figures']): Cell {
  return part(inTime, forms);
}

function part(of: number, all: number): Cell {
  return all === 0 ? null : { type: Number, value: of / all, format: '0.0%' };
}

function factor(value: number | null): Cell {
  return value === null ? null : { type: Number, value, format: '0.00' };
}

function rateFrom(source: RateSource | null | undefined): Cell {
  return source ? words(both(rateWords[source])) : null;
}

function words(text: string | null): Cell {
  if (text === null) return null;
  return { type: String, value: spreadsheetText(clean(text, 200)), format: '@' };
}

function count(value: number | null): Cell {
  return value === null ? null : { type: Number, value: Math.round(value), format: '#,##0' };
}

function decimal(value: number | null): Cell {
  return value === null ? null : { type: Number, value, format: '#,##0.0' };
}

function date(day: string | null): Cell {
  return day === null ? null : { type: Date, value: new Date(`${day}T00:00:00Z`), format: 'yyyy-mm-dd' };
}

function tier(of: StockTier | null): Cell {
  if (of === null) return null;
  const backgroundColor = tierFills[of];
  const value = both(tierWords[of]);
  return { type: String, value, ...(backgroundColor === undefined ? {} : { backgroundColor }) };
}

function both({ zh, en }: Bilingual): string {
  return zh === en ? zh : `${zh} ${en}`;
}
