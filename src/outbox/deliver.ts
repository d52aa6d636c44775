// Takes due deliveries out of the outbox and has them sent, lane by lane. Any number of processes may do so at once.

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { Context } from '../context.ts';
import { monotonicMs } from '../lib/clock.ts';
import { failpoint } from '../lib/failpoint.ts';
import type { Platform } from '../policy/platforms.ts';
import { claimNext, dueLanes } from '../store/deliveries.ts';
import { type DeliveryTiming, defaultTiming } from './delivery-plan.ts';
import type { Resolve } from './outgoing.ts';
import { carryOut, type Tools } from './send.ts';

export interface DeliverOptions {
  adapters: readonly ChatAdapter[];
  resolve: Resolve;
  timing?: Partial<DeliveryTiming>;
  /** Only for tests: the clock by which the rest of a lease is measured. */
  monotonicMs?: () => number;
  /** When aborted, nothing new is taken up; what is under way is finished. */
  stop?: AbortSignal;
}

/** Lanes of one platform that are worked at once. */
const lanesAtOnce = 8;
const rescanMs = 1_000;

/**
 * Sends what is due on the platforms of `adapters` and returns how many deliveries were taken up; 0 means there was
 * nothing to do. Lanes go on side by side, so a platform or group that is slow, throttled or down delays no other.
 * Takes up nothing new after `timing.roundMs` and then ends within one send limit; another call may overlap it. Throws when the
 * database fails, after all that was under way has ended.
 */
export async function deliverDue(ctx: Context, options: DeliverOptions): Promise<number> {
  const round = newRound(ctx, options);
  try {
    await startDueLanes(round);
    while (round.running.size > 0) {
      await oneLaneOrRescan(round);
      await startDueLanes(round);
    }
  } catch (error) {
    round.errors.push(error);
  }
  await Promise.all([...round.running.values()].map(({ work }) => work));
  if (round.errors.length > 0) throw round.errors[0];
  return round.taken;
}

interface Round {
  ctx: Context;
  tools: Omit<Tools, 'adapter'>;
  adapters: ReadonlyMap<Platform, ChatAdapter>;
  running: Map<string, { platform: Platform; work: Promise<void> }>;
  /** Lanes in which the database failed, or a row is held by another transaction: for the next call. */
  leftAlone: Set<string>;
  errors: unknown[];
  taken: number;
  isOver: () => boolean;
}

function newRound(ctx: Context, options: DeliverOptions): Round {
  const timing = { ...defaultTiming, ...options.timing };
  const clock = options.monotonicMs ?? monotonicMs;
  const startedMs = monotonicMs();
  return {
    ctx,
    tools: { resolve: options.resolve, timing, monotonicMs: clock },
    adapters: new Map(options.adapters.map((adapter) => [adapter.platform, adapter])),
    running: new Map(),
    leftAlone: new Set(),
    errors: [],
    taken: 0,
    isOver: () => options.stop?.aborted === true || monotonicMs() - startedMs > timing.roundMs,
  };
}

async function startDueLanes(round: Round): Promise<void> {
  const { ctx, adapters, running, leftAlone } = round;
  if (round.isOver()) return;
  const due = await dueLanes(ctx.db, { now: ctx.clock.now(), platforms: [...adapters.keys()] });
  for (const { lane, platform } of due) {
    const adapter = adapters.get(platform);
    const atWork = [...running.values()].filter((other) => other.platform === platform).length;
    if (!adapter || atWork >= lanesAtOnce || running.has(lane) || leftAlone.has(lane)) continue;
    const work = workLane(round, lane, adapter).finally(() => running.delete(lane));
    running.set(lane, { platform, work });
  }
}

/** Waits until a lane is done, or it is time to look for new work although all lanes at work are slow. */
async function oneLaneOrRescan({ running }: Round): Promise<void> {
  const rescan = new AbortController();
  const lanes = [...running.values()].map(({ work }) => work);
  try {
    await Promise.race([...lanes, pause(rescanMs, undefined, { signal: rescan.signal })]);
  } finally {
    rescan.abort();
  }
}

async function workLane(round: Round, lane: string, adapter: ChatAdapter): Promise<void> {
  try {
    let taken = 0;
    while (!round.isOver() && (await takeOne(round, lane, adapter))) taken += 1;
    round.taken += taken;
    if (taken === 0) round.leftAlone.add(lane);
  } catch (error) {
    round.leftAlone.add(lane);
    round.errors.push(error);
  }
}

async function takeOne({ ctx, tools }: Round, lane: string, adapter: ChatAdapter): Promise<boolean> {
  const owner = randomUUID();
  const claimedAtMs = tools.monotonicMs();
  failpoint('deliver.before-claim');
  const delivery = await claimNext(ctx.db, { lane, now: ctx.clock.now(), owner, leaseMs: tools.timing.leaseMs });
  failpoint('deliver.after-claim');
  if (!delivery) return false;
  await carryOut(ctx, { delivery, owner, claimedAtMs }, { ...tools, adapter });
  return true;
}
