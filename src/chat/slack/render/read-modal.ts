// What a modal was filled in with, as Slack sends it back. Nothing in it is trusted: what cannot be read is left out, and the
// core validates the rest.

import type { RawValues } from '../../../forms/form.ts';
import { alsoBlockId, fieldPrefix, ticksPrefix } from './fields.ts';
import type { ModalIds } from './names.ts';

/** The part of a view that Slack sends with a submission or a click. */
export interface FilledView {
  private_metadata: string;
  state?: { values: Readonly<Record<string, Readonly<Record<string, FilledInput>>>> };
}

/** One input; which of these it has depends on its kind. */
interface FilledInput {
  value?: string | null;
  selected_date?: string | null;
  selected_option?: { value?: string } | null;
  selected_options?: readonly { value?: string }[] | null;
}

export interface FilledForm {
  caseId: number;
  round: number;
  formKind: string;
  values: RawValues;
  alsoCaseIds: number[];
}

/** What was filled in; undefined when the view is none of ours. Fields that were not shown have no value. */
export function readModal(view: FilledView): FilledForm | undefined {
  const ids = readIds(view.private_metadata);
  if (!ids) return undefined;
  const values: Record<string, string> = {};
  let alsoCaseIds: number[] = [];
  for (const [blockId, inputs] of Object.entries(view.state?.values ?? {})) {
    const [input] = Object.values(inputs);
    if (!input) continue;
    const chosen = (input.selected_options ?? []).flatMap(({ value }) => (value === undefined ? [] : [value]));
    if (blockId === alsoBlockId) alsoCaseIds = chosen.filter((id) => /^\d{1,15}$/.test(id)).map(Number);
    else if (blockId.startsWith(ticksPrefix)) for (const name of chosen) values[name] = 'yes';
    else if (blockId.startsWith(fieldPrefix)) values[blockId.slice(fieldPrefix.length)] = filledIn(input);
  }
  return { caseId: ids.c, round: ids.r, formKind: ids.f, values, alsoCaseIds };
}

function filledIn(input: FilledInput): string {
  return input.selected_option?.value ?? input.selected_date ?? input.value ?? '';
}

function readIds(metadata: string): ModalIds | undefined {
  try {
    const ids: unknown = JSON.parse(metadata);
    return isIds(ids) ? ids : undefined;
  } catch {
    return undefined;
  }
}

function isIds(ids: unknown): ids is ModalIds {
  if (typeof ids !== 'object' || ids === null) return false;
  const { c, r, f } = ids as Partial<Record<keyof ModalIds, unknown>>;
  return Number.isSafeInteger(c) && Number.isSafeInteger(r) && typeof f === 'string';
}
