// Checks of the connection to Slack itself: acknowledgements, links that break, uploads that fail, channels that wait.
// No database: what the core would say is said by the test.

import { afterEach, describe, expect, it } from 'vitest';
import { openSlackDouble, type SlackDouble } from '../../../doubles/slack/open.ts';
import type { Inbound, Reply } from '../../../src/messages/inbound.ts';
import { policySchema } from '../../../src/policy/policy.ts';
import { everyBlock, oneButton, plainMessage, sampleForm } from '../sample-messages.ts';
import { entered, shownAfter } from './acting.ts';
import { type Connected, connectSlack, type TransportKind, transports } from './connect.ts';

let double: SlackDouble;
let connected: Connected;

afterEach(async () => {
  await connected.slack.adapter.stop();
  await connected.close();
  await double.close();
});

const noted: Reply = { type: 'done', text: { zh: '已记录', en: 'Noted' } };

async function opened(
  transport: TransportKind,
  handler: (event: Inbound) => Promise<Reply> = async () => noted,
  options: Pick<Parameters<typeof connectSlack>[1], 'rate'> = {},
): Promise<void> {
  double = await openSlackDouble({ people: [{ name: 'li' }], channels: [{ name: 'team' }, { name: 'eu' }] });
  const groups = ['team', 'eu'].map((id) => ({ id, platform: 'slack', channel: double.channel(id) }));
  const policy = policySchema.parse({
    team: { name: 'Lumora', language: 'en' },
    people: [{ id: 'li', name: 'Li', email: 'li@lumora.example' }],
    groups,
    stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
  });
  connected = connectSlack(double, { transport, policy, ...options });
  await connected.slack.adapter.start(handler);
  await connected.listens();
}

const says = (text: string) => double.person('li').types('/skuwatch', text, double.channel('team'));
const post = (groupId: string, words: string) =>
  connected.slack.adapter.post(
    { kind: 'group', groupId },
    { key: words, message: () => plainMessage(words), attachments: [] },
  );
const textsIn = async (name: string) => (await double.messages(double.channel(name))).map(({ text }) => text);

describe.each(transports)('over %s', (transport) => {
  it('a handler that throws is acknowledged once, and the person is told', async () => {
    await opened(transport, async () => {
      throw new Error('a fault of ours');
    });
    const li = double.person('li');
    const channel = double.channel('team');
    const command = await shownAfter(double, li, () => says('mine'));
    expect(command.text).toMatch(/try again/);
    const { message } = oneButton('acknowledge');
    await connected.slack.adapter.post(
      { kind: 'group', groupId: 'team' },
      { key: 'a', message: () => message, attachments: [] },
    );
    const [card] = await double.messages(channel);
    if (!card) throw new Error('No card');
    const click = await shownAfter(double, li, () => li.clicks(card, { actionId: 'skw:acknowledge' }, channel));
    expect(click.text).toMatch(/try again/);
    expect([command.acks, click.acks].map((acks) => acks.length)).toEqual([1, 1]);
    expect(li.privately).toHaveLength(2);
  });

  it('a form that cannot be handled stays open with what was typed', async () => {
    const { formMessage } = sampleForm();
    await opened(transport, async (event) => {
      if (event.type === 'form') throw new Error('a fault of ours');
      return { type: 'form', message: formMessage };
    });
    const li = double.person('li');
    await shownAfter(double, li, () => says('answer 1042'));
    const { modal } = li;
    if (!modal) throw new Error('No form');
    const sent = await shownAfter(double, li, () => li.submits(entered(modal, { cause: 'season' })));
    expect(Object.values(sent.fieldErrors).join()).toMatch(/try again/);
    expect(sent.acks).toHaveLength(1);
    expect(li.modal?.raw).toBe(modal.raw);
  });

  it('a retired button, an unknown modal and a closed window are answered kindly, each once', async () => {
    await opened(transport);
    const li = double.person('li');
    const channel = double.channel('team');
    await post('team', 'words');
    const [card] = await double.messages(channel);
    if (!card) throw new Error('No card');
    const button = { type: 'button', action_id: 'old:button', value: 'x', text: { type: 'plain_text', text: 'Old' } };
    const old = { ...card, raw: { ...card.raw, blocks: [{ type: 'actions', block_id: 'b', elements: [button] }] } };
    const clicked = await shownAfter(double, li, () => li.clicks(old, { actionId: 'old:button' }, channel));
    expect(clicked.text).toMatch(/no longer in use/);
    const view = { id: 'V1', type: 'modal', callback_id: 'of-long-ago', private_metadata: '', blocks: [], state: {} };
    const sent = await li.happensTo(view, { values: {} });
    expect(sent.ack.body.response_action).toBe('update');
    expect([clicked.acks, sent.acks].map((acks) => acks.length)).toEqual([1, 1]);
  });

  it.each([
    ['files.getUploadURLExternal', { is: 'refused', error: 'file_uploads_disabled' }],
    ['files.getUploadURLExternal', { is: 'server_error' }],
    ['files.completeUploadExternal', { is: 'refused', error: 'not_in_channel' }],
    ['upload', { is: 'server_error' }],
  ] as const)('words arrive once when %s fails (%o)', async (method, fault) => {
    await opened(transport);
    double.faults.always(method, fault);
    const { message, attachments, words } = everyBlock();
    await connected.slack.adapter.post(
      { kind: 'group', groupId: 'team' },
      { key: 'a', message: () => message, attachments },
    );
    const texts = await textsIn('team');
    expect(texts).toHaveLength(1);
    for (const word of words) expect(texts[0]).toContain(word);
  });

  it('a channel that Slack throttles waits alone, for as long as Slack says', async () => {
    await opened(transport, undefined, { rate: { burst: 1, perSecond: 1 } });
    double.faults.next('chat.postMessage', { is: 'rate_limited', retryAfterSeconds: 30 });
    await expect(post('team', 'first')).rejects.toMatchObject({ outcome: 'again', retryAfterMs: 30_000 });
    await post('eu', 'elsewhere');
    const again = await post('team', 'second').catch((error: unknown) => error);
    expect(again).toMatchObject({ outcome: 'again' });
    expect(double.callsOf('chat.postMessage')).toHaveLength(2);
    expect([await textsIn('team'), await textsIn('eu')]).toEqual([[], [expect.stringContaining('elsewhere')]]);
  });

  it('a stop lets what is being handled end, and its answer go out', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    await opened(transport, async () => {
      await gate;
      return noted;
    });
    await says('ack 1042');
    const stopping = connected.slack.adapter.stop();
    release();
    await stopping;
    expect(double.person('li').privately.map(({ text }) => text)).toEqual(['Noted']);
  });
});

describe('over HTTP', () => {
  it.each([
    ['a wrong secret', { secret: 'not it' }],
    ['six minutes ago', { offsetSeconds: -360 }],
    ['in six minutes', { offsetSeconds: 360 }],
  ])('a request signed with %s is refused before it is read', async (_, signing) => {
    const heard: Inbound[] = [];
    await opened('http', async (event) => {
      heard.push(event);
      return noted;
    });
    double.person('li').signing = signing;
    expect((await says('ack 1042')).ack.status).toBe(401);
    expect(heard).toEqual([]);
  });

  it('a replayed request is the same event', async () => {
    const heard: string[] = [];
    await opened('http', async ({ eventId }) => {
      heard.push(eventId);
      return noted;
    });
    await says('ack 1042');
    await double.replaysLast();
    while (heard.length < 2) await new Promise(setImmediate);
    expect(heard[1]).toBe(heard[0]);
  });
});

describe('over Socket Mode', () => {
  const works = async () => expect((await says('status')).ack.status).toBe(200);

  it('holds two links, and replaces one that Slack renews or that breaks while the other goes on', async () => {
    await opened('socket');
    double.socket.refresh();
    await works();
    await double.socket.untilOpened(3);
    double.socket.drop();
    await works();
    await double.socket.untilOpened(4);
    await double.socket.untilLinks(2);
    await works();
  });

  it('notices a link over which nothing comes any more, and opens another', async () => {
    await opened('socket');
    double.socket.silence();
    await works();
    await double.socket.untilOpened(3);
    await works();
  });

  it('comes back after it was refused', async () => {
    await opened('socket');
    double.faults.next('apps.connections.open', { is: 'refused', error: 'invalid_auth' });
    double.socket.drop();
    await works();
    await double.socket.untilOpened(3);
    await works();
    expect(connected.slack.links().map(({ isUp }) => isUp)).toContain(true);
  });
});
