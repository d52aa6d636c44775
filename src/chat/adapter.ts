// What every chat platform must offer. Adapters carry messages; they know no cases and no database.

import type { Language } from '../lib/language.ts';
import type { Attachment, Destination, MessageRef } from '../messages/destination.ts';
import type { Inbound, Reply } from '../messages/inbound.ts';
import type { FormPlace, Message } from '../messages/message.ts';
import type { Leader } from '../policy/leader.ts';
import type { Platform } from '../policy/platforms.ts';
import type { UrgentMeans } from '../policy/policy.ts';

/** A message to send: composed in the language the adapter asks for, with the files it shows. */
export interface Outgoing {
  /** One key for one obligation: sending twice with it must show one message. */
  key: string;
  message(language: Language): Message;
  attachments: readonly Attachment[];
  /** Aborted when the caller stops waiting: a request still under way should be broken off. */
  signal?: AbortSignal;
}

export interface Capabilities {
  /** Where a form is filled in. */
  forms: FormPlace;
  threads: boolean;
  editMessage: boolean;
  privateReply: boolean;
  /** Can it say whether a message with this key already stands? */
  findByKey: boolean;
  /** Can it call somebody's attention to a message that stands (`makeUrgent`)? No, when left out. */
  urgent?: boolean;
  /** Does it refuse more calls around full and half hours, when everybody sends? */
  crowdedAtHalfHours?: boolean;
  /** Calls a month that its free plan gives a company, about, for all the apps it has built itself. */
  freeCallsAMonth?: number;
}

/** Whose attention is called, and how. */
export interface UrgentCall {
  personId: string;
  means: UrgentMeans;
  signal?: AbortSignal;
}

/** Why nobody's attention was called, in words that every platform shares. */
export type UrgentRefusal =
  | 'no_quota'
  | 'too_many_unread'
  | 'not_allowed_here'
  | 'folded'
  | 'not_reached'
  | 'no_permission'
  | 'told_in_group'
  | 'refused';

/** What is known of a message that may stand. */
export interface Tried {
  /** The message in whose thread it was to stand. */
  parent?: MessageRef | undefined;
  /** Milliseconds since the first attempt that may have succeeded. */
  agoMs?: number | undefined;
}

/** What an adapter calls for every event it hears. */
export type InboundHandler = (event: Inbound) => Promise<Reply>;

export interface ChatAdapter {
  readonly platform: Platform;
  readonly capabilities: Capabilities;
  /** Connects, and hands every event to `handler` from then on. */
  start(handler: InboundHandler): Promise<void>;
  stop(): Promise<void>;
  post(destination: Destination, outgoing: Outgoing): Promise<MessageRef>;
  reply(parent: MessageRef, outgoing: Outgoing): Promise<MessageRef>;
  update(ref: MessageRef, outgoing: Outgoing): Promise<MessageRef>;
  /**
   * The message that stands under this key, if any; asked before any second attempt after an unclear failure. Undefined
   * also where posting again under the key is sure to say nothing twice. Throws DeliveryError "never" when it cannot be told.
   */
  findByKey?(destination: Destination, key: string, tried?: Tried): Promise<MessageRef | undefined>;
  /**
   * Calls somebody's attention to a message of ours (飞书加急), once: no key protects from a second call. Throws
   * DeliveryError whose message begins with an UrgentRefusal where the platform will not do it.
   */
  makeUrgent?(ref: MessageRef, call: UrgentCall): Promise<void>;
  /** Whom the platform's directory names as somebody's manager. Throws DeliveryError when it could not be asked. */
  leaderOf?(personId: string): Promise<Leader>;
  /** Calls to the platform since the start, by what they were for; left out where nobody counts them. */
  callsMade?(): ReadonlyMap<string, number>;
}

/**
 * A delivery that did not succeed.
 * again: nothing was posted, try later; unclear: it may have been posted, look before trying; never: give up.
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly outcome: 'again' | 'unclear' | 'never';
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options: { outcome: 'again' | 'unclear' | 'never'; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.outcome = options.outcome;
    this.retryAfterMs = options.retryAfterMs;
  }
}
