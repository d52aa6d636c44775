// Slack's side of the Request URL: signed posts to the app, and every way in which a signature can be wrong.

import { createHmac } from 'node:crypto';
import type { Json } from '../shared/json.ts';
import { isJson } from '../shared/json.ts';
import type { Ack, Delivery } from './socket-server.ts';

export interface Signing {
  secret?: string;
  /** Seconds between the signature and now; negative is the past. */
  offsetSeconds?: number;
  /** Sends exactly this signature and time once more. */
  headers?: Record<string, string>;
}

export interface SentRequest {
  body: string;
  headers: Record<string, string>;
}

export class HttpSender {
  /** The last request, to send it once more. */
  last: SentRequest | undefined;
  private readonly url: string;
  private readonly secret: string;

  constructor(url: string, secret: string) {
    this.url = url;
    this.secret = secret;
  }

  deliver(
    type: 'slash_commands' | 'interactive' | 'events_api',
    payload: Json,
    { signing = {}, retry = {} }: { signing?: Signing; retry?: Record<string, string> } = {},
  ): Delivery {
    const isForm = type !== 'events_api';
    const headers = { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json', ...retry };
    return this.post(bodyOf(type, payload), headers, signing);
  }

  /** The very same bytes, time and signature. */
  replay(): Delivery {
    if (!this.last) throw new Error('Nothing was sent yet');
    return this.send(this.last);
  }

  private post(body: string, headers: Record<string, string>, { secret, offsetSeconds = 0 }: Signing): Delivery {
    const timestamp = String(Math.floor(Date.now() / 1000) + offsetSeconds);
    const hmac = createHmac('sha256', secret ?? this.secret).update(`v0:${timestamp}:${body}`);
    const signed = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hmac.digest('hex')}` };
    return this.send({ body, headers: { ...headers, ...signed } });
  }

  private send(request: SentRequest): Delivery {
    this.last = request;
    const acks: Ack[] = [];
    const acked = this.fetchAck(request).then((ack) => {
      acks.push(ack);
      return ack;
    });
    return { acks, acked };
  }

  private async fetchAck({ body, headers }: SentRequest): Promise<Ack> {
    const response = await fetch(this.url, { method: 'POST', headers, body });
    const text = await response.text();
    return { status: response.status, body: bodyAsJson(text) };
  }
}

function bodyOf(type: string, payload: Json): string {
  if (type === 'events_api') return JSON.stringify(payload);
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const words = Object.entries(payload).map(([key, value]) => [key, String(value)]);
  return new URLSearchParams(Object.fromEntries(words)).toString();
}

/** An ack may be empty, plain text or JSON. */
function bodyAsJson(text: string): Json {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : { text };
  } catch {
    return { text };
  }
}
