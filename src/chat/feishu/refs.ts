// References to messages on Feishu, and the ids under which Feishu takes a message only once. Pure.

import { createHash } from 'node:crypto';
import type { Language } from '../../lib/language.ts';
import type { MessageRef } from '../../messages/destination.ts';
import { FeishuCallError } from './trouble.ts';

/** Where a message of ours stands. */
export interface Standing {
  messageId: string;
  chatId: string;
  /** When it was sent, by Feishu's clock: milliseconds since 1970. */
  atMs: number;
  /** The only language it is written in. */
  only: Language | undefined;
}

/** Cards can be changed for fourteen days; an hour is left for the way. */
const changeableMs = (14 * 24 - 1) * 60 * 60_000;

export function refOf({ messageId, chatId, atMs, only }: Standing): MessageRef {
  return { message: messageId, chat: chatId, at: String(atMs), ...(only && { only }) };
}

/** Throws FeishuCallError "never" for a reference that names no message of Feishu's. */
export function standingOf(ref: MessageRef): Standing {
  const { message: messageId, chat: chatId, at, only } = ref;
  if (messageId === undefined || chatId === undefined) {
    throw new FeishuCallError({ code: 'message_not_found', outcome: 'never' });
  }
  return { messageId, chatId, atMs: Number(at ?? 0), only: only === 'zh' || only === 'en' ? only : undefined };
}

/** Reads what Feishu says of a message it has taken; undefined where it says too little. */
export function readStanding(
  data: { message_id?: string | undefined; chat_id?: string | undefined; create_time?: string | undefined } | undefined,
  only: Language | undefined,
): Standing | undefined {
  if (!data?.message_id || !data.chat_id) return undefined;
  return { messageId: data.message_id, chatId: data.chat_id, atMs: Number(data.create_time ?? 0), only };
}

export function canBeChanged({ atMs }: Standing, nowMs: number): boolean {
  return nowMs - atMs < changeableMs;
}

/**
 * Feishu takes one message for each of these ids within an hour, of at most 50 characters. Different for the parts of one
 * obligation, and for the places where it may be said.
 */
export function onceOnly(...of: readonly string[]): string {
  return `skw-${createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 40)}`;
}
