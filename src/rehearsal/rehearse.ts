// `rehearse`: how many forms each policy would have asked for on the team's own sales. Reads; changes nothing.

import { setImmediate } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { OperationalError } from '../errors.ts';
import { loadReplay } from './load-replay.ts';
import { type Rehearsal, rehearsalOf } from './model/rehearsal.ts';
import { type ReplayProgress, replay } from './model/replay.ts';

/** Days of a rehearsal: the default, and the most that may be asked for. */
export const rehearsedDays = { usual: 60, most: 365 };

export interface RehearseOptions {
  days: number;
  onProgress?: ((progress: ReplayProgress) => void) | undefined;
  /** True when the program is shutting down: the rehearsal is then abandoned. */
  stopping?: (() => boolean) | undefined;
}

/**
 * Rehearses the last `days` sales days under each policy. Null when no store has a whole sales day yet. Yields after each
 * judged day, so that the service stays responsive.
 *
 * @throws OperationalError when it was abandoned
 */
export async function rehearse(ctx: Context, options: RehearseOptions): Promise<Rehearsal | null> {
  const loaded = await loadReplay(ctx, options.days);
  if (!loaded) return null;
  const { input, inForce, pastCases } = loaded;
  const steps = replay(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return rehearsalOf(step.value, { inForce, pastCases });
    options.onProgress?.(step.value);
    if (options.stopping?.())
      throw new OperationalError('The rehearsal was given up: the program ends', { retry: true });
    await setImmediate();
  }
}
