// SKU codes as keys: how they are written, and which ones a spreadsheet has damaged.

import { hasInvisible } from './safe-text.ts';

/** What is known of a store's SKUs that a damaged code can be held against. */
export interface KnownCodes {
  /** Known codes of up to three digits: such a code is not damaged here. */
  shortNumbers: ReadonlySet<string>;
  /** Known codes that begin with zeros, with the zeros gone. */
  strippedZeros: ReadonlySet<string>;
}

const longestCode = 120;
const scientific = /^\d(?:[.,]\d+)?E[+-]?\d{1,3}$/i;
const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const monthDay = new RegExp(`^(?:(?:${months})-\\d{1,4}|\\d{1,2}-(?:${months})|\\d{1,2}月\\d{1,2}日)$`, 'i');

/** The key of a SKU: look-alikes (full-width letters, composed accents) and blanks at the ends are one key; case counts. */
export function skuKey(text: string): string {
  return text.normalize('NFKC').trim();
}

/** Has a spreadsheet or a copy-and-paste damaged this code (1.2E+11, 15-Oct, lost zeros, invisible characters)? */
export function isSuspectSku(key: string, known: KnownCodes): boolean {
  if (key.length > longestCode || hasInvisible(key)) return true;
  if (scientific.test(key) || monthDay.test(key)) return true;
  if (!/^\d+$/.test(key)) return false;
  if (known.strippedZeros.has(key)) return true;
  return key.length <= 3 && !known.shortNumbers.has(key);
}

/** Is this the sum line of a spreadsheet, not a SKU? */
export function isTotalsLabel(text: string): boolean {
  return /^(?:合计|总计|小计|total|grand total|sum)[:：]?$/i.test(text.normalize('NFKC').trim());
}
