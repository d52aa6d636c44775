// The questions of a case as a block, wherever it stands: in a modal, on a page, or inside the message itself.

import { askedFields, formFor } from '../forms/index.ts';
import { returnForm } from '../forms/return-answer.ts';
import type { AlsoCase, FormBlock } from './message.ts';
import type { CaseView } from './views.ts';

/** The case's questions in this round, filled with what the form arrives with. */
export function formBlock(view: CaseView, also: readonly AlsoCase[]): FormBlock {
  const form = formFor(view.formKind);
  const { caseId, round, prefill } = view;
  const fields = askedFields(form, view.facts);
  return { type: 'form', caseId, round, form, fields, values: prefill, errors: {}, ...(also.length > 0 && { also }) };
}

/** The question what an answer lacks. */
export function returnBlock({ caseId, round }: CaseView): FormBlock {
  return { type: 'form', caseId, round, form: returnForm, fields: returnForm.fields, values: {}, errors: {} };
}
