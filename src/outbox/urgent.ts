// Queues what calls somebody's attention to a message (飞书加急): each way is an obligation of its own behind that message, so
// it is claimed before it is carried out, and nobody is called twice because a process died. Sends nothing.

import { chatPlatforms } from '../chat/index.ts';
import type { Context } from '../context.ts';
import type { Urgency, UrgentMeans } from '../policy/policy.ts';
import type { Address } from './address.ts';
import { deliveryKey, enqueue } from './queue.ts';

const loudness: readonly Urgency[] = ['none', 'app', 'sms', 'phone'];
/** Later than this the call is of no use: the message has been seen, or an escalation has followed. */
const usefulMs = 2 * 60 * 60_000;

/** What is queued for each way: the notice in the app always, a text message or a call on top of it. */
const meansOf: Readonly<Record<Urgency, readonly UrgentMeans[]>> = {
  none: [],
  app: ['app'],
  sms: ['app', 'sms'],
  phone: ['app', 'phone'],
};

interface Attention {
  /** As of the message: `targetKey` is its key. */
  subject: string | number;
  step: string;
  targetKey: string;
  to: Address;
  toId: string;
  urgency: Urgency;
  caseIds: number[];
  level: number;
}

/** Does nothing on platforms that cannot. */
export async function callAttention(
  ctx: Context,
  { subject, step, targetKey, to, urgency, ...about }: Attention,
): Promise<void> {
  if (!chatPlatforms[to.platform].capabilities.urgent) return;
  const expiresAt = new Date(ctx.clock.now().getTime() + usefulMs);
  for (const means of meansOf[urgency]) {
    const key = deliveryKey('urgent', subject, `${step}.${means}`, to);
    await enqueue(ctx, {
      key,
      to,
      content: { kind: 'urgent', ...about, means },
      op: { do: 'urge', targetKey },
      expiresAt,
    });
  }
}

/** The louder of two. */
export function louder(one: Urgency, other: Urgency): Urgency {
  return loudness.indexOf(one) >= loudness.indexOf(other) ? one : other;
}
