// What a judged day does to the cases that already exist: those of SKUs, of the store as a whole, of stock-outs.

import type { Context } from '../context.ts';
import type { StockBook } from '../inventory/book.ts';
import { daysBetween } from '../lib/day.ts';
import { type StockOutStep, stockOutStep } from '../model/stock-out.ts';
import type { ShopVerdict, Verdict } from '../rules/verdict.ts';
import type { StoredCase } from '../store/cases.ts';
import { closeCase } from './close-quiet.ts';
import type { Decided, DecidedDay } from './decide-day.ts';
import { type FoundDay, followEpisode } from './follow-episode.ts';
import { formNumbers } from './form-numbers.ts';

interface Following {
  shop: ShopVerdict;
  decisions: DecidedDay;
  /** Cases of the store that were not closed before this day was judged. */
  live: readonly StoredCase[];
  /** Of the SKUs that a case is about, at least. */
  stock: StockBook;
  /** Revisions of the verdicts written just now, by SKU. */
  revisions: ReadonlyMap<string, number>;
}

/** Carries the day's decisions out; returns how many cases were asked again, and how many withdrawn. */
export async function followDay(tx: Context, following: Following): Promise<{ reopened: number; withdrawn: number }> {
  const { shop, decisions, live, stock } = following;
  const stockOuts = new Map(live.filter(({ kind }) => kind === 'out_of_stock').map((stored) => [stored.sku, stored]));
  const acts: string[] = [];
  for (const decided of decisions.skus) {
    const { verdict, silenced } = decided;
    const stored = stockOuts.get(verdict.sku);
    if (!stored && !concernsCase(decided)) continue;
    const found = foundDay(following, verdict);
    acts.push(...(await followBoth(tx, decided, found)));
    if (!stored) continue;
    const { available } = stock.of(verdict.sku);
    acts.push(await followStockOut(tx, stored, { verdict, found, available, silenced }));
  }
  acts.push(...(await followBoth(tx, decisions.shop, shopFound(following, shop))));
  const count = (what: string) => acts.filter((act) => act === what).length;
  return { reopened: count('reopen'), withdrawn: count('withdraw') };
}

/** Does to the live stock case `stored` what the SKU's verdict means for it. */
async function followStockOut(
  tx: Context,
  stored: StoredCase,
  of: { verdict: Verdict; found: FoundDay; available: number | null; silenced: boolean },
): Promise<StockOutStep> {
  const { verdict, found, available, silenced } = of;
  const step = stockOutStep({ verdict, case: stored, available, silenced });
  if (step === 'end') await closeCase(tx, stored, 'recovered');
  if (step === 'withdraw') await followEpisode(tx, { act: 'withdraw', case: stored }, found);
  if (step === 'reopen') {
    const dayNumber = daysBetween(stored.firstDay, verdict.day) + 1;
    await followEpisode(tx, { act: 'reopen', case: stored, because: 'still_out', dayNumber }, found);
  }
  return step;
}

/** Does the day do anything to a case that is there already? */
function concernsCase({ decision, otherSide }: Decided): boolean {
  return 'case' in decision || 'case' in otherSide;
}

/** A day that restated data reversed first leaves the case of the direction in which it no longer deviates. */
async function followBoth(
  tx: Context,
  { decision, otherSide }: Pick<Decided, 'decision' | 'otherSide'>,
  found: FoundDay,
): Promise<string[]> {
  await followEpisode(tx, otherSide, found);
  await followEpisode(tx, decision, found);
  return [otherSide.act, decision.act];
}

function foundDay({ stock, revisions }: Following, verdict: Verdict): FoundDay {
  const { day, sku, window, units, baseline, deviation, surge } = verdict;
  return {
    day,
    units,
    baseline,
    deviation,
    stockTier: stock.of(sku).tier,
    verdictRevision: revisions.get(sku) ?? null,
    asks: (formKind) => formNumbers(stock, { sku, formKind, surge, days: window }),
  };
}

function shopFound({ stock }: Following, { day, units, baseline, factor }: ShopVerdict): FoundDay {
  return {
    day,
    units,
    baseline,
    deviation: factor - 1,
    stockTier: null,
    verdictRevision: null,
    asks: (formKind) => formNumbers(stock, { sku: null, formKind, surge: false }),
  };
}
