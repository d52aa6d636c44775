// The plan of the sample reports, read whole: from the files to what a person is shown.

import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { loadPlanView } from '../../src/inventory/plan-view.ts';
import { day } from '../../src/lib/day.ts';
import { plainText } from '../../src/messages/plain-text.ts';
import { planMessage } from '../../src/messages/plan.ts';
import { ingestContext, samples, storeOf, take } from '../ingest/support.ts';
import { testDatabase } from '../support/db.ts';

const database = testDatabase();
const now = '2026-10-26T10:05:00Z';
const team = { name: 'Lumen', zone: 'Asia/Shanghai', now };
let ctx: Context;

beforeEach(async () => {
  ctx = ingestContext(database.db, now);
  await importFiles(ctx, { paths: [path.join(samples, 'amazon/us')] });
});

const importGeneric = async (...names: string[]) => {
  for (const name of names) await importFiles(ctx, { paths: [path.join(samples, 'generic', `${name}.csv`)] });
};
const viewOf = (sku: string) => loadPlanView(ctx, storeOf(ctx, 'amz-us'), sku);

describe('the bottle whose sales jumped', () => {
  it('lasts 5.143 days; the ship is sellable on 28 November, four weeks too late', async () => {
    await importGeneric('lead_times', 'inbound', 'inventory_snapshot');
    const { plan, stock, places, terms } = await viewOf('LM-BOTTLE-BLK');
    expect(plan.countdown?.value).toBeCloseTo(5.143, 3);
    expect(stock.arrivals).toMatchObject([{ units: 600, sellableOn: day('2026-11-28'), mode: 'sea' }]);
    expect(stock.atPace).toMatchObject({ stockOutOn: day('2026-10-31'), gapDays: 28, lostUnits: 28 * 35 - 5 });
    expect(stock.atPace.lostMoney).toBeCloseTo(975 * 24.99);
    expect(stock).toMatchObject({ elsewhere: 420, onOrder: 500, inbound: 600, currency: 'USD' });
    expect(places).toEqual(['SZ']);
    expect(terms).toMatchObject([{ moq: 300, casePack: 24 }]);
    expect(plan.lead?.days).toBe(15 + 3 + 32 + 5);
  });

  it('is sent from the local warehouse first, and says so in one sentence', async () => {
    await importGeneric('lead_times', 'inbound', 'inventory_snapshot');
    const view = await viewOf('LM-BOTTLE-BLK');
    expect(view.stock.dispatch?.units).toBe(420);
    const text = plainText(planMessage(view, { team, language: 'zh', why: false }), 'zh');
    expect(text).toContain('可卖 5.1 天');
    expect(text).toContain('本地仓先发 420 件');
    expect(text).toContain('不会下单');
    const why = plainText(planMessage(view, { team, language: 'zh', why: true }), 'zh');
    expect(why).toContain('可用 ÷ 近 3 天日均：180 ÷ 35 = 5.14');
  });

  it('has no suggestion without lead times, and says which file brings it', async () => {
    const view = await viewOf('LM-BOTTLE-BLK');
    expect(view.plan.lacks).toEqual(['lead_time']);
    const text = plainText(planMessage(view, { team, language: 'en', why: false }), 'en');
    expect(text).toContain('import lead_times.csv');
    expect(text).toContain('stock for 5.1 days');
    expect(text).not.toContain('Reorder line');
  });
});

it('shipments that have not left stand apart and end no gap', async () => {
  await take(
    ctx,
    'shipment_id,store_id,sku,qty_shipped,qty_received,mode,shipped_on,eta_sellable,status\nW1,amz-us,LM-BOTTLE-BLK,90,0,air,,2026-11-02,WORKING\n',
    { name: 'inbound.csv' },
  );
  const { planned, stock, plan } = await viewOf('LM-BOTTLE-BLK');
  expect(planned).toMatchObject([{ units: 90, sellableOn: day('2026-11-02'), mode: 'air' }]);
  expect(stock.arrivals).toEqual([]);
  expect(plan.projection.gap?.until).toBeNull();
});
