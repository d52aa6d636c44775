// Which threshold and policy hold for each SKU of a store: the policy file, overridden by what managers set.

import type { Context } from '../context.ts';
import { resolveDetection } from '../policy/detection-scope.ts';
import type { Store } from '../policy/policy.ts';
import { type DetectionSettings, ruleNumbers } from '../rules/rule-numbers.ts';
import { type SkuRow, skusOfStore } from '../store/skus.ts';
import { loadOverrideBook } from '../team/overrides.ts';

/** The settings under which a store's day is judged now; `rows` are the store's SKUs, where they are known already. */
export async function detectionSettings(
  ctx: Context,
  store: Store,
  rows?: readonly SkuRow[],
): Promise<DetectionSettings> {
  const book = await loadOverrideBook(ctx.db);
  const classes = new Map((rows ?? (await skusOfStore(ctx.db, store.id))).map((row) => [row.sku, row.class]));
  const of = (sku: string | null) =>
    resolveDetection(ctx.policy, book, {
      storeId: store.id,
      sku,
      class: sku === null ? null : (classes.get(sku) ?? null),
    });
  return { of, shop: of(null).threshold, numbers: ruleNumbers };
}
