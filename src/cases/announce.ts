// Queues what a change of a case makes the program say: its card, the card's edits, notes in its thread.
// Runs inside the transaction of the change; the outbox sends.

import type { Context } from '../context.ts';
import type { Content } from '../messages/index.ts';
import type { NoteEvent } from '../messages/note.ts';
import { type Address, groupsFor } from '../outbox/address.ts';
import { deliveryKey, enqueue, enqueueAll } from '../outbox/queue.ts';
import type { StoredCase } from '../store/cases.ts';

/** Posts cards in every group that serves the store. */
export async function postCards(ctx: Context, cardIds: readonly number[], storeId: string): Promise<void> {
  const groups = groupsFor(ctx.policy, storeId);
  await enqueueAll(
    ctx,
    cardIds.flatMap((cardId) =>
      groups.map((to) => ({
        key: cardKey(cardId, to),
        to,
        op: { do: 'post' as const },
        content: { kind: 'card' as const, cardId },
      })),
    ),
  );
}

/** Updates the card of a case wherever it was posted. `stamp` names the change, so that none is queued twice. */
export async function editCard(ctx: Context, stored: StoredCase, stamp: string): Promise<void> {
  const { cardId } = stored;
  if (cardId === null) return;
  for (const to of groupsFor(ctx.policy, stored.storeId)) {
    await enqueue(ctx, {
      key: deliveryKey('edit', cardId, stamp, to),
      to,
      op: { do: 'update', targetKey: cardKey(cardId, to) },
      content: { kind: 'card', cardId },
      caseId: stored.id,
    });
  }
}

/** Posts a note in the thread of the case's card; `logId` is the log entry it is about. */
export function noteInThread(ctx: Context, stored: StoredCase, logId: number, note: NoteEvent): Promise<void> {
  return notesInThreads(ctx, [{ stored, logId, note }]);
}

/** The same for many cases at once. */
export async function notesInThreads(
  ctx: Context,
  notes: readonly { stored: StoredCase; logId: number; note: NoteEvent }[],
): Promise<void> {
  await enqueueAll(
    ctx,
    notes.flatMap(({ stored, logId, note }) =>
      repliesTo(ctx, stored, `log${logId}`, { kind: 'note', caseId: stored.id, note }),
    ),
  );
}

/** Replies under the case's card in every group. */
export async function replyInThread(ctx: Context, stored: StoredCase, step: string, content: Content): Promise<void> {
  await enqueueAll(ctx, repliesTo(ctx, stored, step, content));
}

function repliesTo(ctx: Context, stored: StoredCase, step: string, content: Content) {
  const { id, cardId, storeId } = stored;
  if (cardId === null) return [];
  return groupsFor(ctx.policy, storeId).map((to) => ({
    key: deliveryKey(content.kind, id, step, to),
    to,
    op: { do: 'reply' as const, targetKey: cardKey(cardId, to) },
    content,
    caseId: id,
  }));
}

function cardKey(cardId: number, to: Address): string {
  return deliveryKey('card', cardId, 'post', to);
}
