// What the Feishu renderings say in their own words; everything else comes with the message.

import { type Language, texts } from '../../../lib/language.ts';

export const feishuWords = texts({
  en: {
    more: (count: number) => `… ${count} more`,
    cutShort: '… The rest does not fit into one Feishu card.',
    file: (name: string) => `Attached: ${name}`,
    separator: ': ',
    answer: 'Answer',
    sure: 'Are you sure?',
    sureText: (label: string) => `${label}: this takes effect at once and everybody sees it.`,
    submit: 'Send the answer',
    submitReturn: 'Return it',
    chooseDay: 'Choose a day',
    unit: (unit: string) => ` (${unit})`,
    tickAll: 'Check each, then tick',
    ticksOf: (part: string) => `${part}: check each, then tick`,
    also: 'The same cause holds for',
    alsoHint: 'Chosen cases are answered with the same cause; each keeps its own stock numbers.',
    prefilled: (part: string, values: string) => `${part}, filled in: ${values} (tap to change)`,
    valueSeparator: ' · ',
    onlyWhen: (options: string) => `Needed with ${options}.`,
    exceptWhen: (options: string) => `Needed unless it is ${options}.`,
    onlyWhenField: (field: string, options: string) => `Needed if “${field}” is ${options}.`,
    exceptWhenField: (field: string, options: string) => `Needed unless “${field}” is ${options}.`,
    or: ' or ',
    wrong: 'Not sent yet. What is marked in red below still needs you; what you typed is kept.',
  },
  zh: {
    more: (count) => `… 还有 ${count} 个`,
    cutShort: '… 其余内容超出飞书单张卡片的上限。',
    file: (name) => `附件：${name}`,
    separator: '：',
    answer: '填写答复',
    sure: '确定吗？',
    sureText: (label) => `${label}：立即生效，所有人可见。`,
    submit: '提交答复',
    submitReturn: '退回',
    chooseDay: '选择日期',
    unit: (unit) => `（${unit}）`,
    tickAll: '逐项核对后勾选',
    ticksOf: (part) => `${part}：逐项核对后勾选`,
    also: '同一原因也适用于',
    alsoHint: '选中的异常单会按同一原因一并答复，库存数字各用各的。',
    prefilled: (part, values) => `${part}（已预填）：${values}，要改点这里`,
    valueSeparator: ' · ',
    onlyWhen: (options) => `选${options}时必填。`,
    exceptWhen: (options) => `选${options}时不用填。`,
    onlyWhenField: (field, options) => `“${field}”选${options}时必填。`,
    exceptWhenField: (field, options) => `“${field}”选${options}时不用填。`,
    or: '或',
    wrong: '还没有提交成功：请补齐下面标红的项，已填的内容都保留着。',
  },
});

/** What separates a label from its value. */
export function labelled(label: string, language: Language): string {
  return label + feishuWords[language].separator;
}
