// What one unit of a SKU would cost to order, from those who would make it. Pure.

import type { StockPlan } from '../rules/inventory/plan.ts';
import type { LeadTime } from '../store/supply.ts';

/** Of the main supplier, or of those who share the order, by their parts. Null: not known for all, or in several currencies. */
export function unitCostOf(
  { suppliers }: Pick<StockPlan, 'suppliers'>,
  leadTimes: readonly LeadTime[],
): { amount: number; currency: string } | null {
  const [main] = leadTimes;
  const parts = suppliers?.parts ?? (main ? [{ supplier: main.supplier, units: 1 }] : []);
  const units = parts.reduce((sum, part) => sum + part.units, 0);
  let amount = 0;
  let currency: string | null = null;
  for (const part of parts) {
    const terms = leadTimes.find(({ supplier }) => supplier === part.supplier);
    if (!terms || terms.unitCost === null || terms.currency === null) return null;
    if (currency !== null && currency !== terms.currency) return null;
    currency = terms.currency;
    amount += (Number(terms.unitCost) * part.units) / units;
  }
  return currency === null ? null : { amount, currency };
}
