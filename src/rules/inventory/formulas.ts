// A number with its formula and inputs, for the answer to "why?". Pure; the words for each formula are in messages.

/** Every formula whose result is shown to people. */
export const formulas = [
  'countdown',
  'days_of_cover',
  'buffer',
  'warning_line',
  'simple_line',
  'simple_safety',
  'service_level',
  'given_days',
  'reorder_line',
  'observed_days',
  'trend',
  'forecast',
  'given_forecast',
  'expected_rate',
  'gross',
  'counted_inbound',
  'line_shortfall',
  'no_order',
  'net',
  'order_size',
  'order_parts',
  'first_order',
  'lost_units',
  'lost_money',
  'turnover',
  'turnover_days',
  'event_need',
] as const;
export type Formula = (typeof formulas)[number];

/** `inputs` by the name that the formula gives them, in the formula's own units; fractions stay fractions. */
export interface Worked {
  formula: Formula;
  value: number;
  inputs: Readonly<Record<string, number>>;
}

export function worked(formula: Formula, value: number, inputs: Readonly<Record<string, number>>): Worked {
  return { formula, value, inputs };
}
