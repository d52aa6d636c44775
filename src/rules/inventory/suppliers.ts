// Who should make the goods: the main supplier while he is in time, else a backup, or both when the order can be split. Pure.

import { addDays, type Day, daysBetween } from '../../lib/day.ts';
import { toOrderSize } from './replenishment.ts';

/** A: main supplier, B: proven backup, C: last resort. */
export const supplierTiers = ['A', 'B', 'C'] as const;
export type SupplierTier = (typeof supplierTiers)[number];

export interface SupplierOffer {
  supplier: string;
  tier: SupplierTier;
  moq: number | null;
  casePack: number | null;
  /** Production and inspection, in days. */
  makingDays: number;
  /** Cost of one unit in the store's currency; null = not known. */
  unitCost: number | null;
}

/** One supplier's part of an order. */
export interface SupplierPart {
  supplier: string;
  units: number;
  readyOn: Day;
  casePack: number | null;
  unitCost: number | null;
}

export interface SupplierPlan {
  /** main: in time, or no other is; backup: main would be late; split: the backup bridges until main delivers. */
  because: 'main' | 'backup' | 'split';
  parts: readonly SupplierPart[];
}

export interface SupplierQuestion {
  today: Day;
  /** Units wanted, before minimum order and case pack. */
  need: number;
  /** Units a day. */
  rate: number;
  offers: readonly SupplierOffer[];
  /** The day on which the goods must be sellable; null: no hurry. */
  neededOn: Day | null;
  /** Days from ready to sellable by the fastest way. */
  wayDays: number;
}

/** Null when nothing is needed or there is no offer. */
export function chooseSuppliers(question: SupplierQuestion): SupplierPlan | null {
  const { need, offers } = question;
  const [main, ...others] = [...offers].sort(byTier);
  if (!main || need <= 0) return null;
  if (isInTime(main, question)) return { because: 'main', parts: [partOf(main, need, question)] };
  const inTime = others.filter((offer) => isInTime(offer, question));
  const backup = inTime[0] ?? [...others].filter((each) => each.makingDays < main.makingDays).sort(byDays)[0];
  if (!backup) return { because: 'main', parts: [partOf(main, need, question)] };
  return splitBetween(backup, main, question) ?? { because: 'backup', parts: [partOf(backup, need, question)] };
}

/** The backup makes what sells until the main supplier's goods are there; both must be worth an order. */
function splitBetween(backup: SupplierOffer, main: SupplierOffer, question: SupplierQuestion): SupplierPlan | null {
  const { need, rate } = question;
  const first = partOf(backup, rate * (main.makingDays - backup.makingDays), question);
  const rest = need - first.units;
  if (rest < Math.max(1, main.moq ?? 1)) return null;
  return { because: 'split', parts: [first, partOf(main, rest, question)] };
}

function partOf(offer: SupplierOffer, units: number, { today }: SupplierQuestion): SupplierPart {
  return {
    supplier: offer.supplier,
    units: toOrderSize(units, offer).value,
    readyOn: addDays(today, offer.makingDays),
    casePack: offer.casePack,
    unitCost: offer.unitCost,
  };
}

function isInTime({ makingDays }: SupplierOffer, { today, neededOn, wayDays }: SupplierQuestion): boolean {
  return neededOn === null || makingDays + wayDays <= daysBetween(today, neededOn);
}

function byTier(a: SupplierOffer, b: SupplierOffer): number {
  return supplierTiers.indexOf(a.tier) - supplierTiers.indexOf(b.tier) || byDays(a, b);
}

function byDays(a: SupplierOffer, b: SupplierOffer): number {
  return a.makingDays - b.makingDays || (a.supplier < b.supplier ? -1 : 1);
}
