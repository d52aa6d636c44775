// `policy`: how strictly a deviation must be out of the ordinary before it asks. Without a word it tells what holds.

import type { Context } from '../context.ts';
import type { Reply } from '../messages/inbound.ts';
import { policyWords } from '../messages/words.ts';
import type { Scope } from '../policy/detection-scope.ts';
import { type DetectionPolicy, detectionPolicies } from '../policy/policy.ts';
import { clearOverrides, setDetectionPolicy } from '../team/overrides.ts';
import { scopeText } from './args/scope-text.ts';
import { takeScope } from './args/scopes.ts';
import type { Command } from './command.ts';
import { malformed, quoted } from './malformed.ts';
import { done, expectNoMore, inBoth, said } from './replies.ts';
import { isResetWord, settingsMessage } from './settings.ts';

const policyAliases: ReadonlyMap<string, DetectionPolicy> = new Map([
  ...detectionPolicies.map((each) => [each, each] as const),
  ['逐条', 'literal'],
  ['宽松', 'loose'],
  ['均衡', 'balanced'],
  ['严格', 'strict'],
]);

export const policyCommand: Command = {
  name: 'policy',
  aliases: ['策略', '检测策略'],
  usage: {
    zh: 'policy [team|店铺|class 分类|商品编码] [literal|loose|balanced|strict|默认]',
    en: 'policy [team|STORE|class X|CODE] [literal|loose|balanced|strict|default]',
  },
  summary: { zh: '查看或修改检测策略的严格程度', en: 'show or set how strictly deviations are judged' },
  example: { zh: 'policy amz-us balanced', en: 'policy amz-us balanced' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    const { scope, rest } = await scopeAndRest(ctx, args);
    const [word, ...others] = rest;
    if (word === undefined) return said(await settingsMessage(ctx, scope, language));
    expectNoMore(others);
    return isResetWord(word)
      ? reset(ctx, scope ?? { kind: 'team' })
      : change(ctx, scope ?? { kind: 'team' }, requirePolicy(word));
  },
};

async function scopeAndRest(ctx: Context, args: readonly string[]) {
  const [first] = args;
  if (first === undefined || isResetWord(first) || readPolicy(first)) return { scope: undefined, rest: args };
  return takeScope(ctx, args);
}

async function change(ctx: Context, scope: Scope, policy: DetectionPolicy): Promise<Reply> {
  await setDetectionPolicy(ctx, { scope, policy });
  return done(
    inBoth((language) => {
      const where = scopeText(ctx.policy, scope, language);
      const word = policyWords[policy][language];
      return language === 'zh'
        ? `${where} 的检测策略改为${word}，对之后的判断生效。`
        : `${where} is now judged by the policy ${word}. It holds for new verdicts.`;
    }),
  );
}

async function reset(ctx: Context, scope: Scope): Promise<Reply> {
  const cleared = await clearOverrides(ctx, { scope, settings: ['policy'] });
  return done(
    inBoth((language) => {
      const where = scopeText(ctx.policy, scope, language);
      if (language === 'zh') {
        return cleared === 0 ? `${where} 没有单独设过策略，无需恢复。` : `${where} 的策略已恢复为上一级的设置。`;
      }
      return cleared === 0
        ? `No policy was set for ${where}; nothing to take back.`
        : `The policy of ${where} is taken back; the next wider setting holds.`;
    }),
  );
}

function requirePolicy(word: string): DetectionPolicy {
  const found = readPolicy(word);
  if (found) return found;
  throw malformed({
    zh: `没有策略${quoted(word)}。可用：literal 逐条、loose 宽松、balanced 均衡、strict 严格。`,
    en: `There is no policy ${quoted(word)}. There is literal, loose, balanced and strict.`,
  });
}

function readPolicy(word: string): DetectionPolicy | undefined {
  return policyAliases.get(word.normalize('NFKC').toLowerCase());
}
