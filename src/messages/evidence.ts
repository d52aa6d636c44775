// The evidence of a deviation as facts on a card: the day, the baseline and its window, days left out, steady or noisy.

import { type Language, texts } from '../lib/language.ts';
import { ruleNumbers } from '../rules/rule-numbers.ts';
import type { Evidence } from '../rules/verdict.ts';
import type { Fact } from './blocks.ts';
import { dayRangeText, dayText, expected, oddsText, percent, share, units } from './format.ts';
import type { CaseView, DeviationView } from './views.ts';
import { leftOutWords } from './words.ts';

const evidenceTexts = texts({
  en: {
    measures: { units: 'Sales', orders: 'Orders' },
    sold: (day: string, units: string) => `${units} on ${day}`,
    soldWindow: (day: string, units: string, days: number) => `${units} in the ${days} days to ${day}`,
    against: (sold: string, usual: string, percent: string) => `${sold}, usual ${usual}: ${percent}`,
    afterNone: (sold: string, days: number) => `${sold}, none in the ${days} days before`,
    baseline: 'Usual',
    history: (days: number, range: string) => `${days} days of ${range}`,
    leftOut: (list: string) => `; left out: ${list}`,
    leftOutItem: (reason: string, days: number) => `${reason} ${days} d`,
    why: 'Why it asks',
    steady: (days: number, of: number, threshold: string) =>
      `steady: moved ${threshold} on ${days} of its last ${of} days`,
    noisy: (odds: string) => `noisy, but the chance of that by luck is ${odds}`,
    literal: (threshold: string) => `policy "literal": every ${threshold} asks`,
    woke: (days: number, least: number) => `no sale in ${days} days: ${least} or more in one day asks`,
    shop: 'Whole store',
    shopFactor: (percent: string, beyond: string) => `${percent} that day; this SKU beyond it ${beyond}`,
    episode: 'Days so far',
    episodeDay: (day: string, percent: string) => `${day} ${percent}`,
    separator: ', ',
  },
  zh: {
    measures: { units: '销量', orders: '订单数' },
    sold: (day, units) => `${day}卖出 ${units}`,
    soldWindow: (day, units, days) => `截至 ${day}的 ${days} 天卖出 ${units}`,
    against: (sold, usual, percent) => `${sold}，平日 ${usual}，偏离 ${percent}`,
    afterNone: (sold, days) => `${sold}，此前 ${days} 天没有销售`,
    baseline: '平日基线',
    history: (days, range) => `取自 ${range}的 ${days} 个可用日`,
    leftOut: (list) => `；未计入：${list}`,
    leftOutItem: (reason, days) => `${reason} ${days} 天`,
    why: '触发依据',
    steady: (days, of, threshold) => `平稳商品：最近 ${of} 天只有 ${days} 天偏离达 ${threshold}`,
    noisy: (odds) => `波动商品，但碰巧出现的概率只有 ${odds}`,
    literal: (threshold) => `策略为“逐条”：偏离达 ${threshold} 必问`,
    woke: (days, least) => `已 ${days} 天没有销售：一天卖出 ${least} 及以上必问`,
    shop: '全店当天',
    shopFactor: (percent, beyond) => `${percent}；剔除大盘后本 SKU ${beyond}`,
    episode: '已持续',
    episodeDay: (day, percent) => `${day}${percent}`,
    separator: '、',
  },
});

/** The shop factor is mentioned when it is at least this far from 1. */
const shopFactorShown = 0.03;

/** Facts about the newest day of a case, most wanted first. */
export function evidenceFacts(
  view: CaseView,
  day: DeviationView | undefined,
  language: Language,
): (Fact | undefined)[] {
  if (!day || view.formKind === 'out_of_stock') return [];
  return [
    soldFact(day, language),
    baselineFact(day.evidence, language),
    day.evidence && view.formKind !== 'exit_signal' ? whyFact(day, day.evidence, language) : undefined,
    day.evidence ? shopFact(day, day.evidence, language) : undefined,
    episodeFact(view, language),
  ];
}

/** "closed 8 d, out of stock 2 d"; empty when nothing was left out. */
export function leftOutText(leftOut: Evidence['leftOut'], language: Language): string {
  const words = evidenceTexts[language];
  return leftOut
    .filter((each) => each.days > 0)
    .map((each) => words.leftOutItem(leftOutWords[each.reason][language], each.days))
    .join(words.separator);
}

/** Why the deviation was news for this SKU, in one clause. */
export function whyText(day: DeviationView, evidence: Evidence, language: Language): string | undefined {
  const words = evidenceTexts[language];
  const threshold = share(evidence.threshold[day.direction ?? 'up']);
  if (evidence.woke) return words.woke(ruleNumbers.dormantDays, ruleNumbers.wakeUnits);
  if (evidence.policy === 'literal') return words.literal(threshold);
  if (day.chance !== null) return words.noisy(oddsText(day.chance, language));
  if (evidence.steady) return words.steady(evidence.overThreshold.days, evidence.overThreshold.of, threshold);
  return undefined;
}

/** Units sold, compared with the usual level. */
export function soldFact(day: DeviationView, language: Language): Fact | undefined {
  if (day.units === null) return undefined;
  const words = evidenceTexts[language];
  const on = dayText(day.day, language);
  const sold =
    day.windowDays > 1 ? words.soldWindow(on, units(day.units), day.windowDays) : words.sold(on, units(day.units));
  const against =
    day.baseline === null || day.deviation === null
      ? sold
      : words.against(sold, expected(day.baseline), percent(day.deviation));
  const value = day.evidence?.woke ? words.afterNone(sold, ruleNumbers.dormantDays) : against;
  return { label: words.measures[day.evidence?.measure ?? 'units'], value };
}

function baselineFact(evidence: Evidence | null, language: Language): Fact | undefined {
  if (!evidence?.historyFrom || !evidence.historyTo) return undefined;
  const words = evidenceTexts[language];
  const range = dayRangeText(evidence.historyFrom, evidence.historyTo, language);
  const leftOut = leftOutText(evidence.leftOut, language);
  return {
    label: words.baseline,
    value: words.history(evidence.usableDays, range) + (leftOut === '' ? '' : words.leftOut(leftOut)),
  };
}

function whyFact(day: DeviationView, evidence: Evidence, language: Language): Fact | undefined {
  const value = whyText(day, evidence, language);
  return value === undefined ? undefined : { label: evidenceTexts[language].why, value };
}

function shopFact(day: DeviationView, evidence: Evidence, language: Language): Fact | undefined {
  if (Math.abs(evidence.shopFactor - 1) < shopFactorShown) return undefined;
  const window = evidence.windows.find((each) => each.days === day.windowDays);
  if (!window) return undefined;
  const words = evidenceTexts[language];
  return {
    label: words.shop,
    value: words.shopFactor(percent(evidence.shopFactor - 1), percent(window.deviationBeyondShop)),
  };
}

function episodeFact(view: CaseView, language: Language): Fact | undefined {
  if (view.days.length < 2) return undefined;
  const words = evidenceTexts[language];
  const days = [...view.days].sort((a, b) => (a.day < b.day ? -1 : 1));
  const shown = days
    .slice(-7)
    .map((each) =>
      words.episodeDay(dayText(each.day, language), each.deviation === null ? '' : percent(each.deviation)),
    );
  return { label: words.episode, value: `${days.length > 7 ? '… ' : ''}${shown.join(words.separator)}` };
}
