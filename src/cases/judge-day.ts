// Judges one store's sales day and does what follows from it: new cases, more days of old ones, promises kept or
// broken. Verdicts, cases, logs and messages of one day are one transaction: a crash leaves all of it or nothing.

import { type Context, withTransaction } from '../context.ts';
import { loadStock, type StockBook } from '../inventory/book.ts';
import { type Day, daysBetween } from '../lib/day.ts';
import { failpoint } from '../lib/failpoint.ts';
import { inTurns } from '../lib/steps.ts';
import { supplementDays } from '../model/episode.ts';
import { tellGroups } from '../outbox/tell.ts';
import type { Store } from '../policy/policy.ts';
import { judgeDayInSteps } from '../rules/judge.ts';
import type { SalesWindow } from '../rules/sales-window.ts';
import type { ShopVerdict, UnaskedReason, Verdict, VerdictWord } from '../rules/verdict.ts';
import { linkVerdicts, liveCases, type StoredCase } from '../store/cases.ts';
import { loadSalesWindow, markJudged } from '../store/sales.ts';
import { tryLock } from '../store/single-flight.ts';
import { type SkuRow, skusOfStore } from '../store/skus.ts';
import { type DecidedVerdict, saveShopVerdict, saveVerdicts, shopVerdictOn, verdictsOfDay } from '../store/verdicts.ts';
import { seedsOf } from './case-seeds.ts';
import { closeQuietCases } from './close-quiet.ts';
import { closedThrough } from './closed-day.ts';
import { type Decided, decideDay } from './decide-day.ts';
import { detectionSettings } from './detection-settings.ts';
import { storeName } from './display-names.ts';
import { endedSurges } from './ended-surges.ts';
import { followDay } from './follow-day.ts';
import { openCases } from './open-cases.ts';

/** Days of history a judgement reads: 56 usable days, and room for those that are left out. */
export const historyDays = 84;

export type UnaskedCounts = Partial<Record<UnaskedReason, number>>;

export interface JudgedDay {
  storeId: string;
  day: Day;
  state: ShopVerdict['state'];
  /** How many SKUs got each word. */
  words: Partial<Record<VerdictWord, number>>;
  /** How many deviations opened no form, by the reason. */
  unasked: UnaskedCounts;
  opened: StoredCase[];
  reopened: number;
  withdrawn: number;
}

/**
 * Judges `day` of a store from the present data. Judging it again changes only what new data change. Undefined when
 * another worker is judging this store at the moment.
 */
export async function judgeStoreDay(
  ctx: Context,
  input: { store: Store; day: Day; revision: number; firstLoad: boolean; newestOfLoad: boolean },
): Promise<JudgedDay | undefined> {
  const judged = await withTransaction(ctx, async (tx) => {
    if (!(await tryLock(tx.db, `judge:${input.store.id}`))) return undefined;
    const window = await loadSalesWindow(tx.db, { store: input.store, through: input.day, days: historyDays });
    const items = await skusOfStore(tx.db, input.store.id);
    const settings = await detectionSettings(tx, input.store, items);
    const { shop, verdicts } = await inTurns(judgeDayInSteps(window, settings));
    const outcome = await follow(tx, { ...input, window, items, shop, verdicts });
    await markJudged(tx.db, input.store.id, [{ day: input.day, revision: input.revision }]);
    failpoint('judge.before-commit');
    return outcome;
  });
  failpoint('judge.after-commit');
  return judged;
}

interface Judged {
  store: Store;
  day: Day;
  firstLoad: boolean;
  newestOfLoad: boolean;
  window: SalesWindow;
  /** The store's SKUs. */
  items: readonly SkuRow[];
  shop: ShopVerdict;
  verdicts: readonly Verdict[];
}

async function follow(tx: Context, input: Judged): Promise<JudgedDay> {
  const { store, day, items, shop } = input;
  const live = await liveCases(tx.db, store.id);
  const ended = await endedSurges(tx, store, input.window);
  const stock = await stockOfConcerned(tx, input, { live, ended });
  const shopBefore = await shopVerdictOn(tx.db, store.id, day);
  const before = shopBefore ? await verdictsOfDay(tx.db, store.id, day) : [];
  const decisions = await decideDay(tx, { ...input, live, stock, before, shopBefore });
  const asks = isNewsNow(tx, input);
  const seeds = await seedsOf(tx, { store, day, items, shop, decisions, stock, live, ended, asks });
  const opened = await openCases(tx, store, seeds);
  const decided = decisions.skus.map((each) => decidedVerdict(each, opened));
  const judgedAt = tx.clock.now();
  const revisions = await saveVerdicts(tx.db, { storeId: store.id, day, judgedAt }, decided, before);
  await linkVerdicts(
    tx.db,
    opened.flatMap((stored) => linkOf(stored, revisions)),
  );
  const counts = countOf(decided.map(({ word }) => word));
  await saveShopVerdict(tx.db, store.id, shop, counts, judgedAt);
  const followed = await followDay(tx, { shop, decisions, live, stock, revisions });
  if (live.some(({ status }) => status === 'answered')) await closeQuietCases(tx, store, day);
  if (asks && shop.state === 'held' && !shop.closedAsUsual) await noticeHeldFeed(tx, store, shop);
  return {
    storeId: store.id,
    day,
    state: shop.state,
    words: counts,
    unasked: countUnasked(decided),
    opened,
    ...followed,
  };
}

/**
 * The stock of the SKUs that a case is or may be about. All others are judged without it, and reading and planning it for
 * each of them would cost more than the judging.
 */
function stockOfConcerned(
  tx: Context,
  { store, verdicts }: Judged,
  { live, ended }: { live: readonly StoredCase[]; ended: ReadonlySet<string> },
): Promise<StockBook> {
  const followed = new Set(live.map(({ sku }) => sku));
  const concerned = verdicts.filter(
    ({ sku, word }) => word === 'deviation' || word === 'out_of_stock' || followed.has(sku) || ended.has(sku),
  );
  const only = concerned.map(({ sku }) => sku);
  return loadStock(tx, store, { only, levels: ratesOf(concerned), unexplained: true });
}

/** Days of the past, and all but the newest of a history that is being loaded, ask nothing of anybody. */
function isNewsNow(tx: Context, input: { store: Store; day: Day; firstLoad: boolean; newestOfLoad: boolean }): boolean {
  if (input.firstLoad && !input.newestOfLoad) return false;
  return daysBetween(input.day, closedThrough(input.store, tx.clock.now())) < supplementDays;
}

/** One notice for a day that looks wrong as a whole; single SKUs are not asked about until it is settled. */
async function noticeHeldFeed(tx: Context, store: Store, shop: ShopVerdict): Promise<void> {
  if (shop.heldBecause === null) return;
  const { day, units, baseline, heldBecause } = shop;
  await tellGroups(tx, store.id, {
    subject: `feed-held.${store.id}`,
    step: day,
    content: {
      kind: 'notice',
      toId: store.dataOwner ?? null,
      notice: {
        notice: 'feed_held',
        storeId: store.id,
        storeName: storeName(tx.policy, store.id),
        day,
        because: heldBecause,
        units,
        baseline,
      },
    },
  });
}

function decidedVerdict({ verdict, decision }: Decided, opened: readonly StoredCase[]): DecidedVerdict {
  const { word } = verdict;
  const unasked = (because: UnaskedReason) => (word === 'deviation' ? because : null);
  switch (decision.act) {
    case 'open': {
      const stored = opened.find(
        ({ sku, direction, kind, formKind }) =>
          sku === verdict.sku && direction === verdict.direction && kind === 'sku' && formKind !== 'exit_signal',
      );
      return { verdict, word, caseId: stored?.id ?? null, unasked: stored ? null : unasked('capped') };
    }
    case 'covered':
      return { verdict, word: 'covered', caseId: decision.case.id, unasked: null };
    case 'reopen':
      return { verdict, word, caseId: decision.case.id, unasked: null };
    case 'continue':
    case 'grow':
      return { verdict, word, caseId: decision.case.id, unasked: unasked('open_form') };
    case 'none':
      return { verdict, word, caseId: decision.case?.id ?? null, unasked: decision.case ? unasked('open_form') : null };
    case 'too_old':
    case 'first_load':
    case 'silenced':
      return { verdict, word, caseId: null, unasked: unasked(decision.act) };
    default:
      return { verdict, word, caseId: null, unasked: null };
  }
}

/** The first day of a new case stands on the verdict that was written just now. */
function linkOf({ id, sku, firstDay }: StoredCase, revisions: ReadonlyMap<string, number>) {
  const revision = sku === null ? undefined : revisions.get(sku);
  return revision === undefined ? [] : [{ caseId: id, day: firstDay, revision }];
}

/** Units a day at which each SKU's stock is expected to go; null where the store is judged in orders. */
function ratesOf(verdicts: readonly Verdict[]): Map<string, number | null> {
  return new Map(verdicts.map(({ sku, evidence }) => [sku, evidence.measure === 'units' ? evidence.level : null]));
}

/** How many of a day's deviations opened no form, by the reason. */
export function countUnasked(verdicts: readonly Pick<DecidedVerdict, 'unasked'>[]): UnaskedCounts {
  return countOf(verdicts.flatMap(({ unasked }) => unasked ?? []));
}

function countOf<T extends string>(each: readonly T[]): Record<string, number> & Partial<Record<T, number>> {
  const counts: Record<string, number> = {};
  for (const one of each) counts[one] = (counts[one] ?? 0) + 1;
  return counts as Record<string, number> & Partial<Record<T, number>>;
}
