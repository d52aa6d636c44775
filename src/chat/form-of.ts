// The forms that people send in, by the kind written in them. Pure.

import { type Form, formKinds } from '../forms/form.ts';
import { formFor } from '../forms/index.ts';
import { returnForm } from '../forms/return-answer.ts';

/** The form of this kind; undefined for a kind that this version does not know. */
export function formOf(kind: string): Form | undefined {
  const known = formKinds.find((each) => each === kind);
  if (known !== undefined) return formFor(known);
  return kind === returnForm.kind ? returnForm : undefined;
}
