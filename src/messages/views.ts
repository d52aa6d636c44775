// The data a message is composed from: everything it says, nothing it must look up. Built by `cases/views.ts`
// and `summary/`, turned into text by the composers beside this file.

import type { FormFacts, FormKind, RawValues } from '../forms/form.ts';
import type { Day } from '../lib/day.ts';
import type { Bilingual } from '../lib/language.ts';
import type { Approval, CaseStatus, DueReason, Nature, Resolution } from '../model/anomaly-case.ts';
import type { TableUse } from '../policy/bitable-policy.ts';
import type { OversellRisk } from '../rules/inventory/channels.ts';
import type { ExpectedSpan } from '../rules/inventory/given-forecast.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { Worked } from '../rules/inventory/worked.ts';
import type { Direction, Evidence, VerdictWord } from '../rules/verdict.ts';
import type { RehearsalView } from './rehearsal-view.ts';

export type { StockTier };

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
export interface StockView {
  asOf: string | null;
  /** True when older than 36 hours at the moment of composing: the text then says "stock as of …". */
  stale: boolean;
  available: number | null;
  reservedCustomer: number | null;
  reservedTransfer: number | null;
  reservedProcessing: number | null;
  reservedOther: number | null;
  /** In other places of ours (a local warehouse): must be sent first. */
  elsewhere: number;
  /** Shipped or being received, not yet sellable. */
  inbound: number | null;
  inboundWorking: number | null;
  onOrder: number | null;
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
  /** Units a day that the dates above reckon with. */
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
  stock: StockView;
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

export type NoteEvent =
  | { event: 'acknowledged'; by: PersonView }
  | { event: 'continued'; dayNumber: number; deviation: number }
  | { event: 'grown'; restated: RestatedView }
  | { event: 'withdrawn'; restated: RestatedView }
  | { event: 'reopened'; because: ReopenReason; promise: PromiseView }
  | { event: 'returned'; by: PersonView; remark: string }
  | { event: 'approval_asked'; to: PersonView[]; late: boolean }
  | { event: 'approved'; by: PersonView }
  | { event: 'reassigned'; by: PersonView | null; to: PersonView; because: CaseView['assignedBecause'] }
  | { event: 'snoozed'; by: PersonView; until: string; reason: string }
  | { event: 'escalated'; to: PersonView[]; level: number; late: boolean }
  | { event: 'reminded'; to: PersonView; beforeDeadline: boolean }
  | { event: 'closed'; resolution: Resolution }
  | { event: 'no_owner'; to: PersonView | null };

export interface EscalationRow {
  case: CaseView;
  overdueMinutes: number;
}

export interface DigestView {
  day: Day;
  open: number;
  dueToday: CaseView[];
  overdue: CaseView[];
  tierChanges: {
    sku: string;
    name: string | null;
    storeId: string;
    from: StockTier;
    to: StockTier;
    countdownDays: number;
  }[];
  /** Forms held back by the daily cap, and crossings that asked nobody. */
  capped: { sku: string; storeId: string; deviation: number }[];
  crossedWithoutForm: number;
  unassignedSkus: { storeId: string; sku: string }[];
}

export interface WeeklyRow {
  storeId: string;
  sku: string;
  name: string | null;
  owner: string | null;
  available: number | null;
  inbound: number | null;
  onOrder: number | null;
  purchaseLeadDays: number | null;
  replenishmentLeadDays: number | null;
  dailyRate: number | null;
  countdownDays: number | null;
  stockOutOn: Day | null;
  nextArrivalOn: Day | null;
  tier: StockTier | null;
  class: string | null;
  suggestion: number | null;
  /** Mean of thirty days in units a day, and the trend over it: what a forecast starts from. */
  meanDaily: number | null;
  trend: number | null;
}

/** How well the stock of a store is kept. */
export interface StockHealthView {
  storeId: string;
  storeName: string;
  /** SKUs with stock, and how many of them have not sold for 90 days. */
  skus: number;
  slow: number;
  /** SKU-days of the week on which the stock is known, and how many of them were without. */
  knownDays: number;
  outDays: number;
  /** Turnover a year over the last thirty days, of the SKUs whose cost is known; null where none is. */
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

/** What an answer decided about the stock, and how the stock stands now that the time it named is over. */
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

/** A point for the weekly sync and why it is on the list. */
export type AgendaItem =
  | { why: 'unanswered'; number: string; storeId: string; sku: string | null; assignee: PersonView | null }
  | { why: 'slow'; storeId: string; count: number }
  | { why: 'nothing_coming'; storeId: string; sku: string; countdownDays: number | null }
  | { why: 'order_not_shipped'; storeId: string; sku: string; countdownDays: number | null; onOrder: number }
  | { why: 'arrives_late'; storeId: string; sku: string; stockOutOn: Day; arrivesOn: Day };

/** What became of the decisions whose outcome was told in a month. */
export interface HindsightView {
  /** First day of the month. */
  month: Day;
  told: number;
  /** Of those that named a day for the goods: arrived by then, or not. */
  inTime: number;
  late: number;
  /** Without stock on a day or more. */
  stockedOut: number;
  over: number;
  under: number;
  right: number;
}

export interface WeeklyView {
  /** Monday to Sunday that the report is about. */
  from: Day;
  to: Day;
  late: boolean;
  rows: WeeklyRow[];
  urgent: WeeklyRow[];
  slow: { storeId: string; sku: string; name: string | null; daysWithoutSale: number; available: number | null }[];
  health: StockHealthView[];
  changes: { storeId: string; sku: string; from: StockTier | null; to: StockTier | null }[];
  discipline: Omit<OwnerDiscipline, 'owner'> & { byOwner: OwnerDiscipline[] };
  causes: { cause: string; direction: Direction; count: number }[];
  decisions: DecisionView[];
  /** Last month's hits and misses; left out in summaries of before they were told. */
  hindsight?: HindsightView;
  /** 运营 / 供应链 / 物流 */
  agenda: { operations: AgendaItem[]; supply: AgendaItem[]; logistics: AgendaItem[] };
  chartId: string | null;
  workbookId: string | null;
  workbookName: string | null;
}

/** A SKU whose stock tier got worse. */
export interface TierAlertRow {
  storeId: string;
  storeName: string;
  sku: string;
  tier: StockTier;
  countdownDays: number;
}

/** A SKU of which too little is there for a promotion, in units. */
export interface EventStockRow {
  sku: string;
  /** Units that must be there, and why. */
  need: Worked;
  /** Null = not known. */
  available: number | null;
  /** Sellable by the first day. */
  arriving: number;
}

/** A stock that several platforms sell from and that is about to be sold twice. */
export interface OversellRow {
  storeId: string;
  storeName: string;
  sku: string;
  risk: OversellRisk;
  available: number;
  /** Units that all of them sell a day, by the last thirty. */
  perDay: number;
  /** What is left, shared out by the sales of the last thirty days. */
  channels: { storeName: string; units: number }[];
}

/** A proposal that must be acted on to leave with the forwarder's next cut-off. */
export interface CutOffRow {
  number: string;
  storeName: string;
  sku: string;
  mode: string;
  units: number;
  /** They lie ready and have only to be handed over. */
  ready: boolean;
  actBy: Day;
  leavesOn: Day;
  state: 'open' | 'waiting' | 'answered';
}

export type NoticeView =
  /** `expectedBy` and `lastAsOf` are instants, ISO. */
  | { notice: 'data_late'; storeId: string; storeName: string; day: Day; expectedBy: string; lastAsOf: string | null }
  | {
      notice: 'feed_held';
      storeId: string;
      storeName: string;
      day: Day;
      because: 'nothing_sold' | 'units_short' | 'skus_silent';
      units: number;
      baseline: number;
    }
  | { notice: 'feed_quarantined'; storeId: string; storeName: string; day: Day; rows: number; usualRows: number }
  | { notice: 'no_owner'; storeId: string; storeName: string; sku: string; heldBy: PersonView | null }
  | { notice: 'nobody_left'; numbers: string[] }
  | { notice: 'unassigned_skus'; storeId: string; storeName: string; skus: string[] }
  | { notice: 'calendar_short'; lastKnownDay: Day | null }
  | { notice: 'weekly_skipped'; from: Day; to: Day }
  | { notice: 'rehearsal_failed' }
  /** `goodAt` is an instant, ISO. */
  | {
      notice: 'bitable_trouble';
      use: TableUse;
      state: 'unread' | 'rows' | 'unwritten';
      why: Bilingual;
      issues: Bilingual[];
      goodAt: string | null;
    }
  | { notice: 'tier_alert'; rows: TierAlertRow[] }
  | { notice: 'oversell'; rows: OversellRow[] }
  | { notice: 'cut_off'; today: Day; rows: CutOffRow[] }
  | {
      notice: 'event_stock';
      storeId: string;
      storeName: string;
      from: Day;
      to: Day;
      note: string | null;
      /** Looked at well after its time. */
      late: boolean;
      rows: EventStockRow[];
    };

/** Everything the bot can say on its own. */
export type View =
  | { kind: 'card'; team: TeamView; cases: CaseView[] }
  | { kind: 'answer_record'; team: TeamView; case: CaseView; answer: AnswerView }
  | { kind: 'note'; team: TeamView; case: CaseView; note: NoteEvent }
  | { kind: 'reminder'; team: TeamView; to: PersonView; cases: CaseView[]; beforeDeadline: boolean }
  | {
      kind: 'escalation';
      team: TeamView;
      to: PersonView[];
      everyone: boolean;
      level: number;
      late: boolean;
      rows: EscalationRow[];
    }
  | {
      kind: 'approval';
      team: TeamView;
      to: PersonView[];
      everyone: boolean;
      level: number;
      late: boolean;
      cases: CaseView[];
    }
  | { kind: 'digest'; team: TeamView; digest: DigestView }
  | { kind: 'weekly'; team: TeamView; weekly: WeeklyView }
  | { kind: 'rehearsal'; team: TeamView; to: PersonView[]; occasion: 'first' | 'asked'; rehearsal: RehearsalView }
  | { kind: 'notice'; team: TeamView; to: PersonView | null; notice: NoticeView };
