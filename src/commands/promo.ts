// `promo`: planned promotions, so that their days are read through the lift they bring and not taken for surges.

import type { Context } from '../context.ts';
import { comingPromotions, dropPromotions, type PromotionTarget, setPromotion } from '../ingest/set-promotion.ts';
import { dayIn } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import { list, message, text } from '../messages/blocks.ts';
import { clean } from '../messages/clean.ts';
import { spanText } from '../messages/format.ts';
import type { Message } from '../messages/message.ts';
import type { Scope } from '../policy/detection-scope.ts';
import type { Store } from '../policy/policy.ts';
import { readDay, requireDay } from './args/days.ts';
import { scopeText } from './args/scope-text.ts';
import { takeScope } from './args/scopes.ts';
import type { Command } from './command.ts';
import { malformed } from './malformed.ts';
import { done, expectNoMore, said } from './replies.ts';
import { isResetWord } from './settings.ts';

const fillers = new Set(['to', 'until', 'till', '到', '至', '-', '~']);
const maxNote = 100;

const promoTexts = texts({
  en: {
    title: 'Promotions under way and planned',
    none: 'None. Enter one with promo CODE FROM TO.',
    line: (what: string, range: string, note: string) => `${what}: ${range}${note}`,
    note: (note: string) => ` (${note})`,
  },
  zh: {
    title: '进行中和已计划的促销',
    none: '没有。登记写法：promo 商品编码 开始日期 结束日期。',
    line: (what, range, note) => `${what}：${range}${note}`,
    note: (note) => `（${note}）`,
  },
});

export const promoCommand: Command = {
  name: 'promo',
  aliases: ['promotion', '促销', '活动'],
  usage: {
    zh: 'promo 商品编码|店铺 开始日期 [结束日期] [说明]，或 promo 商品编码|店铺 取消',
    en: 'promo CODE|STORE FROM [TO] [NOTE], or promo CODE|STORE none',
  },
  summary: { zh: '登记促销，活动日不当作异常爆单', en: 'enter a promotion, so that its days are not taken for surges' },
  example: { zh: 'promo LM-LAMP-S 11-20 11-27 黑五', en: 'promo LM-LAMP-S 11-20 11-27 Black Friday' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    if (args.length === 0) return said(await overview(ctx, language));
    const { scope, rest } = await takeScope(ctx, args);
    const { target, store } = targetOf(ctx, scope);
    const today = dayIn(store.zone, ctx.clock.now());
    const [word, ...others] = rest;
    if (isResetWord(word)) {
      expectNoMore(others);
      return done(dropped(await dropPromotions(ctx, { ...target, today })));
    }
    const [first, ...words] = rest.filter((each) => !fillers.has(each.toLowerCase()));
    const from = requireDay(first, today, 'coming');
    const second = words[0] === undefined ? undefined : readDay(words[0], today, { nearestTo: from });
    const note = (second ? words.slice(1) : words).join(' ').slice(0, maxNote);
    const to = second ?? from;
    await setPromotion(ctx, { ...target, from, to, note: note === '' ? null : note });
    return done({
      zh: `已登记：${scopeText(ctx.policy, scope, 'zh')} ${spanText({ from, to, today }, 'zh')}促销。之后判断这些天时按促销处理，已判断的日子不变。`,
      en: `${scopeText(ctx.policy, scope, 'en')} is on promotion ${spanText({ from, to, today }, 'en')}. Days judged from now on are read as promotion days; those already judged stay.`,
    });
  },
};

function targetOf(ctx: Context, scope: Scope): { target: PromotionTarget; store: Store } {
  const storeId = scope.kind === 'sku' || scope.kind === 'store' ? scope.storeId : undefined;
  const store = ctx.policy.stores.find((each) => each.id === storeId);
  if (!store) {
    throw malformed({
      zh: '促销按商品或店铺登记，请写商品编码或店铺。',
      en: 'A promotion is for a SKU or a store; name one.',
    });
  }
  return { target: { storeId: store.id, sku: scope.kind === 'sku' ? scope.sku : null }, store };
}

function dropped(count: number) {
  return count === 0
    ? { zh: '没有尚未开始的促销可以取消。', en: 'There is no promotion that has not begun yet.' }
    : {
        zh: `已取消 ${count} 个尚未开始的促销。`,
        en: `${count} ${count === 1 ? 'promotion is' : 'promotions are'} taken back.`,
      };
}

async function overview(ctx: Context, language: Language): Promise<Message> {
  const words = promoTexts[language];
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  const lines = (await comingPromotions(ctx)).map((row) => {
    const { storeId, sku } = row;
    const scope: Scope = sku === null ? { kind: 'store', storeId } : { kind: 'sku', storeId, sku };
    const note = row.note === null ? '' : words.note(clean(row.note, maxNote));
    const span = spanText({ from: row.fromDay, to: row.toDay, today }, language);
    return words.line(scopeText(ctx.policy, scope, language), span, note);
  });
  return message('plain', words.title, [list(lines, 30), lines.length === 0 ? text(words.none) : undefined]);
}
