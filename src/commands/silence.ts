// `silence`: no new forms for a SKU, class or store for some days, with a reason; without arguments, what is silenced.

import { personName } from '../cases/display-names.ts';
import { silence } from '../cases/silences.ts';
import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import { list, message, text } from '../messages/blocks.ts';
import { clean } from '../messages/clean.ts';
import { dayText } from '../messages/format.ts';
import type { Message } from '../messages/message.ts';
import type { Scope } from '../policy/detection-scope.ts';
import { teamSettings } from '../store/team-settings.ts';
import { parseDayCount } from './args/numbers.ts';
import { scopeText } from './args/scope-text.ts';
import { takeScope } from './args/scopes.ts';
import { findStore } from './args/skus.ts';
import { takeText } from './args/texts.ts';
import type { Command } from './command.ts';
import { malformed } from './malformed.ts';
import { done, said } from './replies.ts';

const maxDays = 90;

const silenceTexts = texts({
  en: {
    title: 'Silenced at the moment',
    none: 'Nothing is silenced: every deviation asks.',
    line: (scope: string, until: string, reason: string, by: string) => `${scope} until ${until}: ${reason} (${by})`,
  },
  zh: {
    title: '当前静默',
    none: '没有静默：所有异常都会提问。',
    line: (scope, until, reason, by) => `${scope}，至 ${until}：${reason}（${by}）`,
  },
});

export const silenceCommand: Command = {
  name: 'silence',
  aliases: ['静默', '免打扰'],
  usage: {
    zh: 'silence 商品编码|店铺|class 分类 [店铺] 天数 原因',
    en: 'silence CODE|STORE|class X [STORE] DAYS REASON',
  },
  summary: { zh: '一段时间内不再为它开新表单', en: 'open no new forms for it for some days' },
  example: { zh: 'silence LM-LAMP-S 7 清仓收尾', en: 'silence LM-LAMP-S 7 clearing the rest' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    if (args.length === 0) return said(await overview(ctx, language));
    const { scope, rest } = await takeScope(ctx, args);
    const { target, rest: others } = targetOf(ctx, scope, rest);
    const [count, ...words] = others;
    const days = parseDayCount(count, maxDays);
    const reason = takeText(words, { zh: '静默原因', en: 'reason' });
    const until = await silence(ctx, { ...target, days, reason });
    return done({
      zh: `${targetText(ctx, target, 'zh')} 静默至 ${dayText(until, 'zh')}（含当天），到期自动恢复。已有的异常单照常处理。`,
      en: `${targetText(ctx, target, 'en')} is silenced through ${dayText(until, 'en')} and speaks again by itself after that. Open cases go on.`,
    });
  },
};

interface Target {
  storeId: string;
  sku: string | null;
  class: string | null;
}

/** A class is silenced in one store, which the next word names where there are several. */
function targetOf(ctx: Context, scope: Scope, rest: readonly string[]): { target: Target; rest: readonly string[] } {
  switch (scope.kind) {
    case 'sku':
      return { target: { storeId: scope.storeId, sku: scope.sku, class: null }, rest };
    case 'store':
      return { target: { storeId: scope.storeId, sku: null, class: null }, rest };
    case 'class': {
      const named = rest[0] === undefined ? undefined : findStore(ctx, rest[0]);
      const storeId = named?.id ?? onlyStore(ctx);
      return { target: { storeId, sku: null, class: scope.class }, rest: named ? rest.slice(1) : rest };
    }
    case 'team':
      throw malformed({
        zh: '不能让整个团队静默，请写明商品、分类或店铺。',
        en: 'The whole team cannot be silenced; name a SKU, a class or a store.',
      });
  }
}

function onlyStore(ctx: Context): string {
  const [store, second] = ctx.policy.stores;
  if (store && !second) return store.id;
  const ids = ctx.policy.stores.map((each) => each.id).join(', ');
  throw malformed({
    zh: `分类按店铺静默，请在分类后写明店铺：${ids}。`,
    en: `A class is silenced in one store; name it after the class: ${ids}.`,
  });
}

function targetText(ctx: Context, target: Target, language: Language): string {
  const { storeId, sku } = target;
  const scope: Scope = sku === null ? { kind: 'store', storeId } : { kind: 'sku', storeId, sku };
  const text = scopeText(ctx.policy, scope, language);
  return target.class === null
    ? text
    : `${text} · ${scopeText(ctx.policy, { kind: 'class', class: target.class }, language)}`;
}

async function overview(ctx: Context, language: Language): Promise<Message> {
  const words = silenceTexts[language];
  const { silence: rows } = await teamSettings(ctx.db, dayIn(ctx.policy.team.zone, ctx.clock.now()));
  const lines = rows.map((row) => {
    const what = targetText(ctx, row, language);
    const by = personName(ctx.policy, row.setBy) ?? row.setBy;
    return words.line(what, dayText(row.untilDay, language), clean(row.reason, 200), by);
  });
  return message('plain', words.title, [list(lines), lines.length === 0 ? text(words.none) : undefined]);
}
