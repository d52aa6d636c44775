// Carries events to the app, over the long connection or by HTTP, and remembers what can be sent again: the same event
// with the same id, as Feishu does when no answer came in time.

import { setTimeout as pause } from 'node:timers/promises';
import { type Json, part, word } from '../shared/json.ts';
import type { Behind } from './behind.ts';
import type { Ack, Delivery } from './delivery.ts';
import { envelope, isCallback } from './events.ts';
import { HttpSender, type Signing } from './http-sender.ts';
import type { LongConnection } from './long-connection.ts';
import { tenantKey } from './tenant.ts';

/** Feishu waits for three seconds of real time; a busy machine is given more, and a test that expects no answer sets less. */
export const usualPatienceMs = 60_000;

/** Which permissions let an event through; one of them is enough. What is not here needs none. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'im.chat.access_event.bot_p2p_chat_entered_v1': ['im:chat.access_event.bot_p2p_chat:read'],
};

export interface Sending {
  signing?: Signing | undefined;
  /** Of another tenant, where a test wants that. */
  tenantKey?: string | undefined;
}

export interface Outcome {
  /** The first answer; status 0 when none came in time, or nothing was sent. */
  ack: Ack;
  /** All answers; there must be one. */
  acks: Ack[];
  isDelivered: boolean;
  /** Sends the very same event once more; not there when none was sent. */
  again?: () => Promise<Outcome>;
}

export class Courier {
  private readonly connection: LongConnection;
  private readonly about: { appId: string; verificationToken: string; encryptKey: string };
  private readonly behind: Behind;
  private readonly patienceMs: number;
  private http: HttpSender | undefined;
  private count = 0;
  private last: { payload: Json; sending: Sending } | undefined;
  private failed: Json[] = [];

  constructor(made: {
    connection: LongConnection;
    about: { appId: string; verificationToken: string; encryptKey: string };
    behind: Behind;
    patienceMs: number;
  }) {
    this.connection = made.connection;
    this.about = made.about;
    this.behind = made.behind;
    this.patienceMs = made.patienceMs;
  }

  /** Everything goes to this address from now on; without one, over the long connection. */
  sendTo(url: string | undefined): void {
    this.http = url === undefined ? undefined : new HttpSender(url, this.about.encryptKey);
    this.behind.subscription = this.http ? 'webhook' : 'websocket';
  }

  async send(type: string, event: Json, sending: Sending = {}): Promise<Outcome> {
    const scopes = needed[type];
    if (!this.behind.subscribed.has(type) || (scopes && !this.behind.scopes.has(...scopes))) return undelivered;
    this.count += 1;
    const payload = envelope(type, event, {
      eventId: `double-event-${this.count}`,
      createdMs: this.behind.clock.now().getTime(),
      token: this.about.verificationToken,
      tenantKey: sending.tenantKey ?? tenantKey,
      appId: this.about.appId,
    });
    this.last = { payload, sending };
    const outcome = await this.outcomeOf(this.carry(payload, sending.signing));
    if (outcome.ack.status !== 200 && !isCallback(type)) this.failed.push(payload);
    return { ...outcome, again: () => this.outcomeOf(this.carry(payload, sending.signing)) };
  }

  /** Sends the last event once more: the same id, in a new request. */
  async repeatsLast(): Promise<Outcome> {
    if (!this.last) throw new Error('Nothing was sent yet');
    return this.outcomeOf(this.carry(this.last.payload, this.last.sending.signing));
  }

  /** Sends once more, at once, whatever was answered too late, with a failure, or not at all; callbacks are not. */
  async redelivers(): Promise<Outcome[]> {
    const again = this.failed.splice(0);
    const outcomes = await Promise.all(again.map((payload) => this.outcomeOf(this.carry(payload))));
    this.failed.push(...again.filter((_, i) => outcomes[i]?.ack.status !== 200));
    return outcomes;
  }

  /** Sends the last request with the very same bytes, time and signature; HTTP only. */
  async replaysLast(): Promise<Ack> {
    if (!this.http) throw new Error('Not over HTTP');
    return this.http.replay().acked;
  }

  /** Asks the address whether it is the app's, as Feishu does when somebody enters it in the console. */
  async verifiesUrl(signing: Signing = {}): Promise<Ack & { isVerified: boolean }> {
    if (!this.http) throw new Error('Not over HTTP');
    const challenge = `challenge-${this.count}`;
    const token = signing.token ?? this.about.verificationToken;
    const ack = await this.http.deliver({ type: 'url_verification', challenge, token }, signing).acked;
    return { ...ack, isVerified: ack.status === 200 && word(ack.body, 'challenge') === challenge };
  }

  /** The id under which the last event went out. */
  get lastEventId(): string {
    return word(part(this.last?.payload, 'header'), 'event_id');
  }

  private carry(payload: Json, signing: Signing = {}): Delivery {
    return this.http ? this.http.deliver(payload, signing) : this.connection.deliver(payload);
  }

  private async outcomeOf({ acked, acks }: Delivery): Promise<Outcome> {
    const patience = new AbortController();
    const late = pause(this.patienceMs, none, { signal: patience.signal }).catch(() => none);
    const ack = await Promise.race([acked, late]);
    patience.abort();
    return { ack, acks, isDelivered: true };
  }
}

const none: Ack = { status: 0, body: {} };
const undelivered: Outcome = { ack: none, acks: [], isDelivered: false };
