// The one place where the parts are wired together: what a tick does, and who hears what a person says.

import { randomUUID } from 'node:crypto';
import { judgePending } from './cases/judge-pending.ts';
import { sweep } from './cases/remind-and-escalate.ts';
import { resolveContent } from './cases/resolve-content.ts';
import type { ChatAdapter, InboundHandler } from './chat/adapter.ts';
import { noPlatforms, type PlatformAccess } from './commands/command.ts';
import { messageShown } from './commands/message-shown.ts';
import { onButton } from './commands/on-button.ts';
import { onForm } from './commands/on-form.ts';
import { type Handlers, receive } from './commands/receive.ts';
import { prepareCommand, runCommand } from './commands/run.ts';
import type { Context } from './context.ts';
import { tableJobs } from './jobs/bitable.ts';
import { callCounter } from './jobs/count-calls.ts';
import { allJobs } from './jobs/index.ts';
import { runDueJobs } from './jobs/run-once.ts';
import { deliverDue } from './outbox/deliver.ts';
import type { DeliveryTiming } from './outbox/delivery-plan.ts';
import { carryOutRehearsals } from './rehearsal/requested-rehearsals.ts';
import type { LeaderSource } from './team/learn-managers.ts';
import { managerLearner } from './team/learn-managers.ts';

export interface App {
  readonly ctx: Context;
  /** Every event of every platform goes through this. */
  readonly handle: InboundHandler;
  /**
   * Does what is due now: scheduled jobs, new sales days, deadlines. Like the two below it returns how many things it
   * did, so that a caller can go on until nothing is left, and may be called in several processes at once.
   */
  work(): Promise<number>;
  /** Sends what is due now. Takes as long as the slowest platform, so it is called apart from `work`. */
  deliver(): Promise<number>;
  /** Rehearses what somebody waits for. Takes seconds, in which everything else goes on, so it is called apart too. */
  rehearse(): Promise<number>;
  /** Reads and writes tables elsewhere, and asks who reports to whom. Takes as long as a platform does: called apart as well. */
  exchange(): Promise<number>;
  /** All of it, one after the other: for clocks that stand still meanwhile. */
  tick(): Promise<number>;
  /** Lets the deliveries under way finish and takes up no more. */
  stop(): void;
}

/** How long work is leased for; the defaults are right wherever time is real. */
export interface Leases {
  delivery?: Partial<DeliveryTiming>;
  jobSeconds?: number;
}

/** The chat platforms an app speaks through, and what it may ask of them. */
export type AppPlatforms = { adapters: readonly ChatAdapter[] } & Partial<PlatformAccess>;

/** An app over a context and its chat platforms. */
export function createApp(ctx: Context, { adapters, ...access }: AppPlatforms, leases: Leases = {}): App {
  const platforms = { ...noPlatforms, ...access };
  const handlers = handlersOver(platforms);
  const owner = randomUUID();
  const stopping = new AbortController();
  const jobs = allJobs(ctx.policy);
  const known = new Map<string, Date>();
  async function work(): Promise<number> {
    const runs = await runDueJobs(ctx, jobs, owner, leases.jobSeconds, known);
    const judged = await judgePending(ctx);
    return runs + judged.length + (await sweep(ctx));
  }
  const learnManagers = managerLearner(adapters.find(knowsLeaders));
  const countCalls = callCounter(adapters);
  const rehearsals = () => carryOutRehearsals(ctx, () => stopping.signal.aborted);
  async function exchange(): Promise<number> {
    await countCalls(ctx);
    const learned = await learnManagers(ctx);
    const tables = tableJobs(ctx.policy, await platforms.bitables());
    return learned + (tables.length === 0 ? 0 : await runDueJobs(ctx, tables, owner, leases.jobSeconds, known));
  }
  const timing = leases.delivery ?? {};
  const deliver = () => deliverDue(ctx, { adapters, resolve: resolveContent, timing, stop: stopping.signal });
  return {
    ctx,
    handle: (event) => receive(ctx, event, handlers),
    work,
    deliver,
    rehearse: rehearsals,
    exchange,
    tick: async () => (await work()) + (await rehearsals()) + (await exchange()) + (await deliver()),
    stop: () => stopping.abort(),
  };
}

function knowsLeaders(adapter: ChatAdapter): adapter is ChatAdapter & LeaderSource {
  return adapter.leaderOf !== undefined;
}

function handlersOver(platforms: PlatformAccess): Handlers {
  return {
    prepare: async (ctx, event, language) =>
      event.type === 'command' ? prepareCommand(ctx, event.text, { language, surface: 'chat', platforms }) : undefined,
    command: (ctx, event, language) => runCommand(ctx, event.text, { language, surface: 'chat', platforms }),
    button: onButton,
    form: onForm,
    shown: messageShown,
  };
}
