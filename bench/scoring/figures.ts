// The figures that tables and bars are made of, over one set or several together.

import type { Score, ScoredEvent } from './score.ts';

/** Of how many events how many were found. */
export interface Share {
  found: number;
  of: number;
}

export interface EventFilter {
  types?: readonly string[];
  /** Expected units a day: from `least` to under `below`. */
  least?: number;
  below?: number;
  seen?: 'visible' | 'unmistakable';
  /** Only events found by the day after their start count as found. */
  byNextDay?: boolean;
}

/** The share of the events in the filter that were found. */
export function recall(scores: readonly Score[], filter: EventFilter = {}): Share {
  const { types, least = 0, below = Number.POSITIVE_INFINITY, seen, byNextDay = false } = filter;
  const events = scores
    .flatMap((score) => score.events)
    .filter(
      (event) =>
        (types === undefined || types.includes(event.label.type)) &&
        event.label.mu >= least &&
        event.label.mu < below &&
        (seen === undefined || event[seen]),
    );
  return { found: events.filter((event) => isFound(event, byNextDay)).length, of: events.length };
}

export interface Figures {
  /** Forms, and false ones (those on late-data days included), per SKU and 30 days. */
  formsPerMonth: number;
  falsePerMonth: number;
  lateForms: number;
  recall: Share;
  /** Of visible events at 5 a day and more: found, and found by the next day. */
  visible: Share;
  visibleNextDay: Share;
  precision: number;
  f1: number;
  /** Mean days from the start of an event to the form that found it. */
  delayDays: number;
  /** Forms a day per 100 SKUs: mean, 95th percentile of days, worst day. */
  perDay: number;
  perDay95: number;
  perDayWorst: number;
}

/** The figures of one detector over the given sets. */
export function figuresOf(scores: readonly Score[]): Figures {
  const skuMonths = scores.reduce((sum, { skuDays }) => sum + skuDays, 0) / 30;
  const forms = scores.flatMap((score) => score.forms);
  const late = forms.filter(({ standing }) => standing === 'late').length;
  const wrong = forms.filter(({ standing }) => standing === 'false').length + late;
  const all = recall(scores);
  const precision = all.found + wrong === 0 ? 0 : all.found / (all.found + wrong);
  const share = shareOf(all);
  const delays = scores.flatMap(({ events }) =>
    events.flatMap(({ label, foundAt }) => (foundAt === null ? [] : [foundAt - label.start])),
  );
  const days = scores.flatMap(formsByDay).sort((a, b) => a - b);
  return {
    formsPerMonth: forms.length / skuMonths,
    falsePerMonth: wrong / skuMonths,
    lateForms: late,
    recall: all,
    visible: recall(scores, { least: 5, seen: 'visible' }),
    visibleNextDay: recall(scores, { least: 5, seen: 'visible', byNextDay: true }),
    precision,
    f1: precision + share === 0 ? 0 : (2 * precision * share) / (precision + share),
    delayDays: delays.reduce((sum, days) => sum + days, 0) / delays.length,
    perDay: days.reduce((sum, count) => sum + count, 0) / days.length,
    perDay95: percentile(days, 0.95),
    perDayWorst: days.at(-1) ?? 0,
  };
}

/** A share as a number; 0 of nothing is 0. */
export function shareOf({ found, of }: Share): number {
  return of === 0 ? 0 : found / of;
}

/** The smallest value that at least `share` of the sorted values do not exceed; 0 of none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Forms per 100 SKUs of each judged day of a set. */
function formsByDay({ days, skus, firstDay, forms }: Score): number[] {
  const counts = new Array<number>(days).fill(0);
  for (const { form } of forms) counts[form.at - firstDay] = (counts[form.at - firstDay] ?? 0) + 1;
  return counts.map((count) => (count / skus) * 100);
}

function isFound({ foundAt, label }: ScoredEvent, byNextDay: boolean): boolean {
  return foundAt !== null && (!byNextDay || foundAt <= label.start + 1);
}
