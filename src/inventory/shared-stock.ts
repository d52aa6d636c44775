// Which SKUs sell from the same goods: the same SKU, or SKUs of one item, in stores of one pool. Pure.

import type { Store } from '../policy/policy.ts';
import type { SkuItem } from '../store/supply.ts';

/** A SKU that takes `unitsPer` of the common goods each time it sells. */
export interface Member {
  storeId: string;
  sku: string;
  unitsPer: number;
}

export interface SharedStock {
  /** Everything that sells from the goods of this SKU of the store, itself first. */
  membersOf(sku: string): Member[];
  /** The item behind this SKU; undefined without a listing. */
  itemOf(sku: string): string | undefined;
  /** Pieces of the common goods in one unit of this SKU. */
  unitsPer(sku: string): number;
}

/** The stores that sell from the same stock as `store`, itself first. */
export function poolStores(stores: readonly Store[], store: Store): Store[] {
  if (store.pool === undefined) return [store];
  return [store, ...stores.filter((other) => other.id !== store.id && other.pool === store.pool)];
}

/** `items` of all stores of the pool. */
export function sharedStock(pool: readonly Store[], items: readonly SkuItem[]): SharedStock {
  const [store, ...others] = pool;
  const key = (storeId: string, sku: string) => `${storeId}\n${sku}`;
  const bySku = new Map(items.map((item) => [key(item.storeId, item.sku), item]));
  const byItem = new Map<string, SkuItem[]>();
  for (const item of items) byItem.set(item.itemId, [...(byItem.get(item.itemId) ?? []), item]);
  const itemOf = (sku: string) => (store ? bySku.get(key(store.id, sku)) : undefined);
  return {
    itemOf: (sku) => itemOf(sku)?.itemId,
    unitsPer: (sku) => itemOf(sku)?.unitsPer ?? 1,
    membersOf: (sku) => {
      if (!store) return [];
      const item = itemOf(sku);
      const own: Member = { storeId: store.id, sku, unitsPer: item?.unitsPer ?? 1 };
      const sameItem = item ? (byItem.get(item.itemId) ?? []) : [];
      // Without a word about its item, the same code in another store of the pool is the same thing.
      const sameCode = others
        .filter((other) => !bySku.has(key(other.id, sku)))
        .map((other) => ({ storeId: other.id, sku, unitsPer: own.unitsPer }));
      const rest = sameItem.filter((each) => each.storeId !== store.id || each.sku !== sku);
      return [own, ...rest.map(({ storeId, sku: code, unitsPer }) => ({ storeId, sku: code, unitsPer })), ...sameCode];
    },
  };
}
