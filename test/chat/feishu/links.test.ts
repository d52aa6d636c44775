// Checks of the connection to Feishu itself: answers to what people do, links that break, what a failing core leaves behind.
// No database: what the core would say is said by the test.

import { afterEach, describe, expect, it } from 'vitest';
import { type DoubleOptions, type FeishuDouble, openFeishuDouble } from '../../../doubles/feishu/open.ts';
import type { SeenMessage } from '../../../doubles/feishu/reading.ts';
import { documentedScopes } from '../../../doubles/feishu/scopes.ts';
import type { Inbound, Reply } from '../../../src/messages/inbound.ts';
import { type Policy, policySchema } from '../../../src/policy/policy.ts';
import { everyBlock, oneButton, plainMessage, sampleForm } from '../sample-messages.ts';
import { entered, privately, shownAfter, until } from './acting.ts';
import { type Connected, type ConnectOptions, connectFeishu, type TransportKind, transports } from './connect.ts';

let double: FeishuDouble;
let connected: Connected;

afterEach(async () => {
  await connected.feishu.adapter.stop();
  await connected.close();
  await double.close();
});

const noted: Reply = { type: 'done', text: { zh: '已记录', en: 'Noted' } };

async function opened(
  transport: TransportKind,
  handler: (event: Inbound) => Promise<Reply> = async () => noted,
  options: Partial<ConnectOptions> & { double?: Partial<DoubleOptions> } = {},
): Promise<void> {
  double = await openFeishuDouble({
    people: [
      { name: 'li', locale: 'en_us' },
      { name: 'sam', locale: 'en_us' },
    ],
    chats: [{ name: 'team' }, { name: 'eu' }, { name: 'elsewhere' }],
    ...options.double,
  });
  connected = connectFeishu(double, { transport, policy: policy(), ...options });
  await connected.feishu.adapter.start(handler);
  await connected.listens();
}

function policy(): Policy {
  return policySchema.parse({
    team: { name: 'Lumora', language: 'en' },
    people: [{ id: 'li', name: 'Li', feishu: double.openId('li') }],
    groups: ['team', 'eu'].map((id) => ({ id, platform: 'feishu', channel: double.chat(id) })),
    stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
  });
}

const inGroup = (name = 'team') => double.messages(double.chat(name), { locale: 'en_us' });
const post = (message = plainMessage('words'), key = 'a', groupId = 'team') =>
  connected.feishu.adapter.post({ kind: 'group', groupId }, { key, message: () => message, attachments: [] });

async function card(message: Parameters<typeof post>[0]): Promise<SeenMessage> {
  await post(message);
  const [found] = inGroup();
  if (!found) throw new Error('No card');
  return found;
}

const li = () => double.person('li');
const press = (message: SeenMessage, as?: { chatId?: string; value?: Record<string, unknown> }) =>
  li().presses(message, { label: 'Press me' }, as);

describe.each(transports)('over %s', (transport) => {
  it('a handler that throws is answered once, and the person is told', async () => {
    await opened(transport, async () => {
      throw new Error('a fault of ours');
    });
    const command = await shownAfter(double, li(), () => li().types('mine'));
    expect(command.text).toMatch(/try again/);
    const click = await press(await card(oneButton('acknowledge').message));
    expect(click.toast).toMatchObject({ type: 'error', text: expect.stringMatching(/try again/) });
    expect([command.done.acks, click.acks].map((acks) => acks.length)).toEqual([1, 1]);
  });

  it('a form that is sent in keeps its card, and what is wrong pops up by the name of the field', async () => {
    const { formMessage } = sampleForm();
    await opened(transport, async () => ({
      type: 'field_errors',
      errors: { detail: { zh: '请写至少 10 个字', en: 'Write at least 10 characters' } },
      text: { zh: '还差一项', en: 'One thing is missing' },
    }));
    const form = await card(formMessage);
    const sent = await li().submits(form, { values: entered(form, { cause: 'other', detail: 'short' }) });
    expect(sent.toast).toEqual({ type: 'warning', text: expect.stringMatching(/One thing[\s\S]*at least 10/) });
  });

  it('shows the card as it stands after a click in the answer itself', async () => {
    const shown = { zh: plainMessage('已认领'), en: plainMessage('Taken by Li') };
    await opened(transport, async () => ({ ...noted, shown }));
    const asked = await card(oneButton('acknowledge').message);
    const done = await press(asked);
    expect(done.card?.text).toContain('Taken by Li');
    expect(double.messages(double.chat('team'), { locale: 'zh_cn' })[0]?.text).toContain('已认领');
    expect(double.callsOf('PATCH im/v1/messages/:message_id')).toEqual([]);
  });

  it('changes the card once more where clients do not keep the card of the answer', async () => {
    const shown = { zh: plainMessage('已认领'), en: plainMessage('Taken by Li') };
    await opened(transport, async () => ({ ...noted, shown }), { repairCards: true });
    double.unknowns.cardsInAnswers = 'ignored';
    const asked = await card(oneButton('acknowledge').message);
    await press(asked);
    await until(() => li().now(asked).text.includes('Taken by Li'));
    expect(li().now(asked).updates).toBe(1);
  });

  it('says nothing older over what was written meanwhile', async () => {
    const shown = { zh: plainMessage('已认领'), en: plainMessage('Taken by Li') };
    await opened(transport, async () => ({ ...noted, shown }), { repairCards: true });
    const ref = await post(oneButton('acknowledge').message);
    const [asked] = inGroup();
    if (!asked) throw new Error('No card');
    await press(asked);
    const newer = { key: 'b', message: () => plainMessage('Answered since'), attachments: [] };
    await connected.feishu.adapter.update(ref, newer);
    await connected.feishu.adapter.stop();
    expect(li().now(asked).text).toContain('Answered since');
  });

  it('an answer that takes too long is told in private, and the card is changed then', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const shown = { zh: plainMessage('已认领'), en: plainMessage('Taken by Li') };
    await opened(transport, async () => {
      await gate;
      return { ...noted, shown };
    });
    const asked = await card(oneButton('acknowledge').message);
    const done = await press(asked);
    expect(done.toast?.text).toMatch(/Still saving/);
    release();
    await until(() => privately(double, li()).length > 0);
    expect(privately(double, li())[0]?.text).toContain('Noted');
    await until(() => li().now(asked).text.includes('Taken by Li'));
  });

  it('a form that a click asks for stands below the card, once however often it is clicked', async () => {
    const { formMessage } = sampleForm();
    await opened(transport, async () => ({ type: 'form', message: formMessage }));
    const asked = await card(oneButton('answer').message);
    for (let clicks = 0; clicks < 2; clicks++) expect((await press(asked)).toast?.text).toMatch(/below this message/);
    await connected.feishu.adapter.stop();
    expect(
      li()
        .now(asked)
        .replies.map(({ forms }) => forms.length),
    ).toEqual([1]);
  });

  it('a retired button, a strange form and another group’s card are answered kindly', async () => {
    const heard: Inbound[] = [];
    await opened(transport, async (event) => {
      heard.push(event);
      return noted;
    });
    const asked = await card(oneButton('acknowledge').message);
    const old = await press(asked, { value: { v: 0, what: 'ever' } });
    const strange = await press(asked, { value: { v: 1, do: 'submit', form: 'of-long-ago', case: 1, round: 1 } });
    const forwarded = await press(asked, { chatId: double.chat('elsewhere') });
    expect([old, strange].map(({ toast }) => toast?.text)).toEqual(
      Array(2).fill(expect.stringMatching(/no longer in use/)),
    );
    expect(forwarded.toast?.text).toMatch(/not among the groups/);
    expect(heard).toEqual([]);
  });

  it('nobody is heard who is not on the team, or comes from another company, and only they are told', async () => {
    const heard: Inbound[] = [];
    await opened(transport, async (event) => {
      heard.push(event);
      return noted;
    });
    const sam = double.person('sam');
    const asked = await card(oneButton('acknowledge').message);
    expect((await sam.presses(asked, { label: 'Press me' })).toast?.text).toMatch(/Only people on the team list/);
    const typed = await shownAfter(double, sam, () => sam.types('mine', { chat: 'team' }));
    expect(typed.text).toContain(`feishu: ${double.openId('sam')}`);
    li().tenantKey = 'somebody-else';
    expect((await press(asked)).toast?.text).toMatch(/another company/);
    expect(heard).toEqual([]);
    expect(inGroup().filter(({ from }) => from === 'Skuwatch')).toHaveLength(1);
  });

  it('a stop lets what is being handled end, and its answer go out', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let heard = 0;
    await opened(transport, async () => {
      heard += 1;
      await gate;
      return noted;
    });
    const saying = li().types('ack 1042');
    await until(() => heard === 1);
    const stopping = connected.feishu.adapter.stop();
    release();
    const [{ acks }] = await Promise.all([saying, stopping]);
    expect(acks.map(({ status }) => status)).toEqual([200]);
    expect(privately(double, li()).map(({ text }) => text)).toEqual([expect.stringContaining('Noted')]);
  });
});

describe.each(transports)('commands over %s', (transport) => {
  const echo = async (event: Inbound): Promise<Reply> =>
    event.type === 'command' ? { type: 'message', message: plainMessage(`heard: ${event.text}`) } : noted;

  it('are answered where they were asked: beside the question in the group, or in private', async () => {
    await opened(transport, echo);
    await li().types('/sku B0123', { chat: 'team' });
    await until(() => inGroup().some(({ replies }) => replies.length > 0));
    expect(inGroup().flatMap(({ replies }) => replies.map(({ text }) => text))).toEqual([
      expect.stringContaining('heard: sku B0123'),
    ]);
    expect((await shownAfter(double, li(), () => li().types('/skuwatch  mine'))).text).toContain('heard: mine');
    expect((await shownAfter(double, li(), () => li().picksMenu('status'))).text).toContain('heard: status');
  });

  it('that only the asker may see the answer of are answered in private', async () => {
    await opened(transport, async () => ({ type: 'message', message: plainMessage('a sign-in link'), private: true }));
    const shown = await shownAfter(double, li(), () => li().types('login', { chat: 'team' }));
    expect(shown.text).toContain('a sign-in link');
    expect(inGroup().flatMap(({ replies }) => replies)).toEqual([]);
  });

  it('name people as the policy file does, and hear nobody who did not call the bot', async () => {
    await opened(transport, echo, { double: { scopes: [...documentedScopes, 'im:message.group_msg'] } });
    await li().types('nothing for the bot', { chat: 'team', mention: false });
    expect((await shownAfter(double, li(), () => li().types('assign LAMP @li'))).text).toContain(
      'heard: assign LAMP li',
    );
    expect(inGroup().flatMap(({ replies }) => replies)).toEqual([]);
  });

  it('are explained once to somebody on the team who opens the conversation, and to nobody else', async () => {
    await opened(transport, echo);
    await double.person('sam').entersChat();
    expect((await shownAfter(double, li(), () => li().entersChat())).text).toMatch(/I am Skuwatch[\s\S]*heard: help/);
    await li().entersChat();
    await connected.feishu.adapter.stop();
    expect(privately(double, li())).toHaveLength(1);
    expect(privately(double, double.person('sam'))).toEqual([]);
  });

  it('that are no words are not understood, and that is said', async () => {
    await opened(transport, echo);
    const shown = await shownAfter(double, li(), () => li().sends('sticker', { file_key: 'x' }));
    expect(shown.text).toMatch(/typed commands only/);
  });
});

describe('a group that the policy file does not name', () => {
  it('is told to whoever brings the bot there, with what to write down', async () => {
    await opened('long-connection');
    const shown = await shownAfter(double, li(), () => li().addsBot('elsewhere'));
    expect(shown.text).toContain(`channel: ${double.chat('elsewhere')}`);
  });

  it('is no place for commands: the answer is private', async () => {
    await opened('long-connection');
    const shown = await shownAfter(double, li(), () => li().types('mine', { chat: 'elsewhere' }));
    expect(shown.text).toMatch(/not among the groups/);
    expect(inGroup('elsewhere').flatMap(({ replies }) => replies)).toEqual([]);
  });
});

describe('over webhook', () => {
  it.each([
    ['a wrong key', { signedWith: 'not it' }],
    ['six minutes ago', { offsetSeconds: -360 }],
    ['in six minutes', { offsetSeconds: 360 }],
    ['a wrong token', { token: 'not-it' }],
    ['nothing', { isUnsigned: true }],
    ['another encryption', { encryptedWith: 'not it' }],
  ])('a request signed with %s is refused', async (_, signing) => {
    const heard: Inbound[] = [];
    await opened('webhook', async (event) => {
      heard.push(event);
      return noted;
    });
    li().signing = signing;
    expect((await li().types('ack 1042')).ack.status).toBeGreaterThanOrEqual(400);
    expect(heard).toEqual([]);
  });

  it('a replayed request is refused, and the address proves itself', async () => {
    const heard: Inbound[] = [];
    await opened('webhook', async (event) => {
      heard.push(event);
      return noted;
    });
    await li().types('ack 1042');
    expect((await double.replaysLast()).status).toBe(401);
    expect(await double.verifiesUrl()).toMatchObject({ isVerified: true });
    expect(heard).toHaveLength(1);
  });
});

describe('over the long connection', () => {
  const works = async () => expect((await li().types('status')).ack.status).toBe(200);
  const isUp = () => connected.feishu.links().every((link) => link.isUp);

  it('hears what comes in pieces', async () => {
    await opened('long-connection');
    double.connection.fragments = 5;
    await works();
  });

  it('is opened again when it breaks, and says meanwhile that it is down', async () => {
    await opened('long-connection');
    double.connection.drop();
    await until(() => !isUp());
    expect(
      connected.feishu
        .checks()
        .map(({ text }) => text.en)
        .join(),
    ).toMatch(/connection feishu-long-connection is down/);
    await double.connection.untilOpened(2);
    await until(isUp);
    await works();
  });

  it('is opened again when nothing comes over it any more', async () => {
    await opened('long-connection', undefined, { silenceSeconds: 0.2 });
    // How often it is asked whether it still stands is told when it is opened.
    double.connection.config = { ...double.connection.config, PingInterval: 0.2 };
    double.connection.drop();
    await double.connection.untilOpened(2);
    double.connection.silence();
    await double.connection.untilOpened(3);
    await works();
  });

  it('comes back after Feishu refused it for good', async () => {
    await opened('long-connection');
    double.connection.refusal = { code: 514, msg: 'auth failed', data: {} };
    double.connection.drop();
    await until(() => connected.feishu.links()[0]?.trouble === '514');
    expect(
      connected.feishu
        .checks()
        .map(({ text }) => text.en)
        .join(),
    ).toMatch(/app secret is wrong/);
    double.connection.refusal = undefined;
    await double.connection.untilOpened(2);
    await until(isUp);
    await works();
  });
});

describe('what cannot be shown', () => {
  it.each([
    ['POST im/v1/images', { is: 'refused', code: 234006 }],
    ['POST im/v1/images', { is: 'server_error' }],
    ['POST im/v1/files', { is: 'server_error' }],
  ] as const)('costs no words when %s fails (%o)', async (route, fault) => {
    await opened('long-connection');
    double.faults.always(route, fault);
    const { message, attachments, words } = everyBlock();
    await connected.feishu.adapter.post(
      { kind: 'group', groupId: 'team' },
      { key: 'a', message: () => message, attachments },
    );
    for (const word of words) expect(inGroup()[0]?.text).toContain(word);
  });

  it('is said in simpler words when Feishu does not take the card', async () => {
    await opened('long-connection');
    double.faults.next('POST im/v1/messages', { is: 'refused', code: 230099 });
    await post(plainMessage('words that matter'));
    expect(inGroup().map(({ text }) => text)).toEqual([expect.stringContaining('words that matter')]);
  });
});
