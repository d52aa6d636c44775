// While the team is at work: what became of the stock since the last look, told to those in charge.

import type { Context } from '../context.ts';
import { watchStock } from '../watch/watch-stock.ts';
import type { JobRun } from './job.ts';

export function stockWatch(ctx: Context, run: JobRun): Promise<string> {
  return watchStock(ctx, run.key);
}
