// What people type to the bot, choose from its menu, or see when they open its conversation for the first time.

import { message, text } from '../../../messages/blocks.ts';
import { noticeMessage, notices } from '../notices.ts';
import { inAllLanguages } from '../render-for.ts';
import { readTrouble } from '../trouble.ts';
import type { Desk } from './desk.ts';
import {
  type ChatEvent,
  chatEnvelope,
  type Envelope,
  type MenuEvent,
  type MessageEvent,
  menuEnvelope,
  messageEnvelope,
} from './envelope.ts';
import { mentionsBot, plainCommand, wordsOf } from './feishu-text.ts';
import { hear, identify } from './hear.ts';
import { present } from './present.ts';
import { tellDirectly } from './tell.ts';

/** A message in a group that calls the bot, or in a conversation with it. */
export async function onMessage(desk: Desk, event: MessageEvent): Promise<object> {
  const { message: said, sender } = event;
  if (!said || sender?.sender_type !== 'user') return {};
  const envelope = messageEnvelope(event);
  const isDirect = said.chat_type === 'p2p';
  if (isDirect && envelope.chatId !== undefined) desk.places.noteDirect(envelope.chatId);
  // Without its own id the bot cannot tell whether it was called, and would answer what was meant for others.
  const bot = await desk.bot.know().catch((error: unknown) => {
    desk.log.warn({ platform: 'feishu', code: readTrouble(error).code }, 'the bot does not know who it is');
    return undefined;
  });
  if (!isDirect && (!bot || !mentionsBot(said, bot.openId))) return {};
  const words = wordsOf(said);
  if (words === undefined) {
    if (isDirect) await tellNotice(desk, envelope, 'textOnly');
    return {};
  }
  const { directory } = desk.naming;
  const command = await plainCommand(words, {
    mentions: said.mentions ?? [],
    botOpenId: bot?.openId ?? '',
    directory,
  });
  const heard = await hear(desk, envelope, { type: 'command', text: command });
  await present(desk, envelope, heard, isDirect ? 'direct' : 'group');
  return {};
}

/** A choice from the bot's menu: its key is a command. There is no message to answer. */
export async function onMenu(desk: Desk, event: MenuEvent): Promise<object> {
  const envelope = menuEnvelope(event);
  const heard = await hear(desk, envelope, { type: 'command', text: (event.event_key ?? '').trim() });
  await present(desk, envelope, heard, 'direct');
  return {};
}

/** Somebody on the team who never spoke with the bot opens its conversation: they are told what it understands. */
export async function onEntered(desk: Desk, event: ChatEvent): Promise<object> {
  const envelope = chatEnvelope(event);
  if (envelope.chatId !== undefined) desk.places.noteDirect(envelope.chatId);
  if (event.last_message_id) return {};
  const identity = await identify(desk, { ...envelope, personTenantKey: undefined });
  if (!identity.person) return {};
  const heard = await hear(desk, envelope, { type: 'command', text: 'help' });
  if (heard.reply.type !== 'message') return {};
  const { reply, readers } = heard;
  const greeting = {
    zh: '你好，我是 Skuwatch。可以这样和我说话：',
    en: 'Hello, I am Skuwatch. This is what I understand:',
  };
  const said = inAllLanguages((language) =>
    message('plain', 'Skuwatch', [text(greeting[language]), ...reply.message.blocks]),
  );
  await tellDirectly(desk, { openId: envelope.openId, readers, said, once: `greeting:${envelope.openId}` });
  return {};
}

function tellNotice(desk: Desk, envelope: Envelope, which: keyof typeof notices): Promise<void> {
  const readers = desk.places.readersOf(undefined);
  const said = noticeMessage(notices[which]);
  return tellDirectly(desk, { openId: envelope.openId, readers, said, once: `${which}:${envelope.eventId}` });
}
