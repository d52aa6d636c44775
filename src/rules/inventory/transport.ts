// Which way the goods should travel: for each mode when they arrive, how long nothing is left until then, and what that
// costs. Never a bare hint from the countdown alone. Pure.

import { addDays, type Day, daysBetween, weekdayOf } from '../../lib/day.ts';
import type { Worked } from './formulas.ts';
import type { ExpectedSpan } from './given-forecast.ts';
import { lossOf } from './loss.ts';
import { type ArrivingUnits, lostSince, projectStock } from './projection.ts';

export const transportModes = ['express', 'air', 'sea'] as const;
export type TransportMode = (typeof transportModes)[number];

/** A way to travel. Days from leaving to arriving at the warehouse. */
export interface ModeTerms {
  mode: TransportMode;
  fastestDays: number;
  /** What to plan with. */
  slowestDays: number;
  /** Cost of one unit in the store's currency; null = not known. */
  costPerUnit: number | null;
  /** ISO weekday on which the forwarder takes goods in for the last time each week; null = any day. */
  cutOffWeekday: number | null;
}

/** Usual days door to door between China and a foreign warehouse; a store's own terms replace them. */
export const defaultModes: readonly ModeTerms[] = [
  { mode: 'express', fastestDays: 5, slowestDays: 7, costPerUnit: null, cutOffWeekday: null },
  { mode: 'air', fastestDays: 12, slowestDays: 18, costPerUnit: null, cutOffWeekday: null },
  { mode: 'sea', fastestDays: 30, slowestDays: 45, costPerUnit: null, cutOffWeekday: null },
];

/** A second shipment means a second set of papers: for less than this share of the units it is not worth it. */
const leastSlowShare = 0.2;

/** What is known of the stock when the goods set out. */
export interface TransportQuestion {
  today: Day;
  available: number | null;
  rate: number | null;
  /** The given forecast by day, which takes precedence over the rate. */
  expected?: readonly ExpectedSpan[] | undefined;
  /** What is on its way already. */
  arrivals: readonly ArrivingUnits[];
  /** Units to send. */
  units: number;
  /** When they are ready to leave (produced and inspected). */
  readyOn: Day;
  /** Parts of a mixed plan are whole cases of so many units; null or left out = not known. */
  casePack?: number | null;
  receivingDays: number;
  modes: readonly ModeTerms[];
  /** What one unit sells for, in the store’s currency; null = not known. */
  pricePerUnit: number | null;
}

/** What a way of sending would mean. */
export interface TransportOption {
  /** One part for a single mode, two for a mixed plan, the faster first. */
  parts: readonly { mode: TransportMode; units: number; readyOn: Day; leavesOn: Day; sellableOn: Day }[];
  /** Days without stock from today until everything has arrived. */
  gapDays: number;
  /** Units that cannot be sold in them. */
  lost: Worked;
  lostMoney: Worked | null;
  /** Freight of all parts; null when it is not known for one of them. */
  cost: number | null;
}

export interface TransportPlan {
  /** Every single mode, in the order of `modes`. */
  options: readonly TransportOption[];
  /** Part by a fast mode now, the rest by a slower one: only when that beats every single mode. */
  mixed: TransportOption | null;
  suggested: TransportOption | null;
}

/**
 * The plan for `units`: the cheapest mode without a gap, else the one with the smallest gap. Where costs are not known
 * a slower mode counts as cheaper. Null suggestion when there is nothing to send.
 */
export function planTransport(question: TransportQuestion): TransportPlan {
  if (question.units <= 0) return { options: [], mixed: null, suggested: null };
  const options = question.modes.map((terms) => optionOf(question, [{ terms, units: question.units }]));
  const single = bestOf(options);
  const mixed = bestOf(mixedPlans(question).filter((plan) => single !== null && beats(plan, single)));
  return { options, mixed, suggested: mixed ?? single };
}

/**
 * What the goods of several plans mean together, each with its own quantity and day: `sent` are their suggested parts.
 * Null when there are none.
 */
export function together(
  question: TransportQuestion,
  sent: readonly TransportOption['parts'][number][],
): TransportOption | null {
  const parts = sent.flatMap(({ mode, units, readyOn }) => {
    const terms = question.modes.find((each) => each.mode === mode);
    return terms ? [{ terms, units, readyOn }] : [];
  });
  return parts.length === 0 ? null : optionOf(question, parts);
}

/** The last day on which goods for a mode can be handed over, from `from` on; `from` itself where every day will do. */
export function leavingDay(from: Day, { cutOffWeekday }: Pick<ModeTerms, 'cutOffWeekday'>): Day {
  if (cutOffWeekday === null) return from;
  return addDays(from, (cutOffWeekday - weekdayOf(from) + 7) % 7);
}

/** The last day up to `until` on which goods for a mode can be handed over. */
export function leavingDayBefore(until: Day, { cutOffWeekday }: Pick<ModeTerms, 'cutOffWeekday'>): Day {
  if (cutOffWeekday === null) return until;
  return addDays(until, -((weekdayOf(until) - cutOffWeekday + 7) % 7));
}

type Part = { terms: ModeTerms; units: number; readyOn?: Day };

function optionOf(question: TransportQuestion, sent: readonly Part[]): TransportOption {
  const { today, available, rate, expected, receivingDays, pricePerUnit } = question;
  const parts = sent.map(({ terms, units, readyOn = question.readyOn }) => {
    const leavesOn = leavingDay(readyOn, terms);
    return {
      mode: terms.mode,
      units,
      readyOn,
      leavesOn,
      sellableOn: addDays(leavesOn, terms.slowestDays + receivingDays),
    };
  });
  const last = parts.reduce((latest, { sellableOn }) => (sellableOn > latest ? sellableOn : latest), today);
  const arrivals = [...question.arrivals, ...parts];
  const days = Math.max(1, daysBetween(today, last));
  const { shortDays, wantedUnits, lostUnits } = projectStock({ available, rate, expected, today, arrivals, days });
  const perDay = shortDays > 0 ? wantedUnits / shortDays : 0;
  const loss = lossOf({ rate: perDay, days: shortDays, lost: lostUnits }, pricePerUnit);
  const costs = sent.map(({ terms, units }) => (terms.costPerUnit === null ? null : terms.costPerUnit * units));
  return {
    parts,
    gapDays: shortDays,
    lost: loss.units,
    lostMoney: loss.money,
    cost: costs.every((cost) => cost !== null) ? costs.reduce((sum, cost) => sum + cost, 0) : null,
  };
}

/** No gap before any gap, then the smaller loss, then the lower cost, then the slower (cheaper) mode. */
function bestOf(options: readonly TransportOption[]): TransportOption | null {
  return [...options].sort((a, b) => a.lost.value - b.lost.value || byCost(a, b))[0] ?? null;
}

function byCost(a: TransportOption, b: TransportOption): number {
  if (a.cost !== null && b.cost !== null && a.cost !== b.cost) return a.cost - b.cost;
  return dearness(a) - dearness(b);
}

/** Units weighted by the price of their mode: each step from sea to air to express counts the same. */
function dearness({ parts }: TransportOption): number {
  return parts.reduce(
    (sum, { mode, units }) => sum + units * (transportModes.length - transportModes.indexOf(mode)),
    0,
  );
}

/** For each pair of a faster and a slower mode: just so much by the faster as bridges the time until the slower is there. */
function mixedPlans(question: TransportQuestion): TransportOption[] {
  const { modes, units, rate, casePack } = question;
  if (rate === null || rate <= 0) return [];
  return modes.flatMap((fast) =>
    modes.flatMap((slow) => {
      const [early] = optionOf(question, [{ terms: fast, units }]).parts;
      const [late] = optionOf(question, [{ terms: slow, units }]).parts;
      if (!early || !late || early.sellableOn >= late.sellableOn) return [];
      const lost = lostBetween(question, early.sellableOn, late.sellableOn);
      const bridge = casePack ? Math.ceil(lost / casePack) * casePack : lost;
      if (bridge <= 0 || units - bridge < units * leastSlowShare) return [];
      return [
        optionOf(question, [
          { terms: fast, units: bridge },
          { terms: slow, units: units - bridge },
        ]),
      ];
    }),
  );
}

/** Units that would be wanted and not there from one day until before another, if nothing were sent. */
function lostBetween({ today, available, rate, expected, arrivals }: TransportQuestion, from: Day, until: Day): number {
  const days = Math.max(1, daysBetween(today, until));
  return Math.ceil(lostSince({ available, rate, expected, today, arrivals, days }, from) - 1e-9);
}

/** Loses fewer units, or as few for less freight; where costs are unknown, with fewer units by the expensive mode. */
function beats(plan: TransportOption, single: TransportOption): boolean {
  if (plan.lost.value !== single.lost.value) return plan.lost.value < single.lost.value;
  return byCost(plan, single) < 0;
}
