// The buttons of a case in its current state.

import { type Language, texts } from '../lib/language.ts';
import { isAnswerOwed } from '../model/anomaly-case.ts';
import type { Button } from './message.ts';
import { answerPath, casePath, returnPath } from './paths.ts';
import type { CaseView } from './views.ts';

const buttonTexts = texts({
  en: {
    answer: 'Answer',
    acknowledge: "I'm on it",
    open: 'Details',
    return: 'Return it',
    approve: 'Approve',
    same_cause: 'Same cause for these',
  },
  zh: {
    answer: '填写答复',
    acknowledge: '认领',
    open: '查看详情',
    return: '退回',
    approve: '批准',
    same_cause: '这几个是同一原因',
  },
});

/** Answer and acknowledge while an answer is owed, approve and return once there is one; details always. */
export function caseButtons(view: CaseView, language: Language): (Button | undefined)[] {
  return [
    isAnswerOwed(view) ? answerButton(view, language) : undefined,
    view.status === 'open' ? caseButton(view, 'acknowledge', language) : undefined,
    approveButton(view, language),
    caseButton(view, 'open', language),
    returnButton(view, language),
  ];
}

/** The button that opens the form. */
export function answerButton(view: CaseView, language: Language): Button {
  return { ...caseButton(view, 'answer', language), style: 'primary', path: answerPath(view.caseId) };
}

/** The button that approves a proposal above the cost limit. */
export function approveButton(view: CaseView, language: Language): Button | undefined {
  if (view.status !== 'answered' || view.approval?.state !== 'waiting') return undefined;
  return { ...caseButton(view, 'approve', language), style: 'primary' };
}

/** The button that opens the remark for returning an answer. */
export function returnButton(view: CaseView, language: Language): Button | undefined {
  if (view.status !== 'answered') return undefined;
  return { ...caseButton(view, 'return', language), path: returnPath(view.caseId) };
}

/** Any other button of a case. */
export function caseButton(view: CaseView, action: keyof typeof buttonTexts.en, language: Language): Button {
  return {
    action,
    label: buttonTexts[language][action],
    style: 'plain',
    caseId: view.caseId,
    round: view.round,
    path: casePath(view.caseId),
  };
}
