// The short message of every workday morning: what is late or due today, stock tiers that changed, crossings that asked nobody.

import type { Day } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import { facts, heading, message, personName, small, table } from './blocks.ts';
import { clean } from './clean.ts';
import { daysCount, dayText, percent, shortMoment } from './format.ts';
import { codeAndName, deviationText, skuText, storeText } from './headline.ts';
import type { MessageKind } from './kind.ts';
import type { Block, Inline, Message } from './message.ts';
import type { CaseView, TeamView } from './views.ts';
import { tierWords } from './words.ts';

export interface DigestView {
  day: Day;
  open: number;
  dueToday: CaseView[];
  overdue: CaseView[];
  tierChanges: {
    sku: string;
    name: string | null;
    storeId: string;
    from: StockTier;
    to: StockTier;
    countdownDays: number;
    /** By a stock that is estimated from an earlier report; absent in older digests. */
    isEstimated?: boolean;
  }[];
  /** Forms held back by the daily cap, and crossings that asked nobody. */
  capped: { sku: string; storeId: string; deviation: number }[];
  crossedWithoutForm: number;
  unassignedSkus: { storeId: string; sku: string }[];
}

const codeAndNames = 8;

const digestTexts = texts({
  en: {
    title: (day: string, parts: string) => `${day}: ${parts}`,
    overdue: (count: number) => `${count} overdue`,
    dueToday: (count: number) => `${count} due today`,
    open: (count: number) => `${count} open`,
    tiers: (count: number) => `stock tier changed for ${count}`,
    attention: 'for your attention',
    overdueHeading: 'Overdue',
    dueHeading: 'Due today',
    caseColumns: ['Case', 'SKU', 'Deviation', 'With', 'Due'],
    tierHeading: 'Stock tiers that changed',
    tierColumns: ['SKU', 'Store', 'Tier', 'Stock lasts'],
    capped: 'Held back by the daily limit',
    cappedValue: (count: number, named: string) => `${count} forms: ${named}`,
    crossed: 'Crossed the line, asked nobody',
    crossedValue: (count: number) => `${count} SKUs, within their usual noise (list: check)`,
    unassigned: 'SKUs without an owner',
    unassignedValue: (count: number, named: string) => `${count}: ${named}`,
    hint: [
      'Your own open forms: ',
      { command: 'mine' },
      '. Today as a whole: ',
      { command: 'status' },
      '.',
    ] as Inline[],
    estimated: ' (est.)',
    nobody: 'nobody',
    separator: ', ',
  },
  zh: {
    title: (day, parts) => `${day}：${parts}`,
    overdue: (count) => `逾期 ${count}`,
    dueToday: (count) => `今天到期 ${count}`,
    open: (count) => `未结 ${count}`,
    tiers: (count) => `库存预警变化 ${count}`,
    attention: '有待处理事项',
    overdueHeading: '已逾期',
    dueHeading: '今天到期',
    caseColumns: ['单号', 'SKU', '偏离', '处理人', '截止'],
    tierHeading: '库存预警变化',
    tierColumns: ['SKU', '店铺', '预警', '可卖'],
    capped: '超出每日上限未发',
    cappedValue: (count, named) => `${count} 张：${named}`,
    crossed: '越线但未提问',
    crossedValue: (count) => `${count} 个，属该 SKU 正常波动（明细：check）`,
    unassigned: '无负责人的 SKU',
    unassignedValue: (count, named) => `${count} 个：${named}`,
    hint: ['我的待填表单：', { command: 'mine' }, '；今日总览：', { command: 'status' }, '。'],
    estimated: '（推算）',
    nobody: '无人',
    separator: '，',
  },
});

export const digestKind: MessageKind<{ digest: DigestView }, { digest: DigestView }> = {
  name: { en: 'daily digest', zh: '日报' },
  compose: ({ digest }, { team, language }) => digestMessage(digest, team, language),
};

/** The digest of a day. Whether it is worth sending is decided by `isEmptyDigest`. */
function digestMessage(digest: DigestView, team: TeamView, language: Language): Message {
  const words = digestTexts[language];
  return message(digest.overdue.length > 0 ? 'alarm' : 'warning', titleOf(digest, language), [
    ...caseSection(words.overdueHeading, digest.overdue, { team, language }),
    ...caseSection(words.dueHeading, digest.dueToday, { team, language }),
    ...tierSection(digest, language),
    facts(
      digest.capped.length > 0
        ? { label: words.capped, value: words.cappedValue(digest.capped.length, cappedNames(digest, language)) }
        : undefined,
      digest.crossedWithoutForm > 0
        ? { label: words.crossed, value: words.crossedValue(digest.crossedWithoutForm) }
        : undefined,
      digest.unassignedSkus.length > 0
        ? {
            label: words.unassigned,
            value: words.unassignedValue(digest.unassignedSkus.length, unassignedNames(digest, language)),
            tone: 'warning',
          }
        : undefined,
    ),
    small(...words.hint),
  ]);
}

function titleOf(digest: DigestView, language: Language): string {
  const words = digestTexts[language];
  const parts = [
    digest.overdue.length > 0 ? words.overdue(digest.overdue.length) : undefined,
    digest.dueToday.length > 0 ? words.dueToday(digest.dueToday.length) : undefined,
    digest.open > 0 ? words.open(digest.open) : undefined,
    digest.tierChanges.length > 0 ? words.tiers(digest.tierChanges.length) : undefined,
  ].filter((part) => part !== undefined);
  const said = parts.length > 0 ? parts.join(words.separator) : words.attention;
  return words.title(dayText(digest.day, language), said);
}

function caseSection(
  title: string,
  cases: readonly CaseView[],
  { team, language }: { team: TeamView; language: Language },
): (Block | undefined)[] {
  if (cases.length === 0) return [];
  const words = digestTexts[language];
  const rows = cases.map((view) => [
    view.number,
    view.sku === null ? storeText(view) : `${skuText(view)} · ${storeText(view)}`,
    deviationText(view, language),
    view.assignee ? personName(view.assignee) : words.nobody,
    view.answerDueAt === null ? '–' : shortMoment(view.answerDueAt, team),
  ]);
  return [heading(title), table(words.caseColumns, rows)];
}

function tierSection(digest: DigestView, language: Language): (Block | undefined)[] {
  if (digest.tierChanges.length === 0) return [];
  const words = digestTexts[language];
  const rows = [...digest.tierChanges]
    .sort((a, b) => a.countdownDays - b.countdownDays)
    .map((each) => [
      codeAndName(each),
      clean(each.storeId, 40),
      `${tierWords[each.from][language]} → ${tierWords[each.to][language]}`,
      daysCount(each.countdownDays, language) + (each.isEstimated ? words.estimated : ''),
    ]);
  return [heading(words.tierHeading), table(words.tierColumns, rows)];
}

function cappedNames(digest: DigestView, language: Language): string {
  return named(
    digest.capped.map((each) => `${clean(each.sku, 40)} ${percent(each.deviation)}`),
    language,
  );
}

function unassignedNames(digest: DigestView, language: Language): string {
  return named(
    digest.unassignedSkus.map((each) => clean(each.sku, 40)),
    language,
  );
}

function named(names: readonly string[], language: Language): string {
  const shown = names.slice(0, codeAndNames).join(digestTexts[language].separator);
  return names.length > codeAndNames ? `${shown} …` : shown;
}
