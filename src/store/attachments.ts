// Pictures and files that messages show. Those of the feed are kept as long as it is; those that only one person was
// shown are forgotten after some days.

import { createHash, randomUUID } from 'node:crypto';
import { and, inArray, like, lt, or } from 'drizzle-orm';
import type { Language } from '../lib/language.ts';
import type { Attachment } from '../messages/destination.ts';
import type { Db } from './db.ts';
import { attachments } from './schema/outbox.ts';
import { type VerdictRow, verdictKey } from './verdicts.ts';

/** How the ids of files begin that are forgotten: made for one reply, or drawn anew when they are asked for again. */
const passing = { reply: 'reply-', skuChart: 'sku-' };

/** A new id for a file that one reply shows. */
export function replyFileId(): string {
  return passing.reply + randomUUID();
}

/** The id of the chart that a verdict's SKU is shown with, in one language; `stock` names the stock under it. */
export function skuChartId(verdict: VerdictRow, stock: string, language: Language): string {
  const shown = [verdictKey(verdict), stock, language].join('\n');
  return passing.skuChart + createHash('sha256').update(shown).digest('hex');
}

/** Forgets the passing files made before a moment; returns how many. */
export async function forgetPassingFiles(db: Db, before: Date): Promise<number> {
  const begins = Object.values(passing).map((prefix) => like(attachments.id, `${prefix}%`));
  const gone = await db
    .delete(attachments)
    .where(and(lt(attachments.createdAt, before), or(...begins)))
    .returning({ id: attachments.id });
  return gone.length;
}

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
