// What to do with a claimed delivery, and with one that did not succeed. Pure; `send.ts` carries it out.

import type { Capabilities, DeliveryError } from '../chat/adapter.ts';
import { backoffMs } from '../lib/backoff.ts';
import type { MessageRef } from '../messages/destination.ts';
import type { Delivery, DeliveryChange } from '../store/deliveries.ts';

/** Milliseconds, and how often to try; the defaults leave a platform ten seconds to answer and a minute to settle. */
export interface DeliveryTiming {
  /** How long a worker has a delivery to itself. */
  leaseMs: number;
  /** How long a platform may take to store a request whose caller is gone: before that, looking it up proves nothing. */
  settleMs: number;
  /** Longest wait for one answer of a platform; less than half the lease. */
  sendLimitMs: number;
  firstRetryMs: number;
  longestRetryMs: number;
  /** Longest rest of a lane whose platform failed without saying for how long. */
  longestLaneHoldMs: number;
  /** After this time one call of `deliverDue` takes up nothing new. */
  roundMs: number;
  /** After so many attempts without success a delivery is given up and shown. */
  maxAttempts: number;
}

export const defaultTiming: DeliveryTiming = {
  leaseMs: 60_000,
  settleMs: 60_000,
  sendLimitMs: 10_000,
  firstRetryMs: 5_000,
  longestRetryMs: 300_000,
  longestLaneHoldMs: 30_000,
  roundMs: 5_000,
  // A day and a half of retries every five minutes: longer than any outage a platform has had.
  maxAttempts: 450,
};

/** The next step, and why. */
export type Step =
  | { do: 'post'; because: 'asked' | 'target_gone' | 'no_threads' }
  | { do: 'reply'; parent: MessageRef; because: 'asked' }
  | { do: 'update'; ref: MessageRef; because: 'asked' }
  | { do: 'urge'; ref: MessageRef; because: 'asked' }
  | { do: 'skip'; because: 'expired' | 'target_gone' | 'cannot_edit' | 'cannot_urge' | 'nothing_to_say' };

/** A second notice in the app does no harm; a third one tells nobody anything. */
const mostNotices = 2;

/**
 * May the message stand already, and can that be found out? A new wording is never in doubt: saying it twice shows it
 * once. What cannot be found out is not sent a second time, but shown to people: nobody's phone rings twice.
 */
export function doubtAbout(
  delivery: Pick<Delivery, 'op' | 'maybeSent'> & Partial<Pick<Delivery, 'content' | 'attempts'>>,
  capabilities: Capabilities,
): 'none' | 'look_up' | 'cannot_look_up' {
  if (!delivery.maybeSent || delivery.op === 'update') return 'none';
  if (delivery.op === 'urge') return maySoundAgain(delivery) ? 'none' : 'cannot_look_up';
  return capabilities.findByKey ? 'look_up' : 'cannot_look_up';
}

/**
 * Decides the step for a message that does not stand yet; `targetRef` is where the message stands that it replies to or
 * rewords. A reply to a message that never came about is posted by itself: what it says is still owed.
 */
export function nextStep(
  { op, expiresAt }: Pick<Delivery, 'op' | 'expiresAt'>,
  { targetRef, capabilities, now }: { targetRef: MessageRef | undefined; capabilities: Capabilities; now: Date },
): Step {
  if (expiresAt && expiresAt <= now) return { do: 'skip', because: 'expired' };
  if (op === 'post') return { do: 'post', because: 'asked' };
  if (op === 'update') {
    if (!capabilities.editMessage) return { do: 'skip', because: 'cannot_edit' };
    return targetRef ? { do: 'update', ref: targetRef, because: 'asked' } : { do: 'skip', because: 'target_gone' };
  }
  if (op === 'urge') {
    if (!capabilities.urgent) return { do: 'skip', because: 'cannot_urge' };
    return targetRef ? { do: 'urge', ref: targetRef, because: 'asked' } : { do: 'skip', because: 'target_gone' };
  }
  if (!targetRef) return { do: 'post', because: 'target_gone' };
  if (!capabilities.threads) return { do: 'post', because: 'no_threads' };
  return { do: 'reply', parent: targetRef, because: 'asked' };
}

/** What to record after a failed attempt, and when to try again. `attempts` counts the failed one. */
export function afterFailure(
  delivery: Pick<Delivery, 'attempts' | 'maybeSent'>,
  { error, now, timing }: { error: DeliveryError; now: Date; timing: DeliveryTiming },
): DeliveryChange {
  const lastError = error.message;
  if (error.outcome === 'never') return { state: 'failed', holdsLaneUntil: null, lastError };
  const maybeSent = delivery.maybeSent || error.outcome === 'unclear';
  if (delivery.attempts >= timing.maxAttempts) {
    return { state: maybeSent ? 'unclear' : 'failed', maybeSent, holdsLaneUntil: null, lastError };
  }
  const backoff = backoffMs(delivery.attempts, { baseMs: timing.firstRetryMs, capMs: timing.longestRetryMs });
  const asked = error.retryAfterMs ?? 0;
  const settle = error.outcome === 'unclear' ? timing.settleMs : 0;
  const hold = Math.max(asked, Math.min(backoff, timing.longestLaneHoldMs));
  return {
    state: 'queued',
    maybeSent,
    ...(!maybeSent && { triedAt: null }),
    notBefore: later(now, Math.max(asked, backoff, settle)),
    holdsLaneUntil: later(now, hold),
    lastError,
  };
}

function maySoundAgain({ content, attempts = 0 }: Partial<Pick<Delivery, 'content' | 'attempts'>>): boolean {
  return content?.kind === 'urgent' && content.means === 'app' && attempts <= mostNotices;
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
