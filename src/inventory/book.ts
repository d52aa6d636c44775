// The stock of a store's SKUs, read once: the plan of each by the rules, and what cards and forms show of it.

import type { Context } from '../context.ts';
import type { FormFacts } from '../forms/form.ts';
import type { Suggestion } from '../forms/prefill.ts';
import { addDays, type Day, dayIn, daysBetween, startOfDay } from '../lib/day.ts';
import type { StockView } from '../messages/views.ts';
import type { Store } from '../policy/policy.ts';
import { forecastHoldsDays } from '../rules/inventory/given-forecast.ts';
import { type PlanInput, planStock, type StockPlan } from '../rules/inventory/plan.ts';
import { comparedFigures } from '../rules/inventory/stock-figures.ts';
import { loadForecasts, newestAnswers } from '../store/said-of-sales.ts';
import { newestCompleteDay } from '../store/sales.ts';
import { skusOfStore } from '../store/skus.ts';
import { loadArrivals, loadPositions, loadReceipts } from '../store/stock.ts';
import { loadItems, loadLeadTimes, loadOpenPurchases, observedProduction, observedTransit } from '../store/supply.ts';
import { newestLevels } from '../store/verdicts.ts';
import { channelsOf } from './channels.ts';
import { demandDays, demandOn } from './demand.ts';
import { expectedSales } from './expected-sales.ts';
import { planInput, type SkuFacts } from './plan-input.ts';
import { type CurrentPosition, goodsOf, orderedOf, positionOf } from './position.ts';
import { daysSince, rolled } from './rolled.ts';
import { poolStores, sharedStock } from './shared-stock.ts';
import { loadSold } from './sold.ts';
import { stockView } from './stock-view.ts';
import { unitCostOf } from './unit-cost.ts';

/** Cases opened further back explain no sales of today, however long their answer's period is. */
const answersReadDays = 180;
/** A verdict further back says nothing about today's usual sales. */
const levelDays = 14;

/** The change of sales that a form asks about. */
export interface AskedChange {
  surge: boolean;
  /** How many days it has lasted; left out: as the newest case of the SKU tells. */
  days?: number | undefined;
}

export interface StockBook {
  of(sku: string): StockView;
  planOf(sku: string): StockPlan;
  /** What the plan was made from. */
  factsOf(sku: string): SkuFacts;
  /** Units a day at which the stock is expected to go; null when unknown. */
  rateOf(sku: string): number | null;
  suggestionFor(sku: string): Suggestion | null;
  /** What an answer is checked against; for a store-wide form (`sku` null) only the day. */
  factsFor(sku: string | null, of: AskedChange): FormFacts;
}

interface Planned {
  facts: SkuFacts;
  input: PlanInput;
  plan: StockPlan;
}

interface StockOptions {
  /** The SKUs it is asked about, and no others then; all when left out. */
  only?: readonly string[] | undefined;
  /** Baselines in units a day by verdicts that are not stored yet; when left out, those of the newest stored ones. */
  levels?: ReadonlyMap<string, number | null>;
  /** Leaves answers aside: for a change that nobody has been asked about yet. */
  unexplained?: boolean;
}

/**
 * Reads the stock of a store as of now. Every surface takes its numbers from here, so that all of them show the same stock,
 * suggestion and run-out day at one moment.
 */
export async function loadStock(
  ctx: Context,
  store: Store,
  { only, levels, unexplained = false }: StockOptions = {},
): Promise<StockBook> {
  const now = ctx.clock.now();
  const today = dayIn(ctx.policy.team.zone, now);
  const since = addDays(dayIn(store.zone, now), -levelDays);
  const rates = levels ?? (await newestLevels(ctx.db, store.id, { only, since }));
  const facts = only?.length === 0 ? notRead : await loadFacts(ctx, store, { only, unexplained });
  const terms = { inventory: ctx.policy.inventory, transport: store.transport };
  const asked = only && new Set(only);
  const plans = new Map<string, Planned>();
  const planned = (sku: string) => {
    const made = plans.get(sku);
    if (made) return made;
    if (asked && !asked.has(sku)) notRead(sku);
    const known = facts(sku);
    const of = { ...known, usualRate: isShared(known) ? null : (rates.get(sku) ?? null) };
    const input = planInput(today, of, terms);
    const fresh = { facts: of, input, plan: planStock(input) };
    plans.set(sku, fresh);
    return fresh;
  };
  const view = (sku: string) =>
    stockView(planned(sku), {
      now,
      currency: store.currency,
      tiers: ctx.policy.inventory.tiers,
    });
  return {
    of: view,
    planOf: (sku) => planned(sku).plan,
    factsOf: (sku) => planned(sku).facts,
    rateOf: (sku) => planned(sku).plan.rate,
    suggestionFor: (sku) => suggestionOf(planned(sku).plan),
    factsFor: (sku, { surge, days }) => ({
      today,
      surge,
      suggestedUnits: sku === null ? null : (planned(sku).plan.replenishment?.units.value ?? null),
      ...(sku === null
        ? { countdownDays: null, nextArrivalInDays: null }
        : skuNumbers(today, view(sku), planned(sku), days)),
    }),
  };
}

function notRead(sku: string): never {
  throw new RangeError(`The stock of ${sku} was not read`);
}

async function loadFacts(
  ctx: Context,
  store: Store,
  { only, unexplained }: { only: readonly string[] | undefined; unexplained: boolean },
) {
  const { zone } = ctx.policy.team;
  const now = ctx.clock.now();
  const today = dayIn(zone, now);
  const pool = poolStores(ctx.policy.stores, store);
  const items = await loadItems(
    ctx.db,
    pool.map(({ id }) => id),
  );
  const shared = sharedStock(pool, items);
  const named = only?.flatMap((sku) => shared.membersOf(sku).map((member) => member.sku));
  const classes = new Map((await skusOfStore(ctx.db, store.id, only)).map((row) => [row.sku, row.class]));
  const positions = await loadPositions(ctx.db, store, named);
  const arrivals = await loadArrivals(ctx.db, store, only);
  const leadTimes = await loadLeadTimes(ctx.db, only);
  const purchases = await loadOpenPurchases(ctx.db);
  const observed = {
    production: await observedProduction(ctx.db),
    transit: await observedTransit(ctx.db, store.id),
  };
  const answers = unexplained
    ? new Map<string, never>()
    : await newestAnswers(ctx.db, store.id, { only, since: startOfDay(zone, addDays(today, -answersReadDays)) });
  const forecasts = await loadForecasts(ctx.db, store.id, {
    only,
    since: startOfDay(zone, addDays(today, -forecastHoldsDays - 1)),
  });
  const through = await newestCompleteDay(ctx.db, store);
  const since = daysSince(
    pool,
    [...positions.values()].map(({ asOf }) => asOf),
    now,
  );
  const sold = await loadSold(ctx, { pool, shared, only }, spanOf(through, since));
  const receipts = positions.size === 0 ? [] : await loadReceipts(ctx.db, pool, { only: named, now });
  const currentPosition = (sku: string): CurrentPosition | undefined => {
    const goods = goodsOf(positions, shared, sku);
    if (!goods) return undefined;
    const since = rolled(goods, { pool, sold, receipts, now });
    const estimate = since && { ...since, since: dayIn(zone, goods.report.asOf) };
    return positionOf(goods, estimate, shared.unitsPer(sku));
  };
  return (sku: string): Omit<SkuFacts, 'usualRate'> => {
    const { daily, price, byStore } = demandOn(sku, { store, shared, sold, through });
    const changedOn = answers.get(sku)?.firstDay;
    return {
      skuClass: classes.get(sku) ?? null,
      position: currentPosition(sku),
      arrivals: arrivals.get(sku) ?? [],
      leadTimes: leadTimes.get(sku) ?? [],
      observed,
      ordered: orderedOf(purchases, shared, sku),
      channels: channelsOf(pool, shared.membersOf(sku), byStore),
      said: expectedSales({ answer: answers.get(sku), forecast: forecasts.get(sku) }, { today, zone }),
      daily,
      salesThrough: daily.length > 0 ? (through ?? null) : null,
      changeDays: changedOn && through && changedOn <= through ? daysBetween(changedOn, through) + 1 : undefined,
      pricePerUnit: price,
    };
  };
}

/** The sales days to read: those of the demand, and those since the oldest report; undefined where there are none. */
function spanOf(through: Day | undefined, since: readonly [Day, Day] | undefined): { from: Day; to: Day } | undefined {
  const to = [through, since?.[1]]
    .filter((each) => each !== undefined)
    .sort()
    .at(-1);
  if (to === undefined) return undefined;
  const from = [addDays(through ?? to, 1 - demandDays), since?.[0] ?? to].sort()[0] ?? to;
  return { from, to };
}

/** A baseline speaks of one shop's sales; what others take of the same goods is not in it. */
function isShared({ channels }: Pick<SkuFacts, 'channels'>): boolean {
  return channels.flatMap(({ members }) => members).length > 1;
}

function suggestionOf({ replenishment, transport }: StockPlan): Suggestion | null {
  if (!replenishment) return null;
  const parts = transport?.suggested?.parts ?? [];
  const modes = new Set(parts.map(({ mode }) => mode));
  const [mode = null] = modes;
  const days = parts.map(({ sellableOn }) => sellableOn).sort();
  // One way and one day cannot say that part of it flies and the rest goes by sea: then the person chooses.
  const isOneWay = modes.size === 1;
  return {
    units: replenishment.units.value,
    transport: isOneWay ? mode : null,
    // All of it, not only the first part.
    arriveBy: isOneWay ? (days.at(-1) ?? null) : null,
  };
}

/** What an answer about a SKU is checked against. */
function skuNumbers(today: Day, stock: StockView, { facts, input, plan }: Planned, days = input.changeDays) {
  // A day that does not count is not a number, and has no place in what is stored with a case.
  const daily = input.daily.filter((units) => !Number.isNaN(units));
  const changeDays = days && input.daily.slice(-days).filter((units) => !Number.isNaN(units)).length;
  return {
    ...runningOut(today, stock),
    plan: { ...input, daily, changeDays },
    reported: Object.fromEntries(comparedFigures.map((name) => [name, stock[name]])) as FormFacts['reported'] & object,
    unitCost: unitCostOf(plan, facts.leadTimes),
  };
}

function runningOut(today: Day, stock: StockView): Pick<FormFacts, 'countdownDays' | 'nextArrivalInDays'> {
  const [next] = stock.arrivals;
  return {
    countdownDays: stock.countdownDays,
    nextArrivalInDays: next ? Math.max(0, daysBetween(today, next.sellableOn)) : null,
  };
}
