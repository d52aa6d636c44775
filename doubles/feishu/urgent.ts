// im/v1/messages/:id/urgent_…: making a message of the app urgent, by the app, by text message or by phone.

import { type Answer, invalid, refusal, success } from './answers.ts';
import { chatRefusal, unknownMessage } from './api-messages.ts';
import type { Behind, Route } from './behind.ts';
import type { Call } from './calls.ts';
import type { PersonRecord } from './tenant.ts';

type Kind = 'app' | 'sms' | 'phone';

const mostUnread = 200;

export class UrgentQuota {
  /** What is left in this month. */
  sms = 100;
  phone = 100;
}

export const urgentRoutes: readonly Route[] = (['app', 'sms', 'phone'] as const).map((kind) => ({
  is: `PATCH im/v1/messages/:message_id/urgent_${kind}`,
  scopes: [kind === 'app' ? 'im:message.urgent' : `im:message.urgent:${kind}`],
  carryOut: (call, behind) => makeUrgent(kind, call, behind),
}));

function makeUrgent(kind: Kind, { params, query, body }: Call, behind: Behind): Answer {
  const { messages, tenant, urgentQuota } = behind;
  const message = messages.get(params.message_id ?? '');
  const chat = message && tenant.chat(message.chatId);
  if (!chat) return unknownMessage();
  const no = chatRefusal(chat, behind);
  if (no) return no;
  if (message.isDeleted) return refusal(230011, 'The message was recalled.');
  if (message.sender.type !== 'app') return refusal(230012, 'The operator is not the sender of the message.');
  if (chat.mode === 'group' && chat.urgent === 'only_owner')
    return refusal(230052, 'Only the group owner or admins can send urgent messages.');
  if (!['open_id', 'user_id', 'union_id'].includes(query.user_id_type ?? ''))
    return invalid('user_id_type is required');
  const ids = Array.isArray(body.user_id_list) ? body.user_id_list.map(String) : [];
  const reached = ids.filter((id) => reaches(tenant.person(id), kind, chat.members));
  if (reached.length === 0) return invalid('all user ids are invalid');
  if (kind !== 'app' && urgentQuota[kind] < reached.length)
    return refusal(230024, 'Reach the upper limit of urgent message.');
  const people = reached.flatMap((id) => tenant.person(id) ?? []);
  if (people.some(({ openId }) => unread(openId, behind) >= mostUnread))
    return refusal(230023, 'The number of unread urgent messages of the user reaches its limit.');
  if (kind !== 'app') urgentQuota[kind] -= reached.length;
  message.urgent.push(...people.map(({ openId }) => ({ kind, openId })));
  return success({ invalid_user_id_list: ids.filter((id) => !reached.includes(id)) });
}

/** Nobody outside of the chat is called, and nobody without a number by phone; what the latter gets is a guess. */
function reaches(person: PersonRecord | undefined, kind: Kind, members: readonly PersonRecord[]): boolean {
  if (person?.standing !== 'normal' || !members.includes(person)) return false;
  return kind === 'app' || person.mobile !== undefined;
}

/** Nobody in the double ever reads an urgent message away. */
function unread(openId: string, { messages }: Behind): number {
  return messages.all.flatMap(({ urgent }) => urgent).filter((each) => each.openId === openId).length;
}
