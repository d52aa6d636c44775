// The data of a SKU's plan, complete: `plan` and the SKU's page look nothing up.

import type { Day } from '../lib/day.ts';
import type { Nature } from '../model/anomaly-case.ts';
import type { OversellRisk } from '../rules/inventory/channels.ts';
import type { Worked } from '../rules/inventory/formulas.ts';
import type { StockPlan } from '../rules/inventory/plan.ts';
import type { EventStockRow } from './event-notice.ts';
import type { Block } from './message.ts';
import type { StockView } from './views.ts';

export interface PlanView {
  storeId: string;
  storeName: string;
  sku: string;
  skuName: string | null;
  class: string | null;
  /** First day of every projection. */
  today: Day;
  stock: StockView;
  /** The places that `stock.elsewhere` counts. */
  places: readonly string[];
  /** Planned shipments that have not left. */
  planned: readonly { units: number; sellableOn: Day; mode: string | null }[];
  /** The answer that the plan follows, and its author. */
  answer: { number: string; by: string; nature: Nature; until: Day | null } | null;
  /** The file whose forecast the plan follows. */
  forecast: { fileName: string; by: string; saidOn: Day; lastDay: Day; heldUntil: Day } | null;
  terms: readonly SupplierView[];
  /** Where the stock is sold, with each channel's part of it; empty for a single channel. */
  channels: readonly ChannelView[];
  oversell: OversellRisk | null;
  /** Planned promotions by date, with the stock each needs. */
  promotions: readonly (EventStockRow & { from: Day; to: Day })[];
  plan: StockPlan;
}

/** One shop, or several of one platform, selling from the shared stock. */
export interface ChannelView {
  names: readonly string[];
  /** Units sold in the last 30 days, and as a fraction of all channels. */
  sold: number;
  share: number;
  /** Its part of the available units; null where the stock is not known. */
  units: number | null;
}

/** A supplier's terms. */
export interface SupplierView {
  supplier: string;
  tier: string;
  moq: number | null;
  casePack: number | null;
  unitCost: number | null;
  /** Of the cost; null where not given. */
  currency: string | null;
}

/** One part of a plan: what is shown, and the computed numbers in it. */
export interface PlanSection {
  title: string;
  blocks: readonly (Block | undefined)[];
  formulas: readonly FormulaLine[];
}

/** A number that can be explained; `about` tells several of the same formula apart. */
export interface FormulaLine {
  of: Worked;
  about?: string;
}

/** The lines of the numbers that are known. */
export function formulaLines(...lines: readonly (Worked | null | undefined)[]): FormulaLine[] {
  return lines.flatMap((of) => (of ? [{ of }] : []));
}
