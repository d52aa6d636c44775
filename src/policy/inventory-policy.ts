// The policy file's part about stock: how much to keep, when to warn, what a manager must approve, how goods travel.
// Its shape and its defaults; the formulas are in rules.

import { z } from 'zod';
import { currency } from './checked-text.ts';

const classes = ['A', 'B', 'C', 'D'] as const;
const safetyMethods = ['service_level', 'buffer', 'simple'] as const;
const serviceLevels = ['0.90', '0.95', '0.98', '0.99'] as const;
/** Ways goods travel that the plan knows days of. */
const transportModes = ['express', 'air', 'sea'] as const;

type ByClass<T> = Record<(typeof classes)[number], T>;

const method = z.enum(safetyMethods);

const safety = z.strictObject({
  /**
   * Formula by class; a SKU without a class counts as C. Important SKUs are worth the exact formula; of the long tail too
   * little is known for it.
   */
  byClass: perClass({
    A: method.default('service_level'),
    B: method.default('buffer'),
    C: method.default('simple'),
    D: method.default('simple'),
  }),
  /** Factor on the lead time's sales, for "simple". */
  factor: z.number().min(1).max(5).default(1.5),
  /** Share of order cycles without a stock-out, for "service_level". */
  serviceLevel: z.enum(serviceLevels).default('0.95'),
});

/** Days of countdown below which each tier begins. A slow seller needs less warning. */
const tiers = perClass({
  A: tierDays({ yellow: 10, orange: 5, red: 2 }),
  B: tierDays({ yellow: 7, orange: 5, red: 2 }),
  C: tierDays({ yellow: 3, orange: 3, red: 2 }),
  // Not bought again: its running out alarms nobody.
  D: tierDays({ yellow: 0, orange: 0, red: 0 }),
});

const approval = z.strictObject({
  /** A proposal that costs more than this waits for the manager. */
  limit: z
    .strictObject({ amount: z.number().min(0).max(1e12).default(5000), currency: currency.default('CNY') })
    .prefault({}),
  /** Working minutes until the next manager up is asked. */
  fastLaneMinutes: z.number().int().min(5).max(4800).default(120),
});

export const inventorySchema = z.strictObject({
  safety: safety.prefault({}),
  /** Days of sales that an order covers beyond its lead time. */
  horizonDays: z.number().int().min(1).max(365).default(30),
  tiers,
  approval: approval.prefault({}),
  /** Workdays after an answer by which what it proposed must be seen in the order or shipment lists. */
  followUpWorkdays: z.number().int().min(1).max(30).default(3),
});

/** How goods travel to a store; days from leaving the supplier's country to the warehouse's door. */
export const transportSchema = z
  .array(
    z.strictObject({
      mode: z.enum(transportModes),
      fastestDays: z.number().int().min(1).max(365),
      slowestDays: z.number().int().min(1).max(365),
      /** In the store's currency. */
      costPerUnit: z.number().min(0).optional(),
      /** ISO weekday on which the forwarder takes goods in for the last time each week. */
      cutOffWeekday: z.number().int().min(1).max(7).optional(),
    }),
  )
  .min(1);

export type InventoryPolicy = z.infer<typeof inventorySchema>;

function tierDays(usual: { yellow: number; orange: number; red: number }) {
  const days = z.number().min(0).max(365);
  return z
    .strictObject({
      yellow: days.default(usual.yellow),
      orange: days.default(usual.orange),
      red: days.default(usual.red),
    })
    .prefault({});
}

function perClass<T extends ByClass<z.ZodType>>(shape: T) {
  return z.strictObject(shape).prefault({} as z.input<z.ZodObject<T>>);
}
