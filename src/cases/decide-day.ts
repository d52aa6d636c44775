// What each verdict of a judged day means for the work at hand, and what the shop's own verdict does. Reads; carries
// nothing out.

import type { Context } from '../context.ts';
import type { StockBook } from '../inventory/book.ts';
import { type Day, dayIn, daysBetween } from '../lib/day.ts';
import {
  decideEpisode,
  decideOtherSide,
  type EpisodeDecision,
  type Judgement,
  type LiveCase,
} from '../model/episode.ts';
import type { Store } from '../policy/policy.ts';
import { shopWord } from '../rules/quiet-days.ts';
import type { Direction, ShopVerdict, Verdict } from '../rules/verdict.ts';
import { daysOfCases, type StoredCase } from '../store/cases.ts';
import type { SkuRow } from '../store/skus.ts';
import type { ShopVerdictRow, VerdictRow } from '../store/verdicts.ts';
import { closedThrough } from './closed-day.ts';
import { isSilenced, isStoreSilenced, loadSilences } from './silences.ts';

export interface Decided {
  verdict: Verdict;
  decision: EpisodeDecision;
  /** What restated data mean for a case of the opposite direction. */
  otherSide: EpisodeDecision;
  /** No new form may ask about this SKU today. */
  silenced: boolean;
}

export interface DecidedDay {
  skus: Decided[];
  shop: Pick<Decided, 'decision' | 'otherSide'>;
}

interface Judged {
  store: Store;
  day: Day;
  firstLoad: boolean;
  newestOfLoad: boolean;
  /** The store's SKUs. */
  items: readonly SkuRow[];
  shop: ShopVerdict;
  verdicts: readonly Verdict[];
  /** Cases of the store that are not closed. */
  live: readonly StoredCase[];
  /** Of the SKUs that deviate, at least. */
  stock: StockBook;
  /** What was said of this day when it was judged last: of its SKUs, and of the shop. */
  before: readonly VerdictRow[];
  shopBefore: ShopVerdictRow | undefined;
}

/** Decides on every SKU of the day and on the shop as a whole. */
export async function decideDay(tx: Context, judged: Judged): Promise<DecidedDay> {
  const { store, day, firstLoad, newestOfLoad, verdicts, stock } = judged;
  const now = tx.clock.now();
  const before = new Set(judged.before.map((row) => row.sku));
  const silences = await loadSilences(tx, store.id);
  const today = dayIn(tx.policy.team.zone, now);
  const classes = new Map(judged.items.map((row) => [row.sku, row.class]));
  const live = await liveBySide(tx, judged.live);
  const common = { ageDays: daysBetween(day, closedThrough(store, now)), firstLoad, newestOfLoad };
  const skus = verdicts.map((verdict): Decided => {
    const { own, other } = sidesOf(verdict, verdict.sku, live);
    const silenced = isSilenced(silences, verdict.sku, classes.get(verdict.sku) ?? null, today);
    const stockTier = verdict.word === 'deviation' ? stock.of(verdict.sku).tier : null;
    const judgedBefore = before.has(verdict.sku);
    return {
      verdict,
      silenced,
      decision: decideEpisode({ ...common, verdict, live: own, judgedBefore, silenced, stockTier }),
      otherSide: decideOtherSide(verdict, other),
    };
  });
  const verdict: Judgement = { ...shopWord(judged.shop), day, deviation: judged.shop.factor - 1 };
  const { own, other } = sidesOf(verdict, null, live);
  const shop = decideEpisode({
    ...common,
    verdict,
    live: own,
    judgedBefore: judged.shopBefore !== undefined,
    silenced: isStoreSilenced(silences, today),
    stockTier: null,
  });
  return { skus, shop: { decision: shop, otherSide: decideOtherSide(verdict, other) } };
}

type LiveBySide = ReadonlyMap<string, LiveCase>;

/** The deviation cases of each SKU (null: of the store) and direction. */
async function liveBySide(tx: Context, live: readonly StoredCase[]): Promise<LiveBySide> {
  const cases = live.filter((each) => each.kind !== 'out_of_stock' && each.formKind !== 'exit_signal');
  const ids = cases.map((each) => each.id);
  const days = await daysOfCases(tx.db, ids);
  return new Map(
    cases.map((stored) => [
      sideOf(stored.sku, stored.direction),
      {
        case: stored,
        days: days
          .filter((each) => each.caseId === stored.id)
          .map((each) => ({ day: each.day, units: each.units ?? 0, deviation: each.deviation ?? 0 })),
      },
    ]),
  );
}

/** The case a verdict concerns: that of its direction, else the one that noted this day; and the one opposite. */
function sidesOf(
  verdict: Judgement,
  sku: string | null,
  live: LiveBySide,
): { own: LiveCase | undefined; other: LiveCase | undefined } {
  const up = live.get(sideOf(sku, 'up'));
  const down = live.get(sideOf(sku, 'down'));
  const isUp =
    verdict.word === 'deviation' ? verdict.direction === 'up' : up?.days.some(({ day }) => day === verdict.day);
  return isUp ? { own: up, other: down } : { own: down, other: up };
}

function sideOf(sku: string | null, direction: Direction): string {
  return sku === null ? `store:${direction}` : `sku:${direction}:${sku}`;
}
