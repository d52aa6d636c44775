// The texts of refusals: why a case does not allow what a person asked for.

import { UserError } from '../errors.ts';
import type { Bilingual } from '../lib/language.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { RefusalCode } from '../model/transition.ts';

/** The refusal of an event as an error for the person who caused it. */
export function refusal(code: RefusalCode, caseId: number, who: string | null): UserError {
  return new UserError(code, textOf(code, caseNumber(caseId), who));
}

export function caseNotFound(wanted: string): UserError {
  return new UserError('CASE_NOT_FOUND', {
    zh: `没有编号为 ${wanted} 的异常单。用指令 mine 查看你待填的单。`,
    en: `There is no case ${wanted}. The command mine shows your open forms.`,
  });
}

/** Another change to the same case came first, also on the retry. */
export function conflict(caseId: number): UserError {
  return new UserError('CONFLICT', {
    zh: `${caseNumber(caseId)} 刚刚被别人改动，请打开最新状态后再试。`,
    en: `${caseNumber(caseId)} was changed by somebody else just now. Open it again and retry.`,
  });
}

/** The form belongs to a round of the case that is over. */
export function formOutdated(caseId: number): UserError {
  return new UserError('FORM_OUTDATED', {
    zh: `这张表单已过期：${caseNumber(caseId)} 已进入新一轮。请打开最新的卡片填写。`,
    en: `This form is out of date: ${caseNumber(caseId)} is in a new round. Open its newest card and answer there.`,
  });
}

function textOf(code: RefusalCode, number: string, who: string | null): Bilingual {
  switch (code) {
    case 'ALREADY_ANSWERED':
      return {
        zh: `${number} 已由${who ?? '同事'}答复，以先提交的为准。需要更正请用“更正答复”。`,
        en: `${number} has been answered by ${who ?? 'a colleague'}; the first answer stands. Correct it if it is wrong.`,
      };
    case 'ALREADY_ACKNOWLEDGED':
      return { zh: `${number} 已由${who ?? '同事'}认领。`, en: `${number} has been taken by ${who ?? 'a colleague'}.` };
    case 'NOT_ANSWERED':
      return { zh: `${number} 还没有答复，无法退回。`, en: `${number} has no answer yet that could be returned.` };
    case 'CASE_CLOSED':
      return { zh: `${number} 已关闭，无需再处理。`, en: `${number} is closed; nothing is left to do.` };
    case 'NOTHING_DUE':
      return { zh: `${number} 已答复，此操作不再适用。`, en: `${number} has been answered; this no longer applies.` };
  }
}
