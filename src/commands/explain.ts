// `explain CODE [DATE]`: a verdict with every number it rests on. A day that was not judged is worked out and says so.

import { closedThrough } from '../cases/closed-day.ts';
import { storeName } from '../cases/display-names.ts';
import { explainVerdictOf } from '../cases/explain-verdict.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Day, dayIn } from '../lib/day.ts';
import { texts } from '../lib/language.ts';
import { small } from '../messages/blocks.ts';
import { clean } from '../messages/clean.ts';
import { explainVerdict } from '../messages/explain.ts';
import { dayWithYear } from '../messages/format.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import { verdictsOfSku } from '../store/verdicts.ts';
import { requireDay } from './args/days.ts';
import { type FoundSku, requireSku } from './args/skus.ts';
import type { Command } from './command.ts';
import { malformed } from './malformed.ts';
import { expectNoMore, said } from './replies.ts';

const notes = texts({
  en: { recomputed: 'This day has not been judged; the numbers were worked out just now and are not stored.' },
  zh: { recomputed: '这一天还没有正式判断，以上数字是刚刚算出来的，没有存档。' },
});

export const explainCommand: Command = {
  name: 'explain',
  aliases: ['解释', '为什么', '说明'],
  usage: { zh: 'explain 商品编码 [日期]', en: 'explain CODE [DATE]' },
  summary: { zh: '某天判断的全部依据', en: 'every number behind a verdict' },
  example: { zh: 'explain LM-LAMP-S 昨天', en: 'explain LM-LAMP-S yesterday' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    const [code, date, ...rest] = args;
    const found = await requireSku(ctx, code);
    expectNoMore(rest);
    const day = date === undefined ? await newestDay(ctx, found) : salesDay(ctx, found, date);
    const explained = await explainVerdictOf(ctx, { store: found.store, sku: found.row.sku, day });
    if (!explained) throw noData(found, day);
    const message = explainVerdict(
      {
        sku: found.row.sku,
        skuName: found.row.name,
        storeName: storeName(ctx.policy, found.store.id),
        verdict: explained.view,
        refusal: explained.refusal,
        unasked: explained.unasked,
        caseNumber: explained.caseId === null ? null : caseNumber(explained.caseId),
      },
      language,
    );
    const note = explained.judgedAt === null ? small(notes[language].recomputed) : undefined;
    return said({ ...message, blocks: note ? [...message.blocks, note] : message.blocks });
  },
};

/** The newest day that was judged; the newest that is over, where none was. */
async function newestDay(ctx: Context, { row, store }: FoundSku): Promise<Day> {
  const closed = closedThrough(store, ctx.clock.now());
  const [newest] = await verdictsOfSku(ctx.db, store.id, row.sku, closed, 1);
  return newest?.day ?? closed;
}

/** "Yesterday" is the store's, and a day that is not over yet has no verdict. */
function salesDay(ctx: Context, { store }: FoundSku, date: string): Day {
  const now = ctx.clock.now();
  const day = requireDay(date, dayIn(store.zone, now));
  const closed = closedThrough(store, now);
  if (day <= closed) return day;
  throw malformed({
    zh: `${dayWithYear(day, 'zh')}在店铺时区还没有结束，最近可判断的是 ${closed}。`,
    en: `${dayWithYear(day, 'en')} is not over yet in the store's time zone; the newest day that can be judged is ${closed}.`,
  });
}

function noData({ row, store }: FoundSku, day: Day): UserError {
  return new UserError('NO_DATA', { sku: clean(`${store.id}/${row.sku}`, 60), day });
}
