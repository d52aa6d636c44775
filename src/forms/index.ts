// The form of each kind of case, and which of its fields are asked.

import { exitSignalForm } from './exit-signal.ts';
import type { Condition, Field, Form, FormFacts, FormKind, RawValues } from './form.ts';
import { outOfStockForm } from './out-of-stock.ts';
import { dropForm, surgeForm } from './sales-change.ts';
import { storeWideForm } from './store-wide.ts';

const forms: Readonly<Record<FormKind, Form>> = {
  surge: surgeForm,
  drop: dropForm,
  store_wide: storeWideForm,
  out_of_stock: outOfStockForm,
  exit_signal: exitSignalForm,
};

/** The form of a kind with every field it may ask: for records of answers and for validation. */
export function formFor(kind: FormKind): Form {
  return forms[kind];
}

/** The fields asked of a case with these facts, including those that depend on other values. */
export function askedFields(form: Form, facts: Pick<FormFacts, 'surge'>): readonly Field[] {
  return form.fields.filter((field) => facts.surge || !field.surgeOnly);
}

/** The fields shown while the form holds `values`. */
export function visibleFields(fields: readonly Field[], values: RawValues): readonly Field[] {
  return fields.filter((field) => !field.when || holds(field.when, values));
}

/** Does the named field have one of the values? */
export function holds(condition: Condition, values: RawValues): boolean {
  return condition.is.includes(values[condition.field] ?? '');
}
