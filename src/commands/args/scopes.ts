// What a setting is for, as people type it: "team", "store amz-us", "class A", "A类", "sku LM-LAMP-S", or the bare id.

import type { Context } from '../../context.ts';
import type { Scope } from '../../policy/detection-scope.ts';
import { skuClasses } from '../../store/reads/sku-codes.ts';
import { malformed, missing, quoted } from '../malformed.ts';
import { findStore, requireSku, requireStore } from './skus.ts';

/** The scope at the beginning of the words, and what follows it. */
export interface ScopeRead {
  scope: Scope;
  rest: readonly string[];
}

type Kind = Scope['kind'];

const kindWords: ReadonlyMap<string, Kind> = new Map([
  ['team', 'team'],
  ['all', 'team'],
  ['团队', 'team'],
  ['全部', 'team'],
  ['全局', 'team'],
  ['store', 'store'],
  ['店铺', 'store'],
  ['店', 'store'],
  ['class', 'class'],
  ['分类', 'class'],
  ['类', 'class'],
  ['sku', 'sku'],
  ['商品', 'sku'],
]);

/** Known classes of SKUs, however few of them are in use. */
const standardClasses = ['A', 'B', 'C', 'D'];

/** Reads the scope at the beginning of `words`; throws UserError when it names nothing that exists. */
export async function takeScope(ctx: Context, words: readonly string[]): Promise<ScopeRead> {
  const [first, ...others] = separated(words);
  if (first === undefined) {
    throw missing({
      zh: '范围（team、store 店铺、class 分类 或 sku 编码）',
      en: 'scope (team, store ID, class X or sku CODE)',
    });
  }
  const kind = kindWords.get(first.normalize('NFKC').toLowerCase());
  if (kind) return named(ctx, kind, others);
  const ofClass = /^([A-Za-z0-9]{1,8})类$/u.exec(first.normalize('NFKC'))?.[1];
  if (ofClass !== undefined) return { scope: { kind: 'class', class: await requireClass(ctx, ofClass) }, rest: others };
  const store = findStore(ctx, first);
  if (store) return { scope: { kind: 'store', storeId: store.id }, rest: others };
  const { row } = await requireSku(ctx, first);
  return { scope: { kind: 'sku', storeId: row.storeId, sku: row.sku }, rest: others };
}

async function named(ctx: Context, kind: Kind, words: readonly string[]): Promise<ScopeRead> {
  const [word, ...rest] = words;
  switch (kind) {
    case 'team':
      return { scope: { kind }, rest: words };
    case 'store':
      return { scope: { kind, storeId: requireStore(ctx, word).id }, rest };
    case 'class':
      return { scope: { kind, class: await requireClass(ctx, word) }, rest };
    case 'sku': {
      const { row } = await requireSku(ctx, word);
      return { scope: { kind, storeId: row.storeId, sku: row.sku }, rest };
    }
  }
}

async function requireClass(ctx: Context, word: string | undefined): Promise<string> {
  const known = [...new Set([...standardClasses, ...(await skuClasses(ctx.db))])];
  if (word === undefined) throw missing({ zh: `分类（${known.join('、')}）`, en: `class (${known.join(', ')})` });
  const wanted = word.normalize('NFKC').trim().toUpperCase();
  const found = known.find((each) => each.toUpperCase() === wanted);
  if (found !== undefined) return found;
  throw malformed({
    zh: `没有分类${quoted(word)}。可用：${known.join('、')}。`,
    en: `There is no class ${quoted(word)}. There is ${known.join(', ')}.`,
  });
}

/** "store:amz-us" and "store：amz-us" are two words. A colon elsewhere belongs to its word. */
function separated(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  const match = first === undefined ? null : /^(\p{L}+)[:：](.*)$/u.exec(first);
  if (!match || !kindWords.has((match[1] ?? '').toLowerCase())) return words;
  return match[2] ? [match[1] ?? '', match[2], ...rest] : [match[1] ?? '', ...rest];
}
