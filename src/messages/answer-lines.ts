// An answer as facts: one for each filled field, with choices in words.

import type { Field, Form, RawValues } from '../forms/form.ts';
import { visibleFields } from '../forms/index.ts';
import { parseDay } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import type { Fact } from './blocks.ts';
import { clean } from './clean.ts';
import { dayText, fixedMoment, lengthText, units } from './format.ts';
import type { AnswerView, CaseView, TeamView } from './views.ts';

const maxAnswerText = 300;

const answerTexts = texts({
  en: {
    answered: (when: string, timing: string) => ` answered ${when}${timing}`,
    early: (length: string) => `, ${length} before the deadline`,
    late: (length: string) => `, ${length} after the deadline`,
    lateUnknown: ', after the deadline',
    corrected: (revision: number) => ` (correction ${revision - 1})`,
  },
  zh: {
    answered: (when, timing) => ` 于${when}答复${timing}`,
    early: (length) => `，提前 ${length}`,
    late: (length) => `，迟交 ${length}`,
    lateUnknown: '，已过截止时间',
    corrected: (revision) => `（第 ${revision - 1} 次更正）`,
  },
});

/** Facts of the filled fields of these parts of the form. */
export function answerFacts(
  answer: AnswerView,
  form: Form,
  parts: readonly Field['part'][],
  language: Language,
): Fact[] {
  return visibleFields(form.fields, answer.values)
    .filter((field) => field.kind !== 'tick' && parts.includes(field.part) && filled(answer.values, field))
    .map((field) => ({ label: clean(field.label[language], 60), value: valueText(answer.values, field, language) }));
}

/** What was ticked in a part: "✓ Receiving has been checked". */
export function answerTicks(answer: AnswerView, form: Form, part: Field['part'], language: Language): string[] {
  return visibleFields(form.fields, answer.values)
    .filter((field) => field.kind === 'tick' && field.part === part && filled(answer.values, field))
    .map((field) => `✓ ${field.label[language]}`);
}

/** Cause and proposal in one line: "More advertising · One-off · Replenish · 500 units". */
export function answerLine(answer: AnswerView, form: Form, language: Language): string {
  return visibleFields(form.fields, answer.values)
    .filter((field) => (field.kind === 'choice' || field.name === 'quantity') && filled(answer.values, field))
    .map((field) => shortLabel(valueText(answer.values, field, language)))
    .join(' · ');
}

/** " answered today 16:20, 1 h 40 min before the deadline"; follows the person's name. */
export function answeredText(answer: AnswerView, view: CaseView, team: TeamView, language: Language): string {
  const words = answerTexts[language];
  const correction = answer.revision > 1 ? words.corrected(answer.revision) : '';
  return words.answered(fixedMoment(answer.at, team, language), timing(answer, view, language)) + correction;
}

function timing(answer: AnswerView, view: CaseView, language: Language): string {
  const words = answerTexts[language];
  // The card's deadline is that of its current round: it says nothing about an answer to an earlier one.
  if (view.answerDueAt === null || answer.round !== view.round) return answer.late ? words.lateUnknown : '';
  const minutes = (Date.parse(view.answerDueAt) - Date.parse(answer.at)) / 60_000;
  if (answer.late) return minutes < 0 ? words.late(lengthText(-minutes, language)) : words.lateUnknown;
  return minutes >= 1 ? words.early(lengthText(minutes, language)) : '';
}

function filled(values: RawValues, field: Field): boolean {
  return (values[field.name] ?? '').trim() !== '';
}

function valueText(values: RawValues, field: Field, language: Language): string {
  const value = values[field.name] ?? '';
  switch (field.kind) {
    case 'choice':
      return field.options.find((option) => option.value === value)?.label[language] ?? clean(value, 60);
    case 'tick':
      return '✓';
    case 'day': {
      const day = parseDay(value);
      return day === undefined ? clean(value, 60) : dayText(day, language);
    }
    case 'whole_number':
      return /^-?\d{1,15}$/.test(value) ? `${units(Number(value))} ${field.unit[language]}`.trim() : clean(value, 60);
    case 'text':
      return clean(value, maxAnswerText);
  }
}

/** A label without the explanation in brackets, which only helps while choosing. */
export function shortLabel(label: string): string {
  return label.replace(/（[^（）]*）$| \([^()]*\)$/, '');
}
