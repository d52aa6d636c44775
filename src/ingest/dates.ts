// Reads calendar days as files write them. "03/04/2026" is April or March, so the order is decided by the whole column.

import { type Day, parseDay } from '../lib/day.ts';
import type { Sample } from './numbers.ts';

/** Day first (25/10/2026) or month first (10/25/2026). */
export const dateOrders = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** The first cell of each kind that a column showed. */
export interface DateEvidence {
  dmy?: Sample;
  mdy?: Sample;
  open?: Sample;
}

const timeOfDay = /[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?$/i;
const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const chinese = /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;

/** The day a cell names, with a time of day or without; `order` is needed only where the year stands last. Undefined for anything else. */
export function readDay(text: string, order: DateOrder): Day | undefined {
  const plain = plainDate(text);
  const early = yearFirst.exec(plain);
  if (early) return dayOf(early[1], early[3], early[4]);
  const dense = compact.exec(plain) ?? chinese.exec(plain);
  if (dense) return dayOf(dense[1], dense[2], dense[3]);
  const late = yearLast.exec(plain);
  if (!late) return undefined;
  return order === 'dmy' ? dayOf(late[4], late[3], late[1]) : dayOf(late[4], late[1], late[3]);
}

/** Remembers what a cell tells about the order of its column. */
export function noteDate(evidence: DateEvidence, text: string, at: Sample): void {
  const late = yearLast.exec(plainDate(text));
  if (!late) return;
  const [first, second] = [Number(late[1]), Number(late[3])];
  if (first > 12 && second <= 12) evidence.dmy ??= at;
  else if (second > 12 && first <= 12) evidence.mdy ??= at;
  else if (first !== second) evidence.open ??= at;
}

/** The order of a column, or the cells that leave it open. */
export function decideDateOrder(evidence: DateEvidence): { order: DateOrder } | { ambiguous: readonly Sample[] } {
  const { dmy, mdy, open } = evidence;
  if (dmy && mdy) return { ambiguous: [dmy, mdy] };
  if (dmy) return { order: 'dmy' };
  if (mdy) return { order: 'mdy' };
  return open ? { ambiguous: [open] } : { order: 'dmy' };
}

/** The time of day in a cell, where it is not midnight; "" otherwise. */
export function timeIn(text: string): string {
  const time = timeOfDay.exec(text.trim())?.[0].trim().replace(/^T/, '') ?? '';
  return /^0?0:00(?::00(?:\.0+)?)?$/.test(time) ? '' : time;
}

function plainDate(text: string): string {
  return text.length > 40 ? '' : text.normalize('NFKC').trim().replace(timeOfDay, '');
}

function dayOf(year = '', month = '', dayOfMonth = ''): Day | undefined {
  return parseDay(`${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`);
}
