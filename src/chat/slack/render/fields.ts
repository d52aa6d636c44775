// The fields of a form as the inputs of a modal, and their names in it. Names stay the same from view to view: Slack keeps
// what was typed only then. Pure.

import type { InputBlock, InputBlockElement, PlainTextOption } from '@slack/types';
import type { Field, Option, RawValues } from '../../../forms/form.ts';
import { holds } from '../../../forms/index.ts';
import type { Language } from '../../../lib/language.ts';
import { cut } from '../../../messages/clean.ts';
import type { AlsoCase } from '../../../messages/message.ts';
import { slackLimits } from './limits.ts';
import { actionPrefix } from './names.ts';
import { plainText } from './text.ts';
import { slackWords } from './words.ts';

export const fieldPrefix = 'field:';
export const ticksPrefix = 'ticks:';
export const alsoBlockId = 'also';

/** `action_id` of every input; those on which others depend send a click when they change. */
const inputActionId = `${actionPrefix}field`;

/** Choices with more options than this are a menu; fewer are seen at a glance. */
const mostRadio = 5;
/** Room for "1,200 units" and for what somebody may paste. */
const numberLength = 40;

/** Ticks stand in groups; every other field is an input of its own. */
type Asked = Exclude<Field, { kind: 'tick' }>;

/** What the inputs of one form are made from. */
export interface FieldFrame {
  /** Every field of the form, hidden ones included: they say on which fields others depend. */
  fields: readonly Field[];
  values: RawValues;
  language: Language;
}

/** The fields that are shown, in order; ticks that follow one another are one group. */
export function fieldBlocks(shown: readonly Field[], frame: FieldFrame): InputBlock[] {
  const blocks: InputBlock[] = [];
  let ticks: Field[] = [];
  for (const [i, field] of shown.entries()) {
    if (field.kind !== 'tick') {
      blocks.push(inputBlock(field, frame));
      continue;
    }
    ticks.push(field);
    if (shown[i + 1]?.kind === 'tick' && ticks.length < slackLimits.checkboxes) continue;
    blocks.push(ticksBlock(ticks, frame));
    ticks = [];
  }
  return blocks;
}

/** "The same cause holds for": other cases that are answered along; Slack shows ten at most. */
export function alsoBlock(also: readonly AlsoCase[], language: Language): InputBlock | undefined {
  const options = also.slice(0, slackLimits.checkboxes).map(({ caseId, label }) => optionOf(String(caseId), label));
  if (options.length === 0) return undefined;
  const words = slackWords[language];
  const more = also.length > options.length ? ` ${words.more(also.length - options.length)}` : '';
  return {
    type: 'input',
    block_id: alsoBlockId,
    optional: true,
    label: plainText(words.also, slackLimits.label),
    hint: plainText(words.alsoHint + more, slackLimits.label),
    element: checkboxes(
      options,
      also.filter(({ checked }) => checked).map(({ caseId }) => String(caseId)),
    ),
  };
}

function inputBlock(field: Asked, { fields, values, language }: FieldFrame): InputBlock {
  const mustFill = field.required || (field.requiredWhen !== undefined && holds(field.requiredWhen, values));
  const unit = field.kind === 'whole_number' ? unitText(field.unit[language], language) : '';
  return {
    type: 'input',
    block_id: fieldPrefix + field.name,
    optional: !mustFill,
    label: plainText(field.label[language] + unit, slackLimits.label),
    ...(field.hint ? { hint: plainText(field.hint[language], slackLimits.label) } : {}),
    ...(steers(field, fields) ? { dispatch_action: true } : {}),
    element: inputElement(field, values[field.name] ?? '', { mustFill, language }),
  };
}

function inputElement(
  field: Asked,
  value: string,
  { mustFill, language }: { mustFill: boolean; language: Language },
): InputBlockElement {
  const base = { action_id: inputActionId };
  const words = slackWords[language];
  switch (field.kind) {
    case 'choice':
      return choiceElement(field.options, value, language);
    case 'whole_number':
      return { ...base, type: 'plain_text_input', max_length: numberLength, ...initially(value, numberLength) };
    case 'day':
      return {
        ...base,
        type: 'datepicker',
        placeholder: plainText(words.chooseDay, 150),
        ...(isDate(value) ? { initial_date: value } : {}),
      };
    case 'text': {
      const longest = Math.min(field.maxLength, slackLimits.inputLength);
      return {
        ...base,
        type: 'plain_text_input',
        multiline: field.lines > 1,
        max_length: longest,
        ...(mustFill ? { min_length: field.minLength } : {}),
        ...initially(value, longest),
      };
    }
  }
}

function choiceElement(options: readonly Option[], value: string, language: Language): InputBlockElement {
  const offered = options.slice(0, slackLimits.selectOptions).map((each) => optionOf(each.value, each.label[language]));
  const initial = offered.find((each) => each.value === value);
  const chosen = initial ? { initial_option: initial } : {};
  if (options.length <= mostRadio) {
    return { action_id: inputActionId, type: 'radio_buttons', options: offered, ...chosen };
  }
  const placeholder = plainText(slackWords[language].choose, 150);
  return { action_id: inputActionId, type: 'static_select', placeholder, options: offered, ...chosen };
}

function ticksBlock(ticks: readonly Field[], { values, language }: FieldFrame): InputBlock {
  const [first] = ticks;
  const label = ticks.length === 1 && first ? first.label[language] : slackWords[language].tickAll;
  const options = ticks.map((each) => optionOf(each.name, each.label[language]));
  return {
    type: 'input',
    block_id: ticksPrefix + (first?.name ?? ''),
    optional: !ticks.some((each) => each.required),
    label: plainText(label, slackLimits.label),
    element: checkboxes(
      options,
      ticks.filter((each) => values[each.name] === 'yes').map((each) => each.name),
    ),
  };
}

function checkboxes(options: PlainTextOption[], ticked: readonly string[]): InputBlockElement {
  const initial = options.filter((option) => ticked.includes(option.value ?? ''));
  return {
    action_id: inputActionId,
    type: 'checkboxes',
    options,
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
}

/** What is too long for an option goes on in its description, from a colon or else from the last place to break. */
function optionOf(value: string, label: string): PlainTextOption {
  const longest = slackLimits.optionText;
  if (label.length <= longest) return { text: plainText(label, longest), value };
  const breaks = [...label.matchAll(/[:：,，、;；\s]/gu)].map(({ index }) => index + 1);
  const fitting = breaks.filter((at) => at <= longest && label.length - at <= longest);
  const behind = (marks: RegExp) => fitting.filter((each) => marks.test(label.charAt(each - 1))).at(-1);
  const at = behind(/[:：]/) ?? behind(/[,，、;；]/) ?? fitting.at(-1) ?? longest;
  return {
    text: plainText(label.slice(0, at).trim(), longest),
    value,
    description: plainText(label.slice(at).trim(), longest),
  };
}

/** Does another field show, or become required, by the value of this one? */
function steers({ name }: Field, fields: readonly Field[]): boolean {
  return fields.some((other) => other.when?.field === name || other.requiredWhen?.field === name);
}

function initially(value: string, longest: number): { initial_value?: string } {
  return value === '' ? {} : { initial_value: cut(value, longest) };
}

function unitText(unit: string, language: Language): string {
  return language === 'zh' ? `（${unit}）` : ` (${unit})`;
}

function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}
