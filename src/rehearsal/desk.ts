// The rehearsal that a console shows: runs one at a time in the background, keeps the last result while it still holds.
// In memory only: a rehearsal changes nothing that would have to survive.

import type { Context } from '../context.ts';
import { describeError } from '../lib/describe-error.ts';
import { rehearsalBasis } from '../store/rehearsals.ts';
import type { Rehearsal } from './model/rehearsal.ts';
import type { ReplayProgress } from './model/replay.ts';
import { rehearse } from './rehearse.ts';

/** A result is made anew after so long, even when nothing that is known of has changed. */
const keptMs = 6 * 3_600_000;

export type DeskState =
  | { state: 'ready'; rehearsal: Rehearsal; at: Date }
  | { state: 'running'; progress: ReplayProgress }
  /** No store has a whole sales day yet. */
  | { state: 'empty' }
  /** Why is in the log; looking again tries again. */
  | { state: 'failed' };

export interface Desk {
  /**
   * How the rehearsal of the last `days` days stands; begins it where there is none that still holds, and waits for
   * its end at most so many milliseconds.
   */
  look(days: number, waitMs: number): Promise<DeskState>;
}

interface Outcome {
  days: number;
  basis: string;
  at: Date;
  result: Rehearsal | null | 'failed';
}

/** A desk over `ctx`; `stopping` ends what it has under way. */
export function createDesk(ctx: Context, stopping: () => boolean = () => false): Desk {
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

  function takeResult(days: number, basis: string): DeskState | undefined {
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
