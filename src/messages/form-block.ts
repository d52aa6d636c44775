// The questions of a case as a block, for a modal, a page, or the message itself.

import type { Field } from '../forms/form.ts';
import { askedFields, formFor } from '../forms/index.ts';
import { returnForm } from '../forms/return-answer.ts';
import type { AlsoCase, FormBlock } from './message.ts';
import { availableText } from './stock-lines.ts';
import type { CaseView } from './views.ts';

/** The case's questions in this round, pre-filled. */
export function formBlock(view: CaseView, also: readonly AlsoCase[]): FormBlock {
  const form = formFor(view.formKind);
  const { caseId, round, prefill } = view;
  const fields = askedFields(form, view.facts).map((field) => withAge(field, view));
  return { type: 'form', caseId, round, form, fields, values: prefill, errors: {}, ...(also.length > 0 && { also }) };
}

/** Units that are an estimate say so where they are confirmed. */
function withAge(field: Field, { stock }: CaseView): Field {
  if (field.name !== 'available' || !stock?.estimate) return field;
  return { ...field, hint: { zh: availableText(stock, 'zh'), en: availableText(stock, 'en') } };
}

/** The remark asked for when an answer is returned. */
export function returnBlock({ caseId, round }: CaseView): FormBlock {
  return { type: 'form', caseId, round, form: returnForm, fields: returnForm.fields, values: {}, errors: {} };
}
