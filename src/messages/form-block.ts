// The questions of a case as a block, for a modal, a page, or the message itself.

import { askedFields, formFor } from '../forms/index.ts';
import { returnForm } from '../forms/return-answer.ts';
import type { AlsoCase, FormBlock } from './message.ts';
import type { CaseView } from './views.ts';

/** The case's questions in this round, pre-filled. */
export function formBlock(view: CaseView, also: readonly AlsoCase[]): FormBlock {
  const form = formFor(view.formKind);
  const { caseId, round, prefill } = view;
  const fields = askedFields(form, view.facts);
  return { type: 'form', caseId, round, form, fields, values: prefill, errors: {}, ...(also.length > 0 && { also }) };
}

/** The remark asked for when an answer is returned. */
export function returnBlock({ caseId, round }: CaseView): FormBlock {
  return { type: 'form', caseId, round, form: returnForm, fields: returnForm.fields, values: {}, errors: {} };
}
