// A chat platform as one record: what is set for it, what it can do, and how it is opened. Everything outside its folder
// that differs by platform is read from here. Nothing here loads an SDK: `open` and `check` do when they are called.

import type { ConfigFault } from '../errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Bilingual, Language } from '../lib/language.ts';
import type { Log } from '../lib/log.ts';
import type { Setting } from '../lib/setting.ts';
import type { Message } from '../messages/message.ts';
import type { Platform } from '../policy/platforms.ts';
import type { Person, Policy } from '../policy/policy.ts';
import type { Capabilities, ChatAdapter } from './adapter.ts';
import type { LinkState, PlatformCheck } from './checks.ts';
import type { OpenedPolicy } from './setting-faults.ts';

/** V: the values of its variables. S: what they amount to. O: what opening it gives. */
export interface ChatPlatform<
  V = Readonly<Record<string, unknown>>,
  S = unknown,
  O extends OpenPlatform = OpenPlatform,
> {
  readonly id: Platform;
  /** How the names of its variables begin; undefined where there are none. */
  readonly prefix?: string;
  readonly variables: Readonly<Record<string, Setting<unknown>>>;
  /** Undefined where it is not set up. */
  settings(values: V): S | undefined;
  /** What is only half set. `isWanted` when the platform must be there although no policy file names it. */
  faults(values: V, opened: OpenedPolicy | undefined, isWanted?: boolean): ConfigFault[];
  /** At most this; what an adapter can do may depend on the permissions it was given. */
  readonly capabilities: Capabilities;
  /** Opens it, unconnected: starting the adapter connects it. */
  open(settings: S, surroundings: Surroundings): Promise<O>;
  /** One look at its set-up, for a process that does not connect to it. Never throws. */
  check(settings: S, given: { policy: Policy; log: Log }): Promise<readonly PlatformCheck[]>;
  /** How the demo is told there; undefined where it needs no channel. */
  readonly demo?: { usage: Bilingual; noChannel: Bilingual };
}

/** What every platform may use of the rest of the program. */
export interface Surroundings {
  policy: Policy;
  /** Where people reach the console; undefined when they cannot reach it from elsewhere. */
  consoleUrl: string | undefined;
  /** Real time, also where the program runs on a simulated clock: requests are signed with it. */
  clock: Clock;
  log: Log;
  /** People with the managers above them at this moment. Never throws. */
  people(): Promise<readonly Person[]>;
  /** What clients may offer after a slash. */
  commands: readonly { name: string; summary: Bilingual }[];
  home: HomeMessages;
  /** Where a platform without a server of its own keeps its messages. */
  room: MessageRoom;
}

/** What a person sees on a home tab, as messages in their language. */
export type HomeMessages = (personId: string, language: Language) => Promise<readonly Message[]>;

/** A message in every language, because each reader has their own. */
export type MessageInLanguages = Readonly<Record<Language, Message>>;

/** Stored messages of a platform without a server of its own. Ids are opaque text. */
export interface MessageRoom {
  /** Adds a message and returns its id; the id of the one that already stands under `key`, unchanged, if any. */
  put(message: { key: string; channel: string; parentId: string | null; message: MessageInLanguages }): Promise<string>;
  /** The channel of a message; undefined when there is no such message. */
  channelOf(id: string): Promise<string | undefined>;
  /** Replaces what a message says and marks it as edited; false when there is no such message. */
  edit(id: string, message: MessageInLanguages): Promise<boolean>;
  find(channel: string, key: string): Promise<string | undefined>;
}

export interface OpenPlatform {
  adapter: ChatAdapter;
  /** Where the platform sends requests to us, below the address of the service; undefined where it sends none. */
  requests: { path: string; answer: (request: Request) => Promise<Response> } | undefined;
  /** What the last look at the set-up found, and how the connections are doing. */
  checks(): readonly PlatformCheck[];
  links(): readonly LinkState[];
}
