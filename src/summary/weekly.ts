// The week's inventory summary, worked out from plain inputs: no database, no clock. What is read and posted is
// done by `post-weekly.ts`.

import { type Day, dayIn } from '../lib/day.ts';
import type { PersonView } from '../messages/views.ts';
import type { DecisionView, WeeklyRow, WeeklyView } from '../messages/weekly-view.ts';
import { slowFromDays } from '../rules/inventory/stock-health.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import { agendaOf } from './agenda.ts';
import { causesOf, disciplineOf, type MinutesBetween, type WeeklyForm } from './discipline.ts';
import { gravity, isUrgent } from './tier-order.ts';

/** What an answer decided about the stock. */
export interface WeeklyDecision {
  number: string;
  storeId: string;
  sku: string;
  by: PersonView;
  at: Date;
  /** Value of the form's `action` field. */
  action: string;
  quantity: number | null;
  suggested: number | null;
  arriveBy: Day | null;
}

export interface WeeklyInput {
  /** Monday and Sunday that the report is about, in team days. */
  from: Day;
  to: Day;
  /** The team's zone: a form belongs to the week in whose days it was asked. */
  zone: string;
  /** Posted after its time because the service was down. */
  late: boolean;
  /** Every SKU with its present stock, in any order. */
  rows: readonly WeeklyRow[];
  oldSales?: WeeklyView['oldSales'];
  lateStock?: WeeklyView['lateStock'];
  /** Tiers as last week's report said them; empty in the first week, which then reports no changes. */
  lastTiers: readonly { storeId: string; sku: string; tier: StockTier | null }[];
  /** Whole days since each SKU last sold. */
  lastSales: readonly { storeId: string; sku: string; daysWithoutSale: number }[];
  health: WeeklyView['health'];
  /** Rounds asked in the week, and earlier ones that are still unanswered. */
  forms: readonly WeeklyForm[];
  /** Decisions of the week, and earlier ones whose time may have come. */
  decisions: readonly WeeklyDecision[];
  minutesBetween: MinutesBetween;
}

/** The whole summary; picture and workbook are added where they are drawn and stored. */
export function computeWeekly(input: WeeklyInput): WeeklyView {
  const rows = [...input.rows].sort(byUrgency);
  const slow = slowStock(input, rows);
  const asked = input.forms.filter(({ askedAt }) => within(input, dayIn(input.zone, askedAt)));
  return {
    from: input.from,
    to: input.to,
    late: input.late,
    oldSales: input.oldSales ?? [],
    lateStock: input.lateStock ?? [],
    rows,
    urgent: rows.filter(isUrgent),
    slow,
    health: input.health,
    changes: tierChanges(input, rows),
    discipline: disciplineOf(asked, input.minutesBetween),
    causes: causesOf(asked),
    decisions: decisionsOf(input, rows),
    agenda: agendaOf({ rows, forms: input.forms, slow }),
    chartId: null,
    workbookId: null,
    workbookName: null,
  };
}

function byUrgency(a: WeeklyRow, b: WeeklyRow): number {
  const last = Number.MAX_VALUE;
  return (
    gravity(b.tier) - gravity(a.tier) ||
    (a.countdownDays ?? last) - (b.countdownDays ?? last) ||
    (b.dailyRate ?? 0) - (a.dailyRate ?? 0) ||
    (keyOf(a) < keyOf(b) ? -1 : 1)
  );
}

/** What has not sold for a month; a SKU that is known to have no stock has nothing that could be slow. */
function slowStock({ lastSales }: WeeklyInput, rows: readonly WeeklyRow[]): WeeklyView['slow'] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return lastSales
    .filter(({ daysWithoutSale }) => daysWithoutSale >= slowFromDays.listed)
    .map(({ storeId, sku, daysWithoutSale }) => {
      const row = byKey.get(keyOf({ storeId, sku }));
      return { storeId, sku, name: row?.name ?? null, daysWithoutSale, available: row?.available ?? null };
    })
    .filter(({ available }) => available !== 0)
    .sort((a, b) => b.daysWithoutSale - a.daysWithoutSale || (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Tiers that differ from last week's, the gravest first. New and vanished SKUs count when they are urgent. */
function tierChanges({ lastTiers }: WeeklyInput, rows: readonly WeeklyRow[]): WeeklyView['changes'] {
  if (lastTiers.length === 0) return [];
  const before = new Map(lastTiers.map((each) => [keyOf(each), each.tier]));
  const here = new Set(rows.map(keyOf));
  const changed = rows.flatMap(({ storeId, sku, tier }) => {
    const from = before.get(keyOf({ storeId, sku })) ?? null;
    const worthSaying = from === null || tier === null ? gravity(from) + gravity(tier) > 0 : from !== tier;
    return worthSaying ? [{ storeId, sku, from, to: tier }] : [];
  });
  const gone = lastTiers.flatMap((each) =>
    !here.has(keyOf(each)) && gravity(each.tier) > 0
      ? [{ storeId: each.storeId, sku: each.sku, from: each.tier, to: null }]
      : [],
  );
  return [...changed, ...gone].sort(
    (a, b) => gravity(b.to) - gravity(a.to) || gravity(a.from) - gravity(b.from) || (keyOf(a) < keyOf(b) ? -1 : 1),
  );
}

/** Decisions taken in the week, and earlier ones whose goods were to be sellable in it. */
function decisionsOf(input: WeeklyInput, rows: readonly WeeklyRow[]): DecisionView[] {
  const stock = new Map(rows.map((row) => [keyOf(row), row.available]));
  return input.decisions
    .filter(({ at, arriveBy }) => {
      return within(input, dayIn(input.zone, at)) || (arriveBy !== null && within(input, arriveBy));
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at: _, ...decision }) => ({
      ...decision,
      outcome: outcomeOf(decision, stock.get(keyOf(decision)) ?? null, input.to),
    }));
}

function outcomeOf(
  { arriveBy }: Pick<WeeklyDecision, 'arriveBy'>,
  available: number | null,
  to: Day,
): DecisionView['outcome'] {
  if (arriveBy !== null && arriveBy > to) return 'not_due';
  if (available === null) return 'unknown';
  return available > 0 ? 'in_stock' : 'out_of_stock';
}

function within({ from, to }: { from: Day; to: Day }, day: Day): boolean {
  return day >= from && day <= to;
}

function keyOf({ storeId, sku }: { storeId: string; sku: string }): string {
  return `${storeId}\n${sku}`;
}
