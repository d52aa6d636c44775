// What happened, in one line: the beginning of every title about a case.

import { type Language, texts } from '../lib/language.ts';
import { ruleNumbers } from '../rules/rule-numbers.ts';
import { clean } from './clean.ts';
import { expected, percent, units } from './format.ts';
import type { CaseView, DeviationView } from './views.ts';

const maxSku = 40;
const maxName = 28;
const maxStore = 24;

const headlineTexts = texts({
  en: {
    measures: { units: 'sales', orders: 'orders' },
    sku: (sku: string) => `${sku} `,
    shop: (store: string) => `${store}, whole store: `,
    numbers: (sold: string, usual: string, days: number) =>
      days > 1 ? ` over ${days} days (sold ${sold}, usual ${usual})` : ` (sold ${sold}, usual ${usual})`,
    surge: 'Surge: ',
    outOfStock: (sku: string, usual: string) => `${sku} is out of stock${usual}`,
    usually: {
      units: (usual: string) => ` (usually sells ${usual} a day)`,
      orders: (usual: string) => ` (usually ${usual} orders a day)`,
    },
    exit: (sku: string, steps: string) => `${sku} fell three days running after a surge${steps}`,
    steps: (steps: string) => ` (${steps})`,
    unknown: (sku: string) => `${sku} sales deviate`,
    woke: (sku: string, sold: string, days: number) => `${sku}sells again (sold ${sold}, none in ${days} days before)`,
    wokeShort: 'sells again',
  },
  zh: {
    measures: { units: '销量', orders: '订单数' },
    sku: (sku) => `${sku} `,
    shop: (store) => `${store} 全店`,
    numbers: (sold, usual, days) =>
      days > 1 ? `（近 ${days} 天卖出 ${sold}，平日 ${usual}）` : `（卖出 ${sold}，平日 ${usual}）`,
    surge: '爆单：',
    outOfStock: (sku, usual) => `${sku} 断货${usual}`,
    usually: { units: (usual) => `（平日每天卖 ${usual}）`, orders: (usual) => `（平日每天 ${usual} 单）` },
    exit: (sku, steps) => `${sku} 爆单后连跌三天${steps}`,
    steps: (steps) => `（${steps}）`,
    unknown: (sku) => `${sku} 销量异常`,
    woke: (sku, sold, days) => `${sku}重新动销（卖出 ${sold}，此前 ${days} 天没有销售）`,
    wokeShort: '重新动销',
  },
});

/** "LM-BOTTLE-BLK sales +212 % (sold 105, usual 34) · Amazon US": under 130 characters, however long the names are. */
export function headline(view: CaseView, language: Language): string {
  const store = view.formKind === 'store_wide' ? '' : ` · ${storeText(view)}`;
  return `${whatHappened(view, language)}${store}`;
}

/** The same without the store. */
export function whatHappened(view: CaseView, language: Language): string {
  const words = headlineTexts[language];
  const latest = latestDay(view);
  switch (view.formKind) {
    case 'out_of_stock':
      return words.outOfStock(
        namedSku(view),
        latest?.baseline ? words.usually[latest.evidence?.measure ?? 'units'](expected(latest.baseline)) : '',
      );
    case 'exit_signal': {
      const steps = (view.stock?.lastThreeDays ?? []).map(units).join(' → ');
      return words.exit(namedSku(view), steps === '' ? '' : words.steps(steps));
    }
    case 'store_wide':
      return deviationLine(words.shop(storeText(view)), latest, language) ?? words.unknown(storeText(view));
    case 'surge':
    case 'drop': {
      const line = deviationLine(words.sku(namedSku(view)), latest, language) ?? words.unknown(namedSku(view));
      return latest?.surge ? `${words.surge}${line}` : line;
    }
  }
}

/** The SKU with the beginning of its name: "23084 RABBIT NIGHT LIGHT". */
function namedSku(view: CaseView): string {
  const name = view.sku === null || view.skuName === null ? '' : clean(view.skuName, maxName).trim();
  return name === '' || name === view.sku ? skuText(view) : `${skuText(view)} ${name}`;
}

/** The SKU of a case, or its store where the case is about the whole store; cleaned and cut. */
export function skuText(view: CaseView): string {
  return view.sku === null ? storeText(view) : clean(view.sku, maxSku);
}

/** The store's name, cleaned and cut. */
export function storeText(view: { storeName: string }): string {
  return clean(view.storeName, maxStore);
}

/** The newest deviating day of a case. */
export function latestDay(view: CaseView): DeviationView | undefined {
  return view.days.reduce<DeviationView | undefined>(
    (latest, day) => (latest === undefined || day.day >= latest.day ? day : latest),
    undefined,
  );
}

/** "+212 %", or "–" where there is no number (out of stock). */
export function deviationText(view: CaseView, language: Language): string {
  const latest = latestDay(view);
  if (latest?.evidence?.woke) return headlineTexts[language].wokeShort;
  const deviation = latest?.deviation ?? null;
  return deviation === null ? '–' : percent(deviation);
}

function deviationLine(what: string, day: DeviationView | undefined, language: Language): string | undefined {
  if (!day || day.deviation === null || day.units === null || day.baseline === null) return undefined;
  const words = headlineTexts[language];
  if (day.evidence?.woke) return words.woke(what, units(day.units), ruleNumbers.dormantDays);
  const measure = words.measures[day.evidence?.measure ?? 'units'];
  const numbers = words.numbers(units(day.units), expected(day.baseline), day.windowDays);
  return `${what}${measure} ${percent(day.deviation)}${numbers}`;
}

/** A SKU in a table: its code and its name. */
export function codeAndName({ sku, name }: { sku: string; name: string | null }): string {
  return name ? `${clean(sku, 40)} ${clean(name, 20)}` : clean(sku, 40);
}
