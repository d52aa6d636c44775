// The plan of one SKU, read and put together as it is shown.

import type { Context } from '../context.ts';
import { addDays, dayIn } from '../lib/day.ts';
import type { ChannelView, PlanView } from '../messages/plan-view.ts';
import type { Store } from '../policy/policy.ts';
import { oversellRisk, splitByShare } from '../rules/inventory/channels.ts';
import { promotionsAhead } from '../store/promotions.ts';
import { findSku } from '../store/skus.ts';
import { loadPlannedShipments } from '../store/stock.ts';
import { learnedLifts } from '../store/verdicts.ts';
import { loadStock, type StockBook } from './book.ts';
import type { Channel } from './channels.ts';
import { answerView, forecastView } from './plan-sources.ts';
import { promotionStock } from './promotion-stock.ts';

/** Promotions further ahead are not shown yet. */
const promotionDays = 60;

/** The plan of a SKU of a store, at the level that its newest verdict rests on. */
export async function loadPlanView(ctx: Context, store: Store, sku: string): Promise<PlanView> {
  const now = ctx.clock.now();
  const book = await loadStock(ctx, store, { only: [sku] });
  const planned = await loadPlannedShipments(ctx.db, store, [sku]);
  const { position, leadTimes, skuClass, channels } = book.factsOf(sku);
  const atAmazon = position?.locations.some(({ location }) => location === 'FBA') ?? false;
  return {
    storeId: store.id,
    storeName: store.name ?? store.id,
    sku,
    skuName: (await findSku(ctx.db, store.id, sku))?.name ?? null,
    class: skuClass,
    today: dayIn(ctx.policy.team.zone, now),
    stock: book.of(sku),
    places: atAmazon
      ? (position?.locations ?? []).flatMap(({ location }) => (location === 'FBA' ? [] : [location]))
      : [],
    planned: planned.get(sku) ?? [],
    answer: await answerView(ctx, store, sku, book.planOf(sku)),
    forecast: await forecastView(ctx, store, sku, book.planOf(sku)),
    terms: leadTimes.map(({ supplier, supplierTier, moq, casePack, unitCost, currency }) => ({
      supplier,
      tier: supplierTier,
      moq,
      casePack,
      unitCost: unitCost === null ? null : Number(unitCost),
      currency,
    })),
    channels: channelViews(ctx, channels, position?.available ?? null),
    promotions: await promotionViews(ctx, store, sku, book),
    oversell: position ? oversellRisk(position.available, channels) : null,
    plan: book.planOf(sku),
  };
}

function channelViews(ctx: Context, channels: readonly Channel[], available: number | null): ChannelView[] {
  if (channels.length < 2) return [];
  const nameOf = (storeId: string) => ctx.policy.stores.find(({ id }) => id === storeId)?.name ?? storeId;
  const parts = splitByShare(available ?? 0, channels);
  return channels.map(({ members, unitsLast30 }, index) => ({
    names: [...new Set(members.map(({ storeId }) => nameOf(storeId)))],
    sold: unitsLast30,
    share: parts[index]?.share ?? 0,
    units: available === null ? null : (parts[index]?.units ?? 0),
  }));
}

async function promotionViews(ctx: Context, store: Store, sku: string, book: StockBook) {
  const today = dayIn(store.zone, ctx.clock.now());
  const ahead = await promotionsAhead(ctx.db, store.id, { today, latest: addDays(today, promotionDays), sku });
  if (ahead.length === 0) return [];
  const lift = (await learnedLifts(ctx.db, store.id, [sku])).get(sku) ?? null;
  return ahead.flatMap(({ fromDay, toDay }) => {
    const row = promotionStock(book, sku, { fromDay, toDay, lift, today });
    return row ? [{ ...row, from: fromDay, to: toDay }] : [];
  });
}
