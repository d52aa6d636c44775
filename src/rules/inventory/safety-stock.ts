// What to keep against variation, by three formulas, and the line at which to order again. Pure.

import { type Worked, worked } from './formulas.ts';
import type { LegDays } from './lead-time.ts';

/** buffer: the worst seen against the usual; simple: a factor on the lead time; service_level: a wanted share of cycles without a stock-out. */
export const safetyMethods = ['buffer', 'simple', 'service_level'] as const;
export type SafetyMethod = (typeof safetyMethods)[number];

/** Service levels (share of order cycles without a stock-out) and their standard normal quantile z. */
export const serviceLevels = { '0.90': 1.2816, '0.95': 1.6449, '0.98': 2.0537, '0.99': 2.3263 } as const;
export type ServiceLevel = keyof typeof serviceLevels;

/** Units a day over the days that count. */
export interface DailySales {
  mean: number;
  max: number;
  /** Standard deviation. */
  spread: number;
  days: number;
}

/** Units to keep, the line under which to order, and the line under which to worry; each with what made it. */
export interface SafetyStock {
  /** The formula that was used, which is another than wished where its inputs are not known. */
  method: SafetyMethod | 'given_days';
  safety: Worked;
  reorderLine: Worked;
  warningLine: Worked;
}

export interface SafetySettings {
  /** The formula for each class; a SKU without a class counts as C. */
  byClass: Readonly<Record<'A' | 'B' | 'C' | 'D', SafetyMethod>>;
  /** Factor on the lead time's sales, for `simple`. */
  factor: number;
  level: ServiceLevel;
}

/** Days of sales under which a standard deviation says nothing. */
const daysForSpread = 14;

/** max daily × max lead − mean daily × mean lead, never negative: 20 × 21 − 10 × 14 = 280. */
export function bufferStock(of: { maxDaily: number; maxLead: number; meanDaily: number; meanLead: number }): Worked {
  return worked('buffer', Math.max(0, of.maxDaily * of.maxLead - of.meanDaily * of.meanLead), of);
}

/** Twice the safety stock: 2 × 280 = 560. */
export function warningLine(safety: number): Worked {
  return worked('warning_line', 2 * safety, { safety });
}

/** mean daily × lead × factor: 100 × 7 × 1.5 = 1050. */
export function simpleLine(of: { meanDaily: number; lead: number; factor: number }): Worked {
  return worked('simple_line', of.meanDaily * of.lead * of.factor, of);
}

/**
 * z × √(lead × σ_d² + d² × σ_L²), the usual formula for demand and lead time that vary independently (Silver, Pyke &
 * Thomas, Inventory and Production Management, ch. 6); d and σ_d in units a day, lead and σ_L in days.
 */
export function serviceStock(of: {
  z: number;
  lead: number;
  meanDaily: number;
  spreadDaily: number;
  spreadLead: number;
}): Worked {
  const { z, lead, meanDaily, spreadDaily, spreadLead } = of;
  return worked('service_level', z * Math.sqrt(lead * spreadDaily ** 2 + meanDaily ** 2 * spreadLead ** 2), of);
}

/**
 * Safety stock and lines of a SKU. Days that a person gave for it (`givenDays`) outweigh every formula. A formula whose
 * inputs are not known gives way to the next simpler one: service level → buffer → simple.
 */
export function safetyStock(of: {
  sales: DailySales;
  lead: LegDays;
  skuClass: 'A' | 'B' | 'C' | 'D' | null;
  givenDays: number | null;
  settings: SafetySettings;
}): SafetyStock {
  const { sales, lead, givenDays, settings } = of;
  if (givenDays !== null) {
    const safety = worked('given_days', sales.mean * givenDays, { meanDaily: sales.mean, days: givenDays });
    return linesOver('given_days', safety, sales, lead);
  }
  const wished = settings.byClass[of.skuClass ?? 'C'];
  const spreadKnown = sales.days >= daysForSpread;
  if (wished === 'service_level' && spreadKnown) {
    const z = serviceLevels[settings.level];
    const inputs = { z, lead: lead.days, meanDaily: sales.mean, spreadDaily: sales.spread, spreadLead: lead.spread };
    const stock = serviceStock(inputs);
    const named = { ...stock, inputs: { ...stock.inputs, level: Number(settings.level) } };
    return linesOver('service_level', named, sales, lead);
  }
  if (wished !== 'simple' && spreadKnown && lead.max > lead.days) {
    const inputs = { maxDaily: sales.max, maxLead: lead.max, meanDaily: sales.mean, meanLead: lead.days };
    return linesOver('buffer', bufferStock(inputs), sales, lead);
  }
  const inputs = { meanDaily: sales.mean, lead: lead.days, factor: settings.factor };
  const line = simpleLine(inputs);
  const safety = worked('simple_safety', Math.max(0, sales.mean * lead.days * (settings.factor - 1)), inputs);
  return { method: 'simple', safety, reorderLine: line, warningLine: warningLine(safety.value) };
}

/** Reorder line: what sells during the lead time, and the safety stock. */
function linesOver(method: SafetyStock['method'], safety: Worked, sales: DailySales, lead: LegDays): SafetyStock {
  const inputs = { meanDaily: sales.mean, lead: lead.days, safety: safety.value };
  const line = worked('reorder_line', sales.mean * lead.days + safety.value, inputs);
  return { method, safety, reorderLine: line, warningLine: warningLine(safety.value) };
}
