// SKUs as people type them: a code, with its store in front where several stores sell it. Asks instead of guessing.

import { distance } from 'fastest-levenshtein';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { skuKey } from '../../ingest/sku-code.ts';
import { clean } from '../../messages/clean.ts';
import type { Store } from '../../policy/policy.ts';
import { type SkuRow, skuCodes, skusByCode } from '../../store/reads/sku-codes.ts';
import { malformed, missing, quoted } from '../malformed.ts';

const longestCode = 120;
/** Codes that are compared with a mistyped one. */
const maxCompared = 20_000;

/** A SKU and the store it is sold in. */
export interface FoundSku {
  row: SkuRow;
  store: Store;
}

/**
 * The SKU a word names: "LM-LAMP-S" or "amz-us/LM-LAMP-S". Letters may be of either case unless two codes differ by
 * nothing else. Throws UserError with the nearest codes, or with the stores to choose from.
 */
export async function requireSku(ctx: Context, word: string | undefined): Promise<FoundSku> {
  if (word === undefined) throw missing({ zh: '商品编码（SKU，如 LM-LAMP-S）', en: 'SKU (such as LM-LAMP-S)' });
  const typed = skuKey(word);
  if (typed === '' || typed.length > longestCode) throw notACode(word);
  const found = await candidates(ctx, typed);
  const exact = found.filter(({ row }) => row.sku === typed || `${row.storeId}/${row.sku}` === typed);
  const choices = exact.length > 0 ? exact : found;
  const [only] = choices;
  if (!only) throw unknownSku(word, await nearestCodes(ctx, codeOf(ctx, typed)));
  if (choices.length > 1) throw ambiguous(word, choices);
  return only;
}

/** Does any store sell something called so? */
export async function isSkuCode(ctx: Context, word: string): Promise<boolean> {
  return (await candidates(ctx, skuKey(word))).length > 0;
}

/** The store a word names by id or name; undefined when it names none. */
export function findStore(ctx: Context, word: string): Store | undefined {
  const wanted = word.normalize('NFKC').trim().toLowerCase();
  return ctx.policy.stores.find((each) => each.id === wanted || each.name?.toLowerCase() === wanted);
}

/** The store a word must name. */
export function requireStore(ctx: Context, word: string | undefined): Store {
  const ids = ctx.policy.stores.map((each) => each.id).join(', ');
  if (word === undefined) throw missing({ zh: `店铺（可用：${ids}）`, en: `store (one of ${ids})` });
  const store = findStore(ctx, word);
  if (store) return store;
  throw malformed({
    zh: `没有店铺${quoted(word)}。可用：${ids}。`,
    en: `There is no store ${quoted(word)}. There is ${ids}.`,
  });
}

async function candidates(ctx: Context, typed: string): Promise<FoundSku[]> {
  const slash = typed.indexOf('/');
  const store = slash > 0 ? findStore(ctx, typed.slice(0, slash)) : undefined;
  const rows = [
    ...(await skusByCode(ctx.db, typed)),
    ...(store ? await skusByCode(ctx.db, typed.slice(slash + 1), store.id) : []),
  ];
  return rows.flatMap((row) => {
    const sold = ctx.policy.stores.find((each) => each.id === row.storeId);
    return sold ? [{ row, store: sold }] : [];
  });
}

/** What is left of a typed code without a store in front. */
function codeOf(ctx: Context, typed: string): string {
  const slash = typed.indexOf('/');
  return slash > 0 && findStore(ctx, typed.slice(0, slash)) ? typed.slice(slash + 1) : typed;
}

async function nearestCodes(ctx: Context, typed: string): Promise<string[]> {
  const wanted = typed.toLowerCase();
  return (await skuCodes(ctx.db, maxCompared))
    .map((code) => ({ code, far: farness(wanted, code.toLowerCase()) }))
    .filter(({ far }) => far <= 0.5)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ code }) => clean(code, 40));
}

/** Edits for each character; a code that contains what was typed is near. */
function farness(typed: string, code: string): number {
  if (typed.length >= 3 && code.includes(typed)) return 0.2;
  return distance(typed, code) / Math.max(typed.length, code.length);
}

function unknownSku(word: string, near: readonly string[]): UserError {
  return near.length === 0
    ? new UserError('SKU_UNKNOWN', { word: quoted(word) })
    : new UserError('SKU_MISTYPED', { word: quoted(word), near });
}

function ambiguous(word: string, choices: readonly FoundSku[]): UserError {
  const full = choices.slice(0, 6).map(({ row }) => clean(`${row.storeId}/${row.sku}`, 60));
  return new UserError('SKU_AMBIGUOUS', { word: quoted(word), choices: full });
}

function notACode(word: string): UserError {
  return malformed({ zh: `${quoted(word)}不是商品编码。`, en: `${quoted(word)} is not a SKU.` });
}
