// Sign-in links and sessions of the console. Whoever reads the table learns no token: only their hashes are kept.

import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { UserError } from '../errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Db } from './db.ts';
import { signIns } from './schema/index.ts';

type Kind = 'link' | 'session';

/** Minutes for which a sign-in link can be used, once. */
export const linkMinutes = 15;

/** Days after which a session ends by itself. */
export const sessionDays = 30;

const minuteMs = 60_000;
const lifetimeMs: Record<Kind, number> = { link: linkMinutes * minuteMs, session: sessionDays * 24 * 60 * minuteMs };

export interface SignInLink {
  /** "/login/…": to be put behind the console's public address. */
  path: string;
  expiresAt: Date;
}

/** Makes a one-time link with which the person signs in to the console. Throws when the policy file has no such person. */
export async function createSignInLink(
  ctx: { db: Db; clock: Clock; policy: Policy },
  personId: string,
): Promise<SignInLink> {
  if (!ctx.policy.people.some((person) => person.id === personId)) {
    const known = ctx.policy.people.map((person) => person.id).join(', ');
    throw new UserError('PERSON_NOT_FOUND', { person: personId, known });
  }
  const now = ctx.clock.now();
  const token = await issue(ctx.db, 'link', personId, now);
  return { path: `/login/${token}`, expiresAt: new Date(now.getTime() + lifetimeMs.link) };
}

/** Starts a session and returns its token, which is known to nobody else. */
export function startSession(db: Db, personId: string, now: Date): Promise<string> {
  return issue(db, 'session', personId, now);
}

/** Whose link this is, without using it up; undefined when it is used, expired or unknown. */
export function whoseLink(db: Db, token: string, now: Date): Promise<string | undefined> {
  return whose(db, 'link', token, now);
}

/** Whose session this is; undefined when it ended, expired or is unknown. */
export function whoseSession(db: Db, token: string, now: Date): Promise<string | undefined> {
  return whose(db, 'session', token, now);
}

/** Uses the link up and returns its person; undefined when somebody was faster or it is no longer good. */
export async function useLink(db: Db, token: string, now: Date): Promise<string | undefined> {
  const [row] = await db
    .update(signIns)
    .set({ endedAt: now })
    .where(alive('link', token, now))
    .returning({ personId: signIns.personId });
  return row?.personId;
}

/** Ends one session. */
export async function endSession(db: Db, token: string, now: Date): Promise<void> {
  await db
    .update(signIns)
    .set({ endedAt: now })
    .where(alive('session', token, now));
}

/** Ends every session and link of a person: they hold no more on any device. */
export async function endSessionsOf(db: Db, personId: string, now: Date): Promise<number> {
  const rows = await db
    .update(signIns)
    .set({ endedAt: now })
    .where(and(eq(signIns.personId, personId), isNull(signIns.endedAt)))
    .returning({ kind: signIns.kind });
  return rows.length;
}

/** Forgets what expired before a moment; returns how many. */
export async function pruneSignIns(db: Db, before: Date): Promise<number> {
  const gone = await db.delete(signIns).where(lt(signIns.expiresAt, before)).returning({ hash: signIns.tokenHash });
  return gone.length;
}

async function issue(db: Db, kind: Kind, personId: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + lifetimeMs[kind]);
  await db.insert(signIns).values({ tokenHash: hashOf(token), kind, personId, createdAt: now, expiresAt });
  return token;
}

async function whose(db: Db, kind: Kind, token: string, now: Date): Promise<string | undefined> {
  const [row] = await db
    .select({ personId: signIns.personId })
    .from(signIns)
    .where(alive(kind, token, now));
  return row?.personId;
}

function alive(kind: Kind, token: string, now: Date) {
  return and(
    eq(signIns.tokenHash, hashOf(token)),
    eq(signIns.kind, kind),
    isNull(signIns.endedAt),
    gt(signIns.expiresAt, now),
  );
}

/** A plain hash is enough: the tokens are 256 random bits, there is nothing to guess. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
