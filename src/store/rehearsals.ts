// Rehearsals that are owed: to people who asked for one, and to the team once its first history is in. Decides nothing.

import { and, eq, like, max, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from './db.ts';
import { dayMarks, ingestBatches, settingChanges, settings } from './schema/index.ts';

const askedPrefix = 'rehearsal-asked:';
const firstName = 'rehearsal-first';
const asked = z.object({ days: z.number().int(), askedAt: z.string() });

/** A person waits for the rehearsal of so many days; `askedAt` is an instant, ISO. */
export interface AskedRehearsal {
  personId: string;
  days: number;
  askedAt: string;
}

/** Notes that a person wants a rehearsal; asking again replaces what they asked for before. */
export async function askRehearsal(db: Db, { personId, days, askedAt }: AskedRehearsal): Promise<void> {
  const value = JSON.stringify({ days, askedAt });
  await db
    .insert(settings)
    .values({ name: askedPrefix + personId, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } });
}

/** Who waits for a rehearsal; and whether the team had its first. */
export async function owedRehearsals(db: Db): Promise<{ asked: AskedRehearsal[]; hadFirst: boolean }> {
  const rows = await db
    .select()
    .from(settings)
    .where(or(eq(settings.name, firstName), like(settings.name, `${askedPrefix}%`)))
    .orderBy(settings.name);
  const requests = rows.filter(({ name }) => name.startsWith(askedPrefix));
  return {
    asked: requests.map(({ name, value }) => ({
      personId: name.slice(askedPrefix.length),
      ...asked.parse(JSON.parse(value)),
    })),
    hadFirst: requests.length < rows.length,
  };
}

/** Takes a request away; false when somebody else did, or something else was asked for meanwhile. */
export async function settleAsked(db: Db, { personId, days, askedAt }: AskedRehearsal): Promise<boolean> {
  const gone = await db
    .delete(settings)
    .where(and(eq(settings.name, askedPrefix + personId), eq(settings.value, JSON.stringify({ days, askedAt }))))
    .returning();
  return gone.length > 0;
}

/** Notes that the team had its first rehearsal; false when that was noted before. */
export async function settleFirst(db: Db, at: Date): Promise<boolean> {
  const noted = await db
    .insert(settings)
    .values({ name: firstName, value: at.toISOString() })
    .onConflictDoNothing()
    .returning();
  return noted.length > 0;
}

/** When the newest file came in, and whether one is being read. */
export async function lastImport(db: Db, now: Date): Promise<{ at: Date | null; running: boolean }> {
  const [row] = await db
    .select({
      at: max(ingestBatches.receivedAt),
      running: sql<boolean>`coalesce(bool_or(${ingestBatches.status} = 'running' and ${ingestBatches.leaseUntil} > ${now.toISOString()}::timestamptz), false)`,
    })
    .from(ingestBatches);
  return { at: row?.at ?? null, running: row?.running ?? false };
}

/** A text that changes whenever a rehearsal could come out differently because people brought or set something. */
export async function rehearsalBasis(db: Db): Promise<string> {
  const [batch] = await db.select({ id: max(ingestBatches.id) }).from(ingestBatches);
  const [change] = await db.select({ id: max(settingChanges.id) }).from(settingChanges);
  const marks = await db.$count(dayMarks);
  return JSON.stringify([batch?.id, change?.id, marks]);
}
