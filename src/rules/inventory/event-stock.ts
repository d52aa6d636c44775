// Before a planned deal or livestream: is there enough? Pure.

import { type Worked, worked } from './worked.ts';

/** What is expected to sell, with this much on top, must be in stock. */
const factor = 1.5;
/** Lift of a promotion of which nothing has been learned yet. */
const unknownLift = 3;

/** Units that must be in stock: daily rate × lift × days × 1.5. `lift` null: three times the usual is assumed. */
export function eventNeed(of: { rate: number; lift: number | null; days: number }): Worked {
  const { rate, days } = of;
  const lift = of.lift ?? unknownLift;
  return worked('event_need', Math.ceil(rate * lift * days * factor - 1e-9), { rate, lift, days, factor });
}
