// What somebody typed, out of what Feishu makes of it: mentions are keys, rich text is paragraphs of pieces.

import type { Directory } from '../directory.ts';
import type { Mention, MessageEvent } from './envelope.ts';

type FeishuMessage = NonNullable<MessageEvent['message']>;

/** The words before anything is done about mentions; undefined for pictures, files and everything else without words. */
export function wordsOf({ message_type: type, content }: FeishuMessage): string | undefined {
  const inside = parsed(content);
  if (type === 'text') return stringIn(inside, 'text');
  if (type === 'post') return postText(inside);
  return undefined;
}

/** Was the bot called by name? In a group it is only spoken to where it is. */
export function mentionsBot({ mentions = [] }: FeishuMessage, botOpenId: string): boolean {
  return mentions.some(({ id }) => id?.open_id === botOpenId);
}

/**
 * The command as typed: without the bot's name, without the slash or the name of the product in front; a mention of
 * somebody on the team becomes their id in the policy file.
 */
export async function plainCommand(
  words: string,
  { mentions, botOpenId, directory }: { mentions: readonly Mention[]; botOpenId: string; directory: Directory },
): Promise<string> {
  let text = words;
  // Longer keys first: "@_user_1" is a part of "@_user_12".
  const byLength = [...mentions].sort((a, b) => (b.key ?? '').length - (a.key ?? '').length);
  for (const { key, id, name } of byLength) {
    if (!key) continue;
    const openId = id?.open_id;
    if (openId === botOpenId) text = text.replaceAll(key, ' ');
    else {
      const person = openId === undefined ? undefined : await directory.personOf(openId).catch(() => undefined);
      text = text.replaceAll(key, person?.id ?? `@${name ?? ''}`);
    }
  }
  return text
    .trim()
    .replace(/^[/／]\s*/, '')
    .replace(/^skuwatch(?:\s+|$)/i, '')
    .trim();
}

function postText(inside: unknown): string {
  const paragraphs = field(inside, 'content');
  if (!Array.isArray(paragraphs)) return '';
  return paragraphs.map((pieces: unknown) => (Array.isArray(pieces) ? pieces.map(pieceText).join('') : '')).join('\n');
}

function pieceText(piece: unknown): string {
  if (field(piece, 'tag') === 'at') return stringIn(piece, 'user_id');
  return stringIn(piece, 'text');
}

function stringIn(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function parsed(content: string | undefined): unknown {
  try {
    return JSON.parse(content ?? '');
  } catch {
    return undefined;
  }
}
