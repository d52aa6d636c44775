// Keeps the managers of people for whom the policy file names none as a platform's directory has them: asked at the start,
// and once a day. They stand in the database, so that all replicas escalate to the same person; `roster.ts` reads them.

import type { Context } from '../context.ts';
import { describeError } from '../lib/describe-error.ts';
import type { Leader } from '../policy/leader.ts';
import type { Platform } from '../policy/platforms.ts';
import type { Person } from '../policy/policy.ts';
import { directoryManagersByPerson, noteDirectoryManager } from '../store/directory.ts';

/** A platform that knows who reports to whom. */
export interface LeaderSource {
  readonly platform: Platform;
  /** Throws when the platform could not be asked. */
  leaderOf(personId: string): Promise<Leader>;
}

const dayMs = 24 * 60 * 60_000;
/** After the platform could not be asked. */
const pauseMs = 10 * 60_000;

/**
 * Asks `source` about those of whom nothing was asked since the start, or for a day, and returns about how many it learned
 * something. What is known stays when the platform cannot be asked. Never throws but for the database.
 */
export function managerLearner(source: LeaderSource | undefined): (ctx: Context) => Promise<number> {
  const asked = new Set<string>();
  let notBefore = 0;
  return async (ctx) => {
    const people = source ? askable(ctx.policy.people) : [];
    const now = ctx.clock.now();
    if (!source || people.length === 0 || now.getTime() < notBefore) return 0;
    const known = await directoryManagersByPerson(ctx.db);
    const due = people.filter(({ id }) => {
      const row = known.get(id);
      return !asked.has(id) || !row || now.getTime() - row.lookedAt.getTime() >= dayMs;
    });
    let learned = 0;
    for (const { id: personId } of due) {
      try {
        const leader = await source.leaderOf(personId);
        await noteDirectoryManager(ctx.db, { personId, platform: source.platform, ...leader, lookedAt: now });
        asked.add(personId);
        learned += 1;
      } catch (error) {
        notBefore = now.getTime() + pauseMs;
        ctx.log.warn({ platform: source.platform, reason: describeError(error) }, 'managers could not be looked up');
        break;
      }
    }
    return learned;
  };
}

/** People for whom the policy file names nobody. */
function askable(people: readonly Person[]): Person[] {
  return people.filter(({ manager }) => manager === undefined);
}
