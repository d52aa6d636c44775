// The fields of a form as inputs of a card: each under a line with its name, what it is for and what is wrong with it. Pure.

import type { Field, FieldErrors, RawValues } from '../../../forms/form.ts';
import { holds } from '../../../forms/index.ts';
import type { Language } from '../../../lib/language.ts';
import { cut } from '../../../messages/clean.ts';
import type { AlsoCase } from '../../../messages/message.ts';
import { conditionText, isAlwaysRequired } from './conditions.ts';
import type { CardElement } from './elements.ts';
import { feishuLimits } from './limits.ts';
import { bold, coloured } from './markup.ts';
import { alsoField, inputName } from './names.ts';
import { panel } from './panel.ts';
import { markdown, plainText } from './text.ts';
import { feishuWords, labelled } from './words.ts';

/** Room for "1,200 units" and for what somebody may paste. */
const numberLength = 40;
/** Lines of an input for texts; it grows with what is typed. */
const mostLines = 2;

/** Ticks stand in groups; every other field is an input of its own. */
type Asked = Exclude<Field, { kind: 'tick' }>;

/** What the inputs of one form are made from. */
export interface FieldFrame {
  caseId: number;
  round: number;
  /** Every field of the form: what the conditions of others speak of. */
  fields: readonly Field[];
  values: RawValues;
  errors: FieldErrors;
  language: Language;
  /** False in a folded panel: Feishu would insist on an input that nobody sees. */
  insists: boolean;
  /** In a form among others: columns would cost elements that a further form needs. */
  isSparing: boolean;
}

/**
 * Inputs in their order, numbers and days side by side. A condition is said once for all that share it; what shares one that
 * does not hold is folded.
 */
export function inputElements(fields: readonly Field[], frame: FieldFrame): CardElement[] {
  return groupsOf(fields, frame).flatMap(({ condition, asked }) => {
    const [first] = asked;
    if (!first || asked.length === 1) return first ? withName(first, frame, condition) : [];
    if (condition === undefined) return inPairs(asked, frame);
    if (!isRuledOut(first, frame)) return [markdown(coloured('grey', condition)), ...inPairs(asked, frame)];
    const isOpen = asked.some(({ name }) => frame.errors[name] !== undefined);
    const names = asked.map(({ label }) => label[frame.language]).join(feishuWords[frame.language].valueSeparator);
    const title = labelled(names, frame.language) + condition;
    return [panel(title, isOpen, inPairs(asked, { ...frame, insists: false }))];
  });
}

/** Fields that follow one another under the same condition. */
function groupsOf(fields: readonly Field[], frame: FieldFrame): { condition: string | undefined; asked: Asked[] }[] {
  const groups: { condition: string | undefined; asked: Asked[] }[] = [];
  for (const field of fields) {
    if (field.kind === 'tick') continue;
    const condition = conditionText(field, frame.fields, frame.language);
    const last = groups.at(-1);
    if (last && last.condition === condition) last.asked.push(field);
    else groups.push({ condition, asked: [field] });
  }
  return groups;
}

/** Has something been chosen with which the field is not asked? */
function isRuledOut({ when }: Field, { values }: FieldFrame): boolean {
  return when !== undefined && (values[when.field] ?? '') !== '' && !holds(when, values);
}

function inPairs(asked: readonly Asked[], frame: FieldFrame): CardElement[] {
  const elements: CardElement[] = [];
  for (let i = 0; i < asked.length; i += 1) {
    const [field, after] = [asked[i], asked[i + 1]];
    if (!field) continue;
    if (!frame.isSparing && after && isShort(field) && isShort(after)) {
      elements.push(sideBySide(withName(field, frame), withName(after, frame)));
      i += 1;
    } else elements.push(...withName(field, frame));
  }
  return elements;
}

/** A line that says what the ticks want and, once for all of them, what is wrong; then the ticks. */
export function tickElements(ticks: readonly Field[], title: string, frame: FieldFrame): CardElement[] {
  if (ticks.length === 0) return [];
  const { language, errors } = frame;
  const mark = ticks.some(({ required }) => required) ? ` ${coloured('red', '*')}` : '';
  const wrong = [...new Set(ticks.flatMap(({ name }) => errors[name]?.[language] ?? []))];
  const head = [bold(title) + mark, ...wrong.map((text) => coloured('red', text))].join('\n');
  return [markdown(head), ...ticks.map((field) => tick(field, frame))];
}

/** "The same cause holds for": other cases that are answered along. */
export function alsoElements(also: readonly AlsoCase[], frame: FieldFrame): CardElement[] {
  const words = feishuWords[frame.language];
  const offered = also.slice(0, feishuLimits.options);
  if (offered.length === 0) return [];
  return [
    markdown(`${bold(words.also)}\n${coloured('grey', words.alsoHint)}`),
    {
      tag: 'multi_select_static',
      name: inputName(frame, alsoField),
      width: 'fill',
      selected_values: offered.filter(({ checked }) => checked).map(({ caseId }) => String(caseId)),
      options: offered.map(({ caseId, label }) => optionOf(String(caseId), label)),
    },
  ];
}

/** What stands in a field, in the words in which it was asked; undefined when nothing does. */
export function valueText(field: Field, { values, language }: FieldFrame): string | undefined {
  const value = values[field.name] ?? '';
  if (value === '') return undefined;
  if (field.kind === 'choice') return field.options.find((each) => each.value === value)?.label[language] ?? value;
  return field.kind === 'text' ? value : `${field.label[language]} ${value}`;
}

function withName(field: Asked, frame: FieldFrame, condition?: string): CardElement[] {
  return [markdown(nameLines(field, frame, condition)), input(field, frame)];
}

/** Little to read and little to fill in. */
function isShort({ kind, hint }: Asked): boolean {
  return !hint && (kind === 'whole_number' || kind === 'day');
}

function sideBySide(...halves: CardElement[][]): CardElement {
  const columns = halves.map((elements) => ({
    tag: 'column',
    width: 'weighted',
    weight: 1,
    vertical_align: 'bottom',
    elements,
  }));
  return { tag: 'column_set', flex_mode: 'none', horizontal_spacing: '8px', columns };
}

function nameLines(field: Asked, { language, errors, values }: FieldFrame, condition: string | undefined): string {
  const mustFill =
    (field.required && (!field.when || holds(field.when, values))) ||
    (field.requiredWhen !== undefined && holds(field.requiredWhen, values));
  const unit = field.kind === 'whole_number' ? feishuWords[language].unit(field.unit[language]) : '';
  const name =
    bold(cut(field.label[language], feishuLimits.label) + unit) + (mustFill ? ` ${coloured('red', '*')}` : '');
  const hint = [condition, field.hint?.[language]].filter(Boolean).join(language === 'en' ? ' ' : '');
  const error = errors[field.name]?.[language] ?? '';
  return [name, hint && coloured('grey', hint), error && coloured('red', error)]
    .filter((line) => line !== '')
    .join('\n');
}

function input(field: Asked, frame: FieldFrame): CardElement {
  const { language, values } = frame;
  const value = values[field.name] ?? '';
  const base = {
    name: inputName(frame, field.name),
    ...(frame.insists && isAlwaysRequired(field) ? { required: true } : {}),
    width: 'fill',
  };
  switch (field.kind) {
    case 'choice': {
      const options = field.options.slice(0, feishuLimits.options);
      const isOffered = options.some((each) => each.value === value);
      return {
        tag: 'select_static',
        ...base,
        ...(isOffered ? { initial_option: value } : {}),
        options: options.map((each) => optionOf(each.value, each.label[language])),
      };
    }
    case 'day': {
      const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
      const placeholder = plainText(feishuWords[language].chooseDay, feishuLimits.label);
      return { tag: 'date_picker', ...base, ...(isDay ? { initial_date: value } : { placeholder }) };
    }
    case 'whole_number':
      return { tag: 'input', ...base, ...typing(value, numberLength) };
    case 'text': {
      const rows = Math.min(field.lines, mostLines);
      const lines = field.lines > 1 ? { input_type: 'multiline_text', rows, auto_resize: true } : {};
      return { tag: 'input', ...base, ...lines, ...typing(value, Math.min(field.maxLength, feishuLimits.inputLength)) };
    }
  }
}

function typing(value: string, longest: number) {
  return { max_length: longest, ...(value === '' ? {} : { default_value: cut(value, longest) }) };
}

function optionOf(value: string, label: string) {
  return { text: plainText(label, feishuLimits.label), value };
}

function tick(field: Field, frame: FieldFrame): CardElement {
  return {
    tag: 'checker',
    name: inputName(frame, field.name),
    checked: frame.values[field.name] === 'yes',
    text: plainText(field.label[frame.language], feishuLimits.label),
  };
}
