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
  blocks: readonly { type: string; block_id?: string }[];
}

/** Groups of ticks name their fields in their options. */
interface ShownTicks {
  element?: { options?: readonly { value?: string }[] };
}

const longestError = 500;

/**
 * Each error at its input. What belongs to no input that is shown (the form as a whole, a hidden field) stands at the
 * first one, so that nothing is wrong without being seen.
 */
export function renderErrors(
  errors: FieldErrors,
  view: ShownView,
  { fields, language }: { fields: readonly Field[]; language: Language },
): ErrorsResponse {
  const places = placesOf(view);
  const first = places.values().next().value ?? alsoBlockId;
  const texts = new Map<string, Map<string, string[]>>();
  for (const [name, error] of Object.entries(errors)) {
    const place = places.get(name);
    const isPlain = name === wholeForm || (place !== undefined && !place.startsWith(ticksPrefix));
    const label = isPlain ? undefined : fields.find((field) => field.name === name)?.label[language];
    const there = texts.get(place ?? first) ?? new Map<string, string[]>();
    there.set(error[language], [
      ...(there.get(error[language]) ?? []),
      ...(label === undefined ? [] : [shortName(label)]),
    ]);
    texts.set(place ?? first, there);
  }
  const joined = [...texts].map(([place, there]) => {
    const lines = [...there].map(([error, labels]) =>
      labels.length > 0 ? slackWords[language].errorOf(labels, error) : error,
    );
    return [place, cut(lines.join(' '), longestError)] as const;
  });
  return { response_action: 'errors', errors: Object.fromEntries(joined) };
}

/** "Stock depth: unshipped orders, …" is known by what stands before its colon. */
function shortName(label: string): string {
  return label.split(/[:：]/)[0] ?? label;
}

/** Field name → block id, of the inputs that are shown; a group of ticks is the place of each of them. */
function placesOf({ blocks }: ShownView): Map<string, string> {
  const places = new Map<string, string>();
  for (const block of blocks) {
    const { type, block_id: id } = block;
    if (type !== 'input' || id === undefined) continue;
    if (id.startsWith(fieldPrefix)) places.set(id.slice(fieldPrefix.length), id);
    if (id.startsWith(ticksPrefix)) for (const name of optionsOf(block)) places.set(name, id);
  }
  return places;
}

/** Values on offer in an input of Slack's. */
function optionsOf(block: object): string[] {
  const { element } = block as ShownTicks;
  return (element?.options ?? []).flatMap(({ value }) => (value === undefined ? [] : [value]));
}
