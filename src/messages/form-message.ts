// The form of a case as a message: what happened, then the questions. Modals and pages are made of the same block.

import { askedFields, formFor } from '../forms/index.ts';
import { returnForm } from '../forms/return-answer.ts';
import type { Language } from '../lib/language.ts';
import { caseCard } from './card.ts';
import type { AlsoCase, FormBlock, Message } from './message.ts';
import type { CaseView, TeamView } from './views.ts';

/** The case's questions in this round, filled with what the form arrives with. */
function formBlock(view: CaseView, also: readonly AlsoCase[]): FormBlock {
  const form = formFor(view.formKind);
  const { caseId, round, prefill } = view;
  const fields = askedFields(form, view.facts);
  return { type: 'form', caseId, round, form, fields, values: prefill, errors: {}, ...(also.length > 0 && { also }) };
}

/** The card with the form in place of its buttons; `also` are cases that may be answered along. */
export function formMessage(
  view: CaseView,
  team: TeamView,
  { language, also = [] }: { language: Language; also?: readonly AlsoCase[] },
): Message {
  return withForm(caseCard(view, team, language), formBlock(view, also));
}

/** The answered card with the question what the answer lacks. */
export function returnMessage(view: CaseView, team: TeamView, language: Language): Message {
  const { caseId, round } = view;
  const { fields } = returnForm;
  const block: FormBlock = { type: 'form', caseId, round, form: returnForm, fields, values: {}, errors: {} };
  return withForm(caseCard(view, team, language), block);
}

function withForm(card: Message, form: FormBlock): Message {
  return { ...card, blocks: [...card.blocks.filter(({ type }) => type !== 'buttons'), form] };
}
