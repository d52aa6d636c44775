// contact/v3, im/v1/chats, bot/v3 and application/v6: who is who, who is where, and what the app is.

import type { Json } from '../shared/json.ts';
import { type Answer, refusal, success } from './answers.ts';
import type { Behind, Route } from './behind.ts';
import type { Call } from './calls.ts';
import { isCallback } from './events.ts';
import { type ChatRecord, type PersonRecord, tenantKey } from './tenant.ts';

const contacts = ['contact:contact.base:readonly', 'contact:contact:readonly_as_app', 'contact:contact:access_as_app'];
const chats = ['im:chat:read', 'im:chat:readonly', 'im:chat'];
const members = ['im:chat.members:read', 'im:chat:readonly', 'im:chat'];

const aboutSelf = ['application:application:self_manage', 'admin:app.info:readonly'];

export const directoryRoutes: readonly Route[] = [
  { is: 'GET contact/v3/users/:user_id', scopes: contacts, carryOut: user },
  { is: 'POST contact/v3/users/batch_get_id', scopes: ['contact:user.id:readonly'], carryOut: idsOf },
  { is: 'GET im/v1/chats', scopes: chats, carryOut: chatsOfBot },
  { is: 'GET im/v1/chats/:chat_id', scopes: chats, carryOut: chat },
  { is: 'GET im/v1/chats/:chat_id/members', scopes: members, carryOut: membersOf },
  { is: 'GET im/v1/chats/:chat_id/members/is_in_chat', scopes: members, carryOut: isInChat },
  { is: 'GET bot/v3/info', scopes: [], carryOut: bot },
  { is: 'GET application/v6/scopes', scopes: [], carryOut: scopes },
  { is: 'GET application/v6/applications/:app_id', scopes: aboutSelf, carryOut: application },
];

/** Fields come only with the scopes they need; the leader's id comes in the kind that was asked for. */
function user({ params, query }: Call, { tenant, scopes: may }: Behind): Answer {
  const person = tenant.person(params.user_id ?? '');
  if (!person) return refusal(41012, 'user id invalid error');
  if (!person.inContactRange) return refusal(41050, 'no user authority error');
  const leader = person.leader === undefined ? undefined : tenant.named(person.leader);
  const all = 'contact:contact:readonly_as_app';
  const seen: Json = {
    union_id: person.unionId,
    open_id: person.openId,
    ...(may.has('contact:user.employee_id:readonly', all) && { user_id: person.userId }),
    ...(may.has('contact:user.base:readonly', all) && { name: person.name, en_name: '', avatar: {} }),
    ...(may.has('contact:user.email:readonly', all) && person.email !== undefined && { email: person.email }),
    ...(may.has('contact:user.phone:readonly', all) && person.mobile !== undefined && { mobile: person.mobile }),
    ...(may.has('contact:user.department:readonly', all) &&
      leader && { leader_user_id: idOf(leader, query.user_id_type ?? 'open_id') }),
    ...(may.has('contact:user.employee:readonly', all) && { status: statusOf(person) }),
  };
  return success({ user: seen });
}

/** An address that nobody has comes back without an id. */
function idsOf({ query, body }: Call, { tenant }: Behind): Answer {
  const asked = (key: 'emails' | 'mobiles') => (Array.isArray(body[key]) ? body[key].map(String) : []);
  if (Math.max(asked('emails').length, asked('mobiles').length) > 50) return refusal(40001, 'param error');
  const found = (person: PersonRecord | undefined): Json => {
    const isGone = person?.standing === 'resigned' && body.include_resigned !== true;
    if (!person || isGone) return {};
    return { user_id: idOf(person, query.user_id_type ?? 'open_id'), status: statusOf(person) };
  };
  return success({
    user_list: [
      ...asked('emails').map((email) => ({ email, ...found(tenant.people.find((each) => each.email === email)) })),
      ...asked('mobiles').map((mobile) => ({ mobile, ...found(tenant.people.find((each) => each.mobile === mobile)) })),
    ],
  });
}

function chatsOfBot(_: Call, { tenant }: Behind): Answer {
  const inside = tenant.chats.filter(({ mode, botInside }) => mode === 'group' && botInside);
  const items = inside.map(({ chatId, name }) => ({ chat_id: chatId, name, external: false, tenant_key: tenantKey }));
  return success({ items, page_token: '', has_more: false });
}

function chat({ params }: Call, { tenant }: Behind): Answer {
  const found = tenant.chat(params.chat_id ?? '');
  if (!found) return refusal(232006, 'Your request specifies a chat_id which is invalid.');
  const common = {
    name: found.name,
    chat_mode: found.mode,
    chat_type: 'private',
    external: false,
    tenant_key: tenantKey,
    chat_status: found.isDissolved ? 'dissolved' : 'normal',
  };
  if (!found.botInside) return success(common);
  const counts = { user_count: String(found.members.length), bot_count: '1' };
  return success({ ...common, ...counts, urgent_setting: found.urgent, owner_id_type: 'open_id' });
}

function membersOf({ params, query }: Call, { tenant }: Behind): Answer {
  const found = tenant.chat(params.chat_id ?? '');
  const no = outside(found);
  if (no || !found) return no ?? refusal(232006, 'Your request specifies a chat_id which is invalid.');
  const kind = query.member_id_type ?? 'open_id';
  const items = found.members.map((person) => ({
    member_id_type: kind,
    member_id: idOf(person, kind),
    name: person.name,
    tenant_key: tenantKey,
  }));
  const start = Number(query.page_token ?? 0);
  const end = start + Math.min(100, Number(query.page_size ?? 20));
  const more = end < items.length;
  return success({
    items: items.slice(start, end),
    page_token: more ? String(end) : '',
    has_more: more,
    member_total: items.length,
  });
}

function isInChat({ params }: Call, { tenant }: Behind): Answer {
  const found = tenant.chat(params.chat_id ?? '');
  if (!found) return refusal(232006, 'Your request specifies a chat_id which is invalid.');
  return success({ is_in_chat: found.botInside });
}

function outside(found: ChatRecord | undefined): Answer | undefined {
  if (!found) return undefined;
  if (found.isDissolved) return refusal(232009, 'Your request specifies a chat which has already been dissolved.');
  return found.botInside ? undefined : refusal(232011, 'Operator can NOT be out of the chat.');
}

/** Without the envelope that other answers have. */
function bot(_: Call, { tenant }: Behind): Answer {
  const about = {
    activate_status: tenant.bot.isOn ? 2 : 0,
    app_name: tenant.bot.name,
    avatar_url: '',
    ip_white_list: [],
  };
  return { status: 200, body: { code: 0, msg: 'ok', bot: { ...about, open_id: tenant.bot.openId } } };
}

function scopes(_: Call, { scopes: may }: Behind): Answer {
  return success({
    scopes: may.all.map((name) => ({ scope_name: name, grant_status: 1, scope_type: 'tenant' })),
  });
}

/** What the console holds of the app itself: whether it is switched on, and which events and callbacks it is told of. */
function application({ params }: Call, behind: Behind): Answer {
  const { appId, tenant, scopes: may, subscribed, subscription } = behind;
  if (params.app_id !== appId && params.app_id !== 'me') return refusal(210504, 'no permission to access the app');
  const [callbacks, events] = [true, false].map((is) => [...subscribed].filter((type) => isCallback(type) === is));
  const app = {
    app_id: appId,
    status: 1,
    app_name: tenant.bot.name,
    scopes: may.all.map((scope) => ({ scope, token_types: ['tenant'] })),
    event: { subscription_type: subscription, subscribed_events: events },
    callback: { callback_type: subscription, subscribed_callbacks: callbacks },
    callback_info: { callback_type: subscription, subscribed_callbacks: callbacks },
  };
  return success({ app });
}

function idOf({ openId, unionId, userId }: PersonRecord, kind: string): string {
  if (kind === 'union_id') return unionId;
  return kind === 'user_id' ? userId : openId;
}

function statusOf({ standing }: PersonRecord): Json {
  const is_resigned = standing === 'resigned';
  return { is_frozen: false, is_resigned, is_activated: true, is_exited: false, is_unjoin: false };
}
