// The forms that the product posted on an evening: what was opened or asked again while the clock stood there.

import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Context } from '../../src/context.ts';
import { anomalyCases, caseLog } from '../../src/store/schema/index.ts';
import { type VerdictRow, verdictsOfSku } from '../../src/store/verdicts.ts';
import type { BenchSet, Form } from '../sets/bench-set.ts';
import { skuCodeOf, storeIdOf } from './day-files.ts';
import type { ProductRun } from './run-product.ts';

/**
 * Forms about a deviation of a SKU, each with the verdict that asked. Stock-out cases and exit signals ask about
 * something else and are left out; store-wide forms are given apart.
 */
export async function postedForms(ctx: Context, set: BenchSet, at: number): Promise<ProductRun> {
  const rows = await ctx.db
    .selectDistinct({
      id: anomalyCases.id,
      storeId: anomalyCases.storeId,
      sku: anomalyCases.sku,
      kind: anomalyCases.kind,
      formKind: anomalyCases.formKind,
      lastDay: anomalyCases.lastDay,
    })
    .from(caseLog)
    .innerJoin(anomalyCases, eq(anomalyCases.id, caseLog.caseId))
    .where(and(inArray(caseLog.event, ['opened', 'reopened']), gte(caseLog.notedAt, ctx.clock.now())))
    .orderBy(anomalyCases.id);
  const shopOf = new Map(set.shops.map((shop, i) => [storeIdOf(i), shop]));
  const run: ProductRun = { forms: [], storeForms: [] };
  for (const row of rows) {
    const shop = shopOf.get(row.storeId);
    if (!shop) continue;
    if (row.kind === 'store_wide') run.storeForms.push({ shop: shop.shop, at });
    if (row.kind !== 'sku' || row.formKind === 'exit_signal' || row.sku === null) continue;
    const [verdict] = await verdictsOfSku(ctx.db, row.storeId, row.sku, row.lastDay, 1);
    if (verdict?.day !== row.lastDay || !verdict.direction)
      throw new Error(`Case ${row.id} stands on no verdict of ${row.lastDay}`);
    const sku = shop.skus[skuIndex(row.sku)]?.sku ?? row.sku;
    run.forms.push(formOf(verdict, { shop: shop.shop, sku, at }));
  }
  return run;
}

function formOf(verdict: VerdictRow, of: Pick<Form, 'shop' | 'sku' | 'at'>): Form {
  return {
    ...of,
    dir: verdict.direction === 'up' ? 1 : -1,
    window: verdict.windowDays,
    deviation: verdict.deviation ?? 0,
    p: verdict.chance,
  };
}

function skuIndex(code: string): number {
  return Number(code.slice(skuCodeOf(0).indexOf('-') + 1)) - 1;
}
