// Events already handled, so that a platform that delivers one again gets the same reply and no second effect.

import { eq, lt } from 'drizzle-orm';
import type { Reply } from '../messages/inbound.ts';
import type { Db } from './db.ts';
import { inbox } from './schema/outbox.ts';

/**
 * Enters an event in the running transaction: true when it is new. While another transaction is handling the same
 * event this waits for it to end, so that a repeat never runs beside the first.
 */
export async function enterEvent(tx: Db, key: string, receivedAt: Date): Promise<boolean> {
  const entered = await tx
    .insert(inbox)
    .values({ key, receivedAt })
    .onConflictDoNothing()
    .returning({ key: inbox.key });
  return entered.length > 0;
}

export async function rememberReply(tx: Db, key: string, reply: Reply): Promise<void> {
  await tx.update(inbox).set({ reply }).where(eq(inbox.key, key));
}

/** What the person was told when the event was handled. */
export async function rememberedReply(db: Db, key: string): Promise<Reply | undefined> {
  const [row] = await db.select({ reply: inbox.reply }).from(inbox).where(eq(inbox.key, key));
  return row?.reply ?? undefined;
}

/** Forgets events received before a moment; returns how many. Platforms repeat theirs for up to seven hours. */
export async function forgetEvents(db: Db, before: Date): Promise<number> {
  const gone = await db.delete(inbox).where(lt(inbox.receivedAt, before)).returning({ key: inbox.key });
  return gone.length;
}
