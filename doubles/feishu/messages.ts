// The messages of the tenant: who said what where, what became of it since, and which key of the app stands for which.

import type { Clock } from '../../src/lib/clock.ts';

export interface StoredMessage {
  messageId: string;
  chatId: string;
  sender: { id: string; type: 'app' | 'user' };
  type: string;
  /** JSON, as it came in. */
  content: string;
  createdMs: number;
  updatedMs: number;
  /** How often the app has changed it. */
  updates: number;
  isDeleted: boolean;
  rootId: string | undefined;
  parentId: string | undefined;
  threadId: string | undefined;
  mentions: { key: string; openId: string }[];
  /** Whom it was made urgent for, and how. */
  urgent: { kind: 'app' | 'sms' | 'phone'; openId: string }[];
}

const keyLifeMs = 3_600_000;

export class Messages {
  /** Oldest first. */
  readonly all: StoredMessage[] = [];
  private readonly clock: Clock;
  private readonly keys = new Map<string, { message: StoredMessage; atMs: number }>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get(messageId: string): StoredMessage | undefined {
    return this.all.find((message) => message.messageId === messageId);
  }

  /** The message that was sent with this uuid within the hour. */
  sentWith(uuid: string): StoredMessage | undefined {
    const found = this.keys.get(uuid);
    return found && this.clock.now().getTime() - found.atMs < keyLifeMs ? found.message : undefined;
  }

  add(said: {
    chatId: string;
    sender: StoredMessage['sender'];
    type: string;
    content: string;
    parent?: StoredMessage | undefined;
    inThread?: boolean;
    mentions?: StoredMessage['mentions'];
    uuid?: string;
  }): StoredMessage {
    const now = this.clock.now().getTime();
    const { parent } = said;
    const root = parent && (this.get(parent.rootId ?? '') ?? parent);
    // The first answer in a thread opens it, on the message below which it stands.
    if (root && said.inThread) root.threadId ??= `omt_${root.messageId.slice(-16)}`;
    const message: StoredMessage = {
      messageId: `om_${(this.all.length + 1).toString(16).padStart(32, '0')}`,
      chatId: said.chatId,
      sender: said.sender,
      type: said.type,
      content: said.content,
      createdMs: now,
      updatedMs: now,
      updates: 0,
      isDeleted: false,
      rootId: root?.messageId,
      parentId: parent?.messageId,
      threadId: said.inThread ? root?.threadId : parent?.threadId,
      mentions: said.mentions ?? [],
      urgent: [],
    };
    this.all.push(message);
    if (said.uuid !== undefined) this.keys.set(said.uuid, { message, atMs: now });
    return message;
  }

  update(message: StoredMessage, content: string): void {
    message.content = content;
    message.updatedMs = this.clock.now().getTime();
    message.updates += 1;
  }

  inChat(chatId: string): StoredMessage[] {
    return this.all.filter((message) => message.chatId === chatId);
  }
}
