// An answered case ends when its episode is over: three quiet days after its last deviating one.

import type { Context } from '../context.ts';
import type { Day } from '../lib/day.ts';
import type { Resolution } from '../model/anomaly-case.ts';
import { resolutionOf } from '../model/episode.ts';
import type { Store } from '../policy/policy.ts';
import { episodeIsOver, type SaidWord } from '../rules/quiet-days.ts';
import { liveCases, type StoredCase } from '../store/cases.ts';
import { shopWordsAfter, skuWordsAfter } from '../store/verdicts.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent } from './apply-event.ts';

/**
 * Closes the store's answered cases whose deviation has been gone for three judged days up to `day`; a day that the
 * answer covers restarts the count. A case of a SKU that ran out ends when it can be sold again, see `follow-day.ts`.
 */
export async function closeQuietCases(tx: Context, store: Store, day: Day): Promise<void> {
  for (const stored of await liveCases(tx.db, store.id)) {
    if (stored.status !== 'answered' || stored.kind === 'out_of_stock' || stored.lastDay >= day) continue;
    // While the proposal waits for approval or for its check against the lists, the case may have to ask again.
    if (stored.nextDueAt !== null || stored.approval?.state === 'waiting') continue;
    if (!episodeIsOver(await wordsSince(tx, stored, day), stored.direction)) continue;
    await closeCase(tx, stored, stored.promise?.nature ? resolutionOf(stored.promise.nature) : 'confirmed');
  }
}

/** Closes an answered case and says how it ended. */
export async function closeCase(tx: Context, stored: StoredCase, resolution: Resolution): Promise<void> {
  const applied = await applyEvent(tx, stored, { type: 'closed', resolution }, { data: { resolution } });
  await editCard(tx, applied.case, `log${applied.logId}`);
  await noteInThread(tx, applied.case, applied.logId, { event: 'closed', resolution });
}

function wordsSince(tx: Context, { storeId, sku, lastDay }: StoredCase, through: Day): Promise<SaidWord[]> {
  const range = { after: lastDay, through };
  return sku === null ? shopWordsAfter(tx.db, storeId, range) : skuWordsAfter(tx.db, storeId, sku, range);
}
