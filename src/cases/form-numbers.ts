// The numbers a form is prefilled with and checked against, from the stock at the moment it is asked.

import type { FormKind } from '../forms/form.ts';
import { prefill } from '../forms/prefill.ts';
import type { AskedChange, StockBook } from '../inventory/book.ts';
import type { AnomalyCase } from '../model/anomaly-case.ts';

export type FormNumbers = Pick<AnomalyCase, 'facts' | 'prefill'>;

/** Facts and prefill of a form about a SKU; about a whole store (`sku` null) there is nothing to fill in. */
export function formNumbers(
  stock: StockBook,
  { sku, formKind, ...change }: { sku: string | null; formKind: FormKind } & AskedChange,
): FormNumbers {
  const facts = stock.factsFor(sku, change);
  if (sku === null) return { facts, prefill: {} };
  return { facts, prefill: prefill(formKind, { stock: stock.of(sku), suggestion: stock.suggestionFor(sku) }) };
}
