// Whether an answer is complete and consistent: the only place that enforces a form, for every surface.

import type { Bilingual } from '../lib/language.ts';
import { natureConflict, reasonNeeded, stockReasonNeeded } from './cross-checks.ts';
import { type Field, type FieldErrors, type Form, type FormFacts, type RawValues, wholeForm } from './form.ts';
import { askedFields, holds, visibleFields } from './index.ts';
import { readValue, visibleLength } from './read-value.ts';

export type ValidationResult = { ok: true; values: RawValues } | { ok: false; errors: FieldErrors };

/**
 * Reads an answer as it was submitted. Accepted values are tidied ("１２ 件" → "12"), hold only the fields that show,
 * and are accepted unchanged when validated again. `raw` may hold anything; it is never trusted and never throws.
 */
export function validateAnswer(form: Form, raw: RawValues, facts: FormFacts): ValidationResult {
  const { values, errors } = readFields(askedFields(form, facts), raw, facts);
  for (const [name, error] of crossErrors(form, values, facts)) if (!errors.has(name)) errors.set(name, error);
  if (holdsUnknownFields(form, raw)) errors.set(wholeForm, outdated);
  return errors.size > 0
    ? { ok: false, errors: Object.fromEntries(errors) }
    : { ok: true, values: Object.fromEntries(values) };
}

const outdated: Bilingual = {
  zh: '表单已更新，提交的内容里有现在不再询问的项。请重新打开表单填写。',
  en: 'The form has changed: something you submitted is no longer asked. Open the form again and answer there.',
};

type Read = { values: Map<string, string>; errors: Map<string, Bilingual> };

/** Fields in order: a field comes after the one that it depends on. */
function readFields(fields: readonly Field[], raw: RawValues, facts: FormFacts): Read {
  const values = new Map<string, string>();
  const errors = new Map<string, Bilingual>();
  for (const field of fields) {
    const sofar = Object.fromEntries(values);
    if (visibleFields([field], sofar).length === 0) continue;
    const reading = readValue(field, Object.hasOwn(raw, field.name) ? raw[field.name] : '', facts.today);
    const error = reading.ok ? missing(field, reading.value, sofar) : reading.error;
    if (error) errors.set(field.name, error);
    if (reading.ok && reading.value !== '') values.set(field.name, reading.value);
  }
  return { values, errors };
}

function* crossErrors(form: Form, values: Map<string, string>, facts: FormFacts): Generator<[string, Bilingual]> {
  const given = Object.fromEntries(values);
  const conflict = natureConflict(given);
  if (conflict && form.fields.some((field) => field.name === 'nature')) yield ['nature', conflict];
  yield* unexplained(form, given, 'stockReason', stockReasonNeeded(given, facts));
  yield* unexplained(form, given, 'reason', reasonNeeded(given, facts));
}

/** An error on the text field that must explain `needed` and does not. */
function* unexplained(
  form: Form,
  given: RawValues,
  name: string,
  needed: Bilingual | undefined,
): Generator<[string, Bilingual]> {
  const field = form.fields.find((each) => each.name === name);
  if (needed && field?.kind === 'text' && visibleLength(given[name] ?? '') < field.minLength) yield [name, needed];
}

/** Values for fields that this form does not have, for instance from an old page. Empty ones do no harm. */
function holdsUnknownFields(form: Form, raw: RawValues): boolean {
  const known = new Set(form.fields.map((field) => field.name));
  return Object.entries(raw).some(([name, value]) => !known.has(name) && value !== '');
}

/** What is missing in a required field. */
function missing(field: Field, value: string, values: RawValues): Bilingual | undefined {
  if (!field.required && !(field.requiredWhen && holds(field.requiredWhen, values))) return undefined;
  if (field.kind === 'text') return tooShort(field, value);
  return value === '' ? emptyText(field) : undefined;
}

function tooShort(field: Field & { kind: 'text' }, value: string): Bilingual | undefined {
  const length = visibleLength(value);
  if (length >= Math.max(1, field.minLength)) return undefined;
  return {
    zh: `请填写${field.label.zh}，至少 ${field.minLength} 个字（现在 ${length} 个）。`,
    en: `Write at least ${field.minLength} characters here (${length} now).`,
  };
}

/** Shown next to the field, so it need not repeat its name. */
function emptyText(field: Field): Bilingual {
  switch (field.kind) {
    case 'choice':
      return { zh: '请选择一项。', en: 'Choose one.' };
    case 'tick':
      return { zh: '请核对后勾选。', en: 'Check this, then tick it.' };
    case 'whole_number':
      return field.min === 0
        ? { zh: '请填写件数，没有就填 0。', en: 'Write the units, 0 if there are none.' }
        : { zh: '请填写件数，例如 120。', en: 'Write the units, such as 120.' };
    default:
      return { zh: '请填写日期，例如 2026-10-30。', en: 'Write a day, such as 2026-10-30.' };
  }
}
