// What the crash test has to be given of a chat platform. Another platform is put to the test by a module beside
// `slack.ts`, listed in `index.ts`; nothing else knows which chat it is.

import type { ChatAdapter } from '../../../src/chat/adapter.ts';
import type { Context } from '../../../src/context.ts';
import type { Inbound } from '../../../src/messages/inbound.ts';
import type { Platform } from '../../../src/policy/platforms.ts';

export type TestedPlatform = Exclude<Platform, 'console'>;

export interface ChatUnderTest {
  readonly platform: TestedPlatform;
  /** Starts the platform. Called in the test's own process: it must live on while workers die. */
  open(behaviour: Behaviour): Promise<Double>;
  /**
   * The product's adapter, in a worker, made of the `settings` of the platform that was opened. `timeScale`: how many
   * times faster than real time the clock of `ctx` may run; a wait that the platform asks for grows by it.
   */
  adapter(settings: Names, tools: { ctx: Context; timeScale: number }): ChatAdapter;
}

/** How a platform names people and groups of the plan: what the policy file has to say. */
export interface Names {
  people: Readonly<Record<string, string>>;
  groups: Readonly<Record<string, string>>;
}

export interface Behaviour {
  seed: number;
  /** Share of calls that go wrong, 0–1: connections break before and after storing, 5xx, 429, slow answers. */
  faultShare: number;
}

/** A platform that runs. */
export interface Double {
  /** What a worker needs to find it; survives JSON. */
  readonly settings: Names;
  /**
   * A person does something. From then on the platform hands it to one worker after the other, until it was answered as
   * often as it means to ask (platforms repeat what was answered, too).
   */
  say(event: Inbound): Promise<void>;
  /** From now on nothing goes wrong. */
  calm(): Promise<void>;
  /** What people did and is not answered yet as often as it will be asked, and why. */
  unanswered(): Promise<string[]>;
  /** `deliveries`: all of them, for platforms whose messages carry no key that could be read back. */
  record(deliveries: readonly DeliveryKey[]): Promise<ChatRecord>;
  stop(): void;
}

/** A delivery and the message that it became, or changed. */
export interface DeliveryKey {
  key: string;
  messageKey: string;
}

/** All that the platform knows, for the checker; survives JSON. */
export interface ChatRecord {
  /** Messages that stand, threads and direct messages included. */
  messages: KeptMessage[];
  events: KeptEvent[];
  /** Calls that came although the platform had asked for silence in that channel. */
  impatientCalls: number;
  /** What the platform would not have taken, or not for long. */
  problems: string[];
}

export interface KeptMessage {
  /** The delivery's key, as the message carries it. */
  key: string;
  /** Named as in the plan: "group:s1-team", "person:li". */
  channel: string;
  /** Every word that a person reads there now. */
  text: string;
}

export interface KeptEvent {
  event: Inbound;
  /** How many answers the platform waits for. */
  deliveries: number;
  replies: KeptReply[];
  /** Why there is no further reply yet. */
  trouble?: string;
}

/** What a person was told: whether it was done, and the words, the same for the same words. */
export interface KeptReply {
  type: 'done' | 'refused';
  words: string;
}

/** A chat as a worker is told of it. */
export interface ChatAddress {
  platform: TestedPlatform;
  settings: Names;
}

/** The events that have not been answered yet as often as the platform means to ask, and why. */
export function unansweredOf(events: readonly KeptEvent[]): string[] {
  return events
    .filter(({ deliveries, replies }) => replies.length < deliveries)
    .map(({ event, trouble = 'not begun' }) => `${event.eventId} (${trouble})`);
}
