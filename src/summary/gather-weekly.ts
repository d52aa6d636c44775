// Reads the inputs of the weekly summary and computes it.

import { storeName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import { lateStock } from '../inventory/late-stock.ts';
import { addDays, type Day, dayIn, startOfDay } from '../lib/day.ts';
import { workingMinutesBetween } from '../lib/working-time.ts';
import type { WeeklyView } from '../messages/weekly-view.ts';
import { workCalendar } from '../policy/calendar.ts';
import { oldSalesOf } from '../rules/inventory/forecast.ts';
import { lastQueuedWeekly } from '../store/reads/weekly-list.ts';
import { newestCompleteDay } from '../store/sales.ts';
import { decisionsSince, formsAsked } from './forms-asked.ts';
import { lastMonthsHindsight } from './hindsight.ts';
import { stockHealth } from './stock-health.ts';
import { lastSales, stockRows } from './stock-rows.ts';
import { computeWeekly, type WeeklyInput } from './weekly.ts';

/** How far back decisions are followed, in days: longer than any lead time by sea. */
const decisionDays = 120;

/** The summary of the week from Monday `from`, with the present stock. */
export async function gatherWeekly(ctx: Context, from: Day, late: boolean): Promise<WeeklyView> {
  const { zone } = ctx.policy.team;
  const to = addDays(from, 6);
  const calendar = workCalendar(ctx.policy.team);
  const stock = { rows: await stockRows(ctx), lastSales: await lastSales(ctx) };
  const weekly = computeWeekly({
    from,
    to,
    zone,
    late,
    ...stock,
    health: await stockHealth(ctx, { from, to, ...stock }),
    oldSales: await oldSales(ctx),
    lateStock: await lateStocks(ctx),
    lastTiers: await tiersOfLastSummary(ctx),
    forms: await formsAsked(ctx, startOfDay(zone, from), startOfDay(zone, addDays(to, 1))),
    decisions: await decisionsSince(ctx, startOfDay(zone, addDays(from, -decisionDays))),
    minutesBetween: (a, b) => workingMinutesBetween(calendar, a, b),
  });
  return { ...weekly, hindsight: await lastMonthsHindsight(ctx, to) };
}

/** Stores whose sales are old. */
async function oldSales(ctx: Context): Promise<WeeklyInput['oldSales']> {
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  const stores = await Promise.all(
    ctx.policy.stores.map(async (store) => ({
      storeId: store.id,
      old: oldSalesOf((await newestCompleteDay(ctx.db, store)) ?? null, today),
    })),
  );
  return stores.flatMap(({ storeId, old }) => (old ? [{ storeId, ...old }] : []));
}

/** Stores whose stock reports have stopped. */
async function lateStocks(ctx: Context): Promise<WeeklyInput['lateStock']> {
  const stores = await Promise.all(
    ctx.policy.stores.map(async (store) => ({
      storeName: storeName(ctx.policy, store.id),
      late: await lateStock(ctx, store),
    })),
  );
  return stores.flatMap(({ storeName, late }) => (late ? [{ storeName, ...late }] : []));
}

/** Tiers as the newest posted summary gave them. */
async function tiersOfLastSummary(ctx: Context): Promise<WeeklyInput['lastTiers']> {
  return (await lastQueuedWeekly(ctx.db))?.rows ?? [];
}
