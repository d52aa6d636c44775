// `sku CODE`: what is known of one SKU: its newest verdict, two weeks of sales, its stock, what was answered before.

import { closedThrough } from '../cases/closed-day.ts';
import { personName, storeName } from '../cases/display-names.ts';
import { storeSkuChart } from '../cases/sku-chart.ts';
import { answerView, teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { formFor } from '../forms/index.ts';
import { loadStock } from '../inventory/book.ts';
import { type Day, dayIn } from '../lib/day.ts';
import { describeError } from '../lib/describe-error.ts';
import { type Language, texts } from '../lib/language.ts';
import { answerLine } from '../messages/answer-lines.ts';
import { facts, heading, image, list, message, small, table } from '../messages/blocks.ts';
import { clean } from '../messages/clean.ts';
import { dayText, expected, percent, shortDay, units } from '../messages/format.ts';
import type { Block, Message } from '../messages/message.ts';
import { stockFacts, stockMoment, tierTone } from '../messages/stock-lines.ts';
import type { StockView } from '../messages/views.ts';
import { statusWords, verdictWordTexts } from '../messages/words.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import { skuChartId } from '../store/attachments.ts';
import { answersOfCases, casesOfSku } from '../store/cases.ts';
import { loadSalesWindow } from '../store/sales.ts';
import { type VerdictRow, verdictsOfSku } from '../store/verdicts.ts';
import { type FoundSku, requireSku } from './args/skus.ts';
import type { Command } from './command.ts';
import { expectNoMore, said } from './replies.ts';

const shownDays = 14;
const shownCases = 3;

const skuTexts = texts({
  en: {
    owner: 'Owner',
    nobody: 'nobody: name one with assign',
    class: 'Class',
    last: 'Newest verdict',
    lastValue: (day: string, sold: string, usual: string, percent: string, word: string) =>
      `${day}: sold ${sold}, usual ${usual} (${percent}), ${word}`,
    lastWord: (day: string, word: string) => `${day}: ${word}`,
    never: 'not judged yet',
    columns: ['Day', 'Sold', 'Usual', 'Dev.', 'Verdict'],
    none: '–',
    history: 'Cases',
    chart: (what: string) => `Sales of the last five weeks and the stock ahead: ${what}. The text has the numbers.`,
    answered: (number: string, day: string, line: string, who: string) => `${number} ${day}: ${line} (${who})`,
    open: (number: string, day: string, status: string) => `${number} ${day}: ${status}`,
  },
  zh: {
    owner: '负责人',
    nobody: '无，请用 assign 指定',
    class: '分类',
    last: '最近判断',
    lastValue: (day, sold, usual, percent, word) => `${day}卖出 ${sold}，平日 ${usual}（${percent}），${word}`,
    lastWord: (day, word) => `${day}：${word}`,
    never: '还没有判断过',
    columns: ['日期', '销量', '平日', '偏离', '判断'],
    none: '–',
    history: '异常单',
    chart: (what) => `近五周销量和库存推算：${what}。具体数字见文字。`,
    answered: (number, day, line, who) => `${number} ${day}：${line}（${who}）`,
    open: (number, day, status) => `${number} ${day}：${status}`,
  },
});

export const skuCommand: Command = {
  name: 'sku',
  aliases: ['商品', '货号', '查'],
  usage: { zh: 'sku [店铺/]商品编码', en: 'sku [STORE/]CODE' },
  summary: { zh: '一个商品的平日销量、近两周、库存和历次答复', en: 'baseline, two weeks, stock and answers of a SKU' },
  example: { zh: 'sku LM-LAMP-S', en: 'sku LM-LAMP-S' },
  role: 'operator',
  run: async (ctx, { args, language, surface }) => {
    const [code, ...rest] = args;
    const found = await requireSku(ctx, code);
    expectNoMore(rest);
    return said(await skuMessage(ctx, found, { language, withChart: surface === 'chat' }));
  },
};

async function skuMessage(
  ctx: Context,
  { row, store }: FoundSku,
  { language, withChart }: { language: Language; withChart: boolean },
): Promise<Message> {
  const words = skuTexts[language];
  const through = closedThrough(store, ctx.clock.now());
  const verdicts = await verdictsOfSku(ctx.db, store.id, row.sku, through, shownDays);
  const stock = (await loadStock(ctx, store, { only: [row.sku] })).of(row.sku);
  const name = row.name === null ? '' : ` ${clean(row.name, 60)}`;
  const title = `${clean(row.sku, 40)}${name} · ${clean(storeName(ctx.policy, store.id), 24)}`;
  return message(tierTone(stock.tier), title, [
    facts(
      { label: words.last, value: newestText(verdicts[0], language) },
      {
        label: words.owner,
        value: personName(ctx.policy, row.ownerId) ?? words.nobody,
        ...(row.ownerId === null && { tone: 'warning' as const }),
      },
      row.class === null ? undefined : { label: words.class, value: clean(row.class, 8) },
      ...stockFacts(stock, language),
    ),
    small(stockMoment(stock, teamView(ctx), language)),
    withChart ? await chartBlock(ctx, { row, store }, { verdicts, stock, title, language }) : undefined,
    await daysTable(ctx, { row, store }, { verdicts, through, language }),
    ...(await caseBlocks(ctx, { row, store }, language)),
  ]);
}

/** The sales of the last weeks as a picture; a chart that fails costs nobody the numbers. */
async function chartBlock(
  ctx: Context,
  { row, store }: FoundSku,
  {
    verdicts,
    stock,
    title,
    language,
  }: { verdicts: readonly VerdictRow[]; stock: StockView; title: string; language: Language },
): Promise<Block | undefined> {
  const [newest] = verdicts;
  if (!newest) return undefined;
  try {
    const id = await storeSkuChart(ctx, {
      id: skuChartId(
        newest,
        `${dayIn(ctx.policy.team.zone, ctx.clock.now())}-${stock.asOf ?? ''}-${stock.available ?? ''}`,
        language,
      ),
      title,
      store,
      sku: row.sku,
      through: newest.day,
      evidence: newest.evidence,
      caseDays: verdicts.filter((each) => each.caseId !== null).map((each) => each.day),
      language,
      stock,
    });
    return image(id, skuTexts[language].chart(title));
  } catch (error) {
    ctx.log.error({ storeId: store.id, error: describeError(error) }, 'chart not drawn');
    return undefined;
  }
}

function newestText(verdict: VerdictRow | undefined, language: Language): string {
  const words = skuTexts[language];
  if (!verdict) return words.never;
  const day = dayText(verdict.day, language);
  const word = verdictWordTexts[verdict.word][language];
  const { units: sold, baseline, deviation } = verdict;
  if (sold === null || baseline === null || deviation === null) return words.lastWord(day, word);
  return words.lastValue(day, units(sold), expected(baseline), percent(deviation), word);
}

/** One line for each of the last days, newest first: what sold, and what was said of it where the day was judged. */
async function daysTable(
  ctx: Context,
  { row, store }: FoundSku,
  { verdicts, through, language }: { verdicts: readonly VerdictRow[]; through: Day; language: Language },
): Promise<Block | undefined> {
  const window = await loadSalesWindow(ctx.db, { store, through, days: shownDays, only: [row.sku] });
  const series = window.series.find((each) => each.sku === row.sku);
  if (!series) return undefined;
  const words = skuTexts[language];
  const byDay = new Map(verdicts.map((verdict) => [verdict.day, verdict]));
  const rows = window.days.map((day, i) => {
    const verdict = byDay.get(day);
    const sold = series.quantity[i] ?? Number.NaN;
    const known = verdict?.evidence.windows.find((each) => each.days === 1);
    return [
      shortDay(day),
      Number.isNaN(sold) ? words.none : units(sold),
      known ? expected(known.baseline) : words.none,
      known ? percent(known.deviation) : words.none,
      verdict ? verdictWordTexts[verdict.word][language] : words.none,
    ];
  });
  return table(words.columns, rows.reverse(), shownDays);
}

async function caseBlocks(ctx: Context, { row, store }: FoundSku, language: Language): Promise<(Block | undefined)[]> {
  const words = skuTexts[language];
  const cases = (await casesOfSku(ctx.db, store.id, row.sku)).slice(0, shownCases);
  if (cases.length === 0) return [];
  const answers = await answersOfCases(
    ctx.db,
    cases.map((each) => each.id),
  );
  const lines = cases.map((each) => {
    const number = caseNumber(each.id);
    const day = dayText(each.firstDay, language);
    const answer = answers.filter((one) => one.caseId === each.id).at(-1);
    if (!answer) return words.open(number, day, statusWords[each.status][language]);
    const view = answerView(ctx, answer);
    return words.answered(number, day, answerLine(view, formFor(view.formKind), language), view.by.name);
  });
  return [heading(words.history), list(lines)];
}
