// Opens a whole Slack for one test: the workspace, the Web API before it, Socket Mode, and the people in it.

import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../src/lib/clock.ts';
import { type Json, parts, word } from '../shared/json.ts';
import { Faults } from './faults.ts';
import { FrontServer, type RecordedCall } from './front-server.ts';
import { HttpSender } from './http-sender.ts';
import type { Behind } from './methods.ts';
import type { Names } from './mrkdwn.ts';
import { type Line, Person, type Surroundings } from './person.ts';
import { PrivateWords } from './private-words.ts';
import { type SeenMessage, seenMessage } from './reading.ts';
import { type Ack, type Delivery, SocketServer } from './socket-server.ts';
import { Triggers } from './triggers.ts';
import { Views } from './views.ts';
import { type NewChannel, type NewPerson, Workspace } from './workspace.ts';

export interface DoubleOptions {
  people?: readonly NewPerson[];
  channels?: readonly NewChannel[];
  /** What the bot may do; everything the manifest asks for, optional scopes included, when left out. */
  scopes?: readonly string[];
  /** Life of triggers and response_urls, pace of posting: stands still when left out. Messages are stamped by the machine's clock. */
  clock?: Clock;
  oneMessagePerSecond?: boolean;
}

const allScopes = [
  'chat:write',
  'commands',
  'files:write',
  'files:read',
  'im:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'im:history',
] as const;

/** Told apart from everything else, so that a test can look for them in logs. */
export const secrets = {
  botToken: 'xoxb-double-bot-token-7Qf3',
  appToken: 'xapp-double-app-token-9Zk1',
  signingSecret: 'double-signing-secret-4Wm8',
};

const standingClock: Clock = { now: () => new Date('2026-03-03T10:00+08:00') };

/** A test that waits for longer waits for something that will not come. */
const patienceMs = 120_000;

export class SlackDouble {
  readonly faults = new Faults();
  readonly socket: SocketServer;
  /** Address of the Web API, as `SLACK_API_URL` would hold it. */
  readonly apiUrl: string;
  readonly workspace: Workspace;
  private readonly front: FrontServer;
  private readonly behind: Behind;
  private readonly around: Surroundings;
  private readonly people = new Map<string, Person>();
  private http: HttpSender | undefined;
  private stamps = 0;
  private sendAgain: (() => Delivery) | undefined;

  constructor(made: {
    front: FrontServer;
    socket: SocketServer;
    behind: Behind;
    url: string;
    faults: Faults;
  }) {
    this.front = made.front;
    this.socket = made.socket;
    this.faults = made.faults;
    this.behind = made.behind;
    this.workspace = made.behind.workspace;
    this.apiUrl = `${made.url}/api/`;
    const names: Names = {
      user: (id) => this.workspace.person(id)?.realName ?? this.workspace.person(id)?.name ?? id,
      channel: (id) => this.workspace.channelName(id),
    };
    this.around = {
      behind: made.behind,
      stamp: () => this.stamp(),
      names,
      line: () => this.line(),
      problems: made.front.problems,
      responseUrl: (userId, channelId) => `${made.url}/response/${made.behind.privateWords.newUrl(userId, channelId)}`,
      sent: (again) => {
        this.sendAgain = again;
      },
    };
  }

  /** What people do goes to this address from now on; without one, over Socket Mode. */
  sendTo(requestUrl: string | undefined): void {
    this.http = requestUrl === undefined ? undefined : new HttpSender(requestUrl, secrets.signingSecret);
  }

  person(name: string): Person {
    const known = this.people.get(name);
    if (known) return known;
    const made = new Person(name, this.workspace.userId(name), this.around);
    this.people.set(name, made);
    return made;
  }

  /** What lets the app open a modal before somebody, as a click of theirs would. */
  triggerFor(name: string): string {
    return this.behind.triggers.give({ userId: this.workspace.userId(name), viewId: undefined });
  }

  channel(name: string): string {
    return this.workspace.channelId(name);
  }

  get calls(): readonly RecordedCall[] {
    return this.front.calls;
  }

  callsOf(method: string): Json[] {
    return this.front.calls.filter((call) => call.method === method).map(({ args }) => args);
  }

  /** What was wrong with what the app sent; taken out, so that `close` does not fail over it. */
  takeProblems(): string[] {
    return this.front.problems.splice(0);
  }

  /** What stands in a channel or direct conversation, oldest first, threads inside their message. */
  async messages(channelId: string): Promise<SeenMessage[]> {
    const history = await this.workspace.must('conversations.history', { channel: channelId, limit: 1000 });
    const found = parts(history, 'messages').reverse();
    return Promise.all(found.map((message) => this.withReplies(channelId, message)));
  }

  /** What the app wrote to somebody directly. */
  async directMessages(name: string): Promise<SeenMessage[]> {
    return this.messages(await this.person(name).directChannel());
  }

  /** Somebody removes a message of the app. */
  async removes(channelId: string, ts: string): Promise<void> {
    await this.workspace.must('chat.delete', { channel: channelId, ts });
  }

  /** Delivers what was sent last once more, as Slack does when an ack was lost. */
  async repeatsLast(): Promise<Ack> {
    if (!this.sendAgain) throw new Error('Nothing was sent yet');
    return this.sendAgain().acked;
  }

  /** Sends the last request with the very same time and signature; HTTP only. */
  async replaysLast(): Promise<Ack> {
    if (!this.http) throw new Error('Not over HTTP');
    return this.http.replay().acked;
  }

  /** Resolves as soon as a condition holds; looked at whenever somebody is shown something in private, or a view changes. */
  async until(condition: () => boolean): Promise<void> {
    const patience = new AbortController();
    const tired = pause(patienceMs, 'tired', { signal: patience.signal }).catch(() => 'done');
    try {
      while (!condition()) {
        const woken = await Promise.race([this.behind.views.change(), this.behind.privateWords.arrival(), tired]);
        if (woken === 'tired') throw new Error('Nobody was shown what the test waits for');
      }
    } finally {
      patience.abort();
    }
  }

  /** Fails when the app did anything that Slack, or the project's rules for it, forbid. */
  async close(): Promise<void> {
    this.faults.release();
    await this.front.close();
    await this.socket.close();
    await this.workspace.close();
    const { problems } = this.front;
    if (problems.length > 0) throw new Error(`Not fit for Slack:\n${[...new Set(problems)].join('\n')}`);
  }

  private stamp(): string {
    this.stamps += 1;
    return `${Math.floor(Date.now() / 1000)}.${String(this.stamps).padStart(6, '0')}`;
  }

  private line(): Line {
    return this.http ? { kind: 'http', sender: this.http } : { kind: 'socket', server: this.socket };
  }

  private async withReplies(channelId: string, message: Json): Promise<SeenMessage> {
    const ts = word(message, 'ts');
    const thread = await this.workspace.must('conversations.replies', { channel: channelId, ts });
    const replies = parts(thread, 'messages').filter((each) => each.ts !== ts);
    return seenMessage(message, this.around.names, replies);
  }
}

export async function openSlackDouble(options: DoubleOptions = {}): Promise<SlackDouble> {
  const clock = options.clock ?? standingClock;
  const faults = new Faults();
  const scopes = options.scopes ?? allScopes;
  const socket = await SocketServer.open();
  let behind: Behind | undefined;
  const front = new FrontServer({
    behind: () => {
      if (!behind) throw new Error('Not open yet');
      return behind;
    },
    faults,
    clock,
    tokens: { bot: secrets.botToken, app: secrets.appToken },
    oneMessagePerSecond: options.oneMessagePerSecond ?? false,
    scopes,
    socketUrl: () => socket.newUrl(),
  });
  const url = await front.listen();
  const workspace = await Workspace.open({
    people: options.people ?? [{ name: 'li' }, { name: 'chen' }],
    channels: options.channels ?? [{ name: 'team' }],
    scopes,
    url,
  });
  behind = { workspace, triggers: new Triggers(clock), views: new Views(), privateWords: new PrivateWords(clock) };
  return new SlackDouble({ front, socket, behind, url, faults });
}
