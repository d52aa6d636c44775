// The weekly inventory summary: everything the picture shows in words, then the answers and the agenda. Short when all is
// well; the whole table is in the workbook.

import { type Language, texts } from '../lib/language.ts';
import { stockFigures } from '../rules/inventory/stock-figures.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import { file, heading, image, list, message, small, table, text } from './blocks.ts';
import { clean } from './clean.ts';
import { dayRangeText, daysCount, dayText, expected, shortDay, units } from './format.ts';
import { codeAndName } from './headline.ts';
import type { MessageKind } from './kind.ts';
import type { Block, Message } from './message.ts';
import { oldSalesText } from './stock-lines.ts';
import { agendaSection } from './weekly-agenda.ts';
import { answerSections } from './weekly-answers.ts';
import { healthSection, slowSection } from './weekly-health.ts';
import { hindsightSection } from './weekly-hindsight.ts';
import type { WeeklyRow, WeeklyView } from './weekly-view.ts';
import { tierWords } from './words.ts';

/** SKUs in the picture and in the table below it. */
export const urgentShown = 15;

const weeklyTexts = texts({
  en: {
    title: (range: string, said: string) => `Inventory week ${range}: ${said}`,
    late: (title: string) => `Late: ${title}`,
    allWell: 'no SKU is running out',
    unsure: 'the stock reports are old',
    urgent: (red: number, orange: number, yellow: number) =>
      [red > 0 && `${red} red`, orange > 0 && `${orange} orange`, yellow > 0 && `${yellow} yellow`]
        .filter(Boolean)
        .join(', '),
    unsureText: (skus: string) =>
      `${skus} SKUs watched, none below its warning line by the last reports: import new ones first.`,
    lateStock: (store: string, day: string, days: string) =>
      `${store}: the last stock report is of ${day}, ${days} ago: import a new one before you rely on these numbers`,
    estimated: (units: string) => `${units} (est.)`,
    wellText: (skus: string) => `${skus} SKUs watched, none below its warning line.`,
    urgentHeading: 'Running out soonest',
    urgentColumns: [
      'SKU',
      'Store',
      'Lasts',
      'Tier',
      'Class',
      'Out on',
      'Next arrival',
      stockFigures.available.name.en,
      stockFigures.inbound.name.en,
      stockFigures.onOrder.name.en,
      'A day',
      'To make',
      'To sell',
      'Suggestion',
      'Order by',
      'Owner',
    ],
    picture: (count: number) => `Stock-out timeline of the ${count} most urgent SKUs; the table below says the same.`,
    overdue: (count: string, since: string) => `${count} overdue since ${since}`,
    past: (day: string) => `${day} (past)`,
    oldSales: (store: string, said: string) => `${store}: sales are ${said}`,
    changes: 'Tier changes since last week',
    change: (sku: string, from: string, to: string) => `${sku}: ${from} → ${to}`,
    newHere: 'new',
    gone: 'no longer reported',
    workbook: 'All SKUs and numbers:',
  },
  zh: {
    title: (range, said) => `库存周报 ${range}：${said}`,
    late: (title) => `【补发】${title}`,
    allWell: '没有 SKU 临近断货',
    unsure: '库存报表已过期',
    urgent: (red, orange, yellow) =>
      [red > 0 && `红色 ${red} 个`, orange > 0 && `橙色 ${orange} 个`, yellow > 0 && `黄色 ${yellow} 个`]
        .filter(Boolean)
        .join('，'),
    unsureText: (skus) => `共 ${skus} 个 SKU，按最近的报表均在预警线以上：请先导入新的库存报表。`,
    lateStock: (store, day, days) => `${store}：最近的库存报表是 ${day}的，已过 ${days}：请先导入新的，再用以下数字`,
    estimated: (units) => `${units}（推算）`,
    wellText: (skus) => `共 ${skus} 个 SKU，均在预警线以上。`,
    urgentHeading: '最先断货',
    urgentColumns: [
      'SKU',
      '店铺',
      '可卖',
      '预警',
      '分类',
      '断货日',
      '下一批到货',
      stockFigures.available.name.zh,
      stockFigures.inbound.name.zh,
      stockFigures.onOrder.name.zh,
      '日均',
      '采购周期',
      '补货周期',
      '建议补货',
      '最晚下单日',
      '负责人',
    ],
    picture: (count) => `最紧急 ${count} 个 SKU 的断货时间线，下表内容相同。`,
    overdue: (count, since) => `${count} 件 ${since} 起逾期`,
    past: (day) => `${day}（已过）`,
    oldSales: (store, said) => `${store}：销量数据${said}`,
    changes: '较上周的预警变化',
    change: (sku, from, to) => `${sku}：${from} → ${to}`,
    newHere: '新增',
    gone: '不再上报',
    workbook: '全部 SKU 明细：',
  },
});

export const weeklyKind: MessageKind<{ weekly: WeeklyView }, { weekly: WeeklyView }> = {
  name: { en: 'weekly summary', zh: '库存周报' },
  compose: ({ weekly }, { language }) => weeklyMessage(weekly, language),
};

/** The weekly summary, as posted and as `summary` prints it. */
function weeklyMessage(weekly: WeeklyView, language: Language): Message {
  const words = weeklyTexts[language];
  const counts = {
    red: tierCount(weekly, 'red'),
    orange: tierCount(weekly, 'orange'),
    yellow: tierCount(weekly, 'yellow'),
  };
  const calm = hasLateStock(weekly) ? words.unsure : words.allWell;
  const said = weekly.urgent.length === 0 ? calm : words.urgent(counts.red, counts.orange, counts.yellow);
  const title = words.title(dayRangeText(weekly.from, weekly.to, language), said);
  const tone = counts.red > 0 ? 'alarm' : weekly.urgent.length > 0 || hasLateStock(weekly) ? 'warning' : 'good';
  return message(tone, weekly.late ? words.late(title) : title, [
    ...oldNumbersSection(weekly, language),
    ...urgentSection(weekly, language),
    ...changesSection(weekly, language),
    ...slowSection(weekly, language),
    ...healthSection(weekly, language),
    ...answerSections(weekly, language),
    ...hindsightSection(weekly, language),
    ...agendaSection(weekly.agenda, language),
    weekly.workbookId === null ? undefined : small(words.workbook),
    file(weekly.workbookId, weekly.workbookName ?? 'inventory.xlsx'),
  ]);
}

/** Stores whose numbers rest on old sales or an old stock report: said before any number. */
function oldNumbersSection({ oldSales = [], lateStock = [] }: WeeklyView, language: Language): (Block | undefined)[] {
  const words = weeklyTexts[language];
  const items = oldSales.map((each) => words.oldSales(clean(each.storeId, 40), oldSalesText(each, language)));
  const stock = lateStock.map(({ storeName, reportedOn, days }) =>
    words.lateStock(clean(storeName, 40), dayText(reportedOn, language), daysCount(days, language)),
  );
  return items.length + stock.length === 0 ? [] : [list([...items, ...stock])];
}

function urgentSection(weekly: WeeklyView, language: Language): (Block | undefined)[] {
  const words = weeklyTexts[language];
  const calm = hasLateStock(weekly) ? words.unsureText : words.wellText;
  if (weekly.urgent.length === 0) return [text(calm(units(weekly.rows.length)))];
  const rows = weekly.urgent.map((row) => urgentCells(row, language));
  return [
    image(weekly.chartId, words.picture(Math.min(urgentShown, weekly.urgent.length))),
    heading(words.urgentHeading),
    table(words.urgentColumns, rows, urgentShown),
  ];
}

function urgentCells(row: WeeklyRow, language: Language): string[] {
  const count = (value: number | null) => (value === null ? '–' : units(value));
  return [
    codeAndName(row),
    clean(row.storeId, 40),
    row.countdownDays === null ? '–' : daysCount(row.countdownDays, language),
    row.tier === null ? '–' : tierWords[row.tier][language],
    row.class === null ? '–' : clean(row.class, 4),
    row.stockOutOn === null ? '–' : shortDay(row.stockOutOn),
    arrivalText(row, language),
    row.isEstimated ? weeklyTexts[language].estimated(count(row.available)) : count(row.available),
    count(row.inbound),
    count(row.onOrder),
    row.dailyRate === null ? '–' : expected(row.dailyRate),
    row.purchaseLeadDays === null ? '–' : daysCount(row.purchaseLeadDays, language),
    row.replenishmentLeadDays === null ? '–' : daysCount(row.replenishmentLeadDays, language),
    count(row.suggestion),
    orderByText(row, language),
    row.owner === null ? '–' : clean(row.owner, 20),
  ];
}

function arrivalText({ nextArrivalOn, overdue }: WeeklyRow, language: Language): string {
  const next = nextArrivalOn === null ? [] : [shortDay(nextArrivalOn)];
  const late = overdue ? [weeklyTexts[language].overdue(units(overdue.units), shortDay(overdue.since))] : [];
  return [...next, ...late].join('; ') || '–';
}

function orderByText({ orderBy }: WeeklyRow, language: Language): string {
  if (!orderBy) return '–';
  return orderBy.isPast ? weeklyTexts[language].past(shortDay(orderBy.day)) : shortDay(orderBy.day);
}

function changesSection(weekly: WeeklyView, language: Language): (Block | undefined)[] {
  if (weekly.changes.length === 0) return [];
  const words = weeklyTexts[language];
  const items = weekly.changes.map(({ sku, from, to }) =>
    words.change(
      clean(sku, 40),
      from === null ? words.newHere : tierWords[from][language],
      to === null ? words.gone : tierWords[to][language],
    ),
  );
  return [heading(words.changes), list(items)];
}

function hasLateStock({ lateStock = [] }: WeeklyView): boolean {
  return lateStock.length > 0;
}

function tierCount(weekly: WeeklyView, tier: StockTier): number {
  return weekly.urgent.filter((row) => row.tier === tier).length;
}
