// Pictures and files that messages show, kept until nobody can ask for them any more.

import { inArray } from 'drizzle-orm';
import type { Attachment } from '../chat/adapter.ts';
import type { Db } from './db.ts';
import { attachments } from './schema/outbox.ts';

/** Keeps a file; an id that exists already is left as it is, so an id must name its content. */
export async function saveAttachment(db: Db, attachment: Attachment, createdAt: Date): Promise<void> {
  const { id, name, contentType, bytes } = attachment;
  await db.insert(attachments).values({ id, name, contentType, content: bytes, createdAt }).onConflictDoNothing();
}

/** The files with these ids; those that do not exist are missing from the result. */
export async function loadAttachments(db: Db, ids: readonly string[]): Promise<Attachment[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(attachments)
    .where(inArray(attachments.id, [...ids]));
  return rows.map(({ id, name, contentType, content }) => ({ id, name, contentType, bytes: content }));
}
