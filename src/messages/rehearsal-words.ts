// Texts of a rehearsal shared by messages and the console.

import { type Language, texts } from '../lib/language.ts';
import type { DetectionPolicy } from '../policy/policy.ts';
import { expected } from './format.ts';
import type { RehearsalView, RehearsedPolicy } from './rehearsal-view.ts';

export const rehearsalWords = texts({
  en: {
    policies: { literal: 'literal', loose: 'loose', balanced: 'balanced', strict: 'strict', in_force: 'as set now' },
    /** What each policy asks, in a few words. */
    meaning: {
      literal: 'every day 20 % off its usual level asks',
      loose: 'asks more than balanced: chance may explain it twice as well',
      balanced: 'asks when chance does not explain it (the default)',
      strict: 'asks less than balanced: chance must explain it half as well',
      in_force: 'policies set for single stores, classes or SKUs',
    },
    inForce: 'in force',
    nobody: 'nobody',
    wholeStore: 'whole store',
    supposed:
      'Based on everything known today, assuming that each form was answered on its day with “short-term”: an episode is asked about again only when it gets worse or after 14 days. Leave and silences are ignored.',
    learned: (judged: number, days: number) =>
      judged < days ? `Something could be judged on ${judged} of ${days} days; “a day” is a mean over these. ` : '',
  },
  zh: {
    policies: {
      literal: '逐条 literal',
      loose: '宽松 loose',
      balanced: '均衡 balanced',
      strict: '严格 strict',
      in_force: '现行设置',
    },
    meaning: {
      literal: '只要偏离平日 20 % 就问',
      loose: '比均衡多问一些：偶然性的门槛放宽一倍',
      balanced: '偶然波动解释不了才问（默认）',
      strict: '比均衡少问一些：偶然性的门槛收紧一半',
      in_force: '部分店铺、分类或商品单独设置了策略',
    },
    inForce: '现行',
    nobody: '无人',
    wholeStore: '全店',
    supposed:
      '按今天已知的数据试算，并假设每张表单当天就答复为“短期”：同一次异常只有变得更严重、或满 14 天仍未恢复时才再问。不考虑请假和静默。',
    learned: (judged, days) => (judged < days ? `${days} 天中有 ${judged} 天可以判断，“每天”按这些天平均。` : ''),
  },
});

/** The one that asks most first. */
export const uniformPolicies: readonly DetectionPolicy[] = ['literal', 'loose', 'balanced', 'strict'];

/** Forms a day: "1.6", "24". */
export function formsADay(perDay: number): string {
  return expected(perDay);
}

/** "balanced · in force". */
export function policyLabel(policy: RehearsedPolicy, view: Pick<RehearsalView, 'inForce'>, language: Language): string {
  const words = rehearsalWords[language];
  const name = words.policies[policy];
  return policy === view.inForce ? `${name} · ${words.inForce}` : name;
}
