// The rehearsal that the console shows: one at a time in the background, the last result kept while it is still valid.
// In memory only: a rehearsal changes nothing that would have to survive a restart.

import type { Context } from '../context.ts';
import { describeError } from '../lib/describe-error.ts';
import { rehearsalBasis } from '../store/rehearsals.ts';
import type { Rehearsal } from './model/rehearsal.ts';
import type { ReplayProgress } from './model/replay.ts';
import { rehearse } from './rehearse.ts';

/** A result expires after this time, even when no input has changed. */
const keptMs = 6 * 3_600_000;

export type RehearsalState =
  | { state: 'ready'; rehearsal: Rehearsal; at: Date }
  | { state: 'running'; progress: ReplayProgress }
  /** No store has a whole sales day yet. */
  | { state: 'empty' }
  /** The reason is in the log; the next look tries again. */
  | { state: 'failed' };

export interface BackgroundRehearsal {
  /**
   * The state of the rehearsal of the last `days` days. Starts one when no valid result is kept, and waits at most
   * `waitMs` milliseconds for it to finish.
   */
  look(days: number, waitMs: number): Promise<RehearsalState>;
}

interface Outcome {
  days: number;
  basis: string;
  at: Date;
  result: Rehearsal | null | 'failed';
}

/** `stopping` ends the run under way. */
export function backgroundRehearsal(ctx: Context, stopping: () => boolean = () => false): BackgroundRehearsal {
  let last: Outcome | undefined;
  let running: { progress: ReplayProgress; done: Promise<void> } | undefined;

  function begin(days: number, basis: string): void {
    const run = { progress: { done: 0, of: 0 }, done: Promise.resolve() };
    const onProgress = (progress: ReplayProgress) => {
      run.progress = progress;
    };
    running = run;
    run.done = rehearse(ctx, { days, onProgress, stopping })
      .catch((error: unknown) => {
        ctx.log.error({ days, error: describeError(error) }, 'rehearsal failed');
        return 'failed' as const;
      })
      .then((result) => {
        last = { days, basis, at: ctx.clock.now(), result };
        running = undefined;
      });
  }

  function takeResult(days: number, basis: string): RehearsalState | undefined {
    if (last?.days !== days || last.basis !== basis) return undefined;
    if (ctx.clock.now().getTime() - last.at.getTime() >= keptMs) return undefined;
    const { result, at } = last;
    if (result === 'failed') {
      last = undefined;
      return { state: 'failed' };
    }
    return result === null ? { state: 'empty' } : { state: 'ready', rehearsal: result, at };
  }

  return {
    async look(days, waitMs) {
      const basis = await rehearsalBasis(ctx.db);
      if (!running) {
        const found = takeResult(days, basis);
        if (found) return found;
        begin(days, basis);
      }
      const run = running;
      if (!run) return { state: 'failed' };
      await atMost(waitMs, run.done);
      return takeResult(days, basis) ?? { state: 'running', progress: run.progress };
    },
  };
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([enough, work]);
  clearTimeout(timer);
}
