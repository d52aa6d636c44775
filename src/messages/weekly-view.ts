// The weekly summary as data, for the composers of its sections, its picture and its workbook.

import type { Day } from '../lib/day.ts';
import type { OverdueArrivals } from '../rules/inventory/arrivals.ts';
import type { OldSales } from '../rules/inventory/forecast.ts';
import type { OrderBy, RateSource } from '../rules/inventory/plan.ts';
import type { LateStock } from '../rules/inventory/rolled-stock.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { Direction } from '../rules/verdict.ts';
import type { PersonView } from './views.ts';

export interface WeeklyView {
  /** Monday to Sunday that the report is about. */
  from: Day;
  to: Day;
  late: boolean;
  /** Stores whose sales are old; absent in older summaries. */
  oldSales?: (OldSales & { storeId: string })[];
  /** Stores without a stock report for a day or longer; absent in older summaries. */
  lateStock?: (LateStock & { storeName: string })[];
  rows: WeeklyRow[];
  urgent: WeeklyRow[];
  slow: { storeId: string; sku: string; name: string | null; daysWithoutSale: number; available: number | null }[];
  health: StockHealthView[];
  changes: { storeId: string; sku: string; from: StockTier | null; to: StockTier | null }[];
  discipline: Omit<OwnerDiscipline, 'owner'> & { byOwner: OwnerDiscipline[] };
  causes: { cause: string; direction: Direction; count: number }[];
  decisions: DecisionView[];
  /** Last month's hits and misses; missing in summaries stored before these existed. */
  hindsight?: HindsightView;
  /** 运营 / 供应链 / 物流 */
  agenda: { operations: AgendaItem[]; supply: AgendaItem[]; logistics: AgendaItem[] };
  chartId: string | null;
  workbookId: string | null;
  workbookName: string | null;
}

export interface WeeklyRow {
  storeId: string;
  sku: string;
  name: string | null;
  owner: string | null;
  available: number | null;
  /** The day of the stock report, and whether `available` is estimated from it; absent in older summaries. */
  reportedOn?: Day | null;
  isEstimated?: boolean;
  inbound: number | null;
  onOrder: number | null;
  purchaseLeadDays: number | null;
  replenishmentLeadDays: number | null;
  dailyRate: number | null;
  countdownDays: number | null;
  /** The day on which the countdown ends. */
  stockOutOn: Day | null;
  nextArrivalOn: Day | null;
  /** Arrivals whose day has passed; absent in summaries of before they were told apart. */
  overdue?: OverdueArrivals | null;
  /** The last day to order that avoids a gap; absent in older summaries. */
  orderBy?: Pick<OrderBy, 'day' | 'isPast'> | null;
  tier: StockTier | null;
  class: string | null;
  suggestion: number | null;
  /** Where the daily rate comes from; absent in older summaries. */
  rateFrom?: RateSource | null;
  /** The newest two weeks against the daily rate. */
  trend: number | null;
}

/** The stock health of a store. */
export interface StockHealthView {
  storeId: string;
  storeName: string;
  /** SKUs with stock, and those among them without a sale for 90 days. */
  skus: number;
  slow: number;
  /** SKU-days of the week with known stock, and those among them without stock. */
  knownDays: number;
  outDays: number;
  /** Turnover a year from the last thirty days, of the SKUs with a known cost; null where there is none. */
  turnover: { aYear: number; days: number | null; skus: number } | null;
}

export interface OwnerDiscipline {
  owner: PersonView;
  forms: number;
  inTime: number;
  late: number;
  open: number;
  escalated: number;
  medianMinutes: number | null;
}

/** What an answer decided about the stock, and the state of the stock after the day it named. */
export interface DecisionView {
  number: string;
  storeId: string;
  sku: string;
  by: PersonView;
  /** Value of the form's `action` field. */
  action: string;
  quantity: number | null;
  suggested: number | null;
  arriveBy: Day | null;
  outcome: 'not_due' | 'in_stock' | 'out_of_stock' | 'unknown';
}

/** A point for the weekly sync, and why it is on the list. */
export type AgendaItem =
  | { why: 'unanswered'; number: string; storeId: string; sku: string | null; assignee: PersonView | null }
  | { why: 'slow'; storeId: string; count: number }
  | { why: 'nothing_coming'; storeId: string; sku: string; countdownDays: number | null }
  | { why: 'order_not_shipped'; storeId: string; sku: string; countdownDays: number | null; onOrder: number }
  | { why: 'arrival_overdue'; storeId: string; sku: string; units: number; dueOn: Day; days: number }
  | { why: 'arrives_late'; storeId: string; sku: string; stockOutOn: Day; arrivesOn: Day };

/** Outcomes of the decisions that came due in a month. */
export interface HindsightView {
  /** First day of the month. */
  month: Day;
  told: number;
  /** Of the decisions that named a day for the goods: arrived by then, or not. */
  inTime: number;
  late: number;
  /** Without stock on at least one day. */
  stockedOut: number;
  over: number;
  under: number;
  right: number;
}
