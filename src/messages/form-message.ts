// The form of a case as a message: what happened, then the questions. Modals and pages are made of the same block.

import type { FieldErrors, RawValues } from '../forms/form.ts';
import { askedFields, formFor } from '../forms/index.ts';
import type { Language } from '../lib/language.ts';
import { caseCard } from './card.ts';
import type { FormBlock, Message } from './message.ts';
import type { CaseView, TeamView } from './views.ts';

/** The case's questions in this round, filled with `values` (what the form arrives with, when left out). */
function formBlock(view: CaseView, values: RawValues = view.prefill, errors: FieldErrors = {}): FormBlock {
  const form = formFor(view.formKind);
  const { caseId, round } = view;
  return { type: 'form', caseId, round, form, fields: askedFields(form, view.facts), values, errors };
}

/** The card with the form in place of its buttons. */
export function formMessage(view: CaseView, team: TeamView, language: Language): Message {
  const card = caseCard(view, team, language);
  const evidence = card.blocks.filter((block) => block.type !== 'buttons');
  return { ...card, blocks: [...evidence, formBlock(view)] };
}
