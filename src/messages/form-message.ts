// The form of a case as a message: what happened, then the questions. Modals and pages use the same block.

import type { Language } from '../lib/language.ts';
import { caseCard } from './card.ts';
import { formBlock, returnBlock } from './form-block.ts';
import type { AlsoCase, FormBlock, Message } from './message.ts';
import type { CaseView, TeamView } from './views.ts';

/** The card with the form in place of its buttons; `also` lists cases that may be answered together. */
export function formMessage(
  view: CaseView,
  team: TeamView,
  { language, also = [] }: { language: Language; also?: readonly AlsoCase[] },
): Message {
  return withForm(caseCard(view, team, language, { forms: 'in-message' }), formBlock(view, also));
}

/** The answered card with the remark for returning the answer. */
export function returnMessage(view: CaseView, team: TeamView, language: Language): Message {
  return withForm(caseCard(view, team, language), returnBlock(view));
}

function withForm(card: Message, form: FormBlock): Message {
  return { ...card, blocks: [...card.blocks.filter(({ type }) => type !== 'buttons' && type !== 'form'), form] };
}
