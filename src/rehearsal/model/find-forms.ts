// What one judged day of a store would ask under one policy: what its deviations mean for the cases that are there,
// and which new forms they and the other findings call for, before the cap. Pure.

import { type Day, daysBetween } from '../../lib/day.ts';
import { decideEpisode, type EpisodeDecision } from '../../model/episode.ts';
import { assignSku, assignStore } from '../../model/owner.ts';
import type { Roster } from '../../policy/people.ts';
import { exitLookbackDays, exitSignal } from '../../rules/exit-signal.ts';
import type { JudgedShop } from '../../rules/judge.ts';
import { shopWord } from '../../rules/quiet-days.ts';
import type { SalesWindow } from '../../rules/sales-window.ts';
import type { Verdict } from '../../rules/verdict.ts';
import type { StorePast } from './history.ts';
import { type CaseBook, type CaseOf, type FoundDay, keyOf } from './rehearsed-case.ts';

export interface DayToPlay {
  past: StorePast;
  window: SalesWindow;
  judged: JudgedShop;
  roster: Roster;
}

export interface Found {
  of: CaseOf;
  found: FoundDay;
}

/** A form that would be asked if the cap leaves room for it. */
export interface Candidate extends Found {
  assigneeId: string | null;
  moneyAtStake: number;
  deviation: number;
}

/** What each deviation of the day does to the case of its SKU, or of the store, and direction. */
export function decideDeviations(
  book: CaseBook,
  { past, judged }: DayToPlay,
): (Found & { act: EpisodeDecision['act'] })[] {
  return [...skuDeviations(past.storeId, judged), ...storeDeviation(past.storeId, judged)].map((each) => {
    const live = book.get(keyOf(each.of));
    const { act } = decideEpisode({
      verdict: { ...each.found, word: 'deviation', direction: each.of.direction },
      live: live && { case: live, days: live.days },
      ageDays: 0,
      judgedBefore: false,
      firstLoad: false,
      newestOfLoad: false,
      silenced: false,
      stockTier: null,
    });
    return { ...each, act };
  });
}

/** The new forms, in the order of live judging: the cap goes by it between forms of equal money. */
export function newForms(
  { book, surgedOn }: { book: CaseBook; surgedOn: ReadonlyMap<string, Day> },
  day: DayToPlay,
  opening: readonly Found[],
): Candidate[] {
  const { storeId } = day.past;
  const outOfStock = day.judged.verdicts.filter((verdict) => isNewStockOut(book, storeId, verdict));
  const found: Found[] = [
    ...opening.filter(({ of }) => of.sku === null),
    ...opening.filter(({ of }) => of.sku !== null),
    ...outOfStock.map((verdict) => foundOf(verdict, { formKind: 'out_of_stock', storeId, direction: 'down' })),
    ...exits({ book, surgedOn }, day),
  ];
  return found.map((each) => ({
    ...each,
    assigneeId: assigneeOf(day, each.of.sku),
    moneyAtStake: each.found.moneyAtStake,
    deviation: each.found.deviation,
  }));
}

/** Who would hold the case of a SKU, or of the store (null). */
export function assigneeOf({ past, roster }: Pick<DayToPlay, 'past' | 'roster'>, sku: string | null): string | null {
  if (sku === null) return assignStore(roster, past.ownerId).assigneeId;
  return assignSku(roster, { ownerId: past.owners.get(sku) ?? null, storeOwnerId: past.ownerId }).assigneeId;
}

function skuDeviations(storeId: string, { verdicts }: JudgedShop): Found[] {
  return verdicts.flatMap((verdict) => {
    const { word, direction } = verdict;
    if (word !== 'deviation' || direction === null) return [];
    return [foundOf(verdict, { formKind: direction === 'down' ? 'drop' : 'surge', storeId, direction })];
  });
}

function storeDeviation(storeId: string, { shop }: JudgedShop): Found[] {
  const { word, direction } = shopWord(shop);
  if (word !== 'deviation' || direction === null) return [];
  const { day, units, factor } = shop;
  const found = { day, units, deviation: factor - 1, moneyAtStake: Number.POSITIVE_INFINITY };
  return [{ of: { formKind: 'store_wide', storeId, sku: null, direction }, found }];
}

function isNewStockOut(book: CaseBook, storeId: string, { word, sku, evidence }: Verdict): boolean {
  if (word !== 'out_of_stock' || (evidence.level ?? 0) <= 0) return false;
  const side = { storeId, sku, direction: 'down' } as const;
  return !book.has(keyOf({ ...side, formKind: 'out_of_stock' })) && !book.has(keyOf({ ...side, formKind: 'drop' }));
}

function exits(
  { book, surgedOn }: { book: CaseBook; surgedOn: ReadonlyMap<string, Day> },
  { past: { storeId }, window, judged }: DayToPlay,
): Found[] {
  const quantityOf = new Map(window.series.map(({ sku, quantity }) => [sku, quantity]));
  return judged.verdicts.flatMap((verdict) => {
    const { sku, day } = verdict;
    const surged = surgedOn.get(surgeKey(storeId, sku));
    if (surged === undefined || daysBetween(surged, day) > exitLookbackDays) return [];
    if (book.has(keyOf({ formKind: 'exit_signal', storeId, sku, direction: 'down' }))) return [];
    if (!exitSignal((quantityOf.get(sku) ?? new Float64Array(0)).subarray(-4))) return [];
    return [foundOf(verdict, { formKind: 'exit_signal', storeId, direction: 'down' })];
  });
}

/** How a SKU's last surge is filed. */
export function surgeKey(storeId: string, sku: string): string {
  return `${storeId}/${sku}`;
}

function foundOf({ sku, day, units, deviation, moneyAtStake }: Verdict, of: Omit<CaseOf, 'sku'>): Found {
  return { of: { ...of, sku }, found: { day, units: units ?? 0, deviation: deviation ?? 0, moneyAtStake } };
}
