// What the rules said, kept with its evidence: a restated day adds a revision, nothing is overwritten. Verdicts of SKUs
// stand in blocks (`verdict-codec.ts`), which only this file reads and writes.

import { and, asc, between, desc, eq, gt, gte, inArray, lte, max, or, type SQL, sql } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import { type SaidWord, shopWord } from '../rules/quiet-days.ts';
import type { ShopVerdict, UnaskedReason, Verdict, VerdictWord } from '../rules/verdict.ts';
import type { Db } from './db.ts';
import { shopVerdicts, verdictBlocks } from './schema/index.ts';
import { decodeVerdicts, encodeVerdicts, type KeptVerdict } from './verdict-codec.ts';

/** A verdict as it is kept: what a SKU's day was called, with all it rests on. */
export interface VerdictRow extends KeptVerdict {
  storeId: string;
  day: Day;
  judgedAt: Date;
}

export type ShopVerdictRow = typeof shopVerdicts.$inferSelect;

/** A verdict with the word that cases gave it (`covered`) and the case it belongs to. */
export interface DecidedVerdict {
  verdict: Verdict;
  word: VerdictWord;
  caseId: number | null;
  unasked: UnaskedReason | null;
}

/** About so many: enough to be written in little room, few enough to be read for one SKU. */
const verdictsInBlock = 200;
/** Blocks for one statement. */
const blocksAtOnce = 50;
/** Asked about more SKUs than this, all blocks of a day are read: nearly each of them holds one. */
const fewSkus = 30;

/**
 * Stores a day's verdicts. Those that say what the current ones (`before`) say are left alone; the others become the
 * current revision. Returns the revision of each verdict written, by SKU.
 */
export async function saveVerdicts(
  db: Db,
  { storeId, day, judgedAt }: Pick<VerdictRow, 'storeId' | 'day' | 'judgedAt'>,
  decided: readonly DecidedVerdict[],
  before: readonly VerdictRow[],
): Promise<Map<string, number>> {
  const current = new Map(before.map((row) => [row.sku, row]));
  const changed = decided.flatMap((each) => {
    const now = current.get(each.verdict.sku);
    const kept = keptVerdict(each, (now?.revision ?? 0) + 1);
    return now && saysTheSame(now, kept) ? [] : [kept];
  });
  const blocks = await Promise.all(
    inBuckets(changed).map(async ({ rows, ...place }) => ({
      storeId,
      day,
      ...place,
      surged: rows.filter(({ surge }) => surge).map(({ sku }) => sku),
      lifted: rows.some(({ evidence }) => evidence.promotionLift !== 1),
      judgedAt,
      body: await encodeVerdicts(rows),
    })),
  );
  for (let at = 0; at < blocks.length; at += blocksAtOnce) {
    await db.insert(verdictBlocks).values(blocks.slice(at, at + blocksAtOnce));
  }
  return new Map(changed.map(({ sku, revision }) => [sku, revision]));
}

/** The current verdicts of a store's day, by SKU. */
export async function verdictsOfDay(db: Db, storeId: string, day: Day): Promise<VerdictRow[]> {
  const places = await currentPlaces(db, { storeId, days: eq(verdictBlocks.day, day) });
  return places.map(rowAt).sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** The current verdicts of the newest judged day of a store; of the SKUs in `only`. */
export async function newestVerdicts(db: Db, storeId: string, only: readonly string[]): Promise<VerdictRow[]> {
  const newest = db
    .select({ day: max(verdictBlocks.day) })
    .from(verdictBlocks)
    .where(eq(verdictBlocks.storeId, storeId));
  const places = await currentPlaces(db, { storeId, days: inArray(verdictBlocks.day, newest), only });
  return places.map(rowAt);
}

/** The current verdicts of a SKU on the last `limit` judged days up to `through`, newest first. */
export async function verdictsOfSku(
  db: Db,
  storeId: string,
  sku: string,
  through: Day,
  limit: number,
): Promise<VerdictRow[]> {
  const judged = db
    .selectDistinct({ day: verdictBlocks.day })
    .from(verdictBlocks)
    .where(and(eq(verdictBlocks.storeId, storeId), lte(verdictBlocks.day, through)))
    .orderBy(desc(verdictBlocks.day))
    .limit(limit);
  const places = await currentPlaces(db, { storeId, days: inArray(verdictBlocks.day, judged), only: [sku] });
  return places.map(rowAt).reverse();
}

/** The verdicts of single days, in the revision named; those that are not there are missing from the result. */
export async function verdictsIn(
  db: Db,
  asked: readonly Pick<VerdictRow, 'storeId' | 'sku' | 'day' | 'revision'>[],
): Promise<VerdictRow[]> {
  if (asked.length === 0) return [];
  const places = await allPlaces(
    db,
    or(
      ...asked.map(({ storeId, day, sku }) =>
        and(eq(verdictBlocks.storeId, storeId), eq(verdictBlocks.day, day), holdsOneOf([sku])),
      ),
    ),
  );
  const wanted = new Set(asked.map(verdictKey));
  return places
    .map((place) => ({ ...place, sku: skuAt(place), revision: place.decoded.own('revision', place.at) }))
    .filter(({ block, sku, revision }) => wanted.has(verdictKey({ ...block, sku, revision })))
    .map(rowAt);
}

/** Names one verdict among all. */
export function verdictKey({ storeId, sku, day, revision }: Pick<VerdictRow, 'storeId' | 'sku' | 'day' | 'revision'>) {
  return `${storeId}/${sku}/${day}/${revision}`;
}

/**
 * The usual units a day of each SKU, by its newest current verdict with a level since `since`; SKUs without one are left
 * out, and those judged by orders, whose level is not in units.
 */
export async function newestLevels(
  db: Db,
  storeId: string,
  { only, since }: { only: readonly string[] | undefined; since: Day },
): Promise<Map<string, number>> {
  const levels = new Map<string, { level: number; measure: string }>();
  for (const place of await currentPlaces(db, { storeId, days: gte(verdictBlocks.day, since), only })) {
    const level = place.decoded.evidence('level', place.at);
    // Oldest first: the newest stays.
    if (level !== null) levels.set(skuAt(place), { level, measure: place.decoded.evidence('measure', place.at) });
  }
  return new Map([...levels].flatMap(([sku, { level, measure }]) => (measure === 'units' ? [[sku, level]] : [])));
}

/** The promotion lift of each SKU's newest promotion day; SKUs of which none was known yet are left out. */
export async function learnedLifts(db: Db, storeId: string, skus: readonly string[]): Promise<Map<string, number>> {
  const lifts = new Map<string, number>();
  for (const place of await currentPlaces(db, { storeId, days: eq(verdictBlocks.lifted, true), only: skus })) {
    const lift = place.decoded.evidence('promotionLift', place.at);
    if (lift !== 1) lifts.set(skuAt(place), lift);
  }
  return lifts;
}

interface DayRange {
  after: Day;
  through: Day;
}

/** The current verdicts of a SKU after `after` (up to `through`), oldest first. */
export async function skuWordsAfter(
  db: Db,
  storeId: string,
  sku: string,
  { after, through }: DayRange,
): Promise<SaidWord[]> {
  const days = and(gt(verdictBlocks.day, after), lte(verdictBlocks.day, through));
  const places = await currentPlaces(db, { storeId, days, only: [sku] });
  return places.map(({ decoded, at }) => ({ word: decoded.own('word', at), direction: decoded.own('direction', at) }));
}

/** The same of the store as a whole. */
export async function shopWordsAfter(db: Db, storeId: string, { after, through }: DayRange): Promise<SaidWord[]> {
  const rows = await db
    .select()
    .from(shopVerdicts)
    .where(and(eq(shopVerdicts.storeId, storeId), gt(shopVerdicts.day, after), lte(shopVerdicts.day, through)))
    .orderBy(asc(shopVerdicts.day));
  return rows.map(shopWord);
}

/** Deviations of a day that belong to no case: held back by the cap, silenced, or too old to ask. */
export async function deviationsWithoutCase(db: Db, storeId: string, day: Day): Promise<VerdictRow[]> {
  const rows = await verdictsOfDay(db, storeId, day);
  return rows
    .filter(({ word, caseId }) => word === 'deviation' && caseId === null)
    .sort((a, b) => b.moneyAtStake - a.moneyAtStake);
}

/** SKUs of a store that surged (three times the baseline) on a day of the range. */
export async function surgesSince(db: Db, storeId: string, range: { from: Day; through: Day }): Promise<Set<string>> {
  const days = between(verdictBlocks.day, range.from, range.through);
  const blocks = await db
    .select({ surged: verdictBlocks.surged })
    .from(verdictBlocks)
    .where(and(eq(verdictBlocks.storeId, storeId), days, sql`cardinality(${verdictBlocks.surged}) > 0`));
  const only = [...new Set(blocks.flatMap(({ surged }) => surged))];
  if (only.length === 0) return new Set();
  // Restated since then, perhaps.
  const places = await currentPlaces(db, { storeId, days, only });
  return new Set(places.filter(({ decoded, at }) => decoded.own('surge', at)).map(skuAt));
}

/** Every verdict ever kept, in the order in which they were; `isCurrent` marks those that hold. A block at a time. */
export async function* everyVerdict(
  db: Db,
  span: { from?: Day | undefined; to?: Day | undefined },
): AsyncGenerator<(VerdictRow & { isCurrent: boolean })[]> {
  const within = and(
    span.from === undefined ? undefined : gte(verdictBlocks.day, span.from),
    span.to === undefined ? undefined : lte(verdictBlocks.day, span.to),
  );
  const ids = await db
    .select({ id: verdictBlocks.id })
    .from(verdictBlocks)
    .where(within)
    .orderBy(asc(verdictBlocks.id));
  for (const { id } of ids) {
    const places = await allPlaces(db, eq(verdictBlocks.id, id));
    const [first] = places;
    if (!first) continue;
    const { storeId, day } = first.block;
    const current = await currentPlaces(db, { storeId, days: eq(verdictBlocks.day, day), only: places.map(skuAt) });
    const holds = new Set(current.filter(({ block }) => block.id === id).map(skuAt));
    yield places.map((place) => ({ ...rowAt(place), isCurrent: holds.has(skuAt(place)) }));
  }
}

export async function saveShopVerdict(
  db: Db,
  storeId: string,
  shop: ShopVerdict,
  counts: Record<string, number>,
  judgedAt: Date,
): Promise<void> {
  const { day, ...numbers } = shop;
  const set = { ...numbers, counts, judgedAt };
  await db
    .insert(shopVerdicts)
    .values({ storeId, day, ...set })
    .onConflictDoUpdate({ target: [shopVerdicts.storeId, shopVerdicts.day], set });
}

/** The newest judged days of a store, newest first. */
export async function shopVerdictsOf(db: Db, storeId: string, limit: number): Promise<ShopVerdictRow[]> {
  return db
    .select()
    .from(shopVerdicts)
    .where(eq(shopVerdicts.storeId, storeId))
    .orderBy(desc(shopVerdicts.day))
    .limit(limit);
}

/** What a store as a whole did on a day; undefined when the day was not judged. */
export async function shopVerdictOn(db: Db, storeId: string, day: Day): Promise<ShopVerdictRow | undefined> {
  const [row] = await db
    .select()
    .from(shopVerdicts)
    .where(and(eq(shopVerdicts.storeId, storeId), eq(shopVerdicts.day, day)));
  return row;
}

type BlockRow = Pick<typeof verdictBlocks.$inferSelect, 'id' | 'storeId' | 'day' | 'judgedAt' | 'body'>;

/** Where a verdict stands. */
interface Place {
  block: Omit<BlockRow, 'body'>;
  decoded: Awaited<ReturnType<typeof decodeVerdicts>>;
  at: number;
}

/** Where the newest verdict of each SKU and day stands, oldest day first; of the SKUs in `only`, where given. */
async function currentPlaces(
  db: Db,
  { storeId, days, only }: { storeId: string; days: SQL | undefined; only?: readonly string[] | undefined },
): Promise<Place[]> {
  const within = only && only.length <= fewSkus ? holdsOneOf(only) : undefined;
  const wanted = only && new Set(only);
  const newest = new Map<string, Place>();
  for (const place of await allPlaces(db, and(eq(verdictBlocks.storeId, storeId), days, within))) {
    const sku = skuAt(place);
    if (!wanted || wanted.has(sku)) newest.set(`${place.block.day} ${sku}`, place);
  }
  return [...newest.values()];
}

/** Where every verdict of these blocks stands: by day, and the older ones of a day before the newer ones. */
async function allPlaces(db: Db, where: SQL | undefined): Promise<Place[]> {
  const { id, storeId, day, judgedAt, body } = verdictBlocks;
  const rows: BlockRow[] = await db
    .select({ id, storeId, day, judgedAt, body })
    .from(verdictBlocks)
    .where(where)
    .orderBy(asc(day), asc(id));
  const decoded = await Promise.all(rows.map((row) => decodeVerdicts(row.body)));
  return rows.flatMap(({ body: _body, ...block }, i) => {
    const of = decoded[i];
    return of ? of.skus.map((_sku, at) => ({ block, decoded: of, at })) : [];
  });
}

function skuAt({ decoded, at }: Place): string {
  return decoded.skus[at] ?? '';
}

function rowAt({ block: { storeId, day, judgedAt }, decoded, at }: Place): VerdictRow {
  return { storeId, day, judgedAt, ...decoded.at(at) };
}

/** Is a block one of those in which verdicts of these SKUs stand? */
function holdsOneOf(skus: readonly string[]): SQL {
  const hashes = sql.param(skus.map(hashOf));
  return sql`exists (select from unnest(${hashes}::int[]) as of (hash) where of.hash % ${verdictBlocks.buckets} = ${verdictBlocks.bucket})`;
}

function inBuckets(rows: readonly KeptVerdict[]): { bucket: number; buckets: number; rows: KeptVerdict[] }[] {
  const buckets = Math.ceil(rows.length / verdictsInBlock);
  const filled = new Map<number, KeptVerdict[]>();
  for (const row of rows) {
    const bucket = hashOf(row.sku) % buckets;
    const before = filled.get(bucket);
    if (before) before.push(row);
    else filled.set(bucket, [row]);
  }
  return [...filled].map(([bucket, of]) => ({ bucket, buckets, rows: of }));
}

/** FNV-1a, 31 bits: the same on every machine, whatever the collation of the database. */
function hashOf(sku: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(sku)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x7fffffff;
}

function keptVerdict({ verdict, word, caseId, unasked }: DecidedVerdict, revision: number): KeptVerdict {
  const { day: _day, window, word: _word, ...said } = verdict;
  return { ...said, revision, word, windowDays: window, caseId, unasked };
}

function saysTheSame(a: KeptVerdict, b: KeptVerdict): boolean {
  return (
    a.word === b.word &&
    a.units === b.units &&
    isClose(a.baseline, b.baseline) &&
    a.windowDays === b.windowDays &&
    a.caseId === b.caseId
  );
}

/** Equal to the digits that are kept. */
function isClose(a: number | null, b: number | null): boolean {
  return a === null || b === null ? a === b : Math.abs(a - b) <= 1e-6 * Math.abs(a);
}
