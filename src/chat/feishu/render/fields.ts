// The fields of a form as inputs of a card: each under a line with its name, what it is for and what is wrong with it. Pure.

import type { Field, FieldErrors, RawValues } from '../../../forms/form.ts';
import { holds } from '../../../forms/index.ts';
import type { Language } from '../../../lib/language.ts';
import { cut } from '../../../messages/clean.ts';
import type { AlsoCase } from '../../../messages/message.ts';
import { conditionText, isAlwaysRequired } from './conditions.ts';
import type { CardElement } from './elements.ts';
import { feishuLimits } from './limits.ts';
import { alsoField, inputName } from './names.ts';
import { bold, coloured, markdown, plainText } from './text.ts';
import { feishuWords } from './words.ts';

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
}

/** Inputs in their order, numbers and days side by side; a condition is said once for all that share it. */
export function inputElements(fields: readonly Field[], frame: FieldFrame): CardElement[] {
  const elements: CardElement[] = [];
  const asked = fields.filter((field): field is Asked => field.kind !== 'tick');
  const conditions = asked.map((field) => conditionText(field, frame.fields, frame.language));
  for (let i = 0; i < asked.length; i += 1) {
    const [field, after] = [asked[i], asked[i + 1]];
    if (!field) continue;
    const condition = conditions[i];
    const isFirst = condition !== conditions[i - 1];
    const isShared = after !== undefined && condition === conditions[i + 1];
    if (condition && isFirst && isShared) elements.push(markdown(coloured('grey', condition)));
    if (isShared && isShort(field) && isShort(after)) {
      elements.push(sideBySide(labelled(field, frame), labelled(after, frame)));
      i += 1;
    } else {
      elements.push(...labelled(field, frame, isFirst && !isShared ? condition : undefined));
    }
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

function labelled(field: Asked, frame: FieldFrame, condition?: string): CardElement[] {
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
