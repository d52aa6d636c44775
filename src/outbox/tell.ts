// Queues messages that stand on their own: to one person, or to the groups of a store.

import type { Context } from '../context.ts';
import type { Content } from '../messages/index.ts';
import type { Urgency } from '../policy/policy.ts';
import { type Address, groupsFor, personDestinations } from './address.ts';
import { offPeak } from './off-peak.ts';
import { deliveryKey, enqueue } from './queue.ts';
import { callAttention } from './urgent.ts';

/** Something to say. `subject` and `step` name the obligation: it is queued once at each address. */
export interface Announcement {
  subject: string | number;
  step: string;
  content: Content;
  /** When it became due, which is in the past after a downtime; now, when left out. */
  dueAt?: Date | undefined;
  expiresAt?: Date | undefined;
  /** Sent by every team at such a minute: it may go out some minutes beside the crowd. */
  mayWait?: true;
}

/** How loudly a person is told, and of what they are then reminded. */
export type Urgent = { urgency: Urgency } & Pick<UrgentContent, 'caseIds' | 'level'>;
type UrgentContent = Extract<Content, { kind: 'urgent' }>;

/** A direct message to a person on every platform they are on; made `urgent` where the platform can. */
export async function tellPerson(
  ctx: Context,
  personId: string,
  announcement: Announcement,
  urgent?: Urgent,
): Promise<void> {
  const addresses = personDestinations(ctx.policy, personId);
  await post(ctx, addresses, announcement);
  if (!urgent) return;
  const { subject, step, content } = announcement;
  for (const to of addresses) {
    const targetKey = deliveryKey(content.kind, subject, step, to);
    await callAttention(ctx, { subject, step, to, targetKey, toId: personId, ...urgent });
  }
}

/** A message of its own in every group that serves the store; in all groups for null. */
export function tellGroups(ctx: Context, storeId: string | null, announcement: Announcement): Promise<void> {
  return post(ctx, groupsFor(ctx.policy, storeId), announcement);
}

async function post(ctx: Context, addresses: readonly Address[], announcement: Announcement): Promise<void> {
  const { subject, step, mayWait, ...said } = announcement;
  for (const to of addresses) {
    const key = deliveryKey(said.content.kind, subject, step, to);
    const notBefore = mayWait && offPeak(ctx.clock.now(), { platform: to.platform, key });
    await enqueue(ctx, { ...said, key, to, op: { do: 'post' }, notBefore });
  }
}
