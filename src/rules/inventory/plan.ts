// Everything the seller must know about one SKU's stock within a minute: how long it lasts, what to order from whom, and
// how it should travel. Puts the formulas of this room together; pure.

import { addDays, type Day, daysBetween } from '../../lib/day.ts';
import { countedInbound, type OverdueArrivals, overdueOf } from './arrivals.ts';
import { countdown, cover } from './cover.ts';
import { dailySales, forecast, trendOf } from './forecast.ts';
import { type Worked, worked } from './formulas.ts';
import { type ExpectedSpan, expectedUnits, type GivenForecast } from './given-forecast.ts';
import type { LegDays } from './lead-time.ts';
import { type Loss, lossOf } from './loss.ts';
import { type ArrivingUnits, projectStock, type StockProjection } from './projection.ts';
import { extraForPeriod, type Nature, type Replenishment, replenish, toOrderSize } from './replenishment.ts';
import { type DailySales, type SafetySettings, type SafetyStock, safetyStock } from './safety-stock.ts';
import { chooseSuppliers, type SupplierOffer, type SupplierPlan } from './suppliers.ts';
import { legsOf, type PlanLeg, type Route, type RouteInput, routeOf, termsOf } from './supply-route.ts';
import {
  leavingDayBefore,
  planTransport,
  type TransportMode,
  type TransportOption,
  type TransportPlan,
  together,
} from './transport.ts';

export interface PlanInput extends RouteInput {
  today: Day;
  /** Units; null = not reported. */
  available: number | null;
  /** The day of the report since which `available` is an estimate; null or left out: it was reported. */
  estimatedSince?: Day | null;
  /** In another place of ours (a local warehouse): nothing to be made, only to be sent. */
  readyToShip: number;
  /** On its way, with and without a known day. */
  inbound: number;
  onOrder: number;
  arrivals: readonly ArrivingUnits[];
  /** Units of the newest calendar days, oldest first; NaN where the day does not count (no data, no stock). */
  daily: readonly number[];
  /** How many of the newest days of `daily` belong to the change that is asked about or was answered; left out: not known. */
  changeDays?: number | undefined;
  /** Baseline in units a day; null = not known. */
  usualRate: number | null;
  skuClass: 'A' | 'B' | 'C' | 'D' | null;
  /** Days of sales that a person wants kept; null: by formula. */
  safetyDays: number | null;
  /** What one unit sells for, in the store's currency; null = not known. */
  pricePerUnit: number | null;
  /** What the newest answer says about the change in sales; null without an answer. */
  answer: { nature: Nature; until: Day | null } | null;
  /** The forecast people gave; absent or null: none that is still valid. */
  given?: GivenForecast | null;
  settings: PlanSettings;
}

export interface PlanSettings {
  safety: SafetySettings;
  /** Days of sales that an order covers beyond its lead time. */
  horizonDays: number;
}

/** baseline: of the verdicts; mean: of thirty days, without a baseline; answer: of the newest days of a lasting change. */
export type RateSource = 'baseline' | 'mean' | 'answer';

/** The last day on which an order still avoids a gap, and the mode by which its goods must travel. */
export interface OrderBy {
  day: Day;
  mode: TransportMode;
  /** The day has passed: no order can avoid the gap any more. */
  isPast: boolean;
}

/** The transport of an order. Of two suppliers' parts each has a plan; the later counts on the earlier. */
export interface OrderTransport {
  suggested: TransportOption | null;
  plans: readonly (TransportPlan & { supplier: string; units: number })[];
}

/** Why there is no suggestion. */
export type PlanLack = 'stock' | 'sales' | 'lead_time' | 'clearance';

export interface StockPlan {
  countdown: Worked | null;
  cover: Worked | null;
  sales: DailySales | null;
  /** Units a day that the whole plan uses where people gave no forecast, and where they come from. */
  rate: number | null;
  rateFrom: RateSource | null;
  /** What people expect, where the plan follows it. */
  given: GivenForecast | null;
  /** Units a day over the lead time by what people expect; null where they say nothing of it. */
  expectedRate: Worked | null;
  /** The answer that the plan follows. */
  answer: PlanInput['answer'];
  /** At that rate. */
  projection: StockProjection;
  /** Arrivals that are overdue: nothing in the plan counts them. */
  overdue: OverdueArrivals | null;
  /** What is lost until the next arrival at that rate; null without a gap that ends. */
  loss: Loss | null;
  /** Units a day of the last three days. */
  pace: number | null;
  /** If that pace goes on. */
  atPace: StockProjection;
  lossAtPace: Loss | null;
  legs: readonly PlanLeg[];
  /** From the order to goods that passed inspection, and until they can be sold. */
  making: LegDays | null;
  lead: LegDays | null;
  safety: SafetyStock | null;
  trend: Worked | null;
  forecast: Worked | null;
  /** On top of the forecast, for a short-term change. */
  extra: Worked | null;
  replenishment: Replenishment | null;
  /** By the first supplier and cheapest mode still in time, else the latest past day of all; null without a stock-out. */
  orderBy: OrderBy | null;
  suppliers: SupplierPlan | null;
  /** How the new order travels: every part of it, with its own quantity and days. */
  transport: OrderTransport | null;
  /** How to send the goods that are ready elsewhere. */
  dispatch: TransportPlan | null;
  lacks: readonly PlanLack[];
}

/** Most days of the newest sales that a lasting change is measured by, and those behind the countdown. */
const newLevelDays = 7;
const paceDays = 3;

/** The plan of one SKU. What is not known is null, and `lacks` says what a suggestion is missing. */
export function planStock(input: PlanInput): StockPlan {
  const sales = dailySales(input.daily);
  const { rate, from: rateFrom } = dailyRate(input, sales);
  const given = givenFor(input);
  const projection = projectStock({ ...input, rate, expected: given?.spans });
  const pace = newestMean(input.daily, paceDays);
  const atPace = projectStock({ ...input, rate: pace });
  const way = routeOf(input);
  const dispatch = rate === null ? null : dispatchPlan(input, rate);
  const base = {
    countdown: countdown(input.available, counted(input.daily)),
    cover: cover(input.available, input.usualRate ?? sales?.mean ?? null),
    sales,
    rate,
    rateFrom,
    given,
    expectedRate: null,
    answer: input.answer,
    projection,
    overdue: overdueOf(input.arrivals, input.today),
    loss: lossInGap(projection, input),
    pace,
    atPace,
    lossAtPace: lossInGap(atPace, input),
    legs: legsOf(input),
    making: way?.making ?? null,
    lead: way?.lead ?? null,
    dispatch,
  };
  const lacks = lacksOf(input, { rate, way });
  if (lacks.length > 0 || !sales || rate === null || !way || input.available === null) {
    return { ...base, ...withoutSuggestion, lacks };
  }
  const expectedRate = rateOver(given?.spans ?? [], input.today, { days: way.lead.days, rate });
  const leadRate = expectedRate?.value ?? rate;
  const safety = safetyStock({
    sales: { ...sales, mean: leadRate },
    lead: way.lead,
    skuClass: input.skuClass,
    givenDays: input.safetyDays,
    settings: input.settings.safety,
  });
  const { horizonDays } = input.settings;
  const afterLead = addDays(input.today, Math.ceil(way.lead.days));
  const told = expectedUnits(given?.spans ?? [], { from: afterLead, days: horizonDays, rate });
  const trend = input.answer === null && !told ? trendOf(input.daily, rate) : null;
  const expected = told ?? forecast({ meanDaily: rate, horizonDays, trend: trend?.value ?? 1 });
  const extra = extraOf(input, rate);
  const replenishment = replenish({
    forecast: expected.value + (extra?.value ?? 0),
    reorderLine: safety.reorderLine.value,
    extra: extra?.value ?? 0,
    available: input.available,
    inbound: countedInbound({ ...input, through: addDays(afterLead, horizonDays) }),
    readyToShip: input.readyToShip,
    onOrder: input.onOrder,
    moq: way.offer.moq,
    casePack: way.offer.casePack,
  });
  const suppliers = chooseSuppliers({
    today: input.today,
    need: replenishment.net.value,
    rate: leadRate,
    offers: way.offers,
    neededOn: projection.stockOutOn,
    wayDays: way.fastestDays,
  });
  return {
    ...base,
    expectedRate,
    safety,
    trend,
    forecast: expected,
    extra,
    replenishment: { ...replenishment, units: orderedUnits(replenishment, suppliers, way.offers) },
    orderBy: projection.stockOutOn ? orderByOf(input, way, projection.stockOutOn) : null,
    suppliers,
    transport: transportOf(input, rate, { suppliers, dispatch }),
    lacks,
  };
}

const withoutSuggestion = {
  safety: null,
  trend: null,
  forecast: null,
  extra: null,
  replenishment: null,
  orderBy: null,
  suppliers: null,
  transport: null,
};

/**
 * Units a day for safety stock, reorder line, forecast, projection and suggestion alike: the baseline, or the mean of
 * thirty days without one. After a change answered as lasting it is the mean of the change's own days, the newest seven of
 * them at most; a one-off or short-term change leaves the usual rate.
 */
function dailyRate(
  { answer, usualRate, daily, changeDays = newLevelDays }: PlanInput,
  sales: DailySales | null,
): { rate: number | null; from: RateSource | null } {
  const newLevel = answer?.nature === 'lasting' ? newestMean(daily.slice(-changeDays), newLevelDays) : null;
  if (newLevel !== null) return { rate: newLevel, from: 'answer' };
  if (answer?.nature !== 'lasting' && usualRate !== null) return { rate: usualRate, from: 'baseline' };
  return sales ? { rate: sales.mean, from: 'mean' } : { rate: null, from: null };
}

/** Goods ordered on the day can be sold on the day of the stock-out. The main supplier and slow modes come first. */
function orderByOf(input: PlanInput, { offers }: Route, stockOutOn: Day): OrderBy | null {
  const modes = termsOf(input).sort((a, b) => b.slowestDays - a.slowestDays);
  const days = offers.flatMap(({ makingDays }) =>
    modes.map((terms) => {
      const leavesBy = leavingDayBefore(addDays(stockOutOn, -Math.ceil(terms.slowestDays)), terms);
      const day = addDays(leavesBy, -Math.ceil(makingDays));
      return { day, mode: terms.mode, isPast: day < input.today };
    }),
  );
  const latest = [...days].sort((a, b) => (a.day < b.day ? 1 : -1))[0];
  return days.find(({ isPast }) => !isPast) ?? latest ?? null;
}

/** An answered lasting change overrides older forecasts: the newest days are the better evidence. */
function givenFor({ answer, given }: PlanInput): GivenForecast | null {
  return answer?.nature === 'lasting' ? null : (given ?? null);
}

function rateOver(spans: readonly ExpectedSpan[], from: Day, of: { days: number; rate: number }): Worked | null {
  const days = Math.ceil(of.days);
  const units = expectedUnits(spans, { from, days, rate: of.rate });
  return units && worked('expected_rate', units.value / days, { units: units.value, days });
}

function extraOf({ answer, today, daily }: PlanInput, usualRate: number): Worked | null {
  const currentRate = newestMean(daily, paceDays);
  if (answer?.until == null || currentRate === null) return null;
  const daysLeft = daysBetween(today, answer.until) + 1;
  return extraForPeriod({ nature: answer.nature, usualRate, currentRate, daysLeft });
}

function newestMean(daily: readonly number[], days: number): number | null {
  const newest = counted(daily).slice(-days);
  return newest.length === 0 ? null : newest.reduce((sum, units) => sum + units, 0) / newest.length;
}

/** Null where nothing is short, or nothing is on its way that would end it. */
function lossInGap({ gap }: StockProjection, { pricePerUnit }: PlanInput): Loss | null {
  if (!gap || gap.days === null || gap.wanted === null || gap.lost === null) return null;
  return lossOf({ rate: gap.wanted / gap.days, days: gap.days, lost: gap.lost }, pricePerUnit);
}

/** The order by the terms of those who make it: one supplier's, or the sum of both parts. */
function orderedUnits(
  { net, units }: Replenishment,
  suppliers: SupplierPlan | null,
  offers: readonly SupplierOffer[],
): Worked {
  const [first, rest] = suppliers?.parts ?? [];
  if (!first) return units;
  if (rest) return worked('order_parts', first.units + rest.units, { first: first.units, rest: rest.units });
  const offer = offers.find(({ supplier }) => supplier === first.supplier);
  return offer ? toOrderSize(net.value, offer) : units;
}

/** Goods that are sent from elsewhere, and the earlier part of the order, close gaps that later parts then leave alone. */
function transportOf(
  input: PlanInput,
  rate: number,
  { suppliers, dispatch }: { suppliers: SupplierPlan | null; dispatch: TransportPlan | null },
): OrderTransport | null {
  if (!suppliers) return null;
  const question = questionOf(input, rate);
  const before = [...input.arrivals, ...(dispatch?.suggested?.parts ?? [])];
  const plans: (TransportPlan & { supplier: string; units: number })[] = [];
  const sent: TransportOption['parts'][number][] = [];
  const inOrder = [...suppliers.parts].sort((a, b) => (a.readyOn < b.readyOn ? -1 : 1));
  for (const { supplier, units, readyOn, casePack } of inOrder) {
    const plan = planTransport({ ...question, arrivals: [...before, ...sent], units, readyOn, casePack });
    plans.push({ ...plan, supplier, units });
    sent.push(...(plan.suggested?.parts ?? []));
  }
  const readyOn = inOrder[0]?.readyOn ?? input.today;
  return { suggested: together({ ...question, arrivals: before, units: 0, readyOn }, sent), plans };
}

/** Ready goods are sent as far as they are needed within a year; the rest stays. */
function dispatchPlan(input: PlanInput, rate: number): TransportPlan | null {
  if (input.readyToShip <= 0) return null;
  return planTransport({ ...questionOf(input, rate), units: input.readyToShip, readyOn: input.today });
}

function questionOf(input: PlanInput, rate: number) {
  return {
    today: input.today,
    available: input.available,
    rate,
    expected: givenFor(input)?.spans,
    arrivals: input.arrivals,
    // Already part of the terms' days.
    receivingDays: 0,
    modes: termsOf(input),
    pricePerUnit: input.pricePerUnit,
  };
}

function lacksOf(input: PlanInput, { rate, way }: { rate: number | null; way: Route | null }): PlanLack[] {
  const lacks: PlanLack[] = [];
  if (input.skuClass === 'D') lacks.push('clearance');
  if (input.available === null) lacks.push('stock');
  if (rate === null) lacks.push('sales');
  if (!way) lacks.push('lead_time');
  return lacks;
}

function counted(daily: readonly number[]): number[] {
  return daily.filter((units) => !Number.isNaN(units));
}
