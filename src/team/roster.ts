// Reads the roster of the team's present day: the people of the policy file and who is on leave.

import { asc, gte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { leaves } from '../store/schema/index.ts';
import type { Roster } from './people.ts';

/** The team today, in its own zone. */
export async function loadRoster(ctx: Context): Promise<Roster> {
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  const rows = await ctx.db.select().from(leaves).where(gte(leaves.toDay, today)).orderBy(asc(leaves.id));
  return { people: ctx.policy.people, leaves: rows, today };
}
