// What only one person sees: ephemeral messages and what comes over a response_url. Kept in the order of arrival.

import type { Clock } from '../../src/lib/clock.ts';
import type { Json } from '../shared/json.ts';

export interface PrivateWord {
  userId: string;
  channelId: string;
  body: Json;
  via: 'ephemeral' | 'response_url';
  /** Id of the response_url over which it came; not for what came with an ack. */
  url?: string;
  /** Everybody in the channel sees it after all. */
  inChannel: boolean;
}

const usesOfUrl = 5;
const lifeOfUrlMs = 30 * 60_000;

export class PrivateWords {
  readonly all: PrivateWord[] = [];
  private readonly clock: Clock;
  private readonly urls = new Map<string, { userId: string; channelId: string; uses: number; atMs: number }>();
  private listeners: (() => void)[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  add(word: PrivateWord): void {
    this.all.push(word);
    for (const tell of this.listeners.splice(0)) tell();
  }

  /** Resolves when the next one arrives. */
  arrival(): Promise<void> {
    return new Promise((resolve) => this.listeners.push(resolve));
  }

  /** A way to answer somebody who did something in a channel. */
  newUrl(userId: string, channelId: string): string {
    const id = `r${this.urls.size + 1}`;
    this.urls.set(id, { userId, channelId, uses: 0, atMs: this.clock.now().getTime() });
    return id;
  }

  /** Slack's error when the address is unknown, used up or too old. */
  answer(id: string, body: Json): 'no_such_url' | 'used_url' | 'expired_url' | undefined {
    const url = this.urls.get(id);
    if (!url) return 'no_such_url';
    if (url.uses >= usesOfUrl) return 'used_url';
    if (this.clock.now().getTime() - url.atMs >= lifeOfUrlMs) return 'expired_url';
    url.uses += 1;
    const { userId, channelId } = url;
    this.add({ userId, channelId, body, via: 'response_url', url: id, inChannel: body.response_type === 'in_channel' });
    return undefined;
  }
}
