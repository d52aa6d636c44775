// What the app has to have on Feishu: permissions, events and the callback. One list: the set-up asks for it, `doctor`
// compares with it, and the guides are made from it. Pure.

import type { Bilingual } from '../../lib/language.ts';
import type { Policy } from '../../policy/policy.ts';

export interface Permission {
  scope: string;
  /** needed: nothing works without; useful: named in `why`, the rest works; extra: only where a team wants it. */
  kind: 'needed' | 'useful' | 'extra';
  /** What it is for. */
  why: Bilingual;
  /** Wider permissions that are as good, which an app may have had before. */
  within?: readonly string[];
}

const allContacts = 'contact:contact:readonly_as_app';

/** Each once, in the order in which people read them. */
export const permissions: readonly Permission[] = [
  {
    scope: 'im:message:send_as_bot',
    kind: 'needed',
    why: { zh: '发表单、提醒和记录', en: 'post forms, reminders and records' },
    within: ['im:message', 'im:message:send'],
  },
  {
    scope: 'im:message:update',
    kind: 'needed',
    why: { zh: '更新自己发的卡片', en: 'change the bot’s own cards' },
    within: ['im:message', 'im:message:send_as_bot'],
  },
  {
    scope: 'im:message.p2p_msg:readonly',
    kind: 'needed',
    why: { zh: '接收别人私聊机器人的指令', en: 'hear commands typed to the bot directly' },
    within: ['im:message.p2p_msg', 'im:message'],
  },
  {
    scope: 'im:message.group_at_msg:readonly',
    kind: 'needed',
    why: { zh: '接收群里 @机器人 的指令', en: 'hear commands in groups that mention the bot' },
    within: ['im:message.group_at_msg', 'im:message.group_msg', 'im:message'],
  },
  {
    scope: 'im:chat:read',
    kind: 'needed',
    why: { zh: '确认群存在、属于本企业', en: 'does the group exist, and is it of this company' },
    within: ['im:chat', 'im:chat:readonly'],
  },
  {
    scope: 'im:chat.members:read',
    kind: 'needed',
    why: { zh: '确认机器人在群里', en: 'is the bot in the group' },
    within: ['im:chat', 'im:chat:readonly'],
  },
  {
    scope: 'im:resource',
    kind: 'needed',
    why: { zh: '上传销量图、周报图和 Excel', en: 'charts, the weekly picture and its workbook' },
  },
  {
    scope: 'contact:user.id:readonly',
    kind: 'useful',
    why: { zh: '按邮箱找到策略文件里的人', en: 'find the people of the policy file by their e-mail' },
  },
  {
    scope: 'im:message.urgent',
    kind: 'useful',
    why: { zh: '升级消息加急（应用内）', en: 'make escalations urgent (in the app)' },
  },
  {
    scope: 'contact:contact.base:readonly',
    kind: 'useful',
    why: { zh: '从通讯录找主管', en: 'find managers in the directory' },
    within: [allContacts],
  },
  {
    scope: 'contact:user.base:readonly',
    kind: 'useful',
    why: { zh: '主管的姓名', en: 'the manager’s name' },
    within: [allContacts],
  },
  {
    scope: 'contact:user.department:readonly',
    kind: 'useful',
    why: { zh: '通讯录里的直属上级', en: 'who reports to whom in the directory' },
    within: [allContacts],
  },
  {
    scope: 'im:chat.members:bot_access',
    kind: 'useful',
    why: { zh: '机器人进群、被移出时立刻知道', en: 'hear at once when the bot is added to or removed from a group' },
    within: ['im:chat', 'im:chat:readonly'],
  },
  {
    scope: 'im:chat.access_event.bot_p2p_chat:read',
    kind: 'useful',
    why: {
      zh: '有人第一次打开机器人会话时打招呼',
      en: 'greet somebody who opens the chat with the bot for the first time',
    },
  },
  {
    scope: 'application:app_slash_command:read',
    kind: 'useful',
    why: { zh: '斜杠指令面板：查看已有指令', en: 'slash commands: read those that are there' },
  },
  {
    scope: 'application:app_slash_command:write',
    kind: 'useful',
    why: { zh: '斜杠指令面板：登记指令', en: 'slash commands: register ours' },
  },
  {
    scope: 'application:application:self_manage',
    kind: 'useful',
    why: { zh: 'doctor 检查事件与回调是否订阅', en: 'doctor: are events and the callback subscribed' },
    within: ['admin:app.info:readonly'],
  },
  {
    scope: 'im:message.urgent:sms',
    kind: 'extra',
    why: { zh: '短信加急，占用企业额度', en: 'urgent by text message, from the company’s quota' },
  },
  {
    scope: 'im:message.urgent:phone',
    kind: 'extra',
    why: { zh: '电话加急，占用企业额度', en: 'urgent by phone call, from the company’s quota' },
  },
  {
    scope: 'im:message:readonly',
    kind: 'extra',
    why: {
      zh: '飞书一小时没有回应时，查消息是否已发出（与下一项一起）',
      en: 'an hour after a lost answer: does the message stand (together with the next one)',
    },
  },
  {
    scope: 'im:message.group_msg',
    kind: 'extra',
    why: { zh: '同上，读取所在群的消息；敏感权限', en: 'the same, reading the bot’s groups; a sensitive permission' },
  },
  {
    scope: 'base:record:retrieve',
    kind: 'extra',
    why: { zh: '从多维表格读取负责人、交期、采购单', en: 'read owners, lead times and purchase orders from a base' },
    within: ['bitable:app', 'bitable:app:readonly'],
  },
  {
    scope: 'base:record:create',
    kind: 'extra',
    why: { zh: '把完成的表单写进多维表格', en: 'write closed forms into a base' },
    within: ['bitable:app'],
  },
  {
    scope: 'base:record:update',
    kind: 'extra',
    why: { zh: '更新写进去的记录', en: 'correct what was written there' },
    within: ['bitable:app'],
  },
];

/** What people do that the bot is told of; the names are what Feishu's console shows. */
export const events: readonly { type: string; name: Bilingual }[] = [
  { type: 'im.message.receive_v1', name: { zh: '接收消息', en: 'Message received' } },
  { type: 'application.bot.menu_v6', name: { zh: '机器人自定义菜单事件', en: 'Bot menu event' } },
  {
    type: 'im.chat.access_event.bot_p2p_chat_entered_v1',
    name: { zh: '用户进入与机器人的会话', en: 'User entered the chat with the bot' },
  },
  { type: 'im.chat.member.bot.added_v1', name: { zh: '机器人进群', en: 'Bot added to a group' } },
  { type: 'im.chat.member.bot.deleted_v1', name: { zh: '机器人被移出群', en: 'Bot removed from a group' } },
];

/** Every press of a button and every form that is sent. */
export const callback: { type: string; name: Bilingual } = {
  type: 'card.action.trigger',
  name: { zh: '卡片回传交互', en: 'Card callback' },
};

/** What the set-up asks for: all but what only some teams want. */
export const askedScopes: readonly string[] = permissions
  .filter(({ kind }) => kind !== 'extra')
  .map(({ scope }) => scope);

/** Permissions that neither stand among `granted` nor lie within one that does; extras where the policy file uses them. */
export function missingScopes(
  granted: ReadonlySet<string>,
  { kind, policy }: { kind: Permission['kind']; policy: Policy },
): string[] {
  const used = usedExtras(policy);
  return permissions
    .filter((each) => each.kind === kind && (kind !== 'extra' || used.includes(each.scope)))
    .filter(({ scope, within = [] }) => ![scope, ...within].some((name) => granted.has(name)))
    .map(({ scope }) => scope);
}

function usedExtras({ escalation, bitable: { owners, leadTimes, purchases, cases } }: Policy): string[] {
  const calls = (means: 'sms' | 'phone') => escalation.steps.some(({ urgent }) => urgent === means);
  return [
    ...(calls('sms') ? ['im:message.urgent:sms'] : []),
    ...(calls('phone') ? ['im:message.urgent:phone'] : []),
    ...(owners || leadTimes || purchases || cases ? ['base:record:retrieve'] : []),
    ...(cases ? ['base:record:create', 'base:record:update'] : []),
  ];
}

/** The page on which these permissions are asked for, as Feishu's own hint gives it. */
export function permissionLink(
  { domain, appId }: { domain: string; appId: string },
  scopes: readonly string[],
): string {
  const asks = new URLSearchParams({ q: scopes.join(','), op_from: 'openapi', token_type: 'tenant' });
  return `${domain}/app/${appId}/auth?${asks.toString()}`;
}

/** The same list as Feishu's console takes it at once: Permissions & Scopes → Batch import/export. */
export function permissionsToImport(): string {
  return `${JSON.stringify({ scopes: { tenant: askedScopes, user: [] } }, null, 2)}\n`;
}
