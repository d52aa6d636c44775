// What the Slack renderings say in their own words; everything else comes with the message.

import { type Language, texts } from '../../../lib/language.ts';

export const slackWords = texts({
  en: {
    everyone: '@channel',
    more: (count: number) => `… ${count} more`,
    cutShort: '… The rest does not fit into one Slack message.',
    file: (name: string) => `Attached: ${name}`,
    separator: ': ',
    answer: 'Answer',
    sure: 'Are you sure?',
    sureText: (label: string) => `${label}: this takes effect at once and everybody sees it.`,
    cancel: 'Cancel',
    submit: 'Send the answer',
    submitReturn: 'Return it',
    tickAll: 'Check each, then tick',
    choose: 'Choose one',
    chooseDay: 'Choose a day',
    also: 'The same cause holds for',
    alsoHint: 'Ticked cases are answered with the same cause; each keeps its own stock numbers.',
    errorOf: (labels: readonly string[], error: string) => `${labels.join('; ')}: ${error}`,
  },
  zh: {
    everyone: '@所有人',
    more: (count) => `… 还有 ${count} 个`,
    cutShort: '… 其余内容超出 Slack 单条消息的上限。',
    file: (name) => `附件：${name}`,
    separator: '：',
    answer: '填写答复',
    sure: '确定吗？',
    sureText: (label) => `${label}：立即生效，所有人可见。`,
    cancel: '取消',
    submit: '提交答复',
    submitReturn: '退回',
    tickAll: '逐项核对后勾选',
    choose: '请选择',
    chooseDay: '选择日期',
    also: '同一原因也适用于',
    alsoHint: '勾选的异常单会按同一原因一并答复，库存数字各用各的。',
    errorOf: (labels, error) => `${labels.join('；')}：${error}`,
  },
});

/** What separates a label from its value. */
export function labelled(label: string, language: Language): string {
  return label + slackWords[language].separator;
}
