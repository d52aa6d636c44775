// The one place where the parts are wired together: what a tick does, and who hears what a person says.

import type { ChatAdapter } from './chat/adapter.ts';
import { deliverDue } from './chat/deliver.ts';
import type { Inbound, InboundHandler, Reply } from './chat/inbound.ts';
import { receive } from './chat/receive.ts';
import { buttonPressed } from './commands/buttons.ts';
import { formSubmitted } from './commands/forms.ts';
import { runCommand } from './commands/index.ts';
import { judgePending } from './cases/judge-pending.ts';
import { resolveContent } from './cases/resolve-content.ts';
import { sweep } from './cases/sweep.ts';
import type { Context } from './context.ts';
import { jobs } from './jobs/index.ts';
import { runDueJobs } from './jobs/run-once.ts';

export interface App {
  readonly ctx: Context;
  /** Every event of every platform goes through this. */
  readonly handle: InboundHandler;
  /**
   * Does all that is due now: scheduled jobs, new sales days, deadlines, deliveries. Returns how many things it did,
   * so that a caller can go on until nothing is left. Safe to call from several processes at once.
   */
  tick(): Promise<number>;
}

/** An app over a context and the chat platforms it speaks through. */
export function createApp(ctx: Context, adapters: readonly ChatAdapter[]): App {
  const handle = (event: Inbound): Promise<Reply> =>
    receive(ctx, event, { command: runCommand, button: buttonPressed, form: formSubmitted });
  return { ctx, handle, tick: () => tick(ctx, adapters) };
}

async function tick(ctx: Context, adapters: readonly ChatAdapter[]): Promise<number> {
  let done = await runDueJobs(ctx, jobs);
  done += await judgePending(ctx);
  done += await sweep(ctx);
  done += await deliverDue(ctx, { adapters, resolve: resolveContent });
  return done;
}
