// The fields of a form as inputs of a card: each under a line with its name, what it is for and what is wrong with it. Pure.

import type { Field, FieldErrors, Option, RawValues } from '../../../forms/form.ts';
import { holds } from '../../../forms/index.ts';
import type { Language } from '../../../lib/language.ts';
import { cut } from '../../../messages/clean.ts';
import type { AlsoCase } from '../../../messages/message.ts';
import { conditionText, isAlwaysRequired } from './conditions.ts';
import type { CardElement } from './elements.ts';
import { feishuLimits } from './limits.ts';
import { alsoField, inputName } from './names.ts';
import { bold, escaped, markdown, plainText } from './text.ts';
import { feishuWords } from './words.ts';

/** Room for "1,200 units" and for what somebody may paste. */
const numberLength = 40;

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

/** The fields in order; ticks that follow one another are one group, and a condition is said once for all that share it. */
export function fieldElements(fields: readonly Field[], frame: FieldFrame): CardElement[] {
  return fields.flatMap((field, i): CardElement[] => {
    const before = fields[i - 1];
    if (field.kind === 'tick') {
      const head = before?.kind === 'tick' ? [] : ticksHead(ticksFrom(fields, i), frame);
      return [...head, tick(field, frame)];
    }
    const condition = conditionText(field, frame.fields, frame.language);
    const isSaid = before !== undefined && conditionText(before, frame.fields, frame.language) === condition;
    return [markdown(nameLines(field, isSaid ? undefined : condition, frame)), input(field, frame)];
  });
}

/** "The same cause holds for": other cases that are answered along. */
export function alsoElements(also: readonly AlsoCase[], frame: FieldFrame): CardElement[] {
  const words = feishuWords[frame.language];
  const offered = also.slice(0, feishuLimits.options);
  if (offered.length === 0) return [];
  return [
    markdown(`${bold(words.also)}\n${grey(words.alsoHint)}`),
    {
      tag: 'multi_select_static',
      name: inputName(frame, alsoField),
      placeholder: plainText(words.chooseCases, feishuLimits.label),
      width: 'fill',
      selected_values: offered.filter(({ checked }) => checked).map(({ caseId }) => String(caseId)),
      options: offered.map(({ caseId, label }) => optionOf(String(caseId), label)),
    },
  ];
}

/** A red line. */
export function errorText(text: string): string {
  return `<font color='red'>${escaped(text)}</font>`;
}

function nameLines(field: Asked, condition: string | undefined, frame: FieldFrame): string {
  const { language, errors, values } = frame;
  const mustFill = field.required || (field.requiredWhen !== undefined && holds(field.requiredWhen, values));
  const unit = field.kind === 'whole_number' ? feishuWords[language].unit(field.unit[language]) : '';
  const name = bold(cut(field.label[language], feishuLimits.label) + unit) + (mustFill ? ` ${errorText('*')}` : '');
  const hint = [condition, field.hint?.[language]]
    .filter((each) => each !== undefined)
    .join(language === 'en' ? ' ' : '');
  const error = errors[field.name];
  return [name, hint && grey(hint), error && errorText(error[language])].filter(Boolean).join('\n');
}

function input(field: Asked, frame: FieldFrame): CardElement {
  const { language, values } = frame;
  const words = feishuWords[language];
  const value = values[field.name] ?? '';
  const base = {
    name: inputName(frame, field.name),
    required: frame.insists && isAlwaysRequired(field),
    width: 'fill',
  };
  switch (field.kind) {
    case 'choice': {
      const options = field.options.slice(0, feishuLimits.options);
      const isOffered = options.some((each) => each.value === value);
      return {
        tag: 'select_static',
        ...base,
        placeholder: plainText(words.choose, feishuLimits.label),
        ...(isOffered ? { initial_option: value } : {}),
        options: options.map((each: Option) => optionOf(each.value, each.label[language])),
      };
    }
    case 'day':
      return {
        tag: 'date_picker',
        ...base,
        placeholder: plainText(words.chooseDay, feishuLimits.label),
        ...(isDate(value) ? { initial_date: value } : {}),
      };
    case 'whole_number':
      return { tag: 'input', ...base, ...typing(value, numberLength, language) };
    case 'text': {
      const lines = field.lines > 1 ? { input_type: 'multiline_text', rows: field.lines, auto_resize: true } : {};
      return {
        tag: 'input',
        ...base,
        ...lines,
        ...typing(value, Math.min(field.maxLength, feishuLimits.inputLength), language),
      };
    }
  }
}

function typing(value: string, longest: number, language: Language) {
  return {
    placeholder: plainText(feishuWords[language].write, feishuLimits.label),
    max_length: longest,
    ...(value === '' ? {} : { default_value: cut(value, longest) }),
  };
}

function optionOf(value: string, label: string) {
  return { text: plainText(label, feishuLimits.label), value };
}

function ticksFrom(fields: readonly Field[], start: number): readonly Field[] {
  const end = fields.findIndex((field, i) => i > start && field.kind !== 'tick');
  return fields.slice(start, end === -1 ? undefined : end);
}

/** What the ticks want, and, once for all of them, what is wrong. */
function ticksHead(ticks: readonly Field[], { language, errors }: FieldFrame): CardElement[] {
  const mark = ticks.some(({ required }) => required) ? ` ${errorText('*')}` : '';
  const wrong = [...new Set(ticks.flatMap(({ name }) => errors[name]?.[language] ?? []))];
  return [markdown([bold(feishuWords[language].tickAll) + mark, ...wrong.map(errorText)].join('\n'))];
}

function tick(field: Field, frame: FieldFrame): CardElement {
  return {
    tag: 'checker',
    name: inputName(frame, field.name),
    checked: frame.values[field.name] === 'yes',
    text: plainText(field.label[frame.language], feishuLimits.label),
  };
}

function grey(text: string): string {
  return `<font color='grey'>${escaped(text)}</font>`;
}

function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}
