// Which listener hears what. Everything a person can do is heard by one of them, so that nothing stays unanswered.

import { newGroupNotice, noticeMessage } from '../notices.ts';
import type { Listeners } from '../transport/handle.ts';
import { onCardAction } from './card-action.ts';
import { onEntered, onMenu, onMessage } from './commands.ts';
import type { Desk } from './desk.ts';
import { type ChatEvent, chatEnvelope } from './envelope.ts';
import { identify } from './hear.ts';
import { tellDirectly } from './tell.ts';

/** What an event holds is read with care by each listener: it is data from outside. */
export function listenersOf(desk: Desk): Listeners {
  const of =
    <T extends object>(listen: (desk: Desk, event: T) => Promise<object>) =>
    (data: unknown): Promise<object> =>
      listen(desk, (typeof data === 'object' && data !== null ? data : {}) as T);
  return {
    'card.action.trigger': of(onCardAction),
    'im.message.receive_v1': of(onMessage),
    'application.bot.menu_v6': of(onMenu),
    'im.chat.access_event.bot_p2p_chat_entered_v1': of(onEntered),
    'im.chat.member.bot.added_v1': of(onInvited),
    'im.chat.member.bot.deleted_v1': of(onRemoved),
  };
}

/** Whoever brought the bot into a group is told what has to be written down so that forms come there. */
async function onInvited(desk: Desk, event: ChatEvent & { name?: string }): Promise<object> {
  desk.onMembership();
  const envelope = chatEnvelope(event);
  if (envelope.chatId === undefined || desk.places.isGroup(envelope.chatId)) return {};
  const { person, readers } = await identify(desk, envelope);
  if (!person) return {};
  const said = noticeMessage(newGroupNotice(event.name ?? '', envelope.chatId));
  await tellDirectly(desk, { openId: envelope.openId, readers, said, once: envelope.eventId });
  return {};
}

async function onRemoved(desk: Desk): Promise<object> {
  desk.onMembership();
  return {};
}
