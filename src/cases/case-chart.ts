// Draws the sales and stock chart of a case's card: once for each day and each state of its days and of its stock.

import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { describeError } from '../lib/describe-error.ts';
import type { CaseView } from '../messages/views.ts';
import { storeSkuChart } from './sku-chart.ts';

/** The cases of a card, with a chart when the card is about one SKU. A card is posted even when its chart fails. */
export async function withChart(ctx: Context, cases: CaseView[]): Promise<CaseView[]> {
  const [only, ...more] = cases;
  if (!only || more.length > 0 || only.sku === null || only.status === 'closed') return cases;
  try {
    return [{ ...only, chartId: await chartOf(ctx, only, only.sku) }];
  } catch (error) {
    ctx.log.error({ caseId: only.caseId, error: describeError(error) }, 'chart not drawn');
    return cases;
  }
}

async function chartOf(ctx: Context, view: CaseView, sku: string): Promise<string | null> {
  const newest = view.days.at(-1);
  const store = ctx.policy.stores.find((each) => each.id === view.storeId);
  if (!newest?.evidence || !store || !view.stock) return null;
  const { language, zone } = ctx.policy.team;
  const today = dayIn(zone, ctx.clock.now());
  return storeSkuChart(ctx, {
    id: `case-${view.caseId}-${view.round}-${newest.day}-${view.days.length}-${today}-${view.stock.available ?? ''}-${language}`,
    title: `${sku} · ${view.storeName}`,
    store,
    sku,
    through: newest.day,
    evidence: newest.evidence,
    caseDays: view.days.map((each) => each.day),
    language,
    stock: view.stock,
  });
}
