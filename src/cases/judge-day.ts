// Judges one store's sales day and does what follows from it: new cases, more days of old ones, promises kept or
// broken. Verdicts, cases, logs and messages of one day are one transaction: a crash leaves all of it or nothing.

import { tellGroups } from '../chat/tell.ts';
import { type Context, withTransaction } from '../context.ts';
import { type Day, dayIn, daysBetween } from '../lib/day.ts';
import { failpoint } from '../lib/failpoint.ts';
import { judgeDay } from '../rules/judge.ts';
import type { ShopVerdict, Verdict, VerdictWord } from '../rules/verdict.ts';
import { daysOfCases, liveCases, putCaseDay, type StoredCase } from '../store/cases.ts';
import { loadSalesWindow, markJudged } from '../store/sales.ts';
import { tryLock } from '../store/single-flight.ts';
import { type DecidedVerdict, saveShopVerdict, saveVerdicts, verdictsOfDay } from '../store/verdicts.ts';
import type { Store } from '../team/policy.ts';
import { closeQuietCases } from './close-quiet.ts';
import { closedThrough } from './closed-day.ts';
import { detectionSettings } from './detection-settings.ts';
import { followEpisode } from './follow-episode.ts';
import { decideEpisode, type EpisodeDecision, type LiveCase, supplementDays } from './model/episode.ts';
import { storeName } from './names.ts';
import { openCases } from './open-cases.ts';
import { seedsOf } from './seeds.ts';
import { isSilenced, loadSilences } from './silences.ts';
import { loadStock, type StockBook } from './stock.ts';

/** Days of history a judgement reads: 56 usable days, and room for those that are left out. */
export const historyDays = 84;

export interface JudgedDay {
  storeId: string;
  day: Day;
  state: ShopVerdict['state'];
  /** How many SKUs got each word. */
  words: Partial<Record<VerdictWord, number>>;
  opened: StoredCase[];
  reopened: number;
  withdrawn: number;
}

/**
 * Judges `day` of a store as the data stand now. Judging it again changes only what new data change. Undefined when
 * another worker is judging this store at the moment.
 */
export async function judgeStoreDay(
  ctx: Context,
  input: { store: Store; day: Day; revision: number; firstLoad: boolean; newestOfLoad: boolean },
): Promise<JudgedDay | undefined> {
  const judged = await withTransaction(ctx, async (tx) => {
    if (!(await tryLock(tx.db, `judge:${input.store.id}`))) return undefined;
    const window = await loadSalesWindow(tx.db, { store: input.store, through: input.day, days: historyDays });
    const { shop, verdicts } = judgeDay(window, await detectionSettings(tx, input.store));
    const outcome = await follow(tx, input, shop, verdicts);
    await markJudged(tx.db, input.store.id, input.day, input.revision);
    failpoint('judge.before-commit');
    return outcome;
  });
  failpoint('judge.after-commit');
  return judged;
}

async function follow(
  tx: Context,
  input: { store: Store; day: Day; firstLoad: boolean; newestOfLoad: boolean },
  shop: ShopVerdict,
  verdicts: readonly Verdict[],
): Promise<JudgedDay> {
  const { store, day } = input;
  const stock = await loadStock(tx, store, ratesOf(verdicts));
  const live = await liveBySku(tx, store.id);
  const decisions = await decideAll(tx, input, verdicts, live, stock);
  const asks = isNewsNow(tx, input);
  const seeds = await seedsOf(tx, { store, day, shop, decisions, stock, live: await liveCases(tx.db, store.id), asks });
  const opened = await openCases(tx, store, seeds);
  const decided = decisions.map((each) => decidedVerdict(each, opened));
  const ids = await saveVerdicts(tx.db, store.id, day, decided, tx.clock.now());
  await linkDays(tx, opened, ids);
  const counts = countWords(decided);
  await saveShopVerdict(tx.db, store.id, shop, counts, tx.clock.now());
  let reopened = 0;
  let withdrawn = 0;
  for (const { decision, verdict } of decisions) {
    await followEpisode(tx, { store, decision, verdict, verdictId: ids.get(verdict.sku) ?? null, stock });
    if (decision.act === 'reopen') reopened += 1;
    if (decision.act === 'withdraw') withdrawn += 1;
  }
  await closeQuietCases(tx, store, day);
  if (asks && shop.state === 'held' && !shop.closedAsUsual) await noticeHeldFeed(tx, store, shop);
  return { storeId: store.id, day, state: shop.state, words: counts, opened, reopened, withdrawn };
}

/** Days of the past, and all but the newest of a history that is being loaded, ask nothing of anybody. */
function isNewsNow(tx: Context, input: { store: Store; day: Day; firstLoad: boolean; newestOfLoad: boolean }): boolean {
  if (input.firstLoad && !input.newestOfLoad) return false;
  return daysBetween(input.day, closedThrough(input.store, tx.clock.now())) < supplementDays;
}

/** One notice for each day that looks wrong as a whole; nobody is asked about single SKUs until it is put right. */
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

export interface Decided {
  verdict: Verdict;
  decision: EpisodeDecision;
}

async function decideAll(
  tx: Context,
  input: { store: Store; day: Day; firstLoad: boolean; newestOfLoad: boolean },
  verdicts: readonly Verdict[],
  live: ReadonlyMap<string, LiveCase>,
  stock: StockBook,
): Promise<Decided[]> {
  const { store, day, firstLoad, newestOfLoad } = input;
  const before = new Set((await verdictsOfDay(tx.db, store.id, day)).map((row) => row.sku));
  const silences = await loadSilences(tx, store.id);
  const today = dayIn(tx.policy.team.zone, tx.clock.now());
  const ageDays = daysBetween(day, closedThrough(store, tx.clock.now()));
  return verdicts.map((verdict) => ({
    verdict,
    decision: decideEpisode({
      verdict,
      live: liveFor(verdict, live),
      ageDays,
      judgedBefore: before.has(verdict.sku),
      firstLoad,
      newestOfLoad,
      silenced: isSilenced(silences, verdict.sku, stock.classOf(verdict.sku), today),
      stockTier: stock.of(verdict.sku).tier,
    }),
  }));
}

/** The live deviation case a verdict concerns: that of its direction, or the one that noted this day before. */
function liveFor(verdict: Verdict, live: ReadonlyMap<string, LiveCase>): LiveCase | undefined {
  if (verdict.direction && verdict.word === 'deviation') return live.get(`${verdict.sku}:${verdict.direction}`);
  const sides = [live.get(`${verdict.sku}:up`), live.get(`${verdict.sku}:down`)];
  return sides.find((each) => each?.days.some((known) => known.day === verdict.day));
}

async function liveBySku(tx: Context, storeId: string): Promise<Map<string, LiveCase>> {
  const cases = (await liveCases(tx.db, storeId)).filter(
    (each) => each.kind === 'sku' && each.formKind !== 'exit_signal',
  );
  const days = await daysOfCases(
    tx.db,
    cases.map((each) => each.id),
  );
  return new Map(
    cases.map((stored) => [
      `${stored.sku}:${stored.direction}`,
      {
        case: stored,
        days: days
          .filter((each) => each.caseId === stored.id)
          .map((each) => ({ day: each.day, units: each.units ?? 0, deviation: each.deviation ?? 0 })),
      },
    ]),
  );
}

function decidedVerdict({ verdict, decision }: Decided, opened: readonly StoredCase[]): DecidedVerdict {
  switch (decision.act) {
    case 'open': {
      const stored = opened.find((each) => each.sku === verdict.sku && each.direction === verdict.direction);
      return { verdict, word: verdict.word, caseId: stored?.id ?? null };
    }
    case 'covered':
      return { verdict, word: 'covered', caseId: decision.case.id };
    case 'continue':
    case 'grow':
    case 'reopen':
      return { verdict, word: verdict.word, caseId: decision.case.id };
    case 'none':
      return { verdict, word: verdict.word, caseId: decision.case?.id ?? null };
    default:
      return { verdict, word: verdict.word, caseId: null };
  }
}

async function linkDays(tx: Context, opened: readonly StoredCase[], ids: ReadonlyMap<string, number>): Promise<void> {
  for (const stored of opened) {
    const verdictId = stored.sku === null ? undefined : ids.get(stored.sku);
    if (verdictId === undefined) continue;
    await putCaseDay(tx.db, { caseId: stored.id, day: stored.firstDay, verdictId });
  }
}

/** Units a day at which each SKU's stock is expected to go; null where the store is judged in orders. */
function ratesOf(verdicts: readonly Verdict[]): Map<string, number | null> {
  return new Map(verdicts.map(({ sku, evidence }) => [sku, evidence.measure === 'units' ? evidence.level : null]));
}

function countWords(decided: readonly DecidedVerdict[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { word } of decided) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
