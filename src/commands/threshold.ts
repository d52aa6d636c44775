// `threshold`: from which deviation on a form is asked. Without a percentage it tells what holds and who set it.

import type { Context } from '../context.ts';
import type { Language } from '../lib/language.ts';
import { share } from '../messages/format.ts';
import type { Reply } from '../messages/inbound.ts';
import type { Scope } from '../policy/detection-scope.ts';
import { clearOverrides, setThreshold } from '../team/overrides.ts';
import { parseThreshold, type ThresholdChange } from './args/numbers.ts';
import { scopeText } from './args/scope-text.ts';
import { takeScope } from './args/scopes.ts';
import { isSkuCode } from './args/skus.ts';
import type { Command } from './command.ts';
import { done, expectNoMore, inBoth, said } from './replies.ts';
import { isResetWord, settingsMessage, sided } from './settings.ts';

export const thresholdCommand: Command = {
  name: 'threshold',
  aliases: ['阈值', '门槛'],
  usage: {
    zh: 'threshold [team|店铺|class 分类|商品编码] [20%|+30%|-20%|默认]',
    en: 'threshold [team|STORE|class X|CODE] [20%|+30%|-20%|default]',
  },
  summary: { zh: '查看或修改触发表单的偏离幅度', en: 'show or set the deviation that asks a form' },
  example: { zh: 'threshold amz-us 25%', en: 'threshold amz-us 25%' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    const { scope, rest } = await scopeAndRest(ctx, args);
    if (rest.length === 0) return said(await settingsMessage(ctx, scope, language));
    if (isResetWord(rest[0])) {
      expectNoMore(rest.slice(1));
      return reset(ctx, scope ?? { kind: 'team' });
    }
    return change(ctx, scope ?? { kind: 'team' }, parseThreshold(rest));
  },
};

/**
 * "threshold 25%" is about the team: a first word that can only be a percentage leaves the scope out. So does a number alone,
 * unless a SKU is called so.
 */
async function scopeAndRest(ctx: Context, args: readonly string[]) {
  const [first] = args;
  if (first === undefined) return { scope: undefined, rest: [] };
  if (isResetWord(first) || /^[+＋\-－−–]?[\d.０-９．]+\s*[%％]$|^[+-]?0\.\d+$/u.test(first))
    return { scope: undefined, rest: args };
  if (
    args.length === 1 &&
    /^[+\-−–]?\d{1,4}(?:\.\d+)?$/.test(first.normalize('NFKC')) &&
    !(await isSkuCode(ctx, first))
  ) {
    return { scope: undefined, rest: args };
  }
  return takeScope(ctx, args);
}

async function change(ctx: Context, scope: Scope, sides: ThresholdChange): Promise<Reply> {
  await setThreshold(ctx, { scope, ...sides });
  return done(
    inBoth((language) => {
      const where = scopeText(ctx.policy, scope, language);
      const value = sidesText(sides);
      return language === 'zh'
        ? `${where} 的阈值改为 ${value}，对之后的判断生效；已判断的日子不变。`
        : `The threshold of ${where} is now ${value}. It holds for new verdicts; days already judged stay as they are.`;
    }),
  );
}

async function reset(ctx: Context, scope: Scope): Promise<Reply> {
  const cleared = await clearOverrides(ctx, { scope, settings: ['threshold_up', 'threshold_down'] });
  const where = (language: Language) => scopeText(ctx.policy, scope, language);
  if (cleared === 0) {
    return done({
      zh: `${where('zh')} 没有单独设过阈值，无需恢复。`,
      en: `No threshold was set for ${where('en')}; nothing to take back.`,
    });
  }
  return done({
    zh: `${where('zh')} 的阈值已恢复为上一级的设置，对之后的判断生效。`,
    en: `The threshold of ${where('en')} is taken back; the next wider setting holds for new verdicts.`,
  });
}

function sidesText({ up, down }: ThresholdChange): string {
  if (up !== undefined && up === down) return `±${share(up)}`;
  return [up === undefined ? undefined : sided('up', up), down === undefined ? undefined : sided('down', down)]
    .filter((each) => each !== undefined)
    .join(' / ');
}
