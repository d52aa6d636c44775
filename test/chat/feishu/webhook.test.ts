// Which requests are taken as Feishu's, and that none can do more than be refused.

import { createCipheriv, createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { openReception } from '../../../src/chat/feishu/transport/handle.ts';
import { WebhookTransport } from '../../../src/chat/feishu/transport/webhook.ts';
import { silentLog } from '../../../src/lib/log.ts';

const secrets = { encryptKey: 'an-encrypt-key', verificationToken: 'a-verification-token' };
const now = new Date('2026-03-03T10:00:00Z');
const nowSeconds = now.getTime() / 1_000;

let transport: WebhookTransport;
let heard: string[];

beforeEach(async () => {
  heard = [];
  transport = new WebhookTransport({ secrets, clock: { now: () => now }, log: silentLog });
  const { dispatcher } = openReception(
    {
      said: async (data) => {
        const { text } = data as { text: string };
        heard.push(text);
        if (text === 'throw') throw new Error('a fault of ours');
        return { answer: text };
      },
    },
    silentLog,
  );
  await transport.start(dispatcher);
});

interface Sent {
  text?: string;
  /** The whole envelope, instead of an event that says `text`. */
  envelope?: object;
  /** The body as it travels, instead of an encrypted envelope. */
  body?: string | Uint8Array<ArrayBuffer>;
  seconds?: number | string;
  signedWith?: string;
  encryptedWith?: string;
  token?: string;
  nonce?: string;
  isUnsigned?: boolean;
}

function request(sent: Sent): Request {
  const { text = 'hello', seconds = nowSeconds, nonce = '7', isUnsigned } = sent;
  const header = { event_id: 'e1', event_type: 'said', token: sent.token ?? secrets.verificationToken };
  const envelope = sent.envelope ?? { schema: '2.0', header, event: { text } };
  const body = sent.body ?? JSON.stringify({ encrypt: encrypted(JSON.stringify(envelope), sent.encryptedWith) });
  const signature = createHash('sha256')
    .update(`${seconds}${nonce}${sent.signedWith ?? secrets.encryptKey}`)
    .update(body)
    .digest('hex');
  const headers = {
    'x-lark-request-timestamp': String(seconds),
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  };
  return new Request('http://service/feishu/events', { method: 'POST', body, headers: isUnsigned ? {} : headers });
}

const send = (sent: Sent = {}) => transport.answer(request(sent));

function encrypted(text: string, key = secrets.encryptKey): string {
  const iv = Buffer.alloc(16, 9);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

describe('a request', () => {
  it('is taken when Feishu signed and encrypted it just now', async () => {
    const answer = await send({ text: '你好' });
    expect([answer.status, await answer.json(), heard]).toEqual([200, { answer: '你好' }, ['你好']]);
  });

  it('is read as it came, byte by byte: white space and pieces change nothing', async () => {
    const spaced = `{ "encrypt" :  "${encrypted(JSON.stringify({ schema: '2.0', header: { event_type: 'said', token: secrets.verificationToken }, event: { text: '灯' } }))}" }`;
    const whole = request({ body: spaced });
    const bytes = new TextEncoder().encode(spaced);
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7));
        controller.close();
      },
    });
    const inPieces = new Request(whole.url, {
      method: 'POST',
      headers: whole.headers,
      body: pieces,
      duplex: 'half',
    } as RequestInit);
    expect((await transport.answer(inPieces)).status).toBe(200);
    expect(heard).toEqual(['灯']);
  });

  it.each<[string, Sent, number]>([
    ['signed with another key', { signedWith: 'somebody else' }, 401],
    ['not signed', { isUnsigned: true }, 401],
    ['older than five minutes', { seconds: nowSeconds - 301 }, 401],
    ['from the future', { seconds: nowSeconds + 301 }, 401],
    ['without a readable time', { seconds: 'soon' }, 401],
    ['of another app', { token: 'another-token' }, 401],
    ['without a token', { envelope: { schema: '2.0', header: { event_type: 'said' }, event: { text: 'x' } } }, 401],
    ['signed but not encrypted', { body: JSON.stringify({ header: { event_type: 'said' }, event: {} }) }, 400],
    ['signed but encrypted with another key', { encryptedWith: 'another' }, 400],
    ['signed, and its encryption is rubbish', { body: '{"encrypt":"AAAA"}' }, 400],
    ['signed, and its encryption holds nothing', { body: '{"encrypt":""}' }, 400],
    ['signed and no JSON', { body: '{' }, 400],
    ['signed and no object', { body: '[1]' }, 400],
    ['signed and no text at all', { body: new Uint8Array([0xff, 0xfe, 0x00]) }, 400],
    ['rubbish without a signature', { body: '{"encrypt":"AAAA"}', isUnsigned: true }, 401],
  ])('is refused when it is %s', async (_, sent, status) => {
    expect((await send(sent)).status).toBe(status);
    expect(heard).toEqual([]);
    expect((await send()).status).toBe(200);
  });

  it('is refused when a single byte of its body was changed on the way', async () => {
    const whole = request({});
    const body = (await whole.text()).replace(/..(?="})/, 'AA');
    expect(
      (await transport.answer(new Request(whole.url, { method: 'POST', headers: whole.headers, body }))).status,
    ).toBe(401);
  });

  it('is refused when it is longer than anything Feishu sends', async () => {
    expect((await send({ body: 'x'.repeat(1_000_001) })).status).toBe(413);
  });

  it('is taken once: the very same one again is refused, a new one about the same is not', async () => {
    const statuses = [await send(), await send(), await send({ nonce: '8' })].map(({ status }) => status);
    expect(statuses).toEqual([200, 401, 200]);
    expect(heard).toHaveLength(2);
  });

  it('that no listener waits for, or whose listener fails, is answered with nothing', async () => {
    const header = { event_type: 'unheard of', token: secrets.verificationToken };
    const unknown = await send({ envelope: { schema: '2.0', header, event: {} } });
    const failed = await send({ text: 'throw' });
    expect([unknown.status, await unknown.json()]).toEqual([200, {}]);
    expect([failed.status, await failed.json()]).toEqual([200, {}]);
  });

  it('is refused while the service is not open', async () => {
    await transport.stop();
    expect((await send()).status).toBe(503);
  });
});

describe('the question whether we are there', () => {
  const asks = (token: string) => ({ type: 'url_verification', challenge: 'c-77', token });

  it.each([false, true])('is answered when it is encrypted and holds the token (unsigned: %s)', async (isUnsigned) => {
    const answer = await send({ envelope: asks(secrets.verificationToken), isUnsigned });
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'c-77' }]);
  });

  it('is refused with another token, or when it is not encrypted', async () => {
    expect((await send({ envelope: asks('another'), isUnsigned: true })).status).toBe(401);
    expect((await send({ body: JSON.stringify(asks(secrets.verificationToken)), isUnsigned: true })).status).toBe(401);
  });
});
