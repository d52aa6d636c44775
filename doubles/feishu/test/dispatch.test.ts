// People act and the app hears of it: over the long connection and over HTTP, with the official SDK at the other end.

import { afterEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/clock.ts';
import { type Json, part } from '../../shared/json.ts';
import { type DoubleOptions, type FeishuDouble, openFeishuDouble } from '../open.ts';
import type { SeenMessage } from '../reading.ts';
import { type Listening, listenByHttp, listenByLongConnection, sdkClient } from './sdk.ts';

type Listeners = Record<string, (data: Json) => Promise<unknown>>;

let feishu: FeishuDouble;
let listening: Listening | undefined;

afterEach(async () => {
  await listening?.close();
  listening = undefined;
  await feishu.close();
});

async function open(transport: Transport, listeners: Listeners, options: DoubleOptions = {}): Promise<void> {
  feishu = await openFeishuDouble({ people: [{ name: 'li', locale: 'en_us' }, { name: '陈晨' }], ...options });
  listening = await (transport === 'HTTP' ? listenByHttp : listenByLongConnection)(feishu, listeners);
}

type Transport = 'HTTP' | 'long connection';
const transports: readonly Transport[] = ['HTTP', 'long connection'];

const text = (zh_cn: string, en_us: string) => ({ content: zh_cn, i18n_content: { zh_cn, en_us } });
const plain = (zh_cn: string, en_us: string) => ({ tag: 'plain_text', ...text(zh_cn, en_us) });
const callback = (value: object) => ({ behaviors: [{ type: 'callback', value }] });
const card = (elements: object[]) => ({ schema: '2.0', config: { update_multi: true }, body: { elements } });
const form = {
  tag: 'form',
  name: 'answer',
  elements: [
    {
      tag: 'select_static',
      name: 'cause',
      required: true,
      options: [{ text: plain('缺货', 'Out of stock'), value: 'oos' }],
    },
    { tag: 'multi_select_static', name: 'also', options: [{ text: plain('乙', 'B'), value: 'b' }] },
    { tag: 'input', name: 'qty', max_length: 4, default_value: '12' },
    { tag: 'date_picker', name: 'on', placeholder: plain('日期', 'Date') },
    { tag: 'button', name: 'go', text: plain('提交', 'Send'), form_action_type: 'submit', ...callback({ case: 7 }) },
  ],
};
const button = { tag: 'button', name: 'ack', text: plain('知道了', 'Got it'), ...callback({ do: 'ack' }) };
const done = card([{ tag: 'markdown', ...text('已记下', 'Noted') }]);

async function post(content: object = card([button, form])): Promise<SeenMessage> {
  await sdkClient(feishu).im.v1.message.create({
    params: { receive_id_type: 'chat_id' },
    data: {
      receive_id: feishu.chat('team'),
      msg_type: 'interactive',
      content: JSON.stringify(content),
      uuid: crypto.randomUUID(),
    },
  });
  const message = feishu.messages(feishu.chat('team')).at(-1);
  if (!message) throw new Error('Nothing was posted');
  return message;
}

describe.each(transports)('over %s', (transport) => {
  it('a message is heard one to one, and in a group when the bot is mentioned', async () => {
    const heard: Json[] = [];
    await open(transport, {
      'im.message.receive_v1': async (data) => {
        heard.push(part(data, 'message'));
      },
    });
    const li = feishu.person('li');
    await li.types('/sku B0123');
    await li.types('sku B0123 给@陈晨', { chat: 'team' });
    const unheard = await li.types('among ourselves', { chat: 'team', mention: false });
    expect(heard).toMatchObject([
      { chat_type: 'p2p', message_type: 'text', content: JSON.stringify({ text: '/sku B0123' }) },
      {
        chat_type: 'group',
        chat_id: feishu.chat('team'),
        content: JSON.stringify({ text: '@_user_1 sku B0123 给@_user_2' }),
        mentions: [
          { key: '@_user_1', name: 'Skuwatch', mentioned_type: 'bot', id: { open_id: feishu.tenant.bot.openId } },
          { key: '@_user_2', name: '陈晨', mentioned_type: 'user', id: { open_id: feishu.openId('陈晨') } },
        ],
      },
    ]);
    expect(unheard.isDelivered).toBe(false);
    expect(feishu.messages(feishu.chat('team'))[0]?.text).toBe('@Skuwatch sku B0123 给@陈晨');
  });

  it('the longest name is whom an at means', async () => {
    await open(transport, {}, { people: [{ name: 'li' }, { name: 'liu' }] });
    await feishu.person('li').types('@liu and @li and a@b', { chat: 'team' });
    const [message] = feishu.messages(feishu.chat('team'));
    expect(message?.raw.content).toBe(JSON.stringify({ text: '@_user_1 @_user_2 and @_user_3 and a@b' }));
    expect(message?.text).toBe('@Skuwatch @liu and @li and a@b');
  });

  it('a button hands back its value, and its answer is a toast and a card for everybody', async () => {
    const heard: Json[] = [];
    await open(transport, {
      'card.action.trigger': async (data) => {
        heard.push(data);
        const toast = { type: 'success', content: '好', i18n: { zh_cn: '好', en_us: 'Good' } };
        return { toast, card: { type: 'raw', data: done } };
      },
    });
    const message = await post();
    const what = await feishu.person('li').presses(message, { label: 'Got it' });
    expect(what).toMatchObject({
      ack: { status: 200 },
      toast: { type: 'success', text: 'Good' },
      card: { text: 'Noted' },
    });
    expect(what.acks).toHaveLength(1);
    expect(heard).toMatchObject([
      {
        operator: { open_id: feishu.openId('li') },
        action: { tag: 'button', value: { do: 'ack' }, name: 'ack' },
        context: { open_message_id: message.id, open_chat_id: feishu.chat('team') },
      },
    ]);
    expect(feishu.messages(feishu.chat('team'))).toMatchObject([{ text: '已记下', updates: 1 }]);
  });

  it('a form comes with all it holds once the client finds it complete', async () => {
    const heard: Json[] = [];
    await open(transport, {
      'card.action.trigger': async (data) => {
        heard.push(part(data, 'action'));
      },
    });
    const message = await post();
    const li = feishu.person('li');
    expect((await li.submits(message, { values: {} })).heldBack).toEqual({ cause: 'required' });
    const long = { cause: 'oos', qty: '12345' };
    expect((await li.submits(message, { values: long })).heldBack).toEqual({ qty: 'too long' });
    expect(heard).toEqual([]);
    const filled = { cause: 'Out of stock', also: ['b'], on: '2026-03-09' };
    await li.submits(message, { form: 'answer', values: filled });
    feishu.unknowns.emptyFields = 'left out';
    await li.submits(message, { values: { cause: 'oos', qty: '' } });
    expect(heard).toMatchObject([
      { value: { case: 7 }, name: 'go', form_value: { cause: 'oos', also: ['b'], qty: '12', on: '2026-03-09 +0800' } },
      { form_value: { cause: 'oos' } },
    ]);
    expect(heard[1]?.form_value).toEqual({ cause: 'oos' });
  });

  it('menu, chat and members are told as well', async () => {
    const types = [
      'application.bot.menu_v6',
      'im.chat.access_event.bot_p2p_chat_entered_v1',
      'im.chat.member.bot.deleted_v1',
      'im.chat.member.bot.added_v1',
      'im.chat.member.user.deleted_v1',
    ];
    const heard: unknown[] = [];
    const listen = (type: string) => [type, async (data: Json) => heard.push([type, data.event_key ?? data.chat_id])];
    await open(transport, Object.fromEntries(types.map(listen)));
    const li = feishu.person('li');
    const team = feishu.chat('team');
    await li.picksMenu('mine');
    await li.entersChat();
    await li.removesBot('team');
    await li.addsBot('team');
    await li.leaves('team');
    const direct = feishu.tenant.directChat(li.record).chatId;
    expect(heard).toEqual([['mine'], [direct], [team], [team], [team]].map(([what], i) => [types[i], what]));
  });

  it('what failed is sent again on demand, with the same id, and not once more', async () => {
    const ids: unknown[] = [];
    await open(transport, {
      'im.message.receive_v1': async (data) => {
        ids.push(data.event_id);
        if (ids.length === 1) throw new Error('not now');
      },
    });
    expect((await feishu.person('li').types('mine')).ack.status).toBe(500);
    expect(await feishu.redelivers()).toMatchObject([{ ack: { status: 200 } }]);
    expect(await feishu.redelivers()).toEqual([]);
    await feishu.repeatsLast();
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('the answer to a callback', () => {
  const cases: [string, unknown, string, RegExp][] = [
    ['a 1.0 card', { card: { type: 'raw', data: { elements: [] } } }, '200672', /schema/],
    ['a card without a type', { card: done }, '200672', /raw/],
    [
      'a toast of a strange type',
      { toast: { type: 'loud', content: 'a', i18n: { zh_cn: 'a', en_us: 'a' } } },
      '',
      /loud/,
    ],
    ['a toast in one language', { toast: { type: 'info', content: 'a' } }, '', /both languages/],
    ['something else', { message: 'ok' }, '', /message is not known/],
  ];
  it.each(cases)('%s is a fault of the app', async (_, answer, error, problem) => {
    await open('long connection', { 'card.action.trigger': async () => answer });
    const what = await feishu.person('li').presses(await post(), { name: 'ack' });
    expect(what.error ?? '').toContain(error);
    expect(feishu.takeProblems().join('\n')).toMatch(problem);
    expect(feishu.messages(feishu.chat('team'))[0]?.updates).toBe(0);
  });

  it.each([
    ['ignored', undefined],
    ['refused', '200673: wrong card'],
  ] as const)('a card may be %s: only a real tenant can tell', async (kind, error) => {
    await open('long connection', { 'card.action.trigger': async () => ({ card: { type: 'raw', data: done } }) });
    feishu.unknowns.cardsInAnswers = kind;
    const what = await feishu.person('li').presses(await post(), { name: 'ack' });
    expect(what.error).toBe(error);
    expect(feishu.messages(feishu.chat('team'))[0]?.updates).toBe(0);
  });

  it('that never comes is an error before the person, who may press once more', async () => {
    await open('long connection', { 'card.action.trigger': async () => ({}) }, { patienceMs: 100 });
    const message = await post();
    feishu.connection.deafen();
    const what = await feishu.person('li').presses(message, { name: 'ack' });
    expect(what).toMatchObject({
      isDelivered: true,
      ack: { status: 0 },
      error: '200341: no answer within three seconds',
    });
    expect(await feishu.redelivers()).toEqual([]);
  });

  it('that fails, or was never asked for, is an error before the person', async () => {
    await open('long connection', {
      'card.action.trigger': async () => {
        throw new Error('no');
      },
    });
    const message = await post();
    const li = feishu.person('li');
    expect((await li.presses(message, { name: 'ack' })).error).toContain('500');
    feishu.subscribed.delete('card.action.trigger');
    expect((await li.presses(message, { name: 'ack' })).error).toContain('200340');
  });

  it('cards older than thirty days are dead', async () => {
    const clock = manualClock('2026-03-03T10:00+08:00');
    await open('long connection', { 'card.action.trigger': async () => ({}) }, { clock });
    const message = await post();
    clock.advanceMinutes(30 * 24 * 60 + 1);
    expect(await feishu.person('li').presses(message, { name: 'ack' })).toMatchObject({
      error: 'expired',
      isDelivered: false,
    });
  });
});

describe('over HTTP', () => {
  it('the address proves itself with the challenge', async () => {
    await open('HTTP', {});
    expect(await feishu.verifiesUrl()).toMatchObject({ status: 200, isVerified: true });
  });

  it.each<[string, object, number]>([
    ['a signature with another key', { signedWith: 'not it' }, 401],
    ['a body under another key', { encryptedWith: 'not it' }, 500],
    ['no signature', { isUnsigned: true }, 401],
  ])('%s is sent as it is', async (_, signing, status) => {
    let heard = 0;
    await open('HTTP', {
      'im.message.receive_v1': async () => {
        heard += 1;
        return {};
      },
    });
    const li = feishu.person('li');
    li.signing = signing;
    expect((await li.types('mine')).ack.status).toBe(status);
    expect(heard).toBe(0);
  });

  it('the same bytes can be sent once more', async () => {
    let heard = 0;
    await open('HTTP', {
      'im.message.receive_v1': async () => {
        heard += 1;
        return {};
      },
    });
    await feishu.person('li').types('mine');
    expect((await feishu.replaysLast()).status).toBe(200);
    expect(heard).toBe(2);
  });
});

describe('over the long connection', () => {
  const echo: Listeners = { 'im.message.receive_v1': async () => ({}) };

  it('an event in several frames is one event', async () => {
    const heard: unknown[] = [];
    await open('long connection', {
      'im.message.receive_v1': async (data) => heard.push(part(data, 'message').content),
    });
    feishu.connection.fragments = 5;
    const done = await feishu.person('li').types('多字节的中文字符 in pieces');
    expect(done.acks).toHaveLength(1);
    expect(heard).toEqual([JSON.stringify({ text: '多字节的中文字符 in pieces' })]);
  });

  it('an app that is cut off connects anew', async () => {
    await open('long connection', echo);
    feishu.connection.drop();
    await feishu.connection.untilOpened(2);
    await feishu.connection.untilLinks(1);
    expect((await feishu.person('li').types('mine')).ack.status).toBe(200);
  });

  it('a half open line is noticed by an app that waits for pongs', async () => {
    feishu = await openFeishuDouble();
    feishu.connection.config.PingInterval = 0.3;
    listening = await listenByLongConnection(feishu, echo, 0.1);
    feishu.connection.silence();
    await feishu.connection.untilOpened(2);
    await feishu.connection.untilLinks(1);
  });

  it.each([514, 1000040350])('discovery may say %s', async (code) => {
    feishu = await openFeishuDouble();
    feishu.connection.refusal = { code, data: {} };
    const url = `${feishu.url}/callback/ws/endpoint`;
    const answer = await fetch(url, { method: 'POST', body: '{}' });
    expect(await answer.json()).toMatchObject({ code });
  });

  it('two connections share the events', async () => {
    await open('long connection', echo);
    const heard: unknown[] = [];
    const listen = { 'im.message.receive_v1': async (data: Json) => heard.push(data.event_id) };
    const other = await listenByLongConnection(feishu, listen, 1, 2);
    await feishu.person('li').types('one');
    await feishu.person('li').types('two');
    expect(heard).toHaveLength(1);
    await other.close();
  });
});
