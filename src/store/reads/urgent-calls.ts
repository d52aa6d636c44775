// Calls for somebody's attention that were refused, or of which nobody knows whether they were made.

import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import type { UrgentMeans } from '../../policy/policy.ts';
import type { Db } from '../db.ts';
import { deliveries } from '../schema/index.ts';

export interface UrgentTrouble {
  toId: string;
  means: UrgentMeans;
  caseIds: number[];
  /** It may have been made. */
  unclear: boolean;
  reason: string | null;
}

/** Those that became due since then, newest first. */
export async function urgentTrouble(db: Db, since: Date, limit: number): Promise<UrgentTrouble[]> {
  const { content, state, lastError, op, dueAt, id } = deliveries;
  const rows = await db
    .select({ content, state, lastError })
    .from(deliveries)
    .where(and(eq(op, 'urge'), inArray(state, ['failed', 'unclear']), gte(dueAt, since)))
    .orderBy(desc(id))
    .limit(limit);
  return rows.flatMap(({ content: said, ...row }) => {
    if (said.kind !== 'urgent') return [];
    const { toId, means, caseIds } = said;
    return [{ toId, means, caseIds, unclear: row.state === 'unclear', reason: row.lastError }];
  });
}
