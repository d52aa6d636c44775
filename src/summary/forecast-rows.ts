// A first forecast for the people who plan the coming months: they change it where they know better. Pure.

import { type Day, daysBetween } from '../lib/day.ts';
import type { WeeklyRow } from '../messages/weekly-view.ts';
import { forecast } from '../rules/inventory/forecast.ts';
import { monthAfter } from '../rules/inventory/given-forecast.ts';

export interface ForecastRow {
  row: WeeklyRow;
  next15: number;
  next30: number;
  /** Units in each of the months that `forecastMonths` gives. */
  months: readonly number[];
}

const monthsAhead = 5;

/** The first days of the five months after the month of `on`. */
export function forecastMonths(on: Day): Day[] {
  const months: Day[] = [];
  for (let first = monthAfter(on); months.length < monthsAhead; first = monthAfter(first)) months.push(first);
  return months;
}

/**
 * What each SKU will sell: its daily rate, with the trend for the next thirty days only. Two weeks' trend says
 * nothing of the months after, and seasons are the planner's knowledge. SKUs without known sales are left out.
 */
export function forecastRows(rows: readonly WeeklyRow[], on: Day): ForecastRow[] {
  const months = forecastMonths(on);
  return rows.flatMap((row) => {
    if (row.dailyRate === null) return [];
    const units = (horizonDays: number, trend: number) =>
      Math.round(forecast({ meanDaily: row.dailyRate ?? 0, horizonDays, trend }).value);
    const trend = row.trend ?? 1;
    return [
      {
        row,
        next15: units(15, trend),
        next30: units(30, trend),
        months: months.map((first) => units(daysBetween(first, monthAfter(first)), 1)),
      },
    ];
  });
}
