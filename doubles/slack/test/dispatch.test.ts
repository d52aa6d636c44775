// People act and the app hears of it: over HTTP and Socket Mode, with Bolt's own receivers at the other end.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openSlackDouble, type SlackDouble, secrets } from '../open.ts';

const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
const quiet = { logger: silent };

let slack: SlackDouble;
let app: App | undefined;

afterEach(async () => {
  // Bolt may wait for the other side's goodbye, which a dropped line never says.
  void Promise.resolve(app?.stop()).catch(() => {});
  app = undefined;
  await slack.close();
});

/** A Bolt app at the double; `listen` adds its listeners. */
async function boltOver(transport: 'http' | 'socket', listen: (app: App) => void): Promise<void> {
  slack = await openSlackDouble();
  const clientOptions = () => ({ slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, ...quiet });
  const common = {
    token: secrets.botToken,
    convoStore: false as const,
    deferInitialization: true,
    clientOptions: clientOptions(),
    ...quiet,
  };
  if (transport === 'http') {
    const receiver = new HTTPReceiver({ signingSecret: secrets.signingSecret, endpoints: '/slack/events', ...quiet });
    const bolt = new App({ ...common, receiver });
    app = bolt;
    await bolt.init();
    listen(bolt);
    const server = (await bolt.start({ port: 0, host: '127.0.0.1' })) as Server;
    slack.sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
    return;
  }
  const receiver = new SocketModeReceiver({
    appToken: secrets.appToken,
    // Also how long Bolt waits before it connects anew; a shorter one takes a busy machine for a dead line.
    clientPingTimeout: 1_000,
    installerOptions: { clientOptions: clientOptions() },
    ...quiet,
  });
  const bolt = new App({ ...common, receiver });
  app = bolt;
  await bolt.init();
  listen(bolt);
  await bolt.start();
  await slack.socket.untilLinks(1);
}

const form = {
  type: 'modal' as const,
  callback_id: 'form',
  title: { type: 'plain_text' as const, text: 'A form' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'cause',
      label: { type: 'plain_text' as const, text: 'Cause' },
      element: { type: 'plain_text_input' as const, action_id: 'typed', initial_value: 'season', max_length: 10 },
    },
  ],
};

describe.each(['http', 'socket'] as const)('over %s', (transport) => {
  it('a command reaches the app and is answered in private, five times at most', async () => {
    await boltOver(transport, (bolt) =>
      bolt.command('/skuwatch', async ({ ack, respond, command }) => {
        await ack();
        for (const n of [1, 2, 3, 4, 5]) await respond({ text: `${n} ${command.text}` });
        await respond({ text: 'one too many' }).catch(() => {});
        await respond({ text: 'and one more' }).catch(() => {});
      }),
    );
    const li = slack.person('li');
    const done = await li.types('/skuwatch', 'mine "两 words" & <!channel>', slack.channel('team'));
    expect(done.ack).toEqual({ status: 200, body: {} });
    await slack.until(() => li.privately.length === 5);
    expect(li.privately[0]?.text).toBe('1 mine "两 words" & <!channel>');
    expect(slack.person('chen').privately).toEqual([]);
    while (slack.callsOf('response_url').length < 7) await new Promise(setImmediate);
    expect(slack.takeProblems()).toEqual(['response_url: used_url', 'response_url: used_url']);
  });

  it('a click opens a modal, what Slack checks is checked, errors stand at their fields', async () => {
    const typed: string[] = [];
    await boltOver(transport, (bolt) => {
      bolt.command('/skuwatch', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: form });
      });
      bolt.view('form', async ({ ack, view }) => {
        const value = view.state.values.cause?.typed?.value ?? '';
        typed.push(value);
        await (value === 'wrong' ? ack({ response_action: 'errors', errors: { cause: 'not so' } }) : ack());
      });
    });
    const li = slack.person('li');
    await li.types('/skuwatch', 'answer', slack.channel('team'));
    await slack.until(() => li.modal !== undefined);
    expect(li.modal?.fields).toEqual({ cause: 'Cause' });
    expect((await li.submits({ cause: 'longer than ten' })).heldBack).toEqual({ cause: 'too long' });
    expect((await li.submits({ cause: '' })).heldBack).toEqual({ cause: 'required' });
    expect((await li.submits({ cause: 'wrong' })).errors).toEqual({ cause: 'not so' });
    expect(li.modal?.fields).toEqual({ cause: 'Cause' });
    const sent = await li.submits({});
    expect(sent.errors).toEqual({});
    expect(li.modal).toBeUndefined();
    expect(typed).toEqual(['wrong', 'season']);
    expect(sent.acks).toHaveLength(1);
  });

  it('a click in a message says on what, in which message, by whom', async () => {
    const clicks: unknown[] = [];
    await boltOver(transport, (bolt) =>
      bolt.action('go', async ({ ack, body, action }) => {
        await ack();
        if (body.type === 'block_actions' && action.type === 'button')
          clicks.push([body.user.id, body.container.message_ts, action.value, body.channel?.id]);
      }),
    );
    const text = { type: 'plain_text' as const, text: 'Go' };
    const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', value: '7', text }] }];
    const metadata = { event_type: 'test', event_payload: {} };
    const channel = slack.channel('team');
    await app?.client.chat.postMessage({ token: secrets.botToken, channel, text: 'a', blocks, metadata });
    const [message] = await slack.messages(channel);
    if (!message) throw new Error('Nothing was posted');
    await slack.person('li').clicks(message, { actionId: 'go' }, channel);
    expect(clicks).toEqual([[slack.person('li').userId, message.ts, '7', channel]]);
  });

  it('the same thing can come twice', async () => {
    const events: unknown[] = [];
    await boltOver(transport, (bolt) =>
      bolt.event('app_home_opened', async ({ body, context }) => {
        events.push([body.event_id, context.retryNum]);
      }),
    );
    await slack.person('li').opensHome();
    await slack.repeatsLast();
    while (events.length < 2) await new Promise(setImmediate);
    const [[id]] = events as [[string]];
    expect(events).toEqual([
      [id, undefined],
      [id, 1],
    ]);
  });
});

describe('over HTTP', () => {
  it.each([
    ['a wrong secret', { secret: 'not it' }, 401],
    ['a signature of six minutes ago', { offsetSeconds: -360 }, 401],
    ['a signature of four minutes ago', { offsetSeconds: -240 }, 200],
    // Bolt looks at old ones only.
    ['a signature of next year', { offsetSeconds: 31_536_000 }, 200],
  ])('%s is sent as it is', async (_, signing, status) => {
    await boltOver('http', (bolt) => bolt.command('/skuwatch', ({ ack }) => ack()));
    const li = slack.person('li');
    li.signing = signing;
    expect((await li.types('/skuwatch', 'mine', slack.channel('team'))).ack.status).toBe(status);
  });

  it('the same bytes can be sent once more', async () => {
    let heard = 0;
    await boltOver('http', (bolt) =>
      bolt.command('/skuwatch', async ({ ack }) => {
        heard += 1;
        await ack();
      }),
    );
    await slack.person('li').types('/skuwatch', 'mine', slack.channel('team'));
    expect((await slack.replaysLast()).status).toBe(200);
    expect(heard).toBe(2);
  });
});

describe('over Socket Mode', () => {
  it('an app that is asked to refresh, or cut off, connects anew', async () => {
    await boltOver('socket', (bolt) => bolt.command('/skuwatch', ({ ack }) => ack({ text: 'here' })));
    const li = slack.person('li');
    slack.socket.refresh();
    await slack.socket.untilOpened(2);
    await slack.socket.untilLinks(1);
    slack.socket.drop();
    await slack.socket.untilOpened(3);
    expect(slack.socket.linkCount).toBe(1);
    expect((await li.types('/skuwatch', 'mine', slack.channel('team'))).ack.body).toEqual({ text: 'here' });
  });

  it('an event whose line breaks before the ack goes to another one', async () => {
    const retries: unknown[] = [];
    await boltOver('socket', (bolt) =>
      bolt.event('app_home_opened', async ({ context }) => {
        retries.push(context.retryNum);
      }),
    );
    slack.socket.deafen();
    const opening = slack.person('li').happens({ type: 'app_home_opened', tab: 'home' });
    slack.socket.drop();
    await opening;
    expect(retries).toEqual([1]);
  });

  it('every ack is counted, also one too many', async () => {
    slack = await openSlackDouble();
    const line = new WebSocket(slack.socket.newUrl());
    line.on('message', (data) => {
      const { envelope_id } = JSON.parse(String(data)) as { envelope_id?: string };
      if (envelope_id) for (const n of [1, 2]) line.send(JSON.stringify({ envelope_id, payload: { text: `${n}` } }));
    });
    await slack.socket.untilLinks(1);
    const done = await slack.person('li').types('/skuwatch', 'mine', slack.channel('team'));
    while (done.acks.length < 2) await new Promise(setImmediate);
    expect(done.acks.map(({ body }) => body.text)).toEqual(['1', '2']);
    expect(done.ack.body.text).toBe('1');
  });
});
