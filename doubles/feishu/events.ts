// What Feishu tells the app when somebody does something, as JSON. Pure.

import type { Json } from '../shared/json.ts';
import type { StoredMessage } from './messages.ts';
import type { ChatRecord, PersonRecord } from './tenant.ts';

/** What the project subscribes to: events, and the one callback. */
export const subscriptions = [
  'im.message.receive_v1',
  'application.bot.menu_v6',
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'im.chat.member.bot.added_v1',
  'im.chat.member.bot.deleted_v1',
  'im.chat.member.user.deleted_v1',
  'card.action.trigger',
] as const;

export function isCallback(type: string): boolean {
  return type === 'card.action.trigger';
}

/** The envelope of every event and callback. */
export function envelope(
  type: string,
  event: Json,
  about: { eventId: string; createdMs: number; token: string; tenantKey: string; appId: string },
): Json {
  return {
    schema: '2.0',
    header: {
      event_id: about.eventId,
      token: about.token,
      create_time: String(about.createdMs),
      event_type: type,
      tenant_key: about.tenantKey,
      app_id: about.appId,
    },
    event,
  };
}

export function idsOf({ openId, unionId, userId }: PersonRecord): Json {
  return { open_id: openId, union_id: unionId, user_id: userId };
}

/** `im.message.receive_v1`. */
export function messageEvent(
  message: StoredMessage,
  {
    person,
    chat,
    tenantKey,
    named,
  }: {
    person: PersonRecord;
    chat: ChatRecord;
    tenantKey: string;
    named: (openId: string) => { ids: Json; name: string; isBot: boolean };
  },
): Json {
  return {
    sender: { sender_id: idsOf(person), sender_type: 'user', tenant_key: tenantKey },
    message: {
      message_id: message.messageId,
      ...(message.rootId !== undefined && { root_id: message.rootId, parent_id: message.parentId }),
      ...(message.threadId !== undefined && { thread_id: message.threadId }),
      create_time: String(message.createdMs),
      update_time: String(message.updatedMs),
      chat_id: chat.chatId,
      chat_type: chat.mode,
      message_type: message.type,
      content: message.content,
      ...(message.mentions.length > 0 && {
        mentions: message.mentions.map(({ key, openId }) => {
          const { ids, name, isBot } = named(openId);
          return { key, id: ids, mentioned_type: isBot ? 'bot' : 'user', name, tenant_key: tenantKey };
        }),
      }),
      user_agent: 'Mozilla/5.0 (Double) Lark/7.40',
    },
  };
}

/** `card.action.trigger`. */
export function cardEvent(
  action: Json,
  {
    person,
    messageId,
    chatId,
    tenantKey,
    token,
  }: {
    person: PersonRecord;
    messageId: string;
    chatId: string;
    tenantKey: string;
    token: string;
  },
): Json {
  return {
    operator: { tenant_key: tenantKey, ...idsOf(person) },
    token,
    action,
    host: 'im_message',
    context: { open_message_id: messageId, open_chat_id: chatId },
  };
}

/** `application.bot.menu_v6`; its time is in seconds. */
export function menuEvent(eventKey: string, person: PersonRecord, atMs: number): Json {
  const operator = { operator_name: person.name, operator_id: idsOf(person) };
  return { operator, event_key: eventKey, timestamp: Math.floor(atMs / 1000) };
}

/** `im.chat.access_event.bot_p2p_chat_entered_v1`. */
export function enteredEvent(chat: ChatRecord, person: PersonRecord, lastMessage: StoredMessage | undefined): Json {
  return {
    chat_id: chat.chatId,
    operator_id: idsOf(person),
    last_message_id: lastMessage?.messageId ?? '',
    last_message_create_time: String(lastMessage?.createdMs ?? ''),
  };
}

/** `im.chat.member.bot.added_v1`, `….bot.deleted_v1`. */
export function botEvent(chat: ChatRecord, person: PersonRecord, tenantKey: string): Json {
  return {
    chat_id: chat.chatId,
    operator_id: idsOf(person),
    external: false,
    operator_tenant_key: tenantKey,
    name: chat.name,
  };
}
