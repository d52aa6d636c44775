// How much to order: what is missing until the next order can come, less what is coming. Suggestions, never orders. Pure.

import { type Worked, worked } from './formulas.ts';

/** What the answer says about a change of sales; it decides how much of it an order may rest on. */
export const natures = ['one_off', 'short_term', 'lasting'] as const;
export type Nature = (typeof natures)[number];

/** Share of a demand that has not proved itself that a first order may cover. */
const firstOrderShare = 0.5;

/** Units to order today, and how they came about. */
export interface Replenishment {
  gross: Worked;
  /** Units on their way that count, see `countedInbound`. */
  inbound: Worked;
  /** By how much the stock is below the reorder line; at 0 nothing is ordered. */
  shortfall: Worked;
  net: Worked;
  /** `net` raised to the minimum order and to whole cases. */
  units: Worked;
}

/** What is missing: forecast + reorder line − available, never negative: 840 + 1050 − 500 = 1390. */
export function grossNeed(of: { forecast: number; reorderLine: number; available: number }): Worked {
  return worked('gross', Math.max(0, of.forecast + of.reorderLine - of.available), of);
}

/** What remains of the gross need when everything that is coming is counted; never negative. */
export function netNeed(of: { gross: number; inbound: number; onOrder: number }): Worked {
  return worked('net', Math.max(0, of.gross - of.inbound - of.onOrder), of);
}

/** `net` raised to the minimum order and to whole cases; 0 stays 0. */
export function toOrderSize(net: number, { moq, casePack }: { moq: number | null; casePack: number | null }): Worked {
  const inputs = { net, ...(moq !== null && { moq }), ...(casePack !== null && { casePack }) };
  // A hair above a whole number, from binary fractions, is no further piece.
  const wanted = Math.ceil(net - 1e-9);
  if (wanted <= 0) return worked('order_size', 0, inputs);
  const atLeast = Math.max(wanted, moq ?? 0);
  return worked('order_size', casePack ? Math.ceil(atLeast / casePack) * casePack : atLeast, inputs);
}

/**
 * By how much the stock is below the reorder line, never negative; `extra` is what a short-term change needs on top. Above
 * the line nothing is ordered today, however much the days after the lead time will need.
 */
export function lineShortfall(of: {
  reorderLine: number;
  extra: number;
  available: number;
  inbound: number;
  onOrder: number;
}): Worked {
  const { reorderLine, extra, available, inbound, onOrder } = of;
  const short = reorderLine + extra - available - inbound - onOrder;
  return worked('line_shortfall', Math.max(0, short), { reorderLine, extra, available, inbound, onOrder });
}

/** Forecast and reorder line at one rate, against what is there and what comes. */
export function replenish(of: {
  forecast: number;
  /** Part of the forecast that is for a short-term change. */
  extra: number;
  reorderLine: number;
  available: number;
  inbound: Worked;
  /** In another place of ours, on the way as soon as it is sent. */
  readyToShip: number;
  onOrder: number;
  moq: number | null;
  casePack: number | null;
}): Replenishment {
  const { forecast, extra, reorderLine, available, onOrder } = of;
  const inbound = of.inbound.value + of.readyToShip;
  const gross = grossNeed({ forecast, reorderLine, available });
  const shortfall = lineShortfall({ reorderLine, extra, available, inbound, onOrder });
  const net = shortfall.value > 0 ? netNeed({ gross: gross.value, inbound, onOrder }) : worked('no_order', 0, {});
  return { gross, inbound: of.inbound, shortfall, net, units: toOrderSize(net.value, of) };
}

/**
 * Units on top of the usual forecast that a change of sales justifies: none for a one-off; for a short-term change what
 * the period takes beyond the usual, of which the first order covers half; a lasting one moves the rate itself, so
 * nothing on top. A fall adds nothing.
 */
export function extraForPeriod(of: {
  nature: Nature;
  usualRate: number;
  currentRate: number;
  daysLeft: number;
}): Worked | null {
  const { nature, usualRate, currentRate, daysLeft } = of;
  if (nature !== 'short_term' || currentRate <= usualRate || daysLeft <= 0) return null;
  const need = (currentRate - usualRate) * daysLeft;
  const inputs = { currentRate, usualRate, daysLeft, need, share: firstOrderShare };
  return worked('first_order', need * firstOrderShare, inputs);
}
