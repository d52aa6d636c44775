// Carries out one claimed delivery and records what became of it. The sending itself happens outside any transaction.

import { isDeepStrictEqual } from 'node:util';
import { type ChatAdapter, DeliveryError, type Outgoing } from '../chat/adapter.ts';
import type { Context } from '../context.ts';
import { OperationalError } from '../errors.ts';
import { assertNever } from '../lib/assert-never.ts';
import { failpoint } from '../lib/failpoint.ts';
import { TimeLimitError, withTimeLimit } from '../lib/time-limit.ts';
import type { MessageRef } from '../messages/destination.ts';
import {
  type Delivery,
  type DeliveryChange,
  deliveryByKey,
  finishDelivery,
  moveDelivery,
} from '../store/deliveries.ts';
import { afterFailure, type DeliveryTiming, doubtAbout, nextStep, type Step } from './delivery-plan.ts';
import { composeOutgoing, type Resolve } from './outgoing.ts';

/** A delivery that is ours until its lease ends; `claimedAtMs` is monotonic time just before it was claimed. */
export interface Claim {
  delivery: Delivery;
  owner: string;
  claimedAtMs: number;
}

export interface Tools {
  adapter: ChatAdapter;
  resolve: Resolve;
  timing: DeliveryTiming;
  monotonicMs: () => number;
}

/**
 * Sends the claimed delivery, or looks up whether it stands, or skips it, and records the outcome under the claim: an
 * outcome that comes after somebody else took the row over is dropped. Throws only when the database fails; the row
 * is then taken up again when the lease ends.
 */
export async function carryOut(ctx: Context, claim: Claim, tools: Tools): Promise<void> {
  const { delivery, owner } = claim;
  const change = await attempt(ctx, claim, tools);
  const isOurs = await finishDelivery(ctx.db, { id: delivery.id, owner }, change);
  failpoint('deliver.after-record');
  const fields = { key: delivery.key, platform: delivery.platform, attempt: delivery.attempts, state: change.state };
  if (!isOurs) ctx.log.warn(fields, 'delivery was taken over while we were at it');
  else if (change.state === 'sent') ctx.log.info(fields, 'delivery sent');
  else ctx.log.warn({ ...fields, reason: change.lastError }, 'delivery not sent');
}

async function attempt(ctx: Context, claim: Claim, tools: Tools): Promise<DeliveryChange> {
  const { delivery } = claim;
  try {
    const prepared = await prepare(ctx, claim, tools);
    if (!prepared) return { state: 'skipped', lastError: 'nothing_to_say' };
    return await lookUpOrSend(ctx, claim, { tools, ...prepared });
  } catch (error) {
    const failed = { now: ctx.clock.now(), timing: tools.timing };
    if (error instanceof DeliveryError) return afterFailure(delivery, { error, ...failed });
    if (!(error instanceof CompositionError)) throw error;
    const ours = new DeliveryError(error.message, { outcome: 'again' });
    return { ...afterFailure(delivery, { error: ours, ...failed }), holdsLaneUntil: null };
  }
}

interface Prepared {
  outgoing: Outgoing;
  targetRef: MessageRef | undefined;
}

/** All that the database has to say, before anything is sent; when it fails, the row is given back if that still works. */
async function prepare(ctx: Context, { delivery, owner }: Claim, tools: Tools): Promise<Prepared | undefined> {
  try {
    const target = delivery.targetKey === null ? undefined : await deliveryByKey(ctx.db, delivery.targetKey);
    const outgoing = await composed(ctx, delivery, tools);
    return outgoing && { outgoing, targetRef: target?.ref ?? undefined };
  } catch (error) {
    if (!(error instanceof OperationalError)) throw error;
    await finishDelivery(ctx.db, { id: delivery.id, owner }, { state: 'queued' }).catch(() => false);
    throw error;
  }
}

async function lookUpOrSend(
  ctx: Context,
  claim: Claim,
  { tools, outgoing, targetRef }: Prepared & { tools: Tools },
): Promise<DeliveryChange> {
  const { delivery } = claim;
  const { adapter } = tools;
  const { capabilities } = adapter;
  const doubt = doubtAbout(delivery, capabilities);
  if (doubt === 'cannot_look_up') return untold;
  if (doubt === 'look_up') {
    const standing = await lookUp(ctx, { delivery, parent: targetRef }, tools);
    if (standing === 'untold') return untold;
    if (standing) return sent(ctx, standing);
  }
  const step = nextStep(delivery, { targetRef, capabilities, now: ctx.clock.now() });
  if (step.do === 'skip') return { state: 'skipped', lastError: step.because };
  failpoint('deliver.before-send');
  if (!hasTimeToSend(claim, tools)) return { state: 'queued', lastError: 'lease_too_short' };
  const ref = await askAdapter(ctx, { delivery, tools }, (signal) =>
    send(adapter, step, { delivery, outgoing: { ...outgoing, signal } }),
  );
  failpoint('deliver.after-send');
  if (step.do === 'update' && delivery.targetKey !== null && !isDeepStrictEqual(ref, step.ref)) {
    await moveDelivery(ctx.db, delivery.targetKey, ref);
  }
  return sent(ctx, ref);
}

const untold: DeliveryChange = { state: 'unclear', lastError: 'may have been sent; the platform cannot tell' };

async function lookUp(
  ctx: Context,
  { delivery, parent }: { delivery: Delivery; parent: MessageRef | undefined },
  tools: Tools,
): Promise<MessageRef | 'untold' | undefined> {
  failpoint('deliver.before-look-up');
  const { destination, key, triedAt } = delivery;
  const agoMs = triedAt === null ? undefined : ctx.clock.now().getTime() - triedAt.getTime();
  try {
    return await askAdapter(ctx, { delivery, tools }, async () =>
      tools.adapter.findByKey?.(destination, key, { parent, agoMs }),
    );
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.outcome !== 'never') throw error;
    return 'untold';
  } finally {
    failpoint('deliver.after-look-up');
  }
}

/**
 * An adapter's answer within the send limit, or a DeliveryError. A failure that the adapter did not name may have
 * happened after the message was stored.
 */
async function askAdapter<T>(
  ctx: Context,
  { delivery, tools }: { delivery: Delivery; tools: Tools },
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await withTimeLimit(tools.timing.sendLimitMs, ask);
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    if (error instanceof TimeLimitError) throw new DeliveryError('no answer in time', { outcome: 'unclear' });
    const { key, platform } = delivery;
    ctx.log.error({ key, platform, err: error }, 'adapter failed without saying how');
    throw new DeliveryError('unforeseen failure of the adapter', { outcome: 'unclear', cause: error });
  }
}

async function composed(ctx: Context, delivery: Delivery, { resolve, adapter }: Tools): Promise<Outgoing | undefined> {
  try {
    return await composeOutgoing(ctx, delivery, { resolve, forms: adapter.capabilities.forms });
  } catch (error) {
    if (error instanceof OperationalError) throw error;
    ctx.log.error({ key: delivery.key, err: error }, 'message could not be composed');
    throw new CompositionError('could not be composed', { cause: error });
  }
}

/** A fault of our own before anything was sent. */
class CompositionError extends Error {}

/**
 * Half of the lease must be left at the moment of sending, by a clock that no one sets: a worker that was stopped for
 * a while must not send what another may be sending by now.
 */
function hasTimeToSend({ claimedAtMs }: Claim, { monotonicMs, timing }: Tools): boolean {
  return monotonicMs() - claimedAtMs <= timing.leaseMs / 2;
}

function send(
  adapter: ChatAdapter,
  step: Exclude<Step, { do: 'skip' }>,
  { delivery, outgoing }: { delivery: Delivery; outgoing: Outgoing },
): Promise<MessageRef> {
  switch (step.do) {
    case 'post':
      return adapter.post(delivery.destination, outgoing);
    case 'reply':
      return adapter.reply(step.parent, outgoing);
    case 'update':
      return adapter.update(step.ref, outgoing);
    case 'urge':
      return urge(adapter, step.ref, { delivery, signal: outgoing.signal });
    default:
      return assertNever(step);
  }
}

async function urge(
  adapter: ChatAdapter,
  ref: MessageRef,
  { delivery: { content }, signal }: { delivery: Delivery; signal: AbortSignal | undefined },
): Promise<MessageRef> {
  if (content.kind !== 'urgent' || !adapter.makeUrgent) {
    throw new DeliveryError('refused (nothing here can be made urgent)', { outcome: 'never' });
  }
  const { toId, means } = content;
  await adapter.makeUrgent(ref, { personId: toId, means, ...(signal && { signal }) });
  return ref;
}

function sent(ctx: Context, ref: MessageRef): DeliveryChange {
  return { state: 'sent', ref, sentAt: ctx.clock.now(), holdsLaneUntil: null, lastError: null };
}
