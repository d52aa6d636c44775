// Reads the roster of the team's present day: the people of the policy file and who is on leave.

import { and, asc, gte, lte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { leaves } from '../store/schema/index.ts';
import type { Roster } from './people.ts';

/** The team today, in its own zone; `leaves` are those of today, in the order in which they were entered. */
export async function loadRoster(ctx: Context): Promise<Roster> {
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  const rows = await ctx.db
    .select()
    .from(leaves)
    .where(and(lte(leaves.fromDay, today), gte(leaves.toDay, today)))
    .orderBy(asc(leaves.id));
  return { people: ctx.policy.people, leaves: rows, today };
}
