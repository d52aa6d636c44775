// What scheduled work is: when it is due, how long a missed time is still worth making up for, and what to do.

import type { Context } from '../context.ts';
import type { Schedule, Slot } from './slots.ts';

export interface Job {
  /** Names its rows for good. */
  readonly name: string;
  readonly schedule: Schedule;
  /** A slot missed for no longer than this is still run, marked late; an older one is recorded as missed. */
  readonly catchUpMinutes: number;
  /** Runs of one slot, when they fail; 5 when left out. */
  readonly maxAttempts?: number;
  /**
   * Does the work of one slot and gives a word on its outcome. It may be cut off at any point and run again, so its
   * effects must be transactions that do nothing the second time.
   */
  run(ctx: Context, run: JobRun): Promise<string>;
}

export interface JobRun extends Slot {
  /** Well past its time: the service was down, or earlier runs failed. */
  readonly late: boolean;
  /** 1 for the first run of this slot. */
  readonly attempt: number;
}
