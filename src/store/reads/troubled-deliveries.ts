// Messages that were given up or whose fate is unknown, with the cases that each of them is about.

import { and, asc, desc, inArray, ne } from 'drizzle-orm';
import type { Content } from '../../messages/index.ts';
import type { Db } from '../db.ts';
import { cardCases, deliveries } from '../schema/index.ts';

/** Deliveries in trouble, newest first. */
export async function troubledDeliveries(db: Db, limit: number) {
  const rows = await db
    .select({
      id: deliveries.id,
      content: deliveries.content,
      lane: deliveries.lane,
      state: deliveries.state,
      maybeSent: deliveries.maybeSent,
      attempts: deliveries.attempts,
      lastError: deliveries.lastError,
      dueAt: deliveries.dueAt,
    })
    .from(deliveries)
    .where(and(inArray(deliveries.state, ['unclear', 'failed']), ne(deliveries.op, 'urge')))
    .orderBy(desc(deliveries.id))
    .limit(limit);
  const onCards = await casesOnCards(
    db,
    rows.map(({ content }) => content).flatMap((content) => (content.kind === 'card' ? [content.cardId] : [])),
  );
  return rows.map(({ content, maybeSent, ...row }) => ({
    ...row,
    kind: content.kind,
    /** It may have arrived: sending it again could say it twice. */
    mayStand: row.state === 'unclear' || maybeSent,
    caseIds: caseIdsOf(content, onCards),
  }));
}

async function casesOnCards(db: Db, cardIds: readonly number[]): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>();
  if (cardIds.length === 0) return found;
  const rows = await db
    .select({ cardId: cardCases.cardId, caseId: cardCases.caseId })
    .from(cardCases)
    .where(inArray(cardCases.cardId, [...new Set(cardIds)]))
    .orderBy(asc(cardCases.caseId));
  for (const { cardId, caseId } of rows) found.set(cardId, [...(found.get(cardId) ?? []), caseId]);
  return found;
}

function caseIdsOf(content: Content, onCards: ReadonlyMap<number, number[]>): number[] {
  if (content.kind === 'card') return onCards.get(content.cardId) ?? [];
  if ('caseIds' in content) return content.caseIds;
  return 'caseId' in content ? [content.caseId] : [];
}
