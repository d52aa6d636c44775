// Opens a whole Feishu for one test: the tenant, the open platform before it, both ways in which events reach the app,
// and the people who act and read.

import { type Clock, systemClock } from '../../src/lib/clock.ts';
import type { Json } from '../shared/json.ts';
import { baseRoutes } from './api-bases.ts';
import { messageRoutes } from './api-messages.ts';
import { Bases, type NewBase } from './bases.ts';
import type { Behind, Route, Unknowns } from './behind.ts';
import type { Locale } from './card-reading.ts';
import { Courier, type Outcome, usualPatienceMs } from './courier.ts';
import type { Ack } from './delivery.ts';
import { directoryRoutes } from './directory.ts';
import { subscriptions } from './events.ts';
import { Faults } from './faults.ts';
import { FrontServer, type RecordedCall } from './front-server.ts';
import type { Signing } from './http-sender.ts';
import { LongConnection } from './long-connection.ts';
import { Media, mediaRoutes } from './media.ts';
import { Messages } from './messages.ts';
import { Person } from './person.ts';
import { Rates } from './rates.ts';
import { readChat, type SeenMessage } from './reading.ts';
import { Registration, registrationRoute } from './registration.ts';
import { documentedScopes, Scopes } from './scopes.ts';
import { SlashCommands, slashRoutes } from './slash-commands.ts';
import { type NewChat, type NewPerson, Tenant } from './tenant.ts';
import { Tokens } from './tokens.ts';
import { UrgentQuota, urgentRoutes } from './urgent.ts';

export interface DoubleOptions {
  people?: readonly NewPerson[];
  chats?: readonly NewChat[];
  bases?: readonly NewBase[];
  /** What the app may do; everything the project asks for, optional permissions included, when left out. */
  scopes?: readonly string[];
  /** Ages of messages and uuids, rates; the machine's clock when left out. Tokens follow the machine's in any case. */
  clock?: Clock;
  /** Refuse what comes too fast. */
  rates?: boolean;
  /** How long people wait for an answer: a minute when left out, for busy machines; less where a test knows that none will come. */
  patienceMs?: number;
}

/** Told apart from everything else, so that a test can look for them in logs. */
export const secrets = {
  appId: 'cli_a1b2c3d4e5f60718',
  appSecret: 'double-app-secret-9Zk1-4Wm8-7Qf3',
  encryptKey: 'double-encrypt-key-2Hs6',
  verificationToken: 'double-verification-token-5Jt9',
};

const tokenRoute: Route = {
  is: 'POST auth/v3/tenant_access_token/internal',
  scopes: [],
  isOpen: true,
  carryOut: ({ body }, { tokens }) => tokens.give(body),
};

export class FeishuDouble {
  readonly secrets = secrets;
  readonly faults: Faults;
  /** Address of the open platform, as `FEISHU_DOMAIN` would hold it. */
  readonly url: string;
  /** Feishu's end of the long connection. */
  readonly connection: LongConnection;
  /** Where an app is made by a QR code. */
  readonly registration: Registration;
  private readonly front: FrontServer;
  private readonly behind: Behind;
  private readonly courier: Courier;
  private readonly people = new Map<string, Person>();

  constructor(made: {
    front: FrontServer;
    behind: Behind;
    url: string;
    faults: Faults;
    connection: LongConnection;
    registration: Registration;
    courier: Courier;
  }) {
    this.front = made.front;
    this.behind = made.behind;
    this.url = made.url;
    this.faults = made.faults;
    this.connection = made.connection;
    this.registration = made.registration;
    this.courier = made.courier;
  }

  /** Who and what there is: for people who join or leave, chats that are dissolved, the bot's ability. */
  get tenant(): Tenant {
    return this.behind.tenant;
  }

  get scopes(): Scopes {
    return this.behind.scopes;
  }

  get tokens(): Tokens {
    return this.behind.tokens;
  }

  get urgentQuota(): UrgentQuota {
    return this.behind.urgentQuota;
  }

  get slashCommands(): SlashCommands {
    return this.behind.slashCommands;
  }

  get bases(): Bases {
    return this.behind.bases;
  }

  get media(): Media {
    return this.behind.media;
  }

  /** What only a real tenant can tell; to be set as a test wants it. */
  get unknowns(): Unknowns {
    return this.behind.unknowns;
  }

  openId(name: string): string {
    return this.tenant.named(name).openId;
  }

  /** The chat_id of a group. */
  chat(name: string): string {
    return this.tenant.chatNamed(name).chatId;
  }

  person(name: string): Person {
    const known = this.people.get(name);
    if (known) return known;
    const made = new Person(this.tenant.named(name), this.behind, this.courier);
    this.people.set(name, made);
    return made;
  }

  /** What people do goes to this address from now on; without one, over the long connection. */
  sendTo(requestUrl: string | undefined): void {
    this.courier.sendTo(requestUrl);
  }

  /** Types of events and callbacks ("card.action.trigger") that are among the app's settings. */
  get subscribed(): Set<string> {
    return this.behind.subscribed;
  }

  /** Sends the last event once more, with the same id. */
  repeatsLast(): Promise<Outcome> {
    return this.courier.repeatsLast();
  }

  /** Sends once more, at once, the events that were answered late, with a failure, or not at all. */
  redelivers(): Promise<Outcome[]> {
    return this.courier.redelivers();
  }

  /** Sends the last request with the very same time and signature; HTTP only. */
  replaysLast(): Promise<Ack> {
    return this.courier.replaysLast();
  }

  /** Asks the address of the app to prove itself; HTTP only. */
  verifiesUrl(signing?: Signing): Promise<Ack & { isVerified: boolean }> {
    return this.courier.verifiesUrl(signing);
  }

  get calls(): readonly RecordedCall[] {
    return this.front.calls;
  }

  /** What was said in the calls of an API: `callsOf('POST im/v1/messages/:message_id/reply')`. */
  callsOf(route: string): Json[] {
    return this.front.calls.filter((call) => call.route === route).map(({ args }) => args);
  }

  /** What was wrong with what the app sent; taken out, so that `close` does not fail over it. */
  takeProblems(): string[] {
    return this.behind.problems.splice(0);
  }

  /** What stands in a chat, oldest first, replies inside their message. */
  messages(chatId: string, { locale = 'zh_cn' }: { locale?: Locale } = {}): SeenMessage[] {
    return readChat(chatId, locale, this.behind);
  }

  /** What stands in the conversation between somebody and the bot, in their own language unless told otherwise. */
  directMessages(name: string, { locale }: { locale?: Locale } = {}): SeenMessage[] {
    const person = this.tenant.named(name);
    return this.messages(this.tenant.directChat(person).chatId, { locale: locale ?? person.locale });
  }

  /** Fails when the app did anything that Feishu, or the project's rules for it, forbid. */
  async close(): Promise<void> {
    this.faults.release();
    await this.front.close();
    await this.connection.close();
    const { problems } = this.behind;
    if (problems.length > 0) throw new Error(`Not fit for Feishu:\n${[...new Set(problems)].join('\n')}`);
  }
}

export async function openFeishuDouble(options: DoubleOptions = {}): Promise<FeishuDouble> {
  const clock = options.clock ?? systemClock;
  const faults = new Faults();
  const behind: Behind = {
    clock,
    appId: secrets.appId,
    tenant: new Tenant(options.people ?? [{ name: 'li' }, { name: 'chen' }], options.chats ?? [{ name: 'team' }]),
    messages: new Messages(clock),
    media: new Media(),
    urgentQuota: new UrgentQuota(),
    slashCommands: new SlashCommands(),
    bases: new Bases(options.bases ?? []),
    scopes: new Scopes(options.scopes ?? documentedScopes, secrets.appId),
    tokens: new Tokens(systemClock, { id: secrets.appId, secret: secrets.appSecret }),
    rates: new Rates(clock),
    subscribed: new Set(subscriptions),
    subscription: 'websocket',
    unknowns: { repeatedUuid: 'the message', cardsInAnswers: 'taken', emptyFields: 'empty' },
    problems: [],
  };
  behind.rates.isOn = options.rates ?? false;
  const connection = await LongConnection.open({ id: secrets.appId, secret: secrets.appSecret });
  const discovery: Route = {
    is: 'POST callback/ws/endpoint',
    scopes: [],
    isOpen: true,
    carryOut: ({ body }) => connection.discover(body),
  };
  const registration = new Registration();
  const routes = [
    tokenRoute,
    discovery,
    registrationRoute(registration, { id: secrets.appId, secret: secrets.appSecret }),
    ...messageRoutes,
    ...urgentRoutes,
    ...mediaRoutes,
    ...directoryRoutes,
    ...slashRoutes,
    ...baseRoutes,
  ];
  const front = new FrontServer({ behind, faults, routes });
  const courier = new Courier({
    connection,
    about: secrets,
    behind,
    patienceMs: options.patienceMs ?? usualPatienceMs,
  });
  return new FeishuDouble({ front, behind, url: await front.listen(), faults, connection, registration, courier });
}
