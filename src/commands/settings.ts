// What thresholds and policies hold where, with who set them: shared by `threshold` and `policy`.

import { personName } from '../cases/display-names.ts';
import { teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { type Language, texts } from '../lib/language.ts';
import { facts, heading, list, message, small, table, text } from '../messages/blocks.ts';
import { clean } from '../messages/clean.ts';
import { fixedMoment, share } from '../messages/format.ts';
import type { Message } from '../messages/message.ts';
import { policyWords } from '../messages/words.ts';
import {
  type DetectionSetting,
  type Override,
  overrideBook,
  resolveDetection,
  type Scope,
  type Setting,
  type SettingSource,
  scopeKey,
} from '../policy/detection-scope.ts';
import { type DetectionPolicy, detectionPolicies } from '../policy/policy.ts';
import { findSku } from '../store/reads/sku-list.ts';
import { loadOverrides, recentSettingChanges, type SettingChange } from '../store/team-settings.ts';
import { parseScopeKey, scopeText } from './args/scope-text.ts';

const shownChanges = 5;

const settingTexts = texts({
  en: {
    title: 'Thresholds and policies',
    titleOf: (where: string) => `Threshold and policy of ${where}`,
    columns: ['Scope', 'Setting', 'Value', 'Set by'],
    threshold: 'Threshold',
    policy: 'Policy',
    from: (source: string) => ` (${source})`,
    sources: {
      sku: 'set for this SKU',
      class: 'set for its class',
      store: 'set for its store',
      team: 'set for the team',
      file: 'policy file',
    },
    settings: { policy: 'policy', threshold_up: 'rise', threshold_down: 'fall' },
    by: (who: string, when: string) => `${who}, ${when}`,
    none: 'Nothing is set by command: the policy file holds everywhere.',
    changes: 'Last changes',
    change: (when: string, who: string, scope: string, setting: string, before: string, after: string) =>
      `${when} ${who}: ${scope} ${setting} ${before} → ${after}`,
    unset: 'not set',
    precedence: 'SKU over class over store over team over policy file.',
  },
  zh: {
    title: '阈值与策略',
    titleOf: (where) => `${where} 的阈值与策略`,
    columns: ['范围', '项目', '值', '设置人'],
    threshold: '阈值',
    policy: '检测策略',
    from: (source) => `（${source}）`,
    sources: {
      sku: '该商品单独设置',
      class: '按分类设置',
      store: '按店铺设置',
      team: '按团队设置',
      file: '策略文件',
    },
    settings: { policy: '策略', threshold_up: '上涨', threshold_down: '下跌' },
    by: (who, when) => `${who}，${when}`,
    none: '没有用指令改过：全部按策略文件执行。',
    changes: '最近改动',
    change: (when, who, scope, setting, before, after) => `${when} ${who}：${scope} ${setting} ${before} → ${after}`,
    unset: '未设置',
    precedence: '优先级：商品 > 分类 > 店铺 > 团队 > 策略文件。',
  },
});

/** "default" or "默认": take the setting back. */
export function isResetWord(word: string | undefined): boolean {
  return word !== undefined && ['default', 'reset', 'none', '默认', '恢复', '取消'].includes(word.toLowerCase());
}

/** A threshold with the side it is for: "+12.5 %", "−20 %". */
export function sided(side: 'up' | 'down', fraction: number): string {
  return `${side === 'up' ? '+' : '−'}${share(fraction)}`;
}

/** What holds for `scope`, or everything that is set when it is left out, and the last changes. */
export async function settingsMessage(ctx: Context, scope: Scope | undefined, language: Language): Promise<Message> {
  const rows = await loadOverrides(ctx.db);
  const key = scope && scopeKey(scope);
  const changes = await recentSettingChanges(ctx.db, { ...(key !== undefined && { scope: key }), limit: shownChanges });
  const words = settingTexts[language];
  const shown = scope
    ? [holdsBlock(await resolved(ctx, rows, scope), language)]
    : [fileFacts(ctx, language), ...setBlocks(ctx, rows, language)];
  const title = scope ? words.titleOf(scopeText(ctx.policy, scope, language)) : words.title;
  return message('plain', title, [...shown, ...changeBlocks(ctx, changes, language), small(words.precedence)]);
}

async function resolved(ctx: Context, rows: readonly Override[], scope: Scope): Promise<DetectionSetting> {
  const book = overrideBook(rows);
  switch (scope.kind) {
    case 'team':
      return resolveDetection(ctx.policy, book, { storeId: '', sku: null, class: null });
    case 'class':
      return resolveDetection(ctx.policy, book, { storeId: '', sku: null, class: scope.class });
    case 'store':
      return resolveDetection(ctx.policy, book, { storeId: scope.storeId, sku: null, class: null });
    case 'sku': {
      const item = await findSku(ctx.db, scope.storeId, scope.sku);
      return resolveDetection(ctx.policy, book, { ...scope, class: item?.class ?? null });
    }
  }
}

function holdsBlock(setting: DetectionSetting, language: Language) {
  const words = settingTexts[language];
  const from = (source: SettingSource) => words.from(words.sources[source]);
  const up = sided('up', setting.threshold.up) + from(setting.from.threshold_up);
  const down = sided('down', setting.threshold.down) + from(setting.from.threshold_down);
  return facts(
    { label: words.threshold, value: `${up} / ${down}` },
    { label: words.policy, value: policyWords[setting.policy][language] + from(setting.from.policy) },
  );
}

function fileFacts(ctx: Context, language: Language) {
  const words = settingTexts[language];
  const { threshold, policy } = ctx.policy.detection;
  const source = words.from(words.sources.file);
  return facts(
    { label: words.threshold, value: `${sided('up', threshold.up)} / ${sided('down', threshold.down)}${source}` },
    { label: words.policy, value: policyWords[policy][language] + source },
  );
}

function setBlocks(ctx: Context, rows: readonly Override[], language: Language) {
  const words = settingTexts[language];
  if (rows.length === 0) return [text(words.none)];
  const lines = rows.map((row) => [
    scopeName(ctx, row.scope, language),
    words.settings[row.setting],
    valueText(row.setting, row.policy ?? String(row.threshold), language),
    words.by(
      personName(ctx.policy, row.setBy) ?? row.setBy,
      fixedMoment(row.setAt.toISOString(), teamView(ctx), language),
    ),
  ]);
  return [table(words.columns, lines, 30)];
}

function changeBlocks(ctx: Context, changes: readonly SettingChange[], language: Language) {
  const words = settingTexts[language];
  const lines = changes.flatMap((each) => {
    const { setting } = each;
    if (!isDetectionSetting(setting)) return [];
    const value = (stored: string | null) => (stored === null ? words.unset : valueText(setting, stored, language));
    const when = fixedMoment(each.at.toISOString(), teamView(ctx), language);
    const who = personName(ctx.policy, each.changedBy) ?? each.changedBy;
    const scope = scopeName(ctx, each.scope, language);
    return [words.change(when, who, scope, words.settings[setting], value(each.before), value(each.after))];
  });
  return lines.length === 0 ? [] : [heading(words.changes), list(lines)];
}

function isDetectionSetting(setting: SettingChange['setting']): setting is Setting {
  return setting === 'policy' || setting === 'threshold_up' || setting === 'threshold_down';
}

function scopeName(ctx: Context, key: string, language: Language): string {
  const scope = parseScopeKey(key);
  return scope ? scopeText(ctx.policy, scope, language) : clean(key, 60);
}

function valueText(setting: Setting, stored: string, language: Language): string {
  if (setting === 'policy') return isPolicy(stored) ? policyWords[stored][language] : clean(stored, 20);
  return sided(setting === 'threshold_up' ? 'up' : 'down', Number(stored));
}

function isPolicy(text: string): text is DetectionPolicy {
  return detectionPolicies.some((each) => each === text);
}
