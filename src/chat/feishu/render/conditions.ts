// Forms in cards know no conditions: every field is there, and says in words when it is to be filled in. Pure.

import type { Field } from '../../../forms/form.ts';
import type { Language } from '../../../lib/language.ts';
import { feishuWords } from './words.ts';

/**
 * "Needed with “Replenish” or “Expedite inbound”."; undefined for a field that is always asked. The field it depends on is
 * named unless it is the last choice before it.
 */
export function conditionText(field: Field, fields: readonly Field[], language: Language): string | undefined {
  const { when } = field;
  const steering = when && fields.find(({ name }) => name === when.field);
  if (!when || steering?.kind !== 'choice') return undefined;
  const words = feishuWords[language];
  const named = (options: typeof steering.options) => options.map(({ label }) => `“${label[language]}”`).join(words.or);
  const inside = steering.options.filter(({ value }) => when.is.includes(value));
  const outside = steering.options.filter(({ value }) => !when.is.includes(value));
  const isRare = outside.length < inside.length;
  const options = named(isRare ? outside : inside);
  const before = fields.slice(0, fields.indexOf(field));
  const isNear = before.findLast((each) => each.kind === 'choice' && each.when === undefined) === steering;
  if (isNear) return isRare ? words.exceptWhen(options) : words.onlyWhen(options);
  const label = steering.label[language];
  return isRare ? words.exceptWhenField(label, options) : words.onlyWhenField(label, options);
}

/** Does the field have to be filled in whatever else is chosen? Then Feishu itself may insist on it. */
export function isAlwaysRequired({ required, when }: Pick<Field, 'required' | 'when'>): boolean {
  return required && when === undefined;
}
