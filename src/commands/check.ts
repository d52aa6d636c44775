// `check [DATE]`: judges at once what has come in and is not judged yet, and says what came out.

import { closedThrough } from '../cases/closed-day.ts';
import { storeName } from '../cases/display-names.ts';
import { countUnasked, type JudgedDay, type UnaskedCounts } from '../cases/judge-day.ts';
import { judgePending } from '../cases/judge-pending.ts';
import type { Context } from '../context.ts';
import { type Day, dayIn } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import { heading, list, message, table, text } from '../messages/blocks.ts';
import { dayText, dayWithYear } from '../messages/format.ts';
import type { Reply } from '../messages/inbound.ts';
import type { Block, Message } from '../messages/message.ts';
import { unaskedTexts, verdictWordTexts } from '../messages/words.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { Store } from '../policy/policy.ts';
import { unaskedReasons, type VerdictWord, verdictWords } from '../rules/verdict.ts';
import { shopVerdictOn, verdictsOfDay } from '../store/verdicts.ts';
import { requireRight } from '../team/rights.ts';
import { requireDay } from './args/days.ts';
import type { Command, CommandCall } from './command.ts';
import { expectNoMore, said } from './replies.ts';

const shownDays = 14;

const checkTexts = texts({
  en: {
    title: (days: number, cases: number) =>
      days === 0 ? 'Nothing new to judge' : `${count(days, 'day')} judged, ${count(cases, 'new form')}`,
    upToDate: 'Every day that came in whole is judged already.',
    columns: ['Store', 'Day', 'Result'],
    opened: 'New forms',
    reopened: (cases: number) => `asked again ${cases}`,
    withdrawn: (cases: number) => `withdrawn ${cases}`,
    dayTitle: (day: string) => `Verdicts of ${day}`,
    held: 'held: the feed looks wrong',
    noData: 'no data',
    notOver: (day: string) => `not over yet; newest day that can be judged: ${day}`,
    notIn: 'not judged: the data of that day are missing or incomplete',
    separator: ', ',
    counted: (word: string, skus: number) => `${word} ${skus}`,
    nothing: 'no SKU',
    unasked: (reasons: string) => `Deviations without a new form: ${reasons}.`,
  },
  zh: {
    title: (days, cases) => (days === 0 ? '没有需要判断的新数据' : `判断了 ${days} 天，新开 ${cases} 张表单`),
    upToDate: '已到齐的日子都已经判断过。',
    columns: ['店铺', '日期', '结果'],
    opened: '新表单',
    reopened: (cases) => `再次提问 ${cases}`,
    withdrawn: (cases) => `撤销 ${cases}`,
    dayTitle: (day) => `${day}的判断结果`,
    held: '数据存疑，暂缓判断',
    noData: '缺数据',
    notOver: (day) => `当天还没结束，最近可判断的是 ${day}`,
    notIn: '未判断：当天数据缺失或不完整',
    separator: '，',
    counted: (word, skus) => `${word} ${skus}`,
    nothing: '没有商品',
    unasked: (reasons) => `未另发表单的异常偏离：${reasons}。`,
  },
});

export const checkCommand: Command = {
  name: 'check',
  aliases: ['检查', '检测', '判断'],
  usage: { zh: 'check [日期]', en: 'check [DATE]' },
  summary: { zh: '立即判断新到的数据，并给出结果', en: 'judge what came in now, and say what came out' },
  example: { zh: 'check 昨天', en: 'check yesterday' },
  role: 'operator',
  run: async (ctx, call) => (await judgeFirst(ctx, call))(ctx),
  // Each store's day is a transaction of its own: in the event's, all of them would stand or fall together.
  prepare: judgeFirst,
};

async function judgeFirst(ctx: Context, { args, language }: CommandCall): Promise<(ctx: Context) => Promise<Reply>> {
  const [date, ...rest] = args;
  expectNoMore(rest);
  if (date !== undefined) requireDay(date, dayIn(ctx.policy.team.zone, ctx.clock.now()));
  await requireRight(ctx, 'check', { kind: 'team' });
  const judged = await judgePending(ctx);
  if (judged.length > 0) ctx.wake();
  return async (inner) =>
    said(date === undefined ? outcome(inner, judged, language) : await dayMessage(inner, date, language));
}

function outcome(ctx: Context, judged: readonly JudgedDay[], language: Language): Message {
  const words = checkTexts[language];
  const opened = judged.flatMap((each) => each.opened);
  const rows = judged.map((each) => [
    storeName(ctx.policy, each.storeId),
    dayText(each.day, language),
    resultText(each, language),
  ]);
  const named = opened.map((each) => `${caseNumber(each.id)} ${each.sku ?? storeName(ctx.policy, each.storeId)}`);
  return message(opened.length > 0 ? 'warning' : 'good', words.title(judged.length, opened.length), [
    judged.length === 0 ? text(words.upToDate) : undefined,
    table(words.columns, [...rows].reverse(), shownDays),
    whyUnasked(
      judged.map(({ unasked }) => unasked),
      language,
    ),
    ...(named.length > 0 ? [heading(words.opened), list(named)] : []),
  ]);
}

function resultText(day: JudgedDay, language: Language): string {
  const words = checkTexts[language];
  return [
    stateText(day.state, day.words, language),
    day.reopened > 0 ? words.reopened(day.reopened) : undefined,
    day.withdrawn > 0 ? words.withdrawn(day.withdrawn) : undefined,
  ]
    .filter((each) => each !== undefined)
    .join(words.separator);
}

/** What a store's day came to; "yesterday" is each store's own. */
async function dayMessage(ctx: Context, date: string, language: Language): Promise<Message> {
  const words = checkTexts[language];
  const now = ctx.clock.now();
  const rows: string[][] = [];
  const unasked: UnaskedCounts[] = [];
  for (const store of ctx.policy.stores) {
    const day = requireDay(date, dayIn(store.zone, now));
    rows.push([
      storeName(ctx.policy, store.id),
      dayText(day, language),
      await storeResult(ctx, { store, day }, language),
    ]);
    unasked.push(countUnasked(await verdictsOfDay(ctx.db, store.id, day)));
  }
  const first = ctx.policy.stores[0];
  const named = requireDay(date, dayIn(first?.zone ?? ctx.policy.team.zone, now));
  const blocks: (Block | undefined)[] = [table(words.columns, rows, 30), whyUnasked(unasked, language)];
  return message('plain', words.dayTitle(dayWithYear(named, language)), blocks);
}

async function storeResult(
  ctx: Context,
  { store, day }: { store: Store; day: Day },
  language: Language,
): Promise<string> {
  const words = checkTexts[language];
  const closed = closedThrough(store, ctx.clock.now());
  if (day > closed) return words.notOver(closed);
  const verdict = await shopVerdictOn(ctx.db, store.id, day);
  return verdict ? stateText(verdict.state, verdict.counts, language) : words.notIn;
}

function stateText(
  state: JudgedDay['state'],
  counts: Readonly<Partial<Record<string, number>>>,
  language: Language,
): string {
  const words = checkTexts[language];
  if (state === 'held') return words.held;
  if (state === 'no_data') return words.noData;
  const said = verdictWords.flatMap((word: VerdictWord) => {
    const skus = counts[word] ?? 0;
    return skus > 0 ? [words.counted(verdictWordTexts[word][language], skus)] : [];
  });
  return said.length > 0 ? said.join(words.separator) : words.nothing;
}

/** Why deviations opened no form: "Deviations without a new form: in an open form 2, silenced 1". */
function whyUnasked(days: readonly UnaskedCounts[], language: Language): Block | undefined {
  const words = checkTexts[language];
  const reasons = unaskedReasons.flatMap((reason) => {
    const skus = days.reduce((sum, each) => sum + (each[reason] ?? 0), 0);
    return skus > 0 ? [words.counted(unaskedTexts[reason][language], skus)] : [];
  });
  return reasons.length > 0 ? text(words.unasked(reasons.join(words.separator))) : undefined;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
