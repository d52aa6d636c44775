// The morning digest, worked out from plain inputs: what is late, what is due today, whose stock tier moved. Pure.

import { type Day, dayIn } from '../lib/day.ts';
import type { DigestView } from '../messages/digest.ts';
import type { CaseView } from '../messages/views.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import { gravity } from './tier-order.ts';

export interface DigestInput {
  /** The team's day on whose morning the digest is posted. */
  day: Day;
  now: Date;
  zone: string;
  /** Every case that still wants an answer. */
  cases: readonly CaseView[];
  /** Tiers at the previous digest and now; a SKU without a tier on either side is not compared. */
  tiers: readonly {
    storeId: string;
    sku: string;
    name: string | null;
    before: StockTier | null;
    now: StockTier | null;
    countdownDays: number | null;
    isEstimated?: boolean;
  }[];
  capped: DigestView['capped'];
  crossedWithoutForm: number;
  unassignedSkus: DigestView['unassignedSkus'];
}

/** The digest of a day. Snoozed cases count as open and are not chased. */
export function computeDigest(input: DigestInput): DigestView {
  const chased = input.cases.filter((view) => !isSnoozed(view, input.now)).sort(byDeadline);
  return {
    day: input.day,
    open: input.cases.length,
    overdue: chased.filter((view) => view.overdue),
    dueToday: chased.filter((view) => !view.overdue && isDueOn(view, input)),
    tierChanges: tierChanges(input),
    capped: [...input.capped].sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation)),
    crossedWithoutForm: input.crossedWithoutForm,
    unassignedSkus: input.unassignedSkus,
  };
}

/**
 * Is there nothing to say this morning? Crossings that asked nobody happen every day: alone they break no silence,
 * and are counted when something else does.
 */
export function isEmptyDigest(digest: DigestView): boolean {
  return (
    digest.open === 0 &&
    digest.overdue.length === 0 &&
    digest.dueToday.length === 0 &&
    digest.tierChanges.length === 0 &&
    digest.capped.length === 0 &&
    digest.unassignedSkus.length === 0
  );
}

function tierChanges({ tiers }: DigestInput): DigestView['tierChanges'] {
  return tiers
    .flatMap(({ before, now, countdownDays, ...row }) =>
      before === null || now === null || before === now || countdownDays === null
        ? []
        : [{ ...row, from: before, to: now, countdownDays }],
    )
    .sort((a, b) => gravity(b.to) - gravity(a.to) || a.countdownDays - b.countdownDays);
}

function isSnoozed({ snoozedUntil }: CaseView, now: Date): boolean {
  return snoozedUntil !== null && Date.parse(snoozedUntil) > now.getTime();
}

function isDueOn({ answerDueAt }: CaseView, { day, zone }: DigestInput): boolean {
  return answerDueAt !== null && dayIn(zone, new Date(answerDueAt)) === day;
}

function byDeadline(a: CaseView, b: CaseView): number {
  const due = ({ answerDueAt }: CaseView) => (answerDueAt === null ? Number.MAX_VALUE : Date.parse(answerDueAt));
  return due(a) - due(b) || a.caseId - b.caseId;
}
