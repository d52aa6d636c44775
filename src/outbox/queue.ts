// Puts what has to be said into the outbox, in the transaction that made it due. Sends nothing.

import { type Context, withTransaction } from '../context.ts';
import { failpoint } from '../lib/failpoint.ts';
import type { Content } from '../messages/index.ts';
import { coversUpdate, insertDeliveries } from '../store/deliveries.ts';
import { type Address, laneOf } from './address.ts';

/** Rows for one statement. */
const deliveriesAtOnce = 500;

/** Something to say. `key` names the obligation, see `deliveryKey`. */
export interface NewDelivery {
  key: string;
  to: Address;
  content: Content;
  caseId?: number | undefined;
  /** When it became due, which is in the past after a downtime; now, when left out. */
  dueAt?: Date | undefined;
  /** Not to be said earlier; at once, when left out. */
  notBefore?: Date | undefined;
  /** After this moment it is not worth saying any more. */
  expiresAt?: Date | undefined;
  /** A post of its own; an answer in the thread of an earlier delivery; a new wording of it; a call to look at it. */
  op: { do: 'post' } | { do: 'reply' | 'update' | 'urge'; targetKey: string };
}

/** queued; already: this obligation was queued before; absorbed: a card not yet sent will show the change anyway. */
export type Queued = 'queued' | 'already' | 'absorbed';

/**
 * Queues a delivery inside the caller's transaction (or one of its own): it exists if, and only if, the change that
 * caused it does. Call `ctx.wake()` after the commit to have it sent without waiting for the next tick.
 */
export function enqueue(ctx: Context, delivery: NewDelivery): Promise<Queued> {
  return withTransaction(ctx, (tx) => enqueueIn(tx, delivery));
}

/** Queues deliveries in their order; none of them may be an update. */
export async function enqueueAll(
  ctx: Context,
  fresh: readonly (NewDelivery & { op: { do: Exclude<NewDelivery['op']['do'], 'update'> } })[],
): Promise<number> {
  let queued = 0;
  for (let at = 0; at < fresh.length; at += deliveriesAtOnce) {
    queued += await insertDeliveries(
      ctx.db,
      fresh.slice(at, at + deliveriesAtOnce).map((each) => rowOf(ctx, each)),
    );
  }
  failpoint('queue.after-insert');
  return queued;
}

/**
 * The key of one obligation at one address: "reminder:1042:r1.2@slack/person:li".
 * kind: what is said; subject: the case, card, day or week it is about; step: which time it is said, such as round and
 * reminder number. The format is never changed: rows queued in the old one would be queued, and sent, again.
 */
export function deliveryKey(kind: string, subject: string | number, step: string, to: Address): string {
  return `${kind}:${subject}:${step}@${laneOf(to)}`;
}

async function enqueueIn(ctx: Context, delivery: NewDelivery): Promise<Queued> {
  const { content, op } = delivery;
  if (op.do === 'update' && (await coversUpdate(ctx.db, { targetKey: op.targetKey, content }))) return 'absorbed';
  const queued = await insertDeliveries(ctx.db, [rowOf(ctx, delivery)]);
  failpoint('queue.after-insert');
  return queued > 0 ? 'queued' : 'already';
}

function rowOf(ctx: Context, { key, to, content, op, ...delivery }: NewDelivery) {
  const now = ctx.clock.now();
  return {
    key,
    kind: content.kind,
    caseId: delivery.caseId ?? null,
    platform: to.platform,
    destination: to.destination,
    lane: laneOf(to),
    op: op.do,
    targetKey: op.do === 'post' ? null : op.targetKey,
    content,
    state: 'queued',
    dueAt: delivery.dueAt ?? now,
    notBefore: delivery.notBefore ?? now,
    expiresAt: delivery.expiresAt ?? null,
    createdAt: now,
  } as const;
}
