// Reads the roster of the team's present day: the people of the policy file, who is above them, and who is on leave.

import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { type Roster, withManagers } from '../policy/people.ts';
import type { Person } from '../policy/policy.ts';
import { directoryManagersByPerson } from '../store/directory.ts';
import { leaveOn } from '../store/team-settings.ts';

/**
 * The team today, in its own zone; `leaves` are those of today, in the order in which they were entered. Where the policy
 * file names no manager, the one that a platform's directory named last.
 */
export async function loadRoster(ctx: Context): Promise<Roster> {
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  return { people: await peopleWithManagers(ctx), leaves: await leaveOn(ctx.db, today), today };
}

/** The people of the policy file; managers that it does not name are those of the directory. */
export async function peopleWithManagers({ db, policy: { people } }: Context): Promise<readonly Person[]> {
  if (people.every(({ manager }) => manager !== undefined)) return people;
  const known = await directoryManagersByPerson(db);
  return withManagers(
    people,
    new Map([...known].map(([id, { standing, managerId }]) => [id, standing === 'known' ? managerId : null])),
  );
}
