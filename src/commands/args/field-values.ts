// "cause=advertising detail=…" as values of a form: fields and choices by name or by label, in either language. Pure.

import { distance } from 'fastest-levenshtein';
import type { Field, RawValues } from '../../forms/form.ts';
import { malformed, quoted } from '../malformed.ts';

/** The values that `words` give to `fields`; refuses what names no field or no choice, with the nearest that does. */
export function parseFieldValues(words: readonly string[], fields: readonly Field[]): RawValues {
  return Object.fromEntries(words.map((word) => parsePair(word, fields)));
}

function parsePair(word: string, fields: readonly Field[]): [string, string] {
  const match = /^([^=＝]+)[=＝](.*)$/s.exec(word);
  if (!match) {
    throw malformed({
      zh: `${quoted(word)}应写成 字段=内容；内容里有空格时加引号，例如 detail="黑五 活动"。`,
      en: `${quoted(word)} must be written field=value; put quotes around a value with spaces, as in detail="Black Friday deal".`,
    });
  }
  const field = fieldNamed(match[1] ?? '', fields);
  return [field.name, valueFor(field, match[2] ?? '')];
}

function fieldNamed(typed: string, fields: readonly Field[]): Field {
  const wanted = plain(typed);
  const found = fields.find((field) => namesOf(field).includes(wanted));
  if (found) return found;
  const near = nearest(
    wanted,
    fields.map((field) => field.name),
  );
  throw malformed({
    zh: `表单里没有${quoted(typed)}这一项。是不是 ${near}？`,
    en: `The form has no field ${quoted(typed)}. Did you mean ${near}?`,
  });
}

function valueFor(field: Field, typed: string): string {
  if (field.kind === 'tick')
    return ['是', '已核对', '✓', '√', 'y'].includes(typed.trim().toLowerCase()) ? 'yes' : typed;
  if (field.kind !== 'choice' || typed === '') return typed;
  const wanted = plain(typed);
  const option =
    field.options.find((each) => plain(each.value) === wanted) ??
    field.options.find((each) => labelsOf(each.label).some((label) => label === wanted || label.startsWith(wanted)));
  if (option) return option.value;
  const choices = field.options.map((each) => each.value).join(', ');
  throw malformed({
    zh: `${field.label.zh}（${field.name}）没有${quoted(typed)}这个选项。可用：${choices}。`,
    en: `${field.label.en} (${field.name}) has no choice ${quoted(typed)}. There is ${choices}.`,
  });
}

function namesOf(field: Field): string[] {
  return [plain(field.name), ...labelsOf(field.label)];
}

function labelsOf(label: Field['label']): string[] {
  return [plain(label.zh), plain(label.en)];
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function nearest(wanted: string, names: readonly string[]): string {
  const short = wanted.slice(0, 40);
  return [...names].sort((a, b) => distance(short, a.toLowerCase()) - distance(short, b.toLowerCase()))[0] ?? '';
}
