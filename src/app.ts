// The one place where the parts are wired together: what a tick does, and who hears what a person says.

import { randomUUID } from 'node:crypto';
import { judgePending } from './cases/judge-pending.ts';
import { resolveContent } from './cases/resolve-content.ts';
import { sweep } from './cases/sweep.ts';
import type { ChatAdapter } from './chat/adapter.ts';
import { deliverDue } from './chat/deliver.ts';
import type { Inbound, InboundHandler } from './chat/inbound.ts';
import { receive } from './chat/receive.ts';
import { onButton } from './commands/on-button.ts';
import { onForm } from './commands/on-form.ts';
import { runCommand } from './commands/run.ts';
import type { Context } from './context.ts';
import { allJobs } from './jobs/index.ts';
import { runDueJobs } from './jobs/run-once.ts';

export interface App {
  readonly ctx: Context;
  /** Every event of every platform goes through this. */
  readonly handle: InboundHandler;
  /**
   * Does what is due now: scheduled jobs, new sales days, deadlines, deliveries. Returns how many things it did, so
   * that a caller can go on until nothing is left. Safe to call in several processes at once.
   */
  tick(): Promise<number>;
  /** Lets the deliveries under way finish and takes up no more. */
  stop(): void;
}

/** An app over a context and the chat platforms it speaks through. */
export function createApp(ctx: Context, adapters: readonly ChatAdapter[]): App {
  const owner = randomUUID();
  const stopping = new AbortController();
  const jobs = allJobs(ctx.policy);
  return {
    ctx,
    handle: (event) => receive(ctx, event, handlers),
    async tick() {
      const runs = await runDueJobs(ctx, jobs, owner);
      const judged = await judgePending(ctx);
      const swept = await sweep(ctx);
      const sent = await deliverDue(ctx, { adapters, resolve: resolveContent, stop: stopping.signal });
      return runs + judged.length + swept + sent;
    },
    stop: () => stopping.abort(),
  };
}

const handlers = {
  command: (ctx: Context, event: Inbound & { type: 'command' }, language: 'zh' | 'en') =>
    runCommand(ctx, event.text, { language, surface: 'chat' }),
  button: onButton,
  form: onForm,
};
