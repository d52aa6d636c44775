// `import`: which files came in last, and how to bring in more. In a terminal, files are read (src/terminal/import.ts).

import { personName, storeName } from '../cases/display-names.ts';
import { teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { settleHeldDay, settleMissingOrders } from '../ingest/settle-waiting-days.ts';
import { type Day, dayIn } from '../lib/day.ts';
import { type Bilingual, type Language, texts } from '../lib/language.ts';
import { heading, list, message, small, table, text } from '../messages/blocks.ts';
import { clean } from '../messages/clean.ts';
import { fixedMoment, units } from '../messages/format.ts';
import type { Reply } from '../messages/inbound.ts';
import type { Message } from '../messages/message.ts';
import { recentBatches } from '../store/reads/imports.ts';
import { daysWithMissingOrders, heldDays } from '../store/reads/waiting-days.ts';
import { requireRight } from '../team/rights.ts';
import { requireDay } from './args/days.ts';
import { requireStore } from './args/skus.ts';
import type { Command } from './command.ts';
import { asksForTables, readTables } from './import-tables.ts';
import { malformed, quoted } from './malformed.ts';
import { done, expectNoMore, said } from './replies.ts';

const shownFiles = 8;

type Decision = 'accept' | 'drop' | 'keep' | 'take';

/** `accept` and `drop` are about a day that was set aside; `keep` and `take` about orders that a newer report lacks. */
const decisions: ReadonlyMap<string, Decision> = new Map([
  ['accept', 'accept'],
  ['采用', 'accept'],
  ['确认', 'accept'],
  ['drop', 'drop'],
  ['丢弃', 'drop'],
  ['keep', 'keep'],
  ['保留', 'keep'],
  ['take', 'take'],
  ['采用新报表', 'take'],
]);

const importTexts = texts({
  en: {
    title: 'Bringing data in',
    how: 'Upload files on the console under “Import”, or on the machine of the service: skuwatch import FILE or FOLDER.',
    last: 'Files that came in last',
    columns: ['When', 'File', 'Store', 'Rows', 'Refused', 'Result'],
    none: 'No file has come in yet.',
    each: '–',
    held: 'Set aside: they look cut short',
    heldLine: (store: string, day: string, file: string, rows: string) => `${store} ${day}: ${rows} rows of ${file}`,
    settle:
      'If such a day is right as it is: import accept STORE DAY. If it is wrong: import drop STORE DAY, then import it again.',
    missing: 'A newer report lacks orders that are known',
    missingLine: (store: string, day: string, file: string, orders: string, sold: string) =>
      `${store} ${day}: ${orders} orders, ${sold} units are not in ${file}; they still count`,
    settleMissing: 'To keep them: import keep STORE DAY. To follow the newer report: import take STORE DAY.',
  },
  zh: {
    title: '导入数据',
    how: '在控制台的“导入”页上传文件，或在服务所在的机器上运行：skuwatch import 文件或文件夹。',
    last: '最近导入的文件',
    columns: ['时间', '文件', '店铺', '行数', '拒收', '结果'],
    none: '还没有导入过文件。',
    each: '–',
    held: '疑似不完整，已暂存',
    heldLine: (store, day, file, rows) => `${store} ${day}：${file}，${rows} 行`,
    settle: '如果当天数据没问题：import accept 店铺 日期。如果有误：import drop 店铺 日期，然后重新导入。',
    missing: '较新的报表里缺少已知的订单',
    missingLine: (store, day, file, orders, sold) =>
      `${store} ${day}：${orders} 单 ${sold} 件不在 ${file} 里，目前仍然计入`,
    settleMissing: '保留：import keep 店铺 日期。以新报表为准：import take 店铺 日期。',
  },
});

export const importCommand: Command = {
  name: 'import',
  aliases: ['导入', '上传'],
  usage: {
    zh: 'import，import accept|drop|keep|take 店铺 日期，import bitable（终端另有：import 文件或文件夹 …）',
    en: 'import, import accept|drop|keep|take STORE DAY, import bitable (in a terminal also: import FILE|FOLDER …)',
  },
  summary: { zh: '最近导入的文件，以及怎样导入', en: 'the files that came in last, and how to bring in more' },
  example: { zh: 'import', en: 'import' },
  role: 'operator',
  // Feishu may be slow: its tables are read before the transaction of the event.
  prepare: async (ctx, call) => (asksForTables(call.args) ? readTables(ctx, call) : undefined),
  run: async (ctx, call) => {
    const { args, language } = call;
    const [word, ...rest] = args;
    if (asksForTables(args)) return (await readTables(ctx, call))();
    const decision = word === undefined ? undefined : decisions.get(word.toLowerCase());
    if (decision) return settle(ctx, decision, rest);
    if (word !== undefined) throw notHere(word);
    return said(await importMessage(ctx, language));
  },
};

/** A person's word on a day that waits for one. */
async function settle(ctx: Context, decision: Decision, args: readonly string[]): Promise<Reply> {
  const [storeWord, dayWord, ...rest] = args;
  const store = requireStore(ctx, storeWord);
  const day = requireDay(dayWord, dayIn(store.zone, ctx.clock.now()));
  expectNoMore(rest);
  await requireRight(ctx, 'import', { kind: 'store' });
  if (decision === 'keep' || decision === 'take') {
    await settleMissingOrders(ctx, { storeId: store.id, day, decision });
  } else await settleHeldDay(ctx, { storeId: store.id, day, decision });
  return done(settledTexts[decision](storeName(ctx.policy, store.id), day));
}

const settledTexts: Record<Decision, (store: string, day: Day) => Bilingual> = {
  accept: (store, day) => ({
    zh: `已采用 ${store} ${day} 的数据，按完整的一天处理。`,
    en: `The data of ${store} on ${day} are taken as they are: a whole day.`,
  }),
  drop: (store, day) => ({
    zh: `已丢弃 ${store} ${day} 暂存的数据，请重新导入完整的报表。`,
    en: `The data of ${store} on ${day} that were set aside are dropped. Import a whole report of the day.`,
  }),
  keep: (store, day) => ({
    zh: `已保留 ${store} ${day} 新报表里没有的订单，它们继续计入，不再询问。`,
    en: `The orders of ${store} on ${day} that the newer report lacks are kept: they count, and nobody is asked again.`,
  }),
  take: (store, day) => ({
    zh: `${store} ${day} 已以新报表为准，里面没有的订单不再计入。`,
    en: `${store} on ${day} follows the newer report: orders that it lacks no longer count.`,
  }),
};

function notHere(word: string) {
  const shown = quoted(word);
  return malformed({
    zh: `聊天里不能读取文件${shown}。请在控制台的“导入”页上传，或在终端运行 skuwatch import 文件。`,
    en: `The file ${shown} cannot be read from a chat. Upload it on the console under “Import”, or run skuwatch import FILE in a terminal.`,
  });
}

async function importMessage(ctx: Context, language: Language): Promise<Message> {
  const words = importTexts[language];
  const team = teamView(ctx);
  const rows = (await recentBatches(ctx.db, { batches: shownFiles, issues: 1 })).map(({ batch }) => [
    fixedMoment(batch.receivedAt.toISOString(), team, language),
    `${clean(batch.fileName, 40)} (${batch.receivedBy === 'system' ? 'Skuwatch' : personName(ctx.policy, batch.receivedBy)})`,
    batch.storeId === null ? words.each : storeName(ctx.policy, batch.storeId),
    units(batch.rowsKept),
    units(batch.rowsRefused),
    batch.code === null ? batch.status : `${batch.status} ${batch.code}`,
  ]);
  const held = (await heldDays(ctx.db)).map((each) =>
    words.heldLine(storeName(ctx.policy, each.storeId), each.day, clean(each.fileName, 40), units(each.rows)),
  );
  const missing = (await daysWithMissingOrders(ctx.db)).map((each) =>
    words.missingLine(
      storeName(ctx.policy, each.storeId),
      each.day,
      clean(each.fileName, 40),
      units(each.orders),
      units(each.units),
    ),
  );
  return message(held.length + missing.length > 0 ? 'warning' : 'plain', words.title, [
    text(words.how),
    ...(missing.length > 0 ? [heading(words.missing), list(missing), small(words.settleMissing)] : []),
    ...(held.length > 0 ? [heading(words.held), list(held), small(words.settle)] : []),
    ...(rows.length > 0 ? [heading(words.last), table(words.columns, rows, shownFiles)] : [text(words.none)]),
  ]);
}
