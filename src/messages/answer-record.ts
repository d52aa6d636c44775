// The written record of an answer, posted in the thread of its card: everything that was filled in, by whom and when.

import type { Form } from '../forms/form.ts';
import { formFor } from '../forms/index.ts';
import { type Language, texts } from '../lib/language.ts';
import { answeredText, answerFacts, answerTicks } from './answer-lines.ts';
import { buttons, facts, heading, list, mentions, message, personName, text } from './blocks.ts';
import { returnButton } from './case-buttons.ts';
import { headline } from './headline.ts';
import type { MessageKind } from './kind.ts';
import type { Block, Message } from './message.ts';
import type { AnswerView, CaseView, TeamView } from './views.ts';

const recordTexts = texts({
  en: {
    title: (number: string, who: string) => `${number}: answer by ${who}`,
    corrected: (number: string, who: string) => `${number}: corrected answer by ${who}`,
  },
  zh: {
    title: (number, who) => `${number} 答复记录：${who}`,
    corrected: (number, who) => `${number} 更正后的答复：${who}`,
  },
});

interface AnswerRecordView {
  case: CaseView;
  answer: AnswerView;
}

export const answerRecordKind: MessageKind<{ caseId: number; round: number; revision: number }, AnswerRecordView> = {
  name: { en: 'record of an answer', zh: '答复记录' },
  compose: (view, at) => answerRecord(view.case, view.answer, at),
};

/** The record of one revision of an answer, with the form it answers. */
function answerRecord(
  view: CaseView,
  answer: AnswerView,
  { team, language }: { team: TeamView; language: Language },
): Message {
  const words = recordTexts[language];
  const form = formFor(answer.formKind);
  const titled = answer.revision > 1 ? words.corrected : words.title;
  return message(answer.late ? 'warning' : 'good', titled(view.number, personName(answer.by)), [
    text(headline(view, language)),
    text(...mentions([answer.by], ''), answeredText(answer, view, team, language)),
    ...form.parts.flatMap(({ part, title }) => partBlocks(part, title[language], { answer, form, language })),
    buttons(returnButton(view, language)),
  ]);
}

function partBlocks(
  part: Form['parts'][number]['part'],
  title: string,
  { answer, form, language }: { answer: AnswerView; form: Form; language: Language },
): (Block | undefined)[] {
  const filled = answerFacts(answer, form, [part], language);
  const ticks = answerTicks(answer, form, part, language);
  return filled.length + ticks.length > 0 ? [heading(title), facts(...filled), list(ticks)] : [];
}
