// The data that several messages are composed from: people, stock, cases. Built by `cases/views.ts` and `inventory/`.

import type { FormFacts, FormKind, RawValues } from '../forms/form.ts';
import type { Day } from '../lib/day.ts';
import type { Approval, CaseStatus, DueReason, Nature, Resolution } from '../model/anomaly-case.ts';
import type { ExpectedSpan } from '../rules/inventory/given-forecast.ts';
import type { StockFigures } from '../rules/inventory/stock-figures.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { Direction, Evidence, VerdictWord } from '../rules/verdict.ts';

export interface PersonView {
  id: string;
  name: string;
}

/** What the earlier answer had promised; all null when there was none, or it was returned. */
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
  asOf: string | null;
  /** True when older than 36 hours at the moment of composing: the text then says "stock as of …". */
  stale: boolean;
  /** In other places of ours (a local warehouse): must be sent first. */
  elsewhere: number;
  arrivals: { units: number; sellableOn: Day; mode: string | null }[];
  /** available ÷ mean of the last three days' units. */
  countdownDays: number | null;
  lastThreeDays: number[];
  /** available ÷ baseline. */
  daysOfCover: number | null;
  stockOutOn: Day | null;
  /** Days without stock until the next arrival; null when there is none to wait for. */
  gapDays: number | null;
  /** What cannot be sold in them, in units and in `currency`; null where it is not known. */
  lostUnits: number | null;
  lostMoney: number | null;
  currency: string;
  /** Units a day that the dates above are computed with. */
  rate: number | null;
  /** The same if the mean of the last three days goes on. */
  atPace: GapView & { rate: number | null };
  /** What people expect of single days, which stands above the rate; empty where nobody said. */
  expected: readonly ExpectedSpan[];
  /** The answer that the suggestion follows. */
  answer: { nature: Nature; until: Day | null } | null;
  /** Units to keep against variation. */
  safety: number | null;
  suggestion: SuggestionView | null;
  /** How to send what lies in other places. */
  dispatch: SuggestionView | null;
  tier: StockTier | null;
}

/** When the stock is gone, and what that costs until the next arrival. */
export interface GapView {
  stockOutOn: Day | null;
  gapDays: number | null;
  lostUnits: number | null;
  lostMoney: number | null;
}

/** How much to order or send, and how it should travel. */
export interface SuggestionView {
  units: number;
  /** One part for each way, the faster first. */
  parts: { mode: string; units: number; sellableOn: Day }[];
  /** Days without stock that are left all the same, from today on. */
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

/** Why an answer no longer holds. */
export type ReopenReason = 'still_out' | 'worse' | 'fourteen_days' | 'not_ordered';

/** How a dear proposal stands with those in charge. */
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
  /** Why this is not the first round: the manager's remark, or what the earlier answer had promised. */
  reopened: {
    because: 'returned' | ReopenReason;
    by: PersonView | null;
    remark: string | null;
    promise: PromiseView;
  } | null;
  /** The numbers that took the deviation away, once the case is withdrawn. */
  withdrawn: RestatedView | null;
  days: DeviationView[];
  /** Null where the case is about no single SKU. */
  stock: StockView | null;
  facts: FormFacts;
  prefill: RawValues;
  answer: AnswerView | null;
  approval: ApprovalView | null;
  /** The store's SKUs concerned, for a store-wide case. */
  skus: { sku: string; units: number; baseline: number; deviation: number }[];
  /** Attachment with the sales chart, when one was drawn. */
  chartId: string | null;
}

/** The team's own settings that texts need. */
export interface TeamView {
  name: string;
  zone: string;
  /** Moment of composing, ISO: only to say "today" or "tomorrow". */
  now: string;
}
