// What people expect to sell, as spans of days: made from the monthly table that they edit, and read by plans. Pure.

import { addDays, type Day, daysBetween } from '../../lib/day.ts';
import { type Worked, worked } from './formulas.ts';

/** Units a day that people expect from one day to another, both included. */
export interface ExpectedSpan {
  from: Day;
  to: Day;
  perDay: number;
}

/** The forecast people gave, and when. */
export interface GivenForecast {
  /** Apart from each other, in order. */
  spans: readonly ExpectedSpan[];
  saidOn: Day;
}

/** Forecast tables are made monthly; one is outdated half a month after the next was due. */
export const forecastHoldsDays = 45;

/** One SKU's row of the table. */
export interface ForecastTable {
  /** The first of the coming days. */
  from: Day;
  /** Units of the first 15 and the first 30 days; null = left open. The 30 hold the 15. */
  next15: number | null;
  next30: number | null;
  /** Units of whole months, by their first day. */
  months: readonly { first: Day; units: number }[];
}

/** The spans of a row. Figures for the coming days take precedence; of the months only the remaining days count. */
export function spansOf({ from, next15, next30, months }: ForecastTable): ExpectedSpan[] {
  const near = nearSpans(from, next15, next30);
  const after = near.at(-1)?.to;
  const far = months.flatMap(({ first, units }) => {
    const last = addDays(monthAfter(first), -1);
    const start = after !== undefined && after >= first ? addDays(after, 1) : first;
    return start > last ? [] : [{ from: start, to: last, perDay: units / (daysBetween(first, last) + 1) }];
  });
  return [...near, ...far].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Forecast units for a day; null without a forecast for it. */
export function expectedOn(spans: readonly ExpectedSpan[], on: Day): number | null {
  return spans.find(({ from, to }) => from <= on && on <= to)?.perDay ?? null;
}

/**
 * Units of `days` days from `from` on: the given forecast, and `rate` a day on days without one.
 * Null where that is all of them.
 */
export function expectedUnits(
  spans: readonly ExpectedSpan[],
  { from, days, rate }: { from: Day; days: number; rate: number },
): Worked | null {
  let given = 0;
  let givenDays = 0;
  for (let ahead = 0; ahead < days; ahead++) {
    const units = expectedOn(spans, addDays(from, ahead));
    if (units === null) continue;
    given += units;
    givenDays += 1;
  }
  if (givenDays === 0) return null;
  const restDays = days - givenDays;
  return worked('given_forecast', given + rate * restDays, { given, givenDays, rate, restDays });
}

/** The first day of the next month. */
export function monthAfter(on: Day): Day {
  const late = addDays(`${on.slice(0, 7)}-01` as Day, 31);
  return `${late.slice(0, 7)}-01` as Day;
}

function nearSpans(from: Day, next15: number | null, next30: number | null): ExpectedSpan[] {
  const span = (start: number, days: number, units: number) => ({
    from: addDays(from, start),
    to: addDays(from, start + days - 1),
    perDay: units / days,
  });
  if (next15 === null) return next30 === null ? [] : [span(0, 30, next30)];
  return next30 === null ? [span(0, 15, next15)] : [span(0, 15, next15), span(15, 15, next30 - next15)];
}
