// The rows behind the console's group chat: written by its adapter, read by its pages.

import { and, asc, desc, eq, inArray, isNull, lt, max, sql } from 'drizzle-orm';
import type { Clock } from '../lib/clock.ts';
import type { Db } from './db.ts';
import { consoleMessages } from './schema/index.ts';

type Stored = ConsoleMessageRow['message'];

export type ConsoleMessageRow = typeof consoleMessages.$inferSelect;

/** A message with everything said under it, oldest first. */
export interface ConsoleThread {
  root: ConsoleMessageRow;
  replies: ConsoleMessageRow[];
}

/** The place where the console's adapter keeps its messages (its `MessageRoom`), on this database. */
export function consoleRoom(db: Db, clock: Clock) {
  return {
    put: async (fresh: { key: string; channel: string; parentId: string | null; message: Stored }): Promise<string> => {
      const { key, channel, parentId, message } = fresh;
      const parent = parentId === null ? null : Number(parentId);
      const [added] = await db
        .insert(consoleMessages)
        .values({ key, channel, parentId: parent, message, postedAt: clock.now() })
        .onConflictDoNothing()
        .returning({ id: consoleMessages.id });
      if (added) return String(added.id);
      const standing = await idUnder(db, key);
      if (standing === undefined) throw new Error(`A message under ${key} was refused and does not stand either`);
      return standing;
    },
    channelOf: async (id: string): Promise<string | undefined> => {
      const [row] = await db
        .select({ channel: consoleMessages.channel })
        .from(consoleMessages)
        .where(eq(consoleMessages.id, Number(id)));
      return row?.channel;
    },
    edit: async (id: string, message: Stored): Promise<boolean> => {
      const rows = await db
        .update(consoleMessages)
        .set({ message, editedAt: clock.now() })
        .where(eq(consoleMessages.id, Number(id)))
        .returning({ id: consoleMessages.id });
      return rows.length === 1;
    },
    find: (channel: string, key: string) => idUnder(db, key, channel),
  };
}

/**
 * Threads of these channels, newest first, at most `limit` of them that started before message `before`.
 * Replies come with their root however many there are: the thread is the written record.
 */
export async function consoleFeed(
  db: Db,
  options: { channels: readonly string[]; before?: number; limit: number },
): Promise<ConsoleThread[]> {
  if (options.channels.length === 0) return [];
  const roots = await db
    .select()
    .from(consoleMessages)
    .where(
      and(
        inArray(consoleMessages.channel, [...options.channels]),
        isNull(consoleMessages.parentId),
        options.before === undefined ? undefined : lt(consoleMessages.id, options.before),
      ),
    )
    .orderBy(desc(consoleMessages.id))
    .limit(options.limit);
  return withReplies(db, roots);
}

/** One thread by the id of its root; undefined when there is none in these channels. */
export async function consoleThread(
  db: Db,
  id: number,
  channels: readonly string[],
): Promise<ConsoleThread | undefined> {
  const rows = await db
    .select()
    .from(consoleMessages)
    .where(and(eq(consoleMessages.id, id), inArray(consoleMessages.channel, [...channels])));
  return (await withReplies(db, rows))[0];
}

/** Changes whenever anything in these channels is posted or edited. */
export async function consoleFeedMark(db: Db, channels: readonly string[]): Promise<string> {
  if (channels.length === 0) return '0';
  const [row] = await db
    .select({
      newest: max(consoleMessages.id),
      edited: max(consoleMessages.editedAt),
      edits: sql<number>`count(${consoleMessages.editedAt})::int`,
    })
    .from(consoleMessages)
    .where(inArray(consoleMessages.channel, [...channels]));
  return `${row?.newest ?? 0}.${row?.edits ?? 0}.${row?.edited?.getTime() ?? 0}`;
}

async function withReplies(db: Db, roots: ConsoleMessageRow[]): Promise<ConsoleThread[]> {
  if (roots.length === 0) return [];
  const replies = await db
    .select()
    .from(consoleMessages)
    .where(
      inArray(
        consoleMessages.parentId,
        roots.map((root) => root.id),
      ),
    )
    .orderBy(asc(consoleMessages.id));
  return roots.map((root) => ({ root, replies: replies.filter((reply) => reply.parentId === root.id) }));
}

async function idUnder(db: Db, key: string, channel?: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: consoleMessages.id })
    .from(consoleMessages)
    .where(and(eq(consoleMessages.key, key), channel === undefined ? undefined : eq(consoleMessages.channel, channel)));
  return row && String(row.id);
}
