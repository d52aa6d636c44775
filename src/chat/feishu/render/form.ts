// The whole form of a case as it stands inside a card. Numbers that arrive filled in are folded away, so that what only a
// person can say is near; what is wrong is never folded. Pure.

import { type Field, type FieldErrors, wholeForm } from '../../../forms/form.ts';
import type { FormBlock } from '../../../messages/message.ts';
import { keyOf } from './button.ts';
import { isAlwaysRequired } from './conditions.ts';
import type { CardElement } from './elements.ts';
import { alsoElements, errorText, type FieldFrame, fieldElements } from './fields.ts';
import { feishuLimits } from './limits.ts';
import { type ActionValue, inputName } from './names.ts';
import { bold, type Frame, markdown, plainText } from './text.ts';
import { feishuWords } from './words.ts';

/** So many filled in numbers are worth a fold. */
const fewest = 3;

/**
 * The form; `folded` puts all of it behind a line with this text, for cards with several of them. A folded form opens by
 * itself when something is wrong with it.
 */
export function renderForm(block: FormBlock, frame: Frame, folded?: string): CardElement {
  const { caseId, round, fields, values, errors } = block;
  const { language } = frame;
  const hasErrors = Object.keys(errors).length > 0;
  const isOpen = folded === undefined || hasErrors;
  const fieldFrame: FieldFrame = { caseId, round, fields, values, errors, language, insists: isOpen };
  const inner = [
    ...banner(errors, frame),
    ...block.form.parts.flatMap(({ part, title }) =>
      partElements(
        fields.filter((field) => field.part === part),
        title[language],
        fieldFrame,
      ),
    ),
    ...alsoElements(block.also ?? [], fieldFrame),
    submitButton(block, frame),
  ];
  const elements = folded === undefined ? inner : [panel(folded, isOpen, inner)];
  return { tag: 'form', name: inputName(block, 'form'), elements };
}

function banner(errors: FieldErrors, { language }: Frame): CardElement[] {
  if (Object.keys(errors).length === 0) return [];
  const ofForm = errors[wholeForm]?.[language];
  const text = ofForm ?? feishuWords[language].wrong;
  return [markdown(errorText(text))];
}

function partElements(fields: readonly Field[], title: string, frame: FieldFrame): CardElement[] {
  if (fields.length === 0) return [];
  const rest = fields.filter(({ kind }) => kind === 'tick');
  const typed = fields.filter(({ kind }) => kind !== 'tick');
  if (!isFoldable(typed, frame)) return [markdown(bold(title), 'heading'), ...fieldElements(fields, frame)];
  const name = feishuWords[frame.language].prefilled(title);
  const isOpen = typed.some((field) => frame.errors[field.name] !== undefined);
  const inside = fieldElements(typed, { ...frame, insists: false });
  return [panel(name, isOpen, inside), ...fieldElements(rest, frame)];
}

/** Numbers and days to be confirmed: nothing to choose among them, and nothing missing that must be there. */
function isFoldable(fields: readonly Field[], { values }: FieldFrame): boolean {
  const isFilled = ({ name }: Field) => (values[name] ?? '') !== '';
  return (
    fields.filter(isFilled).length >= fewest &&
    fields.every((field) => field.kind !== 'choice' && (!isAlwaysRequired(field) || isFilled(field)))
  );
}

function panel(title: string, expanded: boolean, elements: readonly CardElement[]): CardElement {
  return {
    tag: 'collapsible_panel',
    expanded,
    header: { title: plainText(title, feishuLimits.label) },
    border: { color: 'grey' },
    padding: '8px 8px 8px 8px',
    elements,
  };
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
