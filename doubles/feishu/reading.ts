// A message as a person with a language of their own reads it, its replies and what made it urgent included.

import { isJson, type Json, parts, word } from '../shared/json.ts';
import type { Behind } from './behind.ts';
import { type Displayed, displayMarkup, displayText, type NameOf, together } from './card-markup.ts';
import { type Locale, readCard, type SeenButton, type SeenCard, type SeenForm } from './card-reading.ts';
import { parsedJson } from './contents.ts';
import type { StoredMessage } from './messages.ts';

export interface SeenMessage {
  id: string;
  chatId: string;
  /** Everything displayed, line by line. */
  text: string;
  /** Links, mentions and emoji codes. */
  live: string[];
  buttons: SeenButton[];
  forms: SeenForm[];
  /** The card, where the message is one. */
  card: SeenCard | undefined;
  /** What stands for the pictures. */
  pictures: string[];
  /** Names of files. */
  files: string[];
  /** Who wrote it: the name of a person, or of the bot. */
  from: string;
  /** How often the app has changed it. */
  updates: number;
  replies: SeenMessage[];
  urgent: { kind: 'app' | 'sms' | 'phone'; name: string }[];
  raw: StoredMessage;
}

/** What stands in a chat, oldest first, replies inside the message they belong to; nothing that was taken back. */
export function readChat(chatId: string, locale: Locale, behind: Behind): SeenMessage[] {
  const standing = behind.messages.inChat(chatId).filter(({ isDeleted }) => !isDeleted);
  const roots = standing.filter(({ rootId }) => !standing.some(({ messageId }) => messageId === rootId));
  return roots.map((root) => readMessage(root, locale, behind, standing));
}

export function readMessage(
  message: StoredMessage,
  locale: Locale,
  behind: Behind,
  around: readonly StoredMessage[] = [],
): SeenMessage {
  const { tenant, media } = behind;
  const parsed = parsedJson(message.content) ?? {};
  const card = message.type === 'interactive' ? readCard(parsed, { locale, nameOf: tenant.nameOf }) : undefined;
  const shown: Displayed = card ? { ...card, pictures: [] } : displayed(message, parsed, locale, tenant.nameOf);
  const file = message.type === 'file' ? media.file(word(parsed, 'file_key'))?.name : undefined;
  const image = message.type === 'image' ? [word(parsed, 'image_key')] : [];
  return {
    id: message.messageId,
    chatId: message.chatId,
    text: [shown.text, file ?? ''].filter((line) => line !== '').join('\n'),
    live: shown.live,
    buttons: card?.buttons ?? [],
    forms: card?.forms ?? [],
    card,
    pictures: card ? card.pictures.map(({ alt, key }) => alt || key) : [...image, ...shown.pictures],
    files: file === undefined ? [] : [file],
    from: message.sender.type === 'app' ? tenant.bot.name : tenant.nameOf(message.sender.id),
    updates: message.updates,
    replies: around
      .filter(({ rootId }) => rootId === message.messageId)
      .map((reply) => readMessage(reply, locale, behind)),
    urgent: message.urgent.map(({ kind, openId }) => ({ kind, name: tenant.nameOf(openId) })),
    raw: message,
  };
}

/** Words that are no card. */
function displayed(message: StoredMessage, parsed: Json, locale: Locale, nameOf: NameOf): Displayed {
  if (message.type === 'post') return displayedPost(parsed, locale, nameOf);
  if (message.type !== 'text') return { text: '', live: [], pictures: [] };
  const text = message.mentions.reduce(
    (said, { key, openId }) => said.replaceAll(key, `<at user_id="${openId}"></at>`),
    word(parsed, 'text'),
  );
  return displayText(text, nameOf);
}

function displayedPost(post: Json, locale: Locale, nameOf: NameOf): Displayed {
  const body = [post[locale], post.zh_cn, post.en_us].find(isJson) ?? {};
  const lines = Array.isArray(body.content) ? body.content : [];
  const title: Displayed = { text: word(body, 'title'), live: [], pictures: [] };
  return together([
    title,
    ...lines.map((line) =>
      together(
        parts({ line }, 'line').map((run) => displayedRun(run, nameOf)),
        '',
      ),
    ),
  ]);
}

function displayedRun(run: Json, nameOf: NameOf): Displayed {
  const text = word(run, 'text');
  const none: string[] = [];
  switch (run.tag) {
    case 'a':
      return { text, live: [`link ${word(run, 'href')}`], pictures: none };
    case 'at':
      return { text: `@${nameOf(word(run, 'user_id'))}`, live: [`mention ${word(run, 'user_id')}`], pictures: none };
    case 'img':
      return { text: '', live: none, pictures: [word(run, 'image_key')] };
    case 'md':
      return displayMarkup(text, nameOf);
    default:
      return { text, live: none, pictures: none };
  }
}
