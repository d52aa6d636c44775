// An answered case ends when its episode is over: three quiet days after its last deviating one.

import type { Context } from '../context.ts';
import type { Day } from '../lib/day.ts';
import { quietDaysToEnd, quietWords } from '../rules/quiet.ts';
import { liveCases } from '../store/cases.ts';
import { countWords } from '../store/verdicts.ts';
import type { Store } from '../team/policy.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent } from './apply.ts';
import { resolutionOf } from './model/episode.ts';

/** Closes the store's answered cases whose deviation has been gone for three judged days up to `day`. */
export async function closeQuietCases(tx: Context, store: Store, day: Day): Promise<void> {
  for (const stored of await liveCases(tx.db, store.id)) {
    if (stored.status !== 'answered' || stored.sku === null || stored.lastDay >= day) continue;
    const range = { after: stored.lastDay, through: day };
    const quiet = await countWords(tx.db, store.id, range, quietWords, stored.sku);
    if (quiet < quietDaysToEnd) continue;
    const resolution = stored.promise ? resolutionOf(stored.promise.nature) : 'confirmed';
    const applied = await applyEvent(tx, stored, { type: 'closed', resolution }, { data: { resolution } });
    await editCard(tx, applied.case, `log${applied.logId}`);
    await noteInThread(tx, applied.case, applied.logId, { event: 'closed', resolution });
  }
}
