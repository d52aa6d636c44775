// What the Feishu renderings say in their own words; everything else comes with the message.

import type { Language } from '../../../lib/language.ts';
import { texts } from '../../../messages/texts.ts';

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
    fill: (what: string) => `Answer: ${what}`,
    choose: 'Choose one',
    chooseDay: 'Choose a day',
    write: 'Write here',
    unit: (unit: string) => ` (${unit})`,
    tickAll: 'Check each, then tick',
    also: 'The same cause holds for',
    alsoHint: 'Chosen cases are answered with the same cause; each keeps its own stock numbers.',
    chooseCases: 'None chosen',
    prefilled: (part: string) => `${part}: numbers from the report, correct what is wrong`,
    onlyWhen: (field: string, options: string) => `Only if “${field}” is ${options}.`,
    exceptWhen: (field: string, options: string) => `Not if “${field}” is ${options}.`,
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
    fill: (what) => `填写答复：${what}`,
    choose: '请选择',
    chooseDay: '选择日期',
    write: '请填写',
    unit: (unit) => `（${unit}）`,
    tickAll: '逐项核对后勾选',
    also: '同一原因也适用于',
    alsoHint: '选中的异常单会按同一原因一并答复，库存数字各用各的。',
    chooseCases: '未选择',
    prefilled: (part) => `${part}：已按报表预填，有出入再改`,
    onlyWhen: (field, options) => `“${field}”选${options}时填写。`,
    exceptWhen: (field, options) => `“${field}”选${options}时不用填。`,
    or: '或',
    wrong: '还没有提交成功：请补齐下面标红的项，已填的内容都保留着。',
  },
});

/** What separates a label from its value. */
export function labelled(label: string, language: Language): string {
  return label + feishuWords[language].separator;
}
