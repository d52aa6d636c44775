// The whole form of a case as it stands inside a card. A part that arrives filled in is folded into a line that says its
// values, so that what only a person can say is near; what is wrong is never folded. Pure.

import { type Field, type FieldErrors, wholeForm } from '../../../forms/form.ts';
import { visibleFields } from '../../../forms/index.ts';
import { cut } from '../../../messages/clean.ts';
import type { FormBlock } from '../../../messages/message.ts';
import { keyOf } from './button.ts';
import type { CardElement } from './elements.ts';
import { alsoElements, type FieldFrame, inputElements, tickElements, valueText } from './fields.ts';
import { feishuLimits } from './limits.ts';
import { bold, coloured } from './markup.ts';
import { type ActionValue, inputName } from './names.ts';
import { panel } from './panel.ts';
import { type Frame, markdown, plainText } from './text.ts';
import { feishuWords } from './words.ts';

/** So many filled in fields are worth a fold. */
const fewest = 3;

/**
 * The form; `isFolded` puts all of it behind one line, for cards with several of them. A folded form opens by itself when
 * something is wrong with it.
 */
export function renderForm(block: FormBlock, frame: Frame, isFolded: boolean): CardElement {
  const { caseId, round, fields, values, errors } = block;
  const { language } = frame;
  const isOpen = !isFolded || Object.keys(errors).length > 0;
  const fieldFrame: FieldFrame = {
    caseId,
    round,
    fields,
    values,
    errors,
    language,
    insists: isOpen,
    isSparing: isFolded,
  };
  const inner = [
    ...banner(errors, frame),
    ...block.form.parts.flatMap(({ part, title }) => {
      const ofPart = fields.filter((field) => field.part === part);
      return partElements(ofPart, title[language], fieldFrame);
    }),
    ...alsoElements(block.also ?? [], fieldFrame),
    submitButton(block, frame),
  ];
  const elements = isFolded ? [panel(feishuWords[language].answer, isOpen, inner)] : inner;
  return { tag: 'form', name: inputName(block, 'form'), elements };
}

function banner(errors: FieldErrors, { language }: Frame): CardElement[] {
  if (Object.keys(errors).length === 0) return [];
  return [markdown(coloured('red', errors[wholeForm]?.[language] ?? feishuWords[language].wrong))];
}

function partElements(fields: readonly Field[], title: string, frame: FieldFrame): CardElement[] {
  const ticks = fields.filter(({ kind }) => kind === 'tick');
  const inputs = fields.filter(({ kind }) => kind !== 'tick');
  const words = feishuWords[frame.language];
  if (inputs.length === 0) return tickElements(ticks, words.ticksOf(title), frame);
  const rest = tickElements(ticks, words.tickAll, frame);
  if (!isFoldable(inputs, frame)) return [markdown(bold(title), 'heading'), ...inputElements(inputs, frame), ...rest];
  const isOpen = inputs.some((field) => frame.errors[field.name] !== undefined);
  return [
    panel(foldedTitle(inputs, title, frame), isOpen, inputElements(inputs, { ...frame, insists: false })),
    ...rest,
  ];
}

/** Nothing is missing that must be there as the form stands, and enough is there. A text is never filled in beforehand. */
function isFoldable(fields: readonly Field[], { values }: FieldFrame): boolean {
  const isFilled = ({ name }: Field) => (values[name] ?? '') !== '';
  const shown = visibleFields(fields, values);
  return shown.filter(isFilled).length >= fewest && shown.every((field) => !field.required || isFilled(field));
}

function foldedTitle(fields: readonly Field[], title: string, frame: FieldFrame): string {
  const words = feishuWords[frame.language];
  const told = visibleFields(fields, frame.values).filter(({ required }) => required);
  const values = told.flatMap((field) => valueText(field, frame) ?? []).join(words.valueSeparator);
  return words.prefilled(title, cut(values, feishuLimits.label));
}

function submitButton(block: FormBlock, frame: Frame): CardElement {
  const words = feishuWords[frame.language];
  const { caseId, round, form } = block;
  const value: ActionValue = { v: 1, do: 'submit', case: caseId, round, form: form.kind, ...keyOf(frame) };
  return {
    tag: 'button',
    name: inputName(block, 'submit'),
    text: plainText(form.kind === 'return' ? words.submitReturn : words.submit, feishuLimits.buttonText),
    type: 'primary_filled',
    width: 'fill',
    form_action_type: 'submit',
    behaviors: [{ type: 'callback', value }],
  };
}
