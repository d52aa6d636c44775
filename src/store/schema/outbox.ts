// What has to be said, what was said, and what was heard.

import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Language } from '../../lib/language.ts';
import type { Destination, MessageRef } from '../../messages/destination.ts';
import type { Reply } from '../../messages/inbound.ts';
import type { Content } from '../../messages/index.ts';
import type { Message } from '../../messages/message.ts';
import { platforms } from '../../policy/platforms.ts';
import { bytes, instant } from './columns.ts';

export const deliveryStates = ['queued', 'sending', 'sent', 'unclear', 'failed', 'skipped'] as const;

/**
 * One sending of one message, queued in the transaction that made it due and carried out apart from it.
 * queued: to be sent; sending: claimed by a worker until its lease ends; sent: it stands; skipped: not worth saying
 * any more; failed: given up for good; unclear: it may stand, and the platform cannot tell us. The last two are shown to people.
 */
export const deliveries = pgTable(
  'deliveries',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** One key for one obligation: a second row for the same one cannot be queued. */
    key: text('key').notNull(),
    kind: text('kind').notNull(),
    caseId: bigint('case_id', { mode: 'number' }),
    platform: text('platform', { enum: platforms }).notNull(),
    destination: jsonb('destination').$type<Destination>().notNull(),
    /** Platform and destination as one word: within a lane messages go out one after another. */
    lane: text('lane').notNull(),
    /** urge: calls somebody's attention to a message that stands. */
    op: text('op', { enum: ['post', 'reply', 'update', 'urge'] }).notNull(),
    /** Key of the post that is replied to, updated or made urgent. */
    targetKey: text('target_key'),
    /** What to say, as data; composed into a message when it is sent. */
    content: jsonb('content').$type<Content>().notNull(),
    state: text('state', { enum: deliveryStates }).notNull(),
    dueAt: instant('due_at').notNull(),
    notBefore: instant('not_before').notNull(),
    /** After this moment it is not worth saying any more (a reminder whose deadline has passed). */
    expiresAt: instant('expires_at'),
    attempts: integer('attempts').notNull().default(0),
    /** An attempt ended without our learning how: look whether the message stands before sending it again. */
    maybeSent: boolean('maybe_sent').notNull().default(false),
    /** When the first attempt was that may have succeeded; null while none was, or all before are known to have failed. */
    triedAt: instant('tried_at'),
    /** The platform asked us, or we decided, to leave the whole lane alone until then. */
    holdsLaneUntil: instant('holds_lane_until'),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    lastError: text('last_error'),
    ref: jsonb('ref').$type<MessageRef>(),
    sentAt: instant('sent_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('deliveries_key').on(t.key),
    index('deliveries_pending').on(t.lane, t.id).where(sql`${t.state} in ('queued', 'sending')`),
    index('deliveries_pending_target').on(t.targetKey).where(sql`${t.state} = 'queued'`),
    index('deliveries_trouble').on(t.id).where(sql`${t.state} in ('unclear', 'failed')`),
    index('deliveries_case').on(t.caseId),
  ],
);

/** Pictures and files that messages show. */
export const attachments = pgTable('attachments', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  contentType: text('content_type').notNull(),
  content: bytes('content').notNull(),
  createdAt: instant('created_at').notNull(),
});

/** Events already handled: platforms deliver them again, hours later. */
export const inbox = pgTable(
  'inbox',
  {
    key: text('key').primaryKey(),
    receivedAt: instant('received_at').notNull(),
    /** What the person was told, for the platform that asks again. */
    reply: jsonb('reply').$type<Reply>(),
  },
  (t) => [index('inbox_received').on(t.receivedAt)],
);

/** The built-in group chat: what the console shows as the team's feed and each person's messages. */
export const consoleMessages = pgTable(
  'console_messages',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    key: text('key').notNull(),
    /** "group:ID" or "person:ID". */
    channel: text('channel').notNull(),
    parentId: bigint('parent_id', { mode: 'number' }),
    /** The message in both languages. */
    message: jsonb('message').$type<Record<Language, Message>>().notNull(),
    postedAt: instant('posted_at').notNull(),
    editedAt: instant('edited_at'),
  },
  (t) => [
    uniqueIndex('console_messages_key').on(t.key),
    index('console_messages_channel').on(t.channel, t.id),
    index('console_messages_parent').on(t.parentId),
  ],
);
