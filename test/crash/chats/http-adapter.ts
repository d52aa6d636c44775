// The adapter that speaks to the plain chat: what an adapter for a real platform has to take care of, and no more.

import { setTimeout as pause } from 'node:timers/promises';
import {
  type Capabilities,
  type ChatAdapter,
  DeliveryError,
  type Destination,
  type MessageRef,
  type Outgoing,
} from '../../../src/chat/adapter.ts';
import type { Inbound, InboundHandler, Reply } from '../../../src/chat/inbound.ts';
import { plainText } from '../../../src/messages/plain-text.ts';
import type { Platform } from '../../../src/team/policy.ts';
import type { KeptReply } from './chat.ts';

const pollMs = 40;

export class HttpChat implements ChatAdapter {
  readonly platform: Platform;
  readonly capabilities: Capabilities = {
    forms: 'modal',
    threads: true,
    editMessage: true,
    privateReply: true,
    findByKey: true,
  };
  private readonly url: string;
  private readonly timeScale: number;
  private stopped = false;
  private listening: Promise<void> = Promise.resolve();

  /** `timeScale`: how many times faster than ours the clock of the program under test may run. */
  constructor(platform: Platform, url: string, timeScale: number) {
    this.platform = platform;
    this.url = url;
    this.timeScale = timeScale;
  }

  async start(handler: InboundHandler): Promise<void> {
    this.listening = this.listen(handler);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.listening;
  }

  post(destination: Destination, outgoing: Outgoing): Promise<MessageRef> {
    return this.send(channelOf(destination), outgoing);
  }

  reply(parent: MessageRef, outgoing: Outgoing): Promise<MessageRef> {
    return this.send(String(parent.channel), outgoing);
  }

  async update(ref: MessageRef, outgoing: Outgoing): Promise<MessageRef> {
    await this.call('/edit', { id: ref.id, text: plainText(outgoing.message('en'), 'en') }, outgoing.signal);
    return ref;
  }

  async findByKey(destination: Destination, key: string): Promise<MessageRef | undefined> {
    const channel = channelOf(destination);
    const { id } = await this.call<{ id?: string }>(`/find?${new URLSearchParams({ channel, key })}`);
    return id === undefined ? undefined : { id, channel };
  }

  private async send(channel: string, outgoing: Outgoing): Promise<MessageRef> {
    const body = { channel, key: outgoing.key, text: plainText(outgoing.message('en'), 'en') };
    const { id } = await this.call<{ id: string }>('/post', body, outgoing.signal);
    return { id, channel };
  }

  private async call<T>(path: string, body?: object, signal?: AbortSignal): Promise<T> {
    const response = await this.request(path, body, signal);
    const answer: unknown = await response.json();
    if (response.ok) return answer as T;
    if (response.status === 429) {
      const { retryAfterMs } = answer as { retryAfterMs: number };
      throw new DeliveryError('throttled', { outcome: 'again', retryAfterMs: retryAfterMs * this.timeScale });
    }
    // A server error may come after the message was stored.
    throw new DeliveryError(`answered ${response.status}`, { outcome: response.status >= 500 ? 'unclear' : 'never' });
  }

  private async request(path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    try {
      const post = body && { method: 'POST', body: JSON.stringify(body) };
      return await fetch(`${this.url}${path}`, { ...post, ...(signal && { signal }) });
    } catch (cause) {
      throw new DeliveryError('connection broke', { outcome: 'unclear', cause });
    }
  }

  private async listen(handler: InboundHandler): Promise<void> {
    while (!this.stopped) {
      const event = await this.nextEvent();
      if (event) await this.replyTo(event, handler);
      else await pause(pollMs);
    }
  }

  private async nextEvent(): Promise<Inbound | null> {
    try {
      return (await this.call<{ event: Inbound | null }>('/events/next')).event;
    } catch {
      return null;
    }
  }

  private async replyTo(event: Inbound, handler: InboundHandler): Promise<void> {
    const reply = await handler(event);
    // Trouble on our side is not an answer: the platform hands the event out again.
    if (reply.type === 'refused' && reply.code === 'TRY_AGAIN') return;
    await this.call('/events/reply', { eventId: event.eventId, reply: kept(reply) }).catch(() => {});
  }
}

function kept(reply: Reply): KeptReply {
  switch (reply.type) {
    case 'done':
      return { type: 'done', words: reply.text.en };
    case 'message':
    case 'form':
      return { type: 'shown', words: plainText(reply.message, 'en') };
    case 'field_errors':
      return { type: 'refused', words: `${reply.text.en} ${JSON.stringify(reply.errors)}` };
    case 'refused':
      return { type: 'refused', words: `${reply.code}: ${reply.text.en}` };
  }
}

function channelOf(destination: Destination): string {
  return destination.kind === 'group' ? `group:${destination.groupId}` : `person:${destination.personId}`;
}
