// Everything that a rehearsal plays, read at one go: the days, the settings that hold now, the team.

import { detectionSettings } from '../cases/detection-settings.ts';
import { historyDays } from '../cases/judge-day.ts';
import type { Context } from '../context.ts';
import { addDays } from '../lib/day.ts';
import type { DetectionPolicy } from '../policy/policy.ts';
import { peopleWithManagers } from '../team/roster.ts';
import { loadPast, loadPastCases, newestDay } from './load-past.ts';
import type { PastCase } from './model/episodes.ts';
import { policiesToPlay, type Rehearsal } from './model/rehearsal.ts';
import type { ReplayInput } from './model/replay.ts';

export interface LoadedReplay {
  input: ReplayInput;
  inForce: Rehearsal['inForce'];
  /** What was really asked about in these days. */
  pastCases: PastCase[];
}

/** The last `days` sales days, to be played under each policy; undefined where no store has a whole sales day yet. */
export async function loadReplay(ctx: Context, days: number): Promise<LoadedReplay | undefined> {
  const through = await newestDay(ctx);
  if (through === undefined) return undefined;
  const stores: ReplayInput['stores'][number][] = [];
  for (const store of ctx.policy.stores) {
    const past = await loadPast(ctx, store, { through, days });
    if (past.skus.length > 0) stores.push({ past, settings: await detectionSettings(ctx, store) });
  }
  const held = new Set<DetectionPolicy>();
  for (const { past, settings } of stores) for (const { sku } of past.skus) held.add(settings.of(sku).policy);
  const { inForce, policies } = policiesToPlay(held);
  const input: ReplayInput = {
    stores,
    through,
    days,
    historyDays,
    policies,
    // Past leave does not predict the coming weeks: everybody counts as present.
    roster: { people: await peopleWithManagers(ctx), leaves: [], today: through },
    limit: ctx.policy.detection.maxFormsPerOperatorDay,
    answering: 'same_day',
  };
  return { input, inForce, pastCases: await loadPastCases(ctx, addDays(through, 1 - days)) };
}
