// Builders of message blocks. They clean and cut what they are given, so that no text from outside can break a card.

import { clean, cut, maxTitleLength } from './clean.ts';
import type { Block, Button, Inline, Message, Tone } from './message.ts';
import type { PersonView } from './views.ts';

/** How many table rows, list items and rows with a button one message shows; the rest is counted as "more". */
export const limits = { tableRows: 12, listItems: 12, rows: 10, cellLength: 60, valueLength: 300, textLength: 600 };

export interface Fact {
  label: string;
  value: string;
  tone?: Tone;
}

/** A whole message; the title is cut to what every platform shows. */
export function message(tone: Tone, title: string, blocks: readonly (Block | undefined)[]): Message {
  return { tone, title: cut(title, maxTitleLength), blocks: blocks.filter((block) => block !== undefined) };
}

/** A paragraph; pieces that are undefined or empty are left out. No block when nothing is left. */
export function text(...pieces: (Inline | undefined)[]): Block | undefined {
  const kept = keep(pieces);
  return kept.length > 0 ? { type: 'text', text: kept } : undefined;
}

/** A paragraph in small print. */
export function small(...pieces: (Inline | undefined)[]): Block | undefined {
  const kept = keep(pieces);
  return kept.length > 0 ? { type: 'small', text: kept } : undefined;
}

export function heading(title: string): Block {
  return { type: 'heading', text: cut(title, maxTitleLength) };
}

/** Label and value pairs; undefined ones are left out. No block when nothing is left. */
export function facts(...pairs: (Fact | undefined)[]): Block | undefined {
  const kept = pairs.filter((pair) => pair !== undefined);
  if (kept.length === 0) return undefined;
  return { type: 'facts', facts: kept.map((fact) => ({ ...fact, value: cut(fact.value, limits.valueLength) })) };
}

/** A table of at most `maxRows` rows, the others counted. No block without rows. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  maxRows: number = limits.tableRows,
): Block | undefined {
  if (rows.length === 0) return undefined;
  const shown = rows.slice(0, maxRows).map((row) => row.map((cell) => cut(cell, limits.cellLength)));
  return { type: 'table', columns, rows: shown, more: Math.max(0, rows.length - maxRows) };
}

/** A bulleted list of at most `maxItems` items, the others counted. No block without items. */
export function list(
  items: readonly (string | readonly Inline[])[],
  maxItems: number = limits.listItems,
): Block | undefined {
  if (items.length === 0) return undefined;
  const shown = items.slice(0, maxItems).map((item) => keep(typeof item === 'string' ? [item] : item));
  return { type: 'list', items: shown, more: Math.max(0, items.length - maxItems) };
}

/** A row of buttons; no block without any. */
export function buttons(...choices: (Button | undefined)[]): Block | undefined {
  const kept = choices.filter((choice) => choice !== undefined);
  return kept.length > 0 ? { type: 'buttons', buttons: kept } : undefined;
}

/** A stored picture; no block without one. */
export function image(attachmentId: string | null, alt: string): Block | undefined {
  return attachmentId === null ? undefined : { type: 'image', attachmentId, alt: cut(alt, limits.textLength) };
}

/** A stored file; no block without one. */
export function file(attachmentId: string | null, name: string): Block | undefined {
  return attachmentId === null ? undefined : { type: 'file', attachmentId, name };
}

/** Mentions of people with the language's separator. */
export function mentions(people: readonly PersonView[], separator: string): Inline[] {
  return people.flatMap((person, i) => {
    const mention: Inline = { mention: person.id, name: personName(person) };
    return i === 0 ? [mention] : [separator, mention];
  });
}

/** A person's name, cleaned and cut. */
export function personName(person: PersonView): string {
  return clean(person.name, 40);
}

function keep(pieces: readonly (Inline | undefined)[]): Inline[] {
  return pieces
    .filter((piece): piece is Inline => piece !== undefined && piece !== '')
    .map((piece) => (typeof piece === 'string' ? cut(piece, limits.textLength) : piece));
}
