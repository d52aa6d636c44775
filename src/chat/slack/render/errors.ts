// What is wrong with a submitted form, at the inputs of the modal that shows it. Pure.

import { type Field, type FieldErrors, wholeForm } from '../../../forms/form.ts';
import type { Language } from '../../../lib/language.ts';
import { cut } from '../../../messages/clean.ts';
import { alsoBlockId, fieldPrefix, ticksPrefix } from './fields.ts';
import { slackWords } from './words.ts';

/** The answer to `view_submission` that keeps the modal open. */
export interface ErrorsResponse {
  response_action: 'errors';
  /** Block id → text; Slack takes ids of input blocks only. */
  errors: Record<string, string>;
}

/** The submitted view, as far as it says where an error can stand. */
interface ShownView {
  blocks: readonly { type: string; block_id?: string; element?: { options?: readonly { value?: string }[] } }[];
}

const longestError = 500;

/**
 * Each error at its input. What belongs to no input that is shown (the form as a whole, a hidden field, a label from
 * `fields`) stands at the first one, so that nothing is wrong without being seen.
 */
export function renderErrors(
  errors: FieldErrors,
  view: ShownView,
  { fields, language }: { fields: readonly Field[]; language: Language },
): ErrorsResponse {
  const places = placesOf(view);
  const first = places.values().next().value ?? alsoBlockId;
  const texts = new Map<string, string[]>();
  for (const [name, error] of Object.entries(errors)) {
    const place = places.get(name);
    const isGrouped = place === undefined ? name !== wholeForm : place.startsWith(ticksPrefix);
    const label = isGrouped ? fields.find((field) => field.name === name)?.label[language] : undefined;
    const text = label === undefined ? error[language] : slackWords[language].errorOf(label, error[language]);
    texts.set(place ?? first, [...(texts.get(place ?? first) ?? []), text]);
  }
  const joined = [...texts].map(([place, all]) => [place, cut(all.join(' '), longestError)] as const);
  return { response_action: 'errors', errors: Object.fromEntries(joined) };
}

/** Field name → block id, of the inputs that are shown; a group of ticks is the place of each of them. */
function placesOf({ blocks }: ShownView): Map<string, string> {
  const places = new Map<string, string>();
  for (const { type, block_id: id, element } of blocks) {
    if (type !== 'input' || id === undefined) continue;
    if (id.startsWith(fieldPrefix)) places.set(id.slice(fieldPrefix.length), id);
    if (id.startsWith(ticksPrefix)) for (const { value } of element?.options ?? []) places.set(value ?? '', id);
  }
  return places;
}
