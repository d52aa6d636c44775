// Asks for approval of proposals above the cost limit, and shows the state of an approval on the card.

import { formFor } from '../forms/index.ts';
import { type Language, texts } from '../lib/language.ts';
import { answerLine } from './answer-lines.ts';
import { buttons, limits, mentions, message, personName, small, text } from './blocks.ts';
import { approveButton, caseButton, returnButton } from './case-buttons.ts';
import { money } from './format.ts';
import { skuText, storeText } from './headline.ts';
import type { MessageKind, StepContent } from './kind.ts';
import type { Block, Inline, Message } from './message.ts';
import type { ApprovalView, CaseView, PersonView } from './views.ts';

const approvalTexts = texts({
  en: {
    one: (number: string, sku: string, cost: string) => `${number} ${sku}: approve ${cost}?`,
    several: (count: number) => `${count} proposals wait for approval`,
    late: (title: string) => `Late: ${title}`,
    first: (limit: string) => `, this is above the limit of ${limit}: please approve or return it.`,
    further: (limit: string) =>
      `, this is above the limit of ${limit} and nobody below has decided yet: please approve or return it.`,
    everyone: (limit: string) =>
      ` Above the limit of ${limit}, and nobody in charge could be reached: if you may approve, please decide.`,
    by: (who: string) => `Proposed by ${who}: `,
    rest: (count: number) => `… ${count} more.`,
    waiting: (cost: string, limit: string) => `${cost} is above the limit of ${limit}: waits for approval`,
    waitingFor: (who: string) => ` by ${who}`,
    approved: (cost: string, who: string) => `${cost} approved by ${who}.`,
    cost_unknown: 'The unit cost is not known: no approval is needed.',
    other_currency: (cost: string, limit: string) =>
      `It costs ${cost}, the limit is ${limit}: another currency, so no approval is needed.`,
    own_right: (cost: string, limit: string) =>
      `${cost} is above the limit of ${limit}; the person who answered may approve it.`,
    end: '.',
    separator: ', ',
    somebody: 'somebody in charge',
  },
  zh: {
    one: (number, sku, cost) => `${number} ${sku}：补货 ${cost}，请审批`,
    several: (count) => `${count} 份补货建议待审批`,
    late: (title) => `【补发】${title}`,
    first: (limit) => ` 金额超过限额 ${limit}，请批准或退回。`,
    further: (limit) => ` 金额超过限额 ${limit}，下级主管还没有处理，请批准或退回。`,
    everyone: (limit) => ` 金额超过限额 ${limit}，找不到可审批的主管，请有权限的同事处理。`,
    by: (who) => `${who} 的建议：`,
    rest: (count) => `… 还有 ${count} 份。`,
    waiting: (cost, limit) => `金额 ${cost} 超过限额 ${limit}，待审批`,
    waitingFor: (who) => `（已提交 ${who}）`,
    approved: (cost, who) => `金额 ${cost}，${who} 已批准。`,
    cost_unknown: '采购单价未知，无需等待审批。',
    other_currency: (cost, limit) => `金额 ${cost}，限额 ${limit}，币种不同，无需等待审批。`,
    own_right: (cost, limit) => `金额 ${cost} 超过限额 ${limit}，答复人本人有权批准。`,
    end: '。',
    separator: '、',
    somebody: '有权限的同事',
  },
});

interface ApprovalMessageView {
  to: readonly PersonView[];
  everyone: boolean;
  level: number;
  late: boolean;
  cases: readonly CaseView[];
}

export const approvalKind: MessageKind<StepContent, ApprovalMessageView> = {
  name: { en: 'approval', zh: '审批' },
  compose: (view, { language }) => approvalMessage(view, language),
};

/** One message for everything asked at one moment: each proposal with its buttons. */
function approvalMessage(input: ApprovalMessageView, language: Language): Message {
  const words = approvalTexts[language];
  const shown = input.cases.slice(0, limits.rows);
  const [first] = input.cases;
  const title =
    first && input.cases.length === 1
      ? words.one(first.number, skuText(first), costText(first.approval))
      : words.several(input.cases.length);
  return message('warning', input.late ? words.late(title) : title, [
    text(...addressed(input, language)),
    ...shown.flatMap((view) => proposalBlocks(view, language)),
    input.cases.length > shown.length ? small(words.rest(input.cases.length - shown.length)) : undefined,
  ]);
}

/** The state of a case's approval; empty where there is nothing to say. */
export function approvalLine(view: CaseView, language: Language): Inline[] {
  const { approval } = view;
  if (!approval) return [];
  const words = approvalTexts[language];
  const cost = costText(approval);
  const limit = limitText(approval);
  if (approval.state === 'approved') {
    return [words.approved(cost, approval.approvedBy ? personName(approval.approvedBy) : words.somebody)];
  }
  if (approval.state === 'waiting') {
    const names = approval.askedOf.map(personName).join(words.separator);
    return [{ strong: words.waiting(cost, limit) }, names === '' ? '' : words.waitingFor(names), words.end];
  }
  switch (approval.because) {
    case 'cost_unknown':
      return [words.cost_unknown];
    case 'other_currency':
      return [words.other_currency(cost, limit)];
    case 'own_right':
      return [words.own_right(cost, limit)];
    case null:
      return [];
  }
}

function addressed({ to, everyone, level, cases }: ApprovalMessageView, language: Language): Inline[] {
  const words = approvalTexts[language];
  const limit = limitText(cases[0]?.approval ?? null);
  if (everyone || to.length === 0) return [{ mentionAll: true }, words.everyone(limit)];
  return [...mentions(to, words.separator), level > 1 ? words.further(limit) : words.first(limit)];
}

function proposalBlocks(view: CaseView, language: Language): (Block | undefined)[] {
  const words = approvalTexts[language];
  const { answer } = view;
  const said = answer ? words.by(personName(answer.by)) + answerLine(answer, formFor(answer.formKind), language) : '';
  return [
    text({ strong: `${view.number} ${skuText(view)} · ${storeText(view)} · ${costText(view.approval)}` }),
    said === '' ? undefined : text(said),
    buttons(approveButton(view, language), returnButton(view, language), caseButton(view, 'open', language)),
  ];
}

function costText(approval: ApprovalView | null): string {
  return approval?.cost ? money(approval.cost.amount, approval.cost.currency) : '–';
}

function limitText(approval: ApprovalView | null): string {
  return approval ? money(approval.limit.amount, approval.limit.currency) : '–';
}
