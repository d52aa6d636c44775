// A chat platform inside the test's own process: keeps what it is told and can go wrong in every way a real one does.

import type { InboundHandler } from '../../src/chat/adapter.ts';
import {
  type Capabilities,
  type ChatAdapter,
  DeliveryError,
  type Outgoing,
  type Tried,
} from '../../src/chat/adapter.ts';
import type { Language } from '../../src/lib/language.ts';
import type { Destination, MessageRef } from '../../src/messages/destination.ts';
import type { Inbound, Reply } from '../../src/messages/inbound.ts';
import type { Message } from '../../src/messages/message.ts';
import { plainText } from '../../src/messages/plain-text.ts';
import type { Platform } from '../../src/policy/platforms.ts';

/**
 * What can happen to one call. refused_for_now: nothing stored, says so; throttled: the same with a time to wait;
 * refused: for good; answer_lost: stored, but the connection broke; request_lost: broke before anything was stored;
 * hang: never answers and stores nothing; stored_late: never answers, stored when the test calls `storeLate`; bug: the
 * adapter itself fails.
 */
export type Fault =
  | { is: 'refused_for_now' | 'refused' | 'answer_lost' | 'request_lost' | 'hang' | 'stored_late' | 'bug' }
  | { is: 'throttled'; retryAfterMs: number };

export interface Call {
  op: 'post' | 'reply' | 'update' | 'find';
  key: string;
  destination?: Destination;
}

export interface Posted {
  id: string;
  key: string;
  destination: Destination;
  /** The message whose thread it stands in. */
  parentId: string | null;
  message: Record<Language, Message>;
  /** Everything a person reads in it. */
  text: Record<Language, string>;
  edits: number;
  attachmentNames: string[];
}

/** The event fields a test has to give; the rest is made up. */
export type Said = DistributiveOmit<Inbound, 'platform' | 'eventId' | 'language'> &
  Partial<Pick<Inbound, 'eventId' | 'language'>>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export interface RecordingChatOptions {
  platform?: Platform;
  capabilities?: Partial<Capabilities>;
  /** Like Feishu and the console, not like Slack: a second post under the same key shows nothing new. */
  oneMessagePerKey?: boolean;
  /** The groups there are; any group, when left out. */
  groups?: readonly string[];
}

export class RecordingChat implements ChatAdapter {
  readonly platform: Platform;
  readonly capabilities: Capabilities;
  /** Every message that stands, in the order in which it was stored. */
  readonly posted: Posted[] = [];
  /** Every call, also those that went wrong. */
  readonly calls: Call[] = [];
  /** What was said to be known of the messages that were looked up. */
  readonly tried: Tried[] = [];
  /** Decides what happens to a call, before the faults given to `failNext`. */
  faultFor: (call: Call) => Fault | undefined = () => undefined;
  private readonly oneMessagePerKey: boolean;
  private readonly groups: readonly string[] | undefined;
  private readonly faults: Fault[] = [];
  private readonly late: (() => void)[] = [];
  private handler: InboundHandler | undefined;
  private lastId = 0;

  constructor(options: RecordingChatOptions = {}) {
    this.platform = options.platform ?? 'slack';
    this.oneMessagePerKey = options.oneMessagePerKey ?? false;
    this.groups = options.groups;
    this.capabilities = {
      forms: 'modal',
      threads: true,
      editMessage: true,
      privateReply: true,
      findByKey: true,
      ...options.capabilities,
    };
  }

  async start(handler: InboundHandler): Promise<void> {
    this.handler = handler;
  }

  async stop(): Promise<void> {
    this.handler = undefined;
  }

  /** The next calls go wrong in this order. */
  failNext(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  /** Stores all that arrived late. */
  storeLate(): void {
    for (const store of this.late.splice(0)) store();
  }

  /** A person does something; the reply is what the program says to it. */
  say(said: Said): Promise<Reply> {
    if (!this.handler) throw new Error('The chat is not started');
    this.lastId += 1;
    return this.handler({ platform: this.platform, eventId: `event-${this.lastId}`, language: undefined, ...said });
  }

  /** Messages that stand in a group or with a person, threads included. */
  in(destination: Destination): Posted[] {
    const wanted = JSON.stringify(destination);
    return this.posted.filter((message) => JSON.stringify(message.destination) === wanted);
  }

  post(destination: Destination, outgoing: Outgoing): Promise<MessageRef> {
    return this.answer({ op: 'post', key: outgoing.key, destination }, () => this.add(destination, null, outgoing));
  }

  reply(parent: MessageRef, outgoing: Outgoing): Promise<MessageRef> {
    return this.answer({ op: 'reply', key: outgoing.key }, () => {
      const { id, destination } = this.standing(parent);
      return this.add(destination, id, outgoing);
    });
  }

  update(ref: MessageRef, outgoing: Outgoing): Promise<MessageRef> {
    return this.answer({ op: 'update', key: outgoing.key }, () => {
      const standing = this.standing(ref);
      Object.assign(standing, wordsOf(outgoing), { edits: standing.edits + 1 });
      return ref;
    });
  }

  findByKey(destination: Destination, key: string, tried: Tried = {}): Promise<MessageRef | undefined> {
    this.tried.push(tried);
    return this.answer({ op: 'find', key, destination }, () => {
      const found = this.in(destination).find((message) => message.key === key);
      return found && { id: found.id };
    });
  }

  private async answer<T>(call: Call, store: () => T): Promise<T> {
    this.calls.push(call);
    const fault = this.faultFor(call) ?? this.faults.shift();
    switch (fault?.is) {
      case undefined:
        return store();
      case 'refused_for_now':
        throw new DeliveryError('server says 503', { outcome: 'again' });
      case 'throttled':
        throw new DeliveryError('too many', { outcome: 'again', retryAfterMs: fault.retryAfterMs });
      case 'refused':
        throw new DeliveryError('no such channel', { outcome: 'never' });
      case 'answer_lost':
        store();
        throw new DeliveryError('connection reset', { outcome: 'unclear' });
      case 'request_lost':
        throw new DeliveryError('connection reset', { outcome: 'unclear' });
      case 'bug':
        throw new TypeError('x is not a function');
      case 'stored_late':
        this.late.push(() => void store());
        return never();
      case 'hang':
        return never();
    }
  }

  private add(destination: Destination, parentId: string | null, outgoing: Outgoing): MessageRef {
    if (destination.kind === 'group' && this.groups && !this.groups.includes(destination.groupId)) {
      throw new DeliveryError('no such channel', { outcome: 'never' });
    }
    const standing = this.posted.find((message) => message.key === outgoing.key);
    if (standing && this.oneMessagePerKey) return { id: standing.id };
    this.lastId += 1;
    const id = `m${this.lastId}`;
    this.posted.push({ id, key: outgoing.key, destination, parentId, edits: 0, ...wordsOf(outgoing) });
    return { id };
  }

  private standing(ref: MessageRef): Posted {
    const found = this.posted.find(({ id }) => id === ref.id);
    if (!found) throw new DeliveryError('no such message', { outcome: 'never' });
    return found;
  }
}

function wordsOf(outgoing: Outgoing): Pick<Posted, 'message' | 'text' | 'attachmentNames'> {
  const message = { zh: outgoing.message('zh'), en: outgoing.message('en') };
  return {
    message,
    text: { zh: plainText(message.zh, 'zh'), en: plainText(message.en, 'en') },
    attachmentNames: outgoing.attachments.map(({ name }) => name),
  };
}

function never<T>(): Promise<T> {
  return new Promise(() => {});
}
