// Queues what a change makes the program say: cards, their edits, notes in threads, messages to people and groups.
// Inside the transaction of the change; sending is somebody else's.

import { type Address, groupsFor, personDestinations } from '../chat/address.ts';
import { deliveryKey, enqueue } from '../chat/queue.ts';
import type { Context } from '../context.ts';
import type { Content } from '../messages/content.ts';
import type { NoteEvent } from '../messages/views.ts';
import type { StoredCase } from '../store/cases.ts';

/** Something to say outside a case's thread. `subject` and `step` name the obligation: it is queued once. */
export interface Announcement {
  subject: string | number;
  step: string;
  content: Content;
  /** When it became due, which is in the past after a downtime; now, when left out. */
  dueAt?: Date | undefined;
  expiresAt?: Date | undefined;
}

/** Posts a card in every group that serves the store. */
export async function postCard(ctx: Context, cardId: number, storeId: string): Promise<void> {
  for (const to of groupsFor(ctx.policy, storeId)) {
    await enqueue(ctx, { key: cardKey(cardId, to), to, op: { do: 'post' }, content: { kind: 'card', cardId } });
  }
}

/** Brings the card of a case up to date wherever it stands. `stamp` names the change, so that none is queued twice. */
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

/** Says something in the thread of the case's card; `logId` is the log entry it tells of. */
export function noteInThread(ctx: Context, stored: StoredCase, logId: number, note: NoteEvent): Promise<void> {
  return replyInThread(ctx, stored, `log${logId}`, { kind: 'note', caseId: stored.id, note });
}

/** Replies under the case's card in every group. */
export async function replyInThread(ctx: Context, stored: StoredCase, step: string, content: Content): Promise<void> {
  const { cardId } = stored;
  if (cardId === null) return;
  for (const to of groupsFor(ctx.policy, stored.storeId)) {
    await enqueue(ctx, {
      key: deliveryKey(content.kind, stored.id, step, to),
      to,
      op: { do: 'reply', targetKey: cardKey(cardId, to) },
      content,
      caseId: stored.id,
    });
  }
}

/** A direct message to a person on every platform they are on. */
export function tellPerson(ctx: Context, personId: string, announcement: Announcement): Promise<void> {
  return post(ctx, personDestinations(ctx.policy, personId), announcement);
}

/** A message of its own in every group that serves the store; in all groups for null. */
export function tellGroups(ctx: Context, storeId: string | null, announcement: Announcement): Promise<void> {
  return post(ctx, groupsFor(ctx.policy, storeId), announcement);
}

async function post(ctx: Context, addresses: readonly Address[], announcement: Announcement): Promise<void> {
  const { subject, step, ...said } = announcement;
  for (const to of addresses) {
    await enqueue(ctx, { ...said, key: deliveryKey(said.content.kind, subject, step, to), to, op: { do: 'post' } });
  }
}

function cardKey(cardId: number, to: Address): string {
  return deliveryKey('card', cardId, 'post', to);
}
