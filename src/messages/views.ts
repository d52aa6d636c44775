// The data that several messages are composed from: people, stock, cases. Built by `cases/views.ts` and `inventory/`.

import type { FormFacts, FormKind, RawValues } from '../forms/form.ts';
import type { Day } from '../lib/day.ts';
import type { Approval, CaseStatus, DueReason, Nature, Resolution } from '../model/anomaly-case.ts';
import type { OverdueArrivals } from '../rules/inventory/arrivals.ts';
import type { OldSales } from '../rules/inventory/forecast.ts';
import type { ExpectedSpan } from '../rules/inventory/given-forecast.ts';
import type { OrderBy } from '../rules/inventory/plan.ts';
import type { RolledStock } from '../rules/inventory/rolled-stock.ts';
import type { StockFigures } from '../rules/inventory/stock-figures.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { Direction, Evidence, VerdictWord } from '../rules/verdict.ts';

export interface PersonView {
  id: string;
  name: string;
}

/** What the earlier answer promised; all null when there was none, or it was returned. */
export interface PromiseView {
  nature: Nature | null;
  /** Last day a short-term answer covers. */
  until: Day | null;
  /** The episode's day on which the promise broke, counted from 1. */
  dayNumber: number | null;
}

/** A day's numbers before and after a restatement. */
export interface RestatedView {
  day: Day;
  oldUnits: number;
  newUnits: number;
  /** What is left of the deviation, as a fraction. */
  deviation: number;
}

/** Stock position of one SKU; units, and days where it says so. Null = not reported. */
export interface StockView extends StockFigures {
  /** The moment of the last report. */
  asOf: string | null;
  /** The report is older than 36 hours, and nothing brought it up to now: the text then asks to check it. */
  stale: boolean;
  /** Since which day the available units are an estimate, and how it came about; null where the report itself stands. */
  estimate: (RolledStock & { since: Day }) | null;
  /** In other places of ours (a local warehouse), to be sent before it can be sold. */
  elsewhere: number;
  /** Arrivals from today on, earliest first. */
  arrivals: { units: number; sellableOn: Day; mode: string | null }[];
  /** Where the sales behind every number are old. */
  oldSales: OldSales | null;
  /** Arrivals whose day has passed: they count nowhere. */
  overdue: OverdueArrivals | null;
  /** The last day to order that avoids a gap; null when the stock lasts over a year. */
  orderBy: OrderBy | null;
  /** available ÷ mean of the last three days' units. */
  countdownDays: number | null;
  lastThreeDays: number[];
  /** available ÷ baseline. */
  daysOfCover: number | null;
  stockOutOn: Day | null;
  /** Days without stock until the next arrival; null when nothing arrives. */
  gapDays: number | null;
  /** Sales lost on those days, in units and in `currency`; null where not known. */
  lostUnits: number | null;
  lostMoney: number | null;
  currency: string;
  /** Units a day that the dates above are computed with. */
  rate: number | null;
  /** The same at the mean rate of the last three days. */
  atPace: GapView & { rate: number | null };
  /** People's forecast of single days, used instead of the rate; empty where there is none. */
  expected: readonly ExpectedSpan[];
  /** The answer that the suggestion follows. */
  answer: { nature: Nature; until: Day | null } | null;
  /** Safety stock in units. */
  safety: number | null;
  suggestion: SuggestionView | null;
  /** How to send what is in other places. */
  dispatch: SuggestionView | null;
  tier: StockTier | null;
}

/** When the stock is gone, and the cost until the next arrival. */
export interface GapView {
  stockOutOn: Day | null;
  gapDays: number | null;
  lostUnits: number | null;
  lostMoney: number | null;
}

/** How much to order or send, by which transport. */
export interface SuggestionView {
  units: number;
  /** One part for each transport mode, the fastest first. */
  parts: { mode: string; units: number; sellableOn: Day }[];
  /** Days without stock that remain, from today on. */
  gapDays: number;
}

export interface DeviationView {
  day: Day;
  word: VerdictWord;
  direction: Direction | null;
  windowDays: number;
  units: number | null;
  baseline: number | null;
  deviation: number | null;
  chance: number | null;
  surge: boolean;
  evidence: Evidence | null;
}

export interface AnswerView {
  revision: number;
  round: number;
  by: PersonView;
  at: string;
  late: boolean;
  formKind: FormKind;
  values: RawValues;
}

/** Numbers at the question and now, in units; null = not known. */
export interface ChangedNumbers {
  available: readonly [asked: number | null, now: number | null];
  suggested: readonly [asked: number | null, now: number | null];
}

/** Why an answer no longer holds. */
export type ReopenReason = 'still_out' | 'worse' | 'fourteen_days' | 'not_ordered';

/** The approval of a proposal above the cost limit. */
export interface ApprovalView extends Pick<Approval, 'state' | 'because' | 'cost' | 'limit'> {
  /** Who has been asked so far. */
  askedOf: PersonView[];
  approvedBy: PersonView | null;
}

export interface CaseView {
  caseId: number;
  /** "SW-1042" */
  number: string;
  round: number;
  formKind: FormKind;
  status: CaseStatus;
  resolution: Resolution | null;
  storeId: string;
  storeName: string;
  sku: string | null;
  skuName: string | null;
  class: string | null;
  direction: Direction;
  assignee: PersonView | null;
  /** Why somebody other than the owner holds it. */
  assignedBecause: 'owner' | 'deputy' | 'store_owner' | 'manager' | 'reassigned' | 'nobody';
  askedAt: string;
  answerDueAt: string | null;
  /** Why the deadline is not today; null when it is. */
  dueBecause: DueReason | null;
  overdue: boolean;
  escalatedTo: PersonView[];
  snoozedUntil: string | null;
  snoozeReason: string | null;
  acknowledgedBy: PersonView | null;
  supplement: boolean;
  /** Why this is not the first round: the manager's remark, or what the earlier answer promised. */
  reopened: {
    because: 'returned' | ReopenReason;
    by: PersonView | null;
    remark: string | null;
    promise: PromiseView;
  } | null;
  /** The corrected numbers, once the case is withdrawn. */
  withdrawn: RestatedView | null;
  days: DeviationView[];
  /** Null where the case is about no single SKU. */
  stock: StockView | null;
  facts: FormFacts;
  /** Numbers that have changed since the question was asked; null when none has, and once it is answered. */
  changed: ChangedNumbers | null;
  prefill: RawValues;
  answer: AnswerView | null;
  approval: ApprovalView | null;
  /** The SKUs concerned, for a store-wide case. */
  skus: { sku: string; units: number; baseline: number; deviation: number }[];
  /** Attachment with the sales chart, if one was drawn. */
  chartId: string | null;
}

/** What texts need to know about the team. */
export interface TeamView {
  name: string;
  zone: string;
  /** Moment of composing, ISO: only to say "today" or "tomorrow". */
  now: string;
}
