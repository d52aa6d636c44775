// Methods of the Web API in which the emulator is kinder than Slack, or which it lacks. All others go to it as they are.

import { type Json, part, parts, word } from '../shared/json.ts';
import type { PrivateWords } from './private-words.ts';
import type { Triggers } from './triggers.ts';
import type { Views } from './views.ts';
import { botUserId, type Workspace } from './workspace.ts';

export interface Behind {
  workspace: Workspace;
  triggers: Triggers;
  views: Views;
  privateWords: PrivateWords;
}

type Method = (args: Json, behind: Behind) => Promise<Json>;

/** Carries a call out. */
export function carryOutCall(method: string, args: Json, behind: Behind): Promise<Json> {
  const own = ownMethods[method];
  return own ? own(args, behind) : behind.workspace.ask(method, args, 'app');
}

const ownMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': inMemberChannel('chat.update'),
  'conversations.history': history('conversations.history'),
  'conversations.replies': history('conversations.replies'),
  'conversations.open': openConversation,
  'files.completeUploadExternal': completeUpload,
  'users.info': userInfo,
  'users.lookupByEmail': lookUpByEmail,
  'views.open': openView('views.open'),
  'views.publish': publishView,
  'views.push': openView('views.push'),
  'views.update': updateView,
};

async function postMessage(args: Json, { workspace }: Behind): Promise<Json> {
  const channel = word(args, 'channel');
  if (workspace.person(channel)?.deactivated) return refused('user_disabled');
  if (channel.startsWith('C') && !(await exists(workspace, channel))) return refused('channel_not_found');
  if (channel.startsWith('C') && !(await workspace.botIsIn(channel))) return refused('not_in_channel');
  const unknownPicture = await missingPicture(args, workspace);
  if (unknownPicture) return refused('invalid_blocks');
  // A reply to a message that is gone becomes a message of its own; only the missing thread_ts says so (slack-go#1571).
  const isOrphan = args.thread_ts !== undefined && !(await stands(workspace, channel, word(args, 'thread_ts')));
  return workspace.ask('chat.postMessage', isOrphan ? { ...args, thread_ts: undefined } : args, 'app');
}

async function postEphemeral(args: Json, { workspace, privateWords }: Behind): Promise<Json> {
  const answer = await workspace.ask('chat.postEphemeral', args, 'app');
  const [userId, channelId] = [word(args, 'user'), word(args, 'channel')];
  if (answer.ok === true) privateWords.add({ userId, channelId, body: args, via: 'ephemeral', inChannel: false });
  return answer;
}

function inMemberChannel(method: string): Method {
  return async (args, { workspace }) => {
    const channel = word(args, 'channel');
    if (channel.startsWith('C') && (await exists(workspace, channel)) && !(await workspace.botIsIn(channel)))
      return refused('not_in_channel');
    return workspace.ask(method, args, 'app');
  };
}

/** The emulator knows no bounds of time and always shows the metadata. */
function history(method: string): Method {
  return async (args, behind) => {
    const page = Math.min(Number(args.limit ?? 100), 1000);
    const { workspace } = behind;
    const [channel, root] = [word(args, 'channel'), word(args, 'ts')];
    if (method === 'conversations.replies' && !(await stands(workspace, channel, root)))
      return refused('thread_not_found');
    const answer = await inMemberChannel(method)({ ...args, limit: 1000, cursor: undefined }, behind);
    if (answer.ok !== true) return answer;
    const inclusive = isTrue(args.inclusive);
    const after = (ts: string) => args.oldest === undefined || isAfter(ts, String(args.oldest), inclusive);
    const before = (ts: string) => args.latest === undefined || isAfter(String(args.latest), ts, inclusive);
    const parent = (ts: string) => method === 'conversations.replies' && ts === args.ts;
    const all = parts(answer, 'messages').filter(
      (message) => parent(word(message, 'ts')) || (after(word(message, 'ts')) && before(word(message, 'ts'))),
    );
    const from = Number(word(args, 'cursor') || 0);
    const shown = all.slice(from, from + page).map((message) => {
      const { metadata, ...rest } = message;
      return metadata !== undefined && isTrue(args.include_all_metadata) ? message : rest;
    });
    const more = from + page < all.length;
    const next = more ? String(from + page) : '';
    return { ok: true, messages: shown, has_more: more, response_metadata: { next_cursor: next } };
  };
}

async function openConversation(args: Json, { workspace }: Behind): Promise<Json> {
  const users = word(args, 'users').split(',');
  if (users.some((id) => workspace.person(id)?.deactivated)) return refused('user_disabled');
  return workspace.ask('conversations.open', args, 'app');
}

async function completeUpload(args: Json, { workspace }: Behind): Promise<Json> {
  const channel = word(args, 'channel_id');
  if (channel.startsWith('C') && (await exists(workspace, channel)) && !(await workspace.botIsIn(channel)))
    return refused('not_in_channel');
  return workspace.ask('files.completeUploadExternal', args, 'app');
}

async function userInfo(args: Json, { workspace }: Behind): Promise<Json> {
  const answer = await workspace.ask('users.info', args, 'app');
  if (answer.ok !== true) return answer;
  const person = workspace.person(word(args, 'user'));
  const locale = isTrue(args.include_locale) && { locale: person?.locale ?? 'en-US' };
  return { ...answer, user: { ...part(answer, 'user'), deleted: person?.deactivated ?? false, ...locale } };
}

async function lookUpByEmail(args: Json, { workspace }: Behind): Promise<Json> {
  const answer = await workspace.ask('users.lookupByEmail', args, 'app');
  const found = workspace.person(word(part(answer, 'user'), 'id'));
  return found?.deactivated ? refused('users_not_found') : answer;
}

function openView(method: 'views.open' | 'views.push'): Method {
  return async (args, { workspace, triggers, views }) => {
    const trigger = triggers.use(word(args, 'trigger_id'));
    if (typeof trigger === 'string') return refused(trigger);
    const of = { user_id: trigger.userId, ...(trigger.viewId && { view_id: trigger.viewId }) };
    const inside = await workspace.must('views.generateTriggerId', of, 'app');
    const answer = await workspace.ask(method, { ...args, trigger_id: inside.trigger_id }, 'app');
    if (answer.ok !== true) return answer;
    if (method === 'views.open') views.opened(trigger.userId, part(answer, 'view'));
    else views.pushed(trigger.userId, part(answer, 'view'));
    return answer;
  };
}

async function updateView(args: Json, { workspace, views }: Behind): Promise<Json> {
  const viewId = word(args, 'view_id');
  if (viewId !== '' && !views.isOpen(viewId)) return refused('not_found');
  const answer = await workspace.ask('views.update', args, 'app');
  if (answer.ok === true) views.updated(part(answer, 'view'));
  return answer;
}

async function publishView(args: Json, { workspace, views }: Behind): Promise<Json> {
  const answer = await workspace.ask('views.publish', args, 'app');
  if (answer.ok === true) views.published(word(args, 'user_id'), part(answer, 'view'));
  return answer;
}

async function exists(workspace: Workspace, channel: string): Promise<boolean> {
  return (await workspace.ask('conversations.info', { channel })).ok === true;
}

/** Whether a message is still there. */
async function stands(workspace: Workspace, channel: string, ts: string): Promise<boolean> {
  const thread = await workspace.ask('conversations.replies', { channel, ts });
  return thread.ok !== true || parts(thread, 'messages').some((message) => message.ts === ts);
}

/** Whether a picture block shows a file that was never uploaded. */
async function missingPicture(args: Json, workspace: Workspace): Promise<boolean> {
  const ids = parts(args, 'blocks')
    .map((block) => word(part(block, 'slack_file'), 'id'))
    .filter((id) => id !== '');
  const infos = await Promise.all(ids.map((file) => workspace.ask('files.info', { file })));
  return infos.some((info) => info.ok !== true || part(info, 'file').user !== botUserId);
}

function isAfter(ts: string, bound: string, inclusive: boolean): boolean {
  return inclusive ? Number(ts) >= Number(bound) : Number(ts) > Number(bound);
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}

function refused(error: string): Json {
  return { ok: false, error };
}
