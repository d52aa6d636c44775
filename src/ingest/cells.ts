// Reads the cells that many kinds of file share: store, SKU, day, counts, money. Each refuses the row where it must.

import { addDays, type Day, dayIn } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import { readDay } from './dates.ts';
import type { Cells, ReadRun, RefusedSubject } from './formats/format.ts';
import { readInstant } from './instants.ts';
import type { IssueFacts, RowCode } from './issues.ts';
import { plainNumber, readAmount, readCount } from './numbers.ts';
import { isSuspectSku, isTotalsLabel, skuKey } from './sku-code.ts';

/** Sales days further back than this are asked about first. */
export const oldAfterDays = 731;

/** Where a cell stands, for messages. */
export interface Place {
  line: number;
  column: string;
}

/** The store a cell names; the file's store for an empty cell. Undefined, and the row refused, when there is none. */
export function storeCell(run: ReadRun, text: string, place: Place): Store | undefined {
  const answer = run.stores.byId(text);
  if (!answer) return refused(run, 'MISSING_VALUE', place, '');
  if ('code' in answer) return refused(run, answer.code, place, text, answer.expected);
  return answer.store;
}

/** The key of the SKU a cell names. */
export function skuCell(run: ReadRun, storeId: string, text: string, place: Place): string | undefined {
  const key = skuKey(text);
  if (key === '') return refused(run, 'MISSING_VALUE', place, text);
  return isSuspectSku(key, run.knownCodes(storeId)) ? refused(run, 'SUSPECT_SKU', place, text) : key;
}

/**
 * What a row of sales is about, should it be refused. Undefined when it names a store that is not ours, or not the one
 * that was asked for.
 */
export function subjectOf(
  run: ReadRun,
  { store, sku, day }: { store: string; sku: string; day: string },
): RefusedSubject | undefined {
  const answer = run.stores.byId(store);
  if (answer && 'code' in answer) return undefined;
  const at = answer && readInstant(day);
  const on = at ? dayIn(answer.store.zone, at) : readDay(day, run.dateOrder);
  const isPast = on !== undefined && (!answer || on <= run.todayAt(answer.store));
  const key = skuKey(sku);
  const storeId = answer?.store.id ?? '';
  return { storeId, sku: isSuspectSku(key, run.knownCodes(storeId)) ? '' : key, day: isPast ? on : null };
}

/** Is this the sum line under a table? Then it is skipped. */
export function skippedTotals(run: ReadRun, texts: readonly string[], line: number): boolean {
  const label = texts.find(isTotalsLabel);
  if (label === undefined) return false;
  run.skip('TOTALS_SKIPPED', { line, found: label });
  return true;
}

/**
 * A sales day of a store: not in the future; days long past are noted. A moment with its offset from UTC is the day that it
 * was at the store; one without is the day as it is written.
 */
export function salesDayCell(run: ReadRun, store: Store, text: string, place: Place): Day | undefined {
  const at = readInstant(text);
  const day = at ? dayIn(store.zone, at) : dayCell(run, text, place);
  if (day === undefined) return undefined;
  const today = run.todayAt(store);
  if (day > today) return refused(run, 'FUTURE_DATE', place, text, today);
  if (day < addDays(today, -oldAfterDays)) run.sawOldDay(day, place.line);
  return day;
}

/** Any calendar day. */
export function dayCell(run: ReadRun, text: string, place: Place): Day | undefined {
  if (text === '') return refused(run, 'MISSING_VALUE', place, text);
  return readDay(text, run.dateOrder) ?? refused(run, 'INVALID_DATE', place, text);
}

/** A whole number that must be there. */
export function countCell(run: ReadRun, text: string, place: Place): number | undefined {
  const count = readCount(plainNumber(text), run.numberStyle);
  return typeof count === 'number' ? count : refused(run, count, place, text);
}

/** A whole number that may be left out: null then; undefined when the row was refused. */
export function optionalCountCell(run: ReadRun, text: string, place: Place): number | null | undefined {
  if (isNothing(text)) return null;
  return countCell(run, text, place);
}

/** A whole number that may be below zero, such as oversold stock. */
export function signedCountCell(run: ReadRun, text: string, place: Place): number | undefined {
  const isNegative = /^[-−]\d/.test(text.trim());
  const count = countCell(run, isNegative ? text.trim().slice(1) : text, place);
  return count === undefined ? undefined : isNegative ? -count : count;
}

/** Money as decimal text; null when left out, undefined when the row was refused. */
export function optionalAmountCell(run: ReadRun, text: string, place: Place): string | null | undefined {
  if (isNothing(text)) return null;
  return readAmount(plainNumber(text), run.numberStyle) ?? refused(run, 'NOT_A_NUMBER', place, text);
}

/** What one unit costs, and in which currency; undefined when the row was refused. A price without a currency is no price. */
export function costCells(run: ReadRun, cells: Cells, line: number) {
  const unitCost = optionalAmountCell(run, cells('unit_cost'), { line, column: 'unit_cost' });
  if (unitCost === undefined) return undefined;
  const currency = cells('currency').toUpperCase();
  if (unitCost === null) return { unitCost, currency: null };
  const place = { line, column: 'currency' };
  if (!/^[A-Z]{3}$/.test(currency)) return refused(run, 'INVALID_VALUE', place, currency, 'CNY / USD / EUR …');
  return { unitCost, currency };
}

/** Refuses the row at hand; gives undefined, so that a reader can return it. */
export function refused(run: ReadRun, code: RowCode, place: Place, found: string, expected?: string): undefined {
  const facts: IssueFacts = { ...place, found, expected };
  run.refuse(code, facts);
  return undefined;
}

/** Nothing, or the dashes that Chinese sheets write for it. */
function isNothing(text: string): boolean {
  return text === '' || text === '—' || text === '-' || text === '--';
}
