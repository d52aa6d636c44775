// What is wrong with a form, as lines for where it cannot stand at the fields. Pure.

import { type FieldErrors, wholeForm } from '../../../forms/form.ts';
import type { Bilingual } from '../../../lib/language.ts';
import { formOf } from '../../form-of.ts';

/** One line for each fault, named by the label of its field where the form is known. */
export function errorLines(errors: FieldErrors, formKind?: string): Bilingual[] {
  const fields = formKind === undefined ? [] : (formOf(formKind)?.fields ?? []);
  return Object.entries(errors).map(([name, error]) => {
    const label = name === wholeForm ? undefined : fields.find((field) => field.name === name)?.label;
    return label ? { zh: `${label.zh}：${error.zh}`, en: `${label.en}: ${error.en}` } : error;
  });
}
