// Who did something, where, and how to answer: read from the parts of an event that Feishu vouches for. Pure.

import { createHash } from 'node:crypto';

export interface Envelope {
  /** The same for the same event, however often it comes. */
  eventId: string;
  appId: string | undefined;
  /** The tenant the app belongs to. */
  tenantKey: string | undefined;
  openId: string;
  /** The person's own tenant, which is another one in an external group. */
  personTenantKey: string | undefined;
  chatId: string | undefined;
  messageId: string | undefined;
}

/** The header of every event, as the SDK spreads it over the event. */
interface Header {
  event_id?: string;
  event_type?: string;
  app_id?: string;
  tenant_key?: string;
}

export interface MessageEvent extends Header {
  sender?: { sender_id?: { open_id?: string }; sender_type?: string; tenant_key?: string };
  message?: {
    message_id?: string;
    chat_id?: string;
    chat_type?: string;
    message_type?: string;
    content?: string;
    create_time?: string;
    mentions?: readonly Mention[];
  };
}

export interface Mention {
  /** What stands for it in the text: "@_user_1". */
  key?: string;
  id?: { open_id?: string };
  name?: string;
}

export interface CardEvent extends Header {
  operator?: { open_id?: string; tenant_key?: string };
  action?: { value?: unknown; form_value?: unknown };
  context?: { open_message_id?: string; open_chat_id?: string };
}

export interface MenuEvent extends Header {
  operator?: { operator_id?: { open_id?: string } };
  event_key?: string;
}

export interface ChatEvent extends Header {
  operator_id?: { open_id?: string };
  operator_tenant_key?: string;
  chat_id?: string;
  last_message_id?: string;
}

/** A message is known by its own id: Feishu may bring the same one under several event ids. */
export function messageEnvelope(event: MessageEvent): Envelope {
  const { sender, message } = event;
  return {
    ...headed(event),
    ...(message?.message_id && { eventId: `message:${message.message_id}` }),
    openId: sender?.sender_id?.open_id ?? '',
    personTenantKey: sender?.tenant_key,
    chatId: message?.chat_id,
    messageId: message?.message_id,
  };
}

export function cardEnvelope(event: CardEvent): Envelope {
  return {
    ...headed(event),
    openId: event.operator?.open_id ?? '',
    personTenantKey: event.operator?.tenant_key,
    chatId: event.context?.open_chat_id,
    messageId: event.context?.open_message_id,
  };
}

export function menuEnvelope(event: MenuEvent): Envelope {
  const openId = event.operator?.operator_id?.open_id ?? '';
  return { ...headed(event), openId, personTenantKey: undefined, chatId: undefined, messageId: undefined };
}

export function chatEnvelope(event: ChatEvent): Envelope {
  return {
    ...headed(event),
    openId: event.operator_id?.open_id ?? '',
    personTenantKey: event.operator_tenant_key,
    chatId: event.chat_id,
    messageId: undefined,
  };
}

/** An event without an id is known by all that it says. */
function headed(event: Header): Pick<Envelope, 'eventId' | 'appId' | 'tenantKey'> {
  const known = event.event_id ?? createHash('sha256').update(JSON.stringify(event)).digest('hex');
  return { eventId: `${event.event_type ?? 'event'}:${known}`, appId: event.app_id, tenantKey: event.tenant_key };
}
