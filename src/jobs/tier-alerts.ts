// Every workday morning: stock tiers that got worse, to those in charge.

import type { Context } from '../context.ts';
import { day } from '../lib/day.ts';
import { alertTiers } from '../summary/tier-alerts.ts';
import type { JobRun } from './job.ts';

export async function tierAlerts(ctx: Context, run: JobRun): Promise<string> {
  return `${await alertTiers(ctx, day(run.key))} worse`;
}
