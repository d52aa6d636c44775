// Forgets what nobody needs any more: events that cannot be delivered again, sign-ins that have ended.

import { lt } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { inbox, signIns } from '../store/schema/index.ts';

const dayMs = 86_400_000;
/** Platforms repeat an event for hours; a week is far beyond that. */
const inboxDays = 7;
const signInDays = 30;

export async function prune(ctx: Context): Promise<string> {
  const before = (days: number) => new Date(ctx.clock.now().getTime() - days * dayMs);
  const events = await ctx.db
    .delete(inbox)
    .where(lt(inbox.receivedAt, before(inboxDays)))
    .returning({ key: inbox.key });
  const ended = await ctx.db
    .delete(signIns)
    .where(lt(signIns.expiresAt, before(signInDays)))
    .returning({ hash: signIns.tokenHash });
  return `${events.length} events, ${ended.length} sign-ins`;
}
