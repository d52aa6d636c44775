// Forms in cards know no conditions: every field is there, and says in words when it is to be filled in. Pure.

import type { Condition, Field } from '../../../forms/form.ts';
import type { Language } from '../../../lib/language.ts';
import { feishuWords } from './words.ts';

/** "Only if "Action" is Replenish or Expedite."; undefined for a field that is always asked. */
export function conditionText(field: Field, fields: readonly Field[], language: Language): string | undefined {
  const { when } = field;
  const steering = when && fields.find(({ name }) => name === when.field);
  if (!when || steering?.kind !== 'choice') return undefined;
  const words = feishuWords[language];
  const isAmong = (value: string) => when.is.includes(value);
  const inside = steering.options.filter(({ value }) => isAmong(value));
  const outside = steering.options.filter(({ value }) => !isAmong(value));
  const named = (options: typeof inside) => options.map(({ label }) => quoted(label[language])).join(words.or);
  const label = steering.label[language];
  return outside.length < inside.length
    ? words.exceptWhen(label, named(outside))
    : words.onlyWhen(label, named(inside));
}

/** Does the field have to be filled in whatever else is chosen? Then Feishu itself may insist on it. */
export function isAlwaysRequired({ required, when }: { required: boolean; when?: Condition }): boolean {
  return required && when === undefined;
}

function quoted(label: string): string {
  return `“${label}”`;
}
