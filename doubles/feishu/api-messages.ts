// im/v1/messages: sending, answering, changing, taking back and reading.

import { type Json, part, parts, word } from '../shared/json.ts';
import { type Answer, invalid, refusal, success } from './answers.ts';
import { type Behind, knownIn, type Route } from './behind.ts';
import type { Call } from './calls.ts';
import { judgeCard, judgeContent, parsedJson } from './contents.ts';
import type { StoredMessage } from './messages.ts';
import { type ChatRecord, tenantKey } from './tenant.ts';

const patchableMs = 14 * 24 * 3_600_000;
const idTypes = ['open_id', 'user_id', 'union_id', 'email', 'chat_id'];
const sending = ['im:message:send_as_bot', 'im:message'];
const reading = ['im:message:readonly', 'im:message'];

export const messageRoutes: readonly Route[] = [
  { is: 'POST im/v1/messages', scopes: sending, carryOut: create },
  { is: 'GET im/v1/messages', scopes: reading, carryOut: list },
  { is: 'POST im/v1/messages/:message_id/reply', scopes: sending, carryOut: reply },
  { is: 'PATCH im/v1/messages/:message_id', scopes: ['im:message:update', 'im:message'], carryOut: patch },
  { is: 'GET im/v1/messages/:message_id', scopes: reading, carryOut: get },
  { is: 'DELETE im/v1/messages/:message_id', scopes: [...sending, 'im:message:recall'], carryOut: recall },
];

/** Why the bot cannot speak in a chat, if so. */
export function chatRefusal(chat: ChatRecord, { tenant }: Behind): Answer | undefined {
  if (!tenant.bot.isOn) return refusal(230006, 'Bot ability is not activated.');
  if (chat.isDissolved) return refusal(232009, 'Your request specifies a chat which has already been dissolved.');
  if (!chat.botInside) return refusal(230002, 'The bot can not be outside the group.');
  const [person] = chat.mode === 'p2p' ? chat.members : [];
  if (person?.standing === 'outside' || person?.standing === 'resigned')
    return refusal(230013, 'Bot has NO availability to this user.');
  return person?.standing === 'stopped the bot' ? refusal(230053, 'The user has stopped the bot.') : undefined;
}

export const unknownMessage = () => invalid('The message_id is invalid');

function create(call: Call, behind: Behind): Answer {
  const { receive_id_type: kind = '' } = call.query;
  const id = word(call.body, 'receive_id');
  if (!idTypes.includes(kind)) return invalid('receive_id_type is required');
  const chat = kind === 'chat_id' ? behind.tenant.chat(id) : directChat(id, behind);
  if (!chat) return invalid('invalid receive_id');
  return say(call, behind, { chat, parent: undefined });
}

function directChat(id: string, { tenant }: Behind): ChatRecord | undefined {
  const person = tenant.person(id);
  return person && tenant.directChat(person);
}

function reply(call: Call, behind: Behind): Answer {
  const parent = behind.messages.get(call.params.message_id ?? '');
  const chat = parent && behind.tenant.chat(parent.chatId);
  if (!chat) return unknownMessage();
  if (parent.isDeleted) return refusal(230011, 'The message was recalled.');
  return say(call, behind, { chat, parent });
}

function say(
  { body, bytes }: Call,
  behind: Behind,
  { chat, parent }: { chat: ChatRecord; parent: StoredMessage | undefined },
): Answer {
  const { messages, rates, unknowns } = behind;
  const no = chatRefusal(chat, behind) ?? keyRefusal(body, behind) ?? judge(body, behind, bytes);
  if (no) return no;
  const uuid = word(body, 'uuid');
  const sent = uuid === '' ? undefined : messages.sentWith(uuid);
  if (sent) {
    const refused = refusal(230049, 'The message is being sent.');
    return unknowns.repeatedUuid === 'refused' ? refused : success(asRead(sent, behind));
  }
  const tooOften = rates.ofTarget(chat.chatId);
  if (tooOften) return tooOften;
  const said = messages.add({
    chatId: chat.chatId,
    sender: { id: behind.appId, type: 'app' },
    type: word(body, 'msg_type'),
    content: word(body, 'content'),
    parent,
    inThread: body.reply_in_thread === true,
    ...(uuid !== '' && { uuid }),
  });
  return success(asRead(said, behind));
}

/** Every message the app sends needs a uuid: an answer that gets lost would otherwise become two messages. */
function keyRefusal(body: Json, { problems }: Behind): Answer | undefined {
  const uuid = body.uuid;
  if (uuid === undefined || uuid === '') problems.push('a message without uuid');
  return uuid !== undefined && (typeof uuid !== 'string' || uuid.length > 50) ? invalid('uuid is too long') : undefined;
}

function judge(body: Json, behind: Behind, bytes: number): Answer | undefined {
  const type = word(body, 'msg_type');
  const file = (key: string) => behind.media.file(key) !== undefined;
  const verdict = judgeContent(type, body.content, { ...knownIn(behind), file }, type === 'interactive' ? bytes : 0);
  behind.problems.push(...verdict.problems.map((problem) => `${type}: ${problem}`));
  return verdict.refusal;
}

function patch({ params, body, bytes }: Call, behind: Behind): Answer {
  const { clock, messages, rates, problems } = behind;
  const message = messages.get(params.message_id ?? '');
  if (!message) return unknownMessage();
  if (message.isDeleted) return refusal(230011, 'The message was recalled.');
  if (message.sender.type !== 'app') return refusal(230012, 'The operator is not the sender of the message.');
  if (message.type !== 'interactive') return invalid('only cards can be changed');
  if (clock.now().getTime() - message.createdMs > patchableMs)
    return refusal(230031, 'The message was sent more than 14 days ago and can not be updated.');
  const card = parsedJson(word(body, 'content'));
  if (!card) return invalid('content is not a string in json format');
  const verdict = judgeCard(card, knownIn(behind), bytes);
  problems.push(...verdict.problems.map((problem) => `patch: ${problem}`));
  if (verdict.refusal) return verdict.refusal;
  const tooOften = rates.ofTarget(message.messageId);
  if (tooOften) return tooOften;
  messages.update(message, word(body, 'content'));
  return success();
}

function get({ params, query }: Call, behind: Behind): Answer {
  const message = behind.messages.get(params.message_id ?? '');
  if (!message) return unknownMessage();
  const chat = behind.tenant.chat(message.chatId);
  if (!chat?.botInside) return refusal(230002, 'The bot can not be outside the group.');
  return success({ items: [asRead(message, behind, query.card_msg_content_type)] });
}

/** In pages, oldest first unless asked otherwise; times in seconds. */
function list({ query }: Call, behind: Behind): Answer {
  const { container_id: id = '', container_id_type: kind, sort_type: sort } = query;
  const chat = kind === 'chat' ? behind.tenant.chat(id) : undefined;
  if (kind === 'chat' && !chat) return invalid('container_id is invalid');
  if (chat && !chat.botInside) return refusal(230002, 'The bot can not be outside the group.');
  if (chat?.mode === 'group' && !behind.scopes.has('im:message.group_msg'))
    return refusal(230027, 'Lack of necessary permissions, ext=need scope: im:message.group_msg');
  const from = Number(query.start_time ?? 0) * 1000;
  const to = Number(query.end_time ?? Number.POSITIVE_INFINITY) * 1000;
  const found = behind.messages.all
    .filter((message) => (kind === 'thread' ? message.threadId === id : message.chatId === id))
    .filter(({ createdMs }) => createdMs >= from && createdMs <= to);
  const ordered = sort === 'ByCreateTimeDesc' ? found.reverse() : found;
  const start = Number(query.page_token ?? 0);
  const end = start + Math.min(50, Number(query.page_size ?? 20));
  return success({
    has_more: end < ordered.length,
    page_token: end < ordered.length ? String(end) : '',
    items: ordered.slice(start, end).map((message) => asRead(message, behind, query.card_msg_content_type)),
  });
}

function recall({ params }: Call, { messages }: Behind): Answer {
  const message = messages.get(params.message_id ?? '');
  if (!message) return unknownMessage();
  if (message.sender.type !== 'app') return refusal(230012, 'The operator is not the sender of the message.');
  message.isDeleted = true;
  return success();
}

function asRead(message: StoredMessage, { tenant }: Behind, cards?: string): Json {
  const isApp = message.sender.type === 'app';
  return {
    message_id: message.messageId,
    ...(message.rootId !== undefined && { root_id: message.rootId, parent_id: message.parentId }),
    ...(message.threadId !== undefined && { thread_id: message.threadId }),
    msg_type: message.type,
    create_time: String(message.createdMs),
    update_time: String(message.updatedMs),
    deleted: message.isDeleted,
    updated: message.updates > 0,
    chat_id: message.chatId,
    sender: {
      id: message.sender.id,
      id_type: isApp ? 'app_id' : 'open_id',
      sender_type: message.sender.type,
      tenant_key: tenantKey,
    },
    body: { content: message.isDeleted ? 'This message was recalled' : contentAsRead(message, cards) },
    mentions: message.mentions.map(({ key, openId }) => {
      return { key, id: openId, id_type: 'open_id', name: tenant.nameOf(openId), tenant_key: tenantKey };
    }),
  };
}

/** A card of JSON 2.0 is read back as its title and a hint to update the client, unless the source is asked for. */
function contentAsRead({ type, content }: StoredMessage, cards: string | undefined): string {
  if (type !== 'interactive') return content;
  if (cards === 'user_card_content') return JSON.stringify({ user_dsl: content });
  if (cards === 'raw_card_content') return JSON.stringify({ json_card: content });
  const card = parsedJson(content);
  const text = '请升级至最新版本客户端，以查看内容';
  const title = word(part(part(card, 'header'), 'title'), 'content');
  const pictures = parts(part(card, 'body'), 'elements').filter(({ tag }) => tag === 'img');
  const images = pictures.map((img) => [{ tag: 'img', image_key: img.img_key }]);
  return JSON.stringify({ title, elements: [[{ tag: 'text', text }], ...images] });
}
