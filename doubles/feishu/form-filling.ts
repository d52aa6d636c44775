// What a form holds when somebody sends it, and what the client itself holds back before the app hears of it. Pure.

import { type Json, word } from '../shared/json.ts';
import type { Unknowns } from './behind.ts';
import type { SeenField, SeenForm } from './card-reading.ts';

/** Name of the field → what was typed or chosen: an option by its value or its label, a date as yyyy-MM-dd, "" clears. */
export type Filled = Readonly<Record<string, string | readonly string[] | boolean>>;

/** `action.form_value`; fields that were left alone hold what they began with. Throws for a field that is not there. */
export function formValueOf(form: SeenForm, filled: Filled, unknowns: Unknowns): Json {
  const names = form.fields.map(({ name }) => name);
  const strange = Object.keys(filled).filter((name) => !names.includes(name));
  if (strange.length > 0) throw new Error(`No fields are called ${strange.join(', ')}: ${names.join(', ')}`);
  const entered = form.fields.map((field) => [field.name, enteredIn(field, filled[field.name])] as const);
  const sent = entered.filter(([, value]) => unknowns.emptyFields === 'empty' || !isEmpty(value));
  return Object.fromEntries(sent.map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]));
}

/** Name of the field → why the client does not send the form. */
export function heldBack(form: SeenForm, values: Json): Record<string, string> {
  const faults = form.fields.flatMap(({ name, required, maxLength }) => {
    if (required && isEmpty(values[name])) return [[name, 'required']];
    const tooLong = maxLength !== undefined && word(values, name).length > maxLength;
    return tooLong ? [[name, 'too long']] : [];
  });
  return Object.fromEntries(faults);
}

function enteredIn(field: SeenField, given: Filled[string] | undefined): string | readonly string[] | boolean {
  if (given !== undefined && field.disabled) throw new Error(`${field.name} is disabled`);
  const entered = given ?? field.value;
  switch (field.tag) {
    case 'multi_select_static':
      return [entered].flat().map((each) => chosen(field, String(each)));
    case 'select_static':
    case 'select_person':
      return entered === '' ? '' : chosen(field, String(entered));
    case 'date_picker':
      return entered === '' ? '' : `${String(entered)} +0800`;
    default:
      return entered;
  }
}

function chosen({ name, options }: SeenField, given: string): string {
  const found = options.find(({ value }) => value === given) ?? options.find(({ label }) => label === given);
  if (!found) throw new Error(`${given} is not on offer in ${name}: ${options.map(({ value }) => value).join(', ')}`);
  return found.value;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
