// Feishu's side of the request URL: encrypted, signed posts to the app, and every way in which they can be wrong.

import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { isJson, type Json } from '../shared/json.ts';
import { type Ack, type Delivery, openDelivery } from './delivery.ts';

export interface Signing {
  /** Another key than the app knows, for the signature only. */
  signedWith?: string;
  /** Another key than the app knows, for the body only. */
  encryptedWith?: string;
  /** Seconds between the signature and now; negative is the past. */
  offsetSeconds?: number;
  /** What stands in `header.token`. */
  token?: string;
  /** As it is, without encryption. */
  isPlain?: boolean;
  isUnsigned?: boolean;
}

interface Sent {
  body: string;
  headers: Record<string, string>;
}

export class HttpSender {
  private last: Sent | undefined;
  private readonly url: string;
  private readonly encryptKey: string;

  constructor(url: string, encryptKey: string) {
    this.url = url;
    this.encryptKey = encryptKey;
  }

  deliver(payload: Json, signing: Signing = {}): Delivery {
    const header = isJson(payload.header) ? payload.header : undefined;
    const token = signing.token;
    const said = token !== undefined && header ? { ...payload, header: { ...header, token } } : payload;
    const text = JSON.stringify(said);
    const encrypt = encrypted(text, signing.encryptedWith ?? this.encryptKey);
    const body = signing.isPlain ? text : JSON.stringify({ encrypt });
    return this.post({ body, headers: signing.isUnsigned ? {} : this.signed(body, signing) });
  }

  /** The very same bytes, time and signature once more. */
  replay(): Delivery {
    if (!this.last) throw new Error('Nothing was sent yet');
    return this.post(this.last);
  }

  private signed(body: string, { signedWith, offsetSeconds = 0 }: Signing): Record<string, string> {
    const timestamp = String(Math.floor(Date.now() / 1000) + offsetSeconds);
    const nonce = String(randomBytes(4).readUInt32BE());
    const hash = createHash('sha256').update(timestamp + nonce + (signedWith ?? this.encryptKey) + body);
    return {
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': hash.digest('hex'),
    };
  }

  private post(sent: Sent): Delivery {
    this.last = sent;
    const { delivery, settle } = openDelivery();
    void this.ackOf(sent).then(settle);
    return delivery;
  }

  /** Feishu follows no redirects; where nobody listens there is no ack. */
  private async ackOf({ body, headers }: Sent): Promise<Ack> {
    const type = { 'content-type': 'application/json; charset=utf-8' };
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { ...type, ...headers },
        body,
        redirect: 'manual',
      });
      return { status: response.status, body: bodyAsJson(await response.text()) };
    } catch {
      return { status: 0, body: {} };
    }
  }
}

/** AES-256-CBC under the hash of the key; the first 16 bytes are the vector. */
function encrypted(text: string, key: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

function bodyAsJson(text: string): Json {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : { text };
  } catch {
    return { text };
  }
}
