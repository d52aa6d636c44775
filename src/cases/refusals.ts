// The texts of refusals: why a case does not allow what a person asked for.

import { UserError } from '../errors.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { RefusalCode } from '../model/transition.ts';

/** The refusal of an event as an error for the person who caused it; `who` is the person's colleague who was faster. */
export function refusal(code: RefusalCode, caseId: number, who: string | null): UserError {
  return new UserError(code, { number: caseNumber(caseId), who: who ?? { zh: '同事', en: 'a colleague' } });
}

export function caseNotFound(wanted: string): UserError {
  return new UserError('CASE_NOT_FOUND', { wanted });
}

/** Another change to the same case came first, also on the retry. */
export function conflict(caseId: number): UserError {
  return new UserError('CONFLICT', { number: caseNumber(caseId) });
}

/** The form belongs to a round of the case that is over. */
export function formOutdated(caseId: number): UserError {
  return new UserError('FORM_OUTDATED', { number: caseNumber(caseId) });
}
