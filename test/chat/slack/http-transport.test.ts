// Which requests are taken as Slack's, and that each is answered once whatever becomes of it.

import { createHmac } from 'node:crypto';
import { App } from '@slack/bolt';
import { beforeEach, describe, expect, it } from 'vitest';
import { sdkLog } from '../../../src/chat/slack/sdk-log.ts';
import { HttpTransport } from '../../../src/chat/slack/transport/http.ts';
import { silentLog } from '../../../src/lib/log.ts';

const signingSecret = 'a-secret-of-slack';
const now = new Date('2026-03-03T10:00:00Z');
const nowSeconds = now.getTime() / 1_000;
const command = new URLSearchParams({ command: '/skuwatch', text: 'mine', team_id: 'T1', user_id: 'U1' }).toString();

let transport: HttpTransport;
let heard: string[];

beforeEach(async () => {
  heard = [];
  transport = new HttpTransport({ signingSecret, clock: { now: () => now }, log: silentLog });
  const app = new App({
    receiver: transport,
    authorize: async () => ({}),
    convoStore: false,
    logger: sdkLog(silentLog),
  });
  app.command(/.*/, async ({ ack, command: { text } }) => {
    heard.push(text);
    if (text === 'throw') throw new Error('before the ack');
    await ack(text);
    await ack('once more');
    if (text === 'throw later') throw new Error('after the ack');
  });
  app.error(async () => undefined);
  await app.start();
});

interface Sent {
  body?: string;
  seconds?: number;
  secret?: string;
  type?: string;
}

function send({ body = command, seconds = nowSeconds, secret = signingSecret, type }: Sent = {}): Promise<Response> {
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
  return transport.answer(
    new Request('http://service/slack/events', {
      method: 'POST',
      body,
      headers: {
        'content-type': type ?? 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(seconds),
        'x-slack-signature': signature,
      },
    }),
  );
}

describe('a request', () => {
  it('is taken when Slack signed it just now, whatever the charset says', async () => {
    const answer = await send({ type: 'application/x-www-form-urlencoded; charset=utf-8' });
    expect([answer.status, await answer.text(), heard]).toEqual([200, 'mine', ['mine']]);
  });

  it.each([
    ['signed with another secret', { secret: 'somebody else' }],
    ['older than five minutes', { seconds: nowSeconds - 301 }],
    ['from the future', { seconds: nowSeconds + 301 }],
    ['without a time', { seconds: Number.NaN }],
  ])('is refused when it is %s', async (_, sent) => {
    expect((await send(sent)).status).toBe(401);
    expect(heard).toEqual([]);
  });

  it('is refused when a single byte of its body was changed on the way', async () => {
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${nowSeconds}:${command}`).digest('hex')}`;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(nowSeconds),
      'x-slack-signature': signature,
    };
    const forged = new Request('http://s/', { method: 'POST', body: command.replace('U1', 'U2'), headers });
    expect((await transport.answer(forged)).status).toBe(401);
  });

  it('is refused when it is longer than anything Slack sends', async () => {
    expect((await send({ body: 'x'.repeat(1_000_001) })).status).toBe(413);
  });

  it('is refused when it is signed but not to be read', async () => {
    expect((await send({ body: '{', type: 'application/json' })).status).toBe(400);
  });

  it('that only looks at the certificate gets an empty answer, signed or not, whatever else it holds', async () => {
    const answer = await send({ body: `ssl_check=1&${command}`, secret: 'nobody' });
    expect([answer.status, await answer.text(), heard]).toEqual([200, '', []]);
  });

  it('that asks whether we are there gets its challenge back', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c-77' });
    expect(await (await send({ body, type: 'application/json' })).json()).toEqual({ challenge: 'c-77' });
  });
});

describe('an acknowledgement', () => {
  it.each(['throw', 'throw later'])('is sent once when the listener does this: %s', async (text) => {
    const answer = await send({ body: command.replace('mine', encodeURIComponent(text)) });
    expect([answer.status, await answer.text()]).toEqual([200, text === 'throw' ? '' : text]);
  });

  it('is sent for what no listener waits for', async () => {
    const body = `payload=${encodeURIComponent(JSON.stringify({ type: 'shortcut', team: { id: 'T1' }, user: { id: 'U1' } }))}`;
    expect((await send({ body })).status).toBe(200);
  });
});
