// Posts the morning digest, when there is anything to say.

import { loadCaseViews } from '../cases/views.ts';
import { type Context, withTransaction } from '../context.ts';
import type { Day } from '../lib/day.ts';
import type { DigestView } from '../messages/digest.ts';
import type { WeeklyRow } from '../messages/weekly-view.ts';
import { isAnswerOwed } from '../model/anomaly-case.ts';
import { tellGroups } from '../outbox/tell.ts';
import { liveCases } from '../store/cases.ts';
import { unassignedItems } from '../store/skus.ts';
import { loadToldTiers, noteToldTiers } from '../store/stock-alerts.ts';
import { deviationsWithoutCase, shopVerdictsOf } from '../store/verdicts.ts';
import { computeDigest, type DigestInput, isEmptyDigest } from './digest.ts';
import { stockRows } from './stock-rows.ts';

/** Queues the digest of `today` to all groups unless it is empty. Tiers are compared with the last digest's. */
export function postDigest(ctx: Context, today: Day, dueAt: Date): Promise<DigestView> {
  return withTransaction(ctx, async (tx) => {
    const digest = await gatherDigest(tx, today);
    if (!isEmptyDigest(digest)) {
      const content = { kind: 'digest', digest } as const;
      await tellGroups(tx, null, { subject: 'day', step: today, content, dueAt, mayWait: true });
    }
    return digest;
  });
}

async function gatherDigest(tx: Context, today: Day): Promise<DigestView> {
  const owed = (await liveCases(tx.db)).filter(isAnswerOwed);
  const crossings = await crossedWithoutForm(tx);
  return computeDigest({
    day: today,
    now: tx.clock.now(),
    zone: tx.policy.team.zone,
    cases: await loadCaseViews(
      tx,
      owed.map((each) => each.id),
    ),
    tiers: await movedTiers(tx, await stockRows(tx)),
    ...crossings,
    unassignedSkus: await unassignedItems(
      tx.db,
      tx.policy.stores.map(({ id }) => id),
    ),
  });
}

/** Deviations of each store's newest judged day that opened no form, and crossings within the noise. */
async function crossedWithoutForm(tx: Context): Promise<Pick<DigestInput, 'capped' | 'crossedWithoutForm'>> {
  const capped: DigestInput['capped'] = [];
  let within = 0;
  for (const store of tx.policy.stores) {
    const [newest] = await shopVerdictsOf(tx.db, store.id, 1);
    if (!newest) continue;
    within += newest.counts.within_noise ?? 0;
    const rows = await deviationsWithoutCase(tx.db, store.id, newest.day);
    capped.push(...rows.map((row) => ({ storeId: store.id, sku: row.sku, deviation: row.deviation ?? 0 })));
  }
  return { capped, crossedWithoutForm: within };
}

/** Today's tiers beside those of the last digest, which they replace. */
async function movedTiers(tx: Context, rows: readonly WeeklyRow[]): Promise<DigestInput['tiers']> {
  const before = new Map((await loadToldTiers(tx.db, 'digest')).map((row) => [`${row.storeId}/${row.sku}`, row.tier]));
  const known = rows.flatMap(({ storeId, sku, name, tier, countdownDays, isEstimated = false }) =>
    tier ? [{ storeId, sku, name, tier, countdownDays, isEstimated }] : [],
  );
  const changed = known.filter(({ storeId, sku, tier }) => before.get(`${storeId}/${sku}`) !== tier);
  await noteToldTiers(tx.db, 'digest', changed, tx.clock.now());
  return known.map(({ tier, ...row }) => ({
    ...row,
    now: tier,
    before: before.get(`${row.storeId}/${row.sku}`) ?? null,
  }));
}
