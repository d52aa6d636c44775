// The workspace behind the double: an emulator keeps its messages, views, people and files. Asks it as somebody who may
// do everything; what the app itself may do is the front server's business.

import { createEmulator } from 'emulate';
import { isJson, type Json, part, parts, word } from '../shared/json.ts';

export interface NewPerson {
  /** What tests call them; the policy file's id, as a rule. */
  name: string;
  realName?: string;
  email?: string;
  /** As in "zh-CN". */
  locale?: string;
  /** Account closed: nobody finds them by e-mail, nobody can write to them. */
  deactivated?: boolean;
}

export interface NewChannel {
  name: string;
  private?: boolean;
  /** The bot was not invited. */
  withoutBot?: boolean;
}

export interface WorkspaceOptions {
  people: readonly NewPerson[];
  channels: readonly NewChannel[];
  /** What the bot's token may do. */
  scopes: readonly string[];
  /** Where the app sees the workspace: addresses to upload to begin with it. */
  url: string;
}

export const appId = 'A0SKUWATCH';
const botId = 'B0SKUWATCH';
export const botUserId = 'U0SKUWATCH';
export const teamId = 'T000000001';

const botToken = 'xoxb-inside-as-the-app';
const allToken = 'xoxb-inside-may-do-all';
const adminToken = 'xoxp-inside-admin';
const everyScope = [
  'chat:write',
  'channels:read channels:history channels:join channels:manage groups:read groups:history groups:write',
  'im:read im:write im:history users:read users:read.email files:read files:write',
].join(' ');

/** Whose rights a call has: the app's own, all of them, or an administrator's. */
export type Rights = 'app' | 'all' | 'admin';

export class Workspace {
  private readonly emulatorUrl: string;
  private readonly outsideUrl: string;
  private readonly people = new Map<string, NewPerson & { id: string }>();
  private readonly channels = new Map<string, string>();
  readonly close: () => Promise<void>;

  private constructor(emulator: { url: string; close(): Promise<void> }, { url }: WorkspaceOptions) {
    this.emulatorUrl = emulator.url;
    this.outsideUrl = url;
    this.close = () => emulator.close();
  }

  static async open(options: WorkspaceOptions): Promise<Workspace> {
    const seed = { slack: seedOf(options) };
    const opened = new Workspace(await createEmulator({ service: 'slack', port: 0, seed }), options);
    await opened.meet(options);
    return opened;
  }

  userId(name: string): string {
    const found = this.people.get(name);
    if (!found) throw new Error(`Nobody is called ${name} in this workspace`);
    return found.id;
  }

  channelId(name: string): string {
    const found = this.channels.get(name);
    if (!found) throw new Error(`No channel ${name} in this workspace`);
    return found;
  }

  person(userId: string): (NewPerson & { id: string }) | undefined {
    return [...this.people.values()].find(({ id }) => id === userId);
  }

  channelName(channelId: string): string {
    return [...this.channels].find(([, id]) => id === channelId)?.[0] ?? 'directmessage';
  }

  /** Closes an account, from now on. */
  deactivate(name: string): void {
    const found = this.people.get(name);
    if (found) found.deactivated = true;
  }

  /** Calls the emulator. Its answer, whatever it is. */
  async ask(method: string, args: Json, rights: Rights = 'all'): Promise<Json> {
    const tokens = { app: botToken, all: allToken, admin: adminToken };
    const response = await fetch(`${this.emulatorUrl}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens[rights]}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    const text = await response.text();
    if (response.status === 404) return { ok: false, error: 'unknown_method' };
    const answer: unknown = JSON.parse(text.replaceAll(this.emulatorUrl, this.outsideUrl));
    return isJson(answer) ? answer : { ok: false, error: 'no_object' };
  }

  /** The same for a call that must succeed. */
  async must(method: string, args: Json, rights: Rights = 'all'): Promise<Json> {
    const answer = await this.ask(method, args, rights);
    if (answer.ok !== true) throw new Error(`${method}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Passes bytes on to the address where files are uploaded. */
  async upload(path: string, body: { bytes: Buffer; contentType: string }): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.emulatorUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': body.contentType },
      body: new Uint8Array(body.bytes),
    });
    return { status: response.status, text: await response.text() };
  }

  async botIsIn(channelId: string): Promise<boolean> {
    return part(await this.ask('conversations.info', { channel: channelId }), 'channel').is_member === true;
  }

  private async meet({ people, channels }: WorkspaceOptions): Promise<void> {
    const users = parts(await this.must('users.list', { limit: 1000 }), 'members');
    for (const person of people) {
      const found = users.find((user) => user.name === person.name);
      this.people.set(person.name, { ...person, id: word(found, 'id') });
    }
    const types = 'public_channel,private_channel';
    const found = parts(await this.must('conversations.list', { types, limit: 1000 }, 'admin'), 'channels');
    for (const { name, withoutBot } of channels) {
      const id = word(
        found.find((each) => each.name === name),
        'id',
      );
      this.channels.set(name, id);
      if (!withoutBot) await this.must('conversations.invite', { channel: id, users: botUserId }, 'admin');
    }
  }
}

function seedOf({ people, channels, scopes }: WorkspaceOptions): Json {
  const asApp = { type: 'bot', user_id: botUserId, app_id: appId, bot_id: botId, bot_user_id: botUserId };
  return {
    team: { name: 'Lumora', domain: 'lumora' },
    strict_scopes: true,
    users: people.map(({ name, realName, email }) => ({
      name,
      real_name: realName ?? name,
      email: email ?? `${name}@lumora.example`,
    })),
    channels: channels.map((channel) => ({ name: channel.name, is_private: channel.private ?? false })),
    oauth_apps: [
      {
        app_id: appId,
        client_id: '1.1',
        client_secret: 'unused',
        name: 'Skuwatch',
        redirect_uris: [],
        bot_id: botId,
        bot_user_id: botUserId,
        bot_name: 'skuwatch',
      },
    ],
    tokens: [
      { token: botToken, scopes: [...scopes], ...asApp },
      { token: allToken, scopes: everyScope, ...asApp },
      { token: adminToken, type: 'user', user_id: 'U000000001', scopes: everyScope },
    ],
  };
}
