// What somebody did to a card, as Feishu sends it back. Nothing in it is trusted: what cannot be read is left out, and the
// core validates the rest.

import type { RawValues } from '../../../forms/form.ts';
import { type ActionValue, alsoField, inputName } from './names.ts';

interface Touched {
  caseId: number;
  round: number;
  /** Delivery key of the message that was touched. */
  messageKey?: string;
}

export type CardAction =
  | (Touched & { kind: 'button'; action: string })
  | (Touched & { kind: 'form'; formKind: string; values: RawValues; alsoCaseIds: number[] });

/** The part of `card.action.trigger` that is read; the SDK has no type for it. */
export interface TouchedElement {
  value?: unknown;
  form_value?: unknown;
}

/** What was meant by a click or a submitted form; undefined when it is none of ours. */
export function readAction({ value, form_value: filled }: TouchedElement): CardAction | undefined {
  if (!isOurs(value)) return undefined;
  const { case: caseId, round, key } = value;
  const touched: Touched = { caseId, round, ...(typeof key === 'string' ? { messageKey: key } : {}) };
  if (value.do !== 'submit') return { ...touched, kind: 'button', action: value.do };
  return { ...touched, kind: 'form', formKind: String(value.form ?? ''), ...readForm(touched, filled) };
}

function readForm(touched: Touched, filled: unknown): { values: RawValues; alsoCaseIds: number[] } {
  const prefix = inputName(touched, '');
  const values: Record<string, string> = {};
  let alsoCaseIds: number[] = [];
  for (const [name, value] of Object.entries(typeof filled === 'object' ? (filled ?? {}) : {})) {
    if (!name.startsWith(prefix)) continue;
    const field = name.slice(prefix.length);
    if (field === alsoField) alsoCaseIds = idsIn(value);
    else values[field] = filledIn(value);
  }
  return { values, alsoCaseIds };
}

/** Ticks come as truth values, days with the zone of the person who chose them: "2024-04-01 +0800". */
function filledIn(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : '';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  return value.replace(/^(\d{4}-\d{2}-\d{2}) [+-]\d{4}$/, '$1');
}

function idsIn(value: unknown): number[] {
  const ids: unknown[] = Array.isArray(value) ? value : [value];
  return ids.filter((id) => typeof id === 'string' && /^\d{1,15}$/.test(id)).map(Number);
}

function isOurs(value: unknown): value is ActionValue & { do: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { v, do: meant, case: caseId, round } = value as Partial<Record<keyof ActionValue, unknown>>;
  return v === 1 && typeof meant === 'string' && Number.isSafeInteger(caseId) && Number.isSafeInteger(round);
}
