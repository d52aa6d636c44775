// Notes the outcome of a decision some days after its lead time, from order lists, stock and actual sales.

import { type Context, withTransaction } from '../context.ts';
import { addDays, type Day, dayIn, daysBetween } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import { type Aftermath, outcomeOf } from '../rules/inventory/hindsight.ts';
import { planStock } from '../rules/inventory/plan.ts';
import { dayMark, stockKnown } from '../rules/sales-window.ts';
import { type DecisionRow, decisionsDue, saveOutcome } from '../store/decisions.ts';
import { arrivedOn } from '../store/plan-shows.ts';
import { loadSalesWindow } from '../store/sales.ts';

/** Days to wait for late reports; an outcome is noted once. */
const graceDays = 2;

/** Notes the outcome of every decision that is due; returns how many. Decisions of removed stores are skipped. */
export async function tellOutcomes(ctx: Context): Promise<number> {
  const { zone } = ctx.policy.team;
  const today = dayIn(zone, ctx.clock.now());
  let told = 0;
  for (const decision of await decisionsDue(ctx.db, addDays(today, -graceDays))) {
    const store = ctx.policy.stores.find(({ id }) => id === decision.storeId);
    if (!store) continue;
    await withTransaction(ctx, async (tx) => {
      const outcome = outcomeOf(await aftermathOf(tx, decision, store));
      await saveOutcome(tx.db, decision.id, outcome, tx.clock.now());
    });
    told += 1;
  }
  return told;
}

async function aftermathOf(tx: Context, decision: DecisionRow, store: Store): Promise<Aftermath> {
  const { sku, storeId, outcomeDueOn, arriveBy, inputs, action, quantity } = decision;
  const since = dayIn(tx.policy.team.zone, decision.decidedAt);
  const arrival = await arrivedOn(tx.db, { storeId, sku, since });
  return {
    arrivedOn: arrival !== null && arrival <= outcomeDueOn ? arrival : null,
    arriveBy,
    ...(await salesBetween(tx, { store, sku, after: since, through: outcomeDueOn })),
    ordered: action === 'replenish' ? (quantity ?? 0) : 0,
    basis: basisOf(inputs),
  };
}

/** Null when nothing could be suggested: then there is nothing to compare with. */
function basisOf(inputs: DecisionRow['inputs']): Aftermath['basis'] {
  if (!inputs || inputs.available === null) return null;
  const { lead, replenishment } = planStock(inputs);
  if (!lead || !replenishment) return null;
  return {
    available: inputs.available,
    coming: replenishment.inbound.value + inputs.readyToShip + inputs.onOrder,
    coverDays: lead.days + inputs.settings.horizonDays,
  };
}

async function salesBetween(
  tx: Context,
  { store, sku, after, through }: { store: Store; sku: string; after: Day; through: Day },
): Promise<Pick<Aftermath, 'outOfStockDays' | 'soldUnits' | 'soldDays'>> {
  const days = Math.max(1, daysBetween(after, through));
  const inUnits: Store = { ...store, measure: 'units' };
  const { series } = await loadSalesWindow(tx.db, { store: inUnits, through, days, only: [sku] });
  const [of] = series;
  let [outOfStockDays, soldUnits, soldDays] = [0, 0, 0];
  of?.quantity.forEach((units, index) => {
    if (of.stock[index] === stockKnown.out || of.mark[index] === dayMark.outOfStock) outOfStockDays += 1;
    else if (!Number.isNaN(units)) {
      soldUnits += units;
      soldDays += 1;
    }
  });
  return { outOfStockDays, soldUnits, soldDays };
}
