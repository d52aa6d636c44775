// The double answers the official SDK as the open platform does: envelopes, codes, limits, and faults on the way.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ManualClock, manualClock } from '../../../test/support/clock.ts';
import { type DoubleOptions, type FeishuDouble, openFeishuDouble, secrets } from '../open.ts';
import { Tokens } from '../tokens.ts';
import { codeOf, sdkClient } from './sdk.ts';

let feishu: FeishuDouble;
let client: ReturnType<typeof sdkClient>;
let clock: ManualClock;

async function open(options: DoubleOptions = {}): Promise<void> {
  await feishu?.close();
  feishu = await openFeishuDouble({ clock, ...options });
  client = sdkClient(feishu);
}

beforeEach(async () => {
  clock = manualClock('2026-03-03T10:00+08:00');
  feishu = await openFeishuDouble({
    clock,
    people: [
      { name: 'li', locale: 'en_us', email: 'li@a.b', leader: 'chen', mobile: '+8613800000000' },
      { name: 'chen' },
    ],
  });
  client = sdkClient(feishu);
});

afterEach(() => feishu.close());

const card = (text: string, more: object = {}) =>
  JSON.stringify({
    schema: '2.0',
    config: { update_multi: true },
    body: {
      elements: [{ tag: 'markdown', content: text, i18n_content: { zh_cn: `中${text}`, en_us: text }, ...more }],
    },
  });

function create(
  given: { to?: string; uuid?: string; type?: string; content?: string; kind?: 'open_id' | 'chat_id' | 'email' } = {},
) {
  const data = {
    receive_id: given.to ?? feishu.chat('team'),
    msg_type: given.type ?? 'interactive',
    content: given.content ?? card('hello'),
    uuid: given.uuid ?? crypto.randomUUID(),
  };
  return client.im.v1.message.create({ params: { receive_id_type: given.kind ?? 'chat_id' }, data });
}

async function createdId(given: Parameters<typeof create>[0] = {}): Promise<string> {
  const { data } = await create(given);
  return data?.message_id ?? '';
}

const patch = (message_id: string, content = card('new')) =>
  client.im.v1.message.patch({ path: { message_id }, data: { content } });
const urgent = (message_id: string, ids: string[], kind: 'urgentApp' | 'urgentSms' | 'urgentPhone' = 'urgentApp') =>
  client.im.v1.message[kind]({
    path: { message_id },
    params: { user_id_type: 'open_id' },
    data: { user_id_list: ids },
  });

describe('messages', () => {
  it('a card is read by each in their language', async () => {
    await create();
    await create({ to: 'li@a.b', kind: 'email' });
    expect(feishu.messages(feishu.chat('team'))).toMatchObject([{ text: '中hello', from: 'Skuwatch', replies: [] }]);
    expect(feishu.messages(feishu.chat('team'), { locale: 'en_us' })[0]?.text).toBe('hello');
    expect(feishu.directMessages('li')[0]?.text).toBe('hello');
    expect(feishu.callsOf('POST im/v1/messages')).toMatchObject([
      { receive_id_type: 'chat_id' },
      { receive_id: 'li@a.b' },
    ]);
  });

  it('a reply stands under its message, in a thread where one is asked for', async () => {
    const message_id = await createdId();
    const data = {
      msg_type: 'text',
      content: JSON.stringify({ text: 'done' }),
      uuid: 'u-reply',
      reply_in_thread: true,
    };
    const answer = await client.im.v1.message.reply({ path: { message_id }, data });
    expect(answer.data).toMatchObject({ root_id: message_id, parent_id: message_id });
    expect(answer.data?.thread_id).toMatch(/^omt_/);
    expect(feishu.messages(feishu.chat('team'))[0]?.replies).toMatchObject([{ text: 'done' }]);
  });

  it('one uuid makes one message within the hour, and a second one after it', async () => {
    const first = await createdId({ uuid: 'same' });
    clock.advanceMinutes(59);
    expect(await createdId({ uuid: 'same' })).toBe(first);
    clock.advanceMinutes(1);
    expect(await createdId({ uuid: 'same' })).not.toBe(first);
    expect(feishu.messages(feishu.chat('team'))).toHaveLength(2);
    feishu.unknowns.repeatedUuid = 'refused';
    expect(await codeOf(create({ uuid: 'same' }))).toBe(230049);
    expect(await codeOf(create({ uuid: 'x'.repeat(51) }))).toBe(230001);
  });

  it('a message without a uuid is a fault of the app', async () => {
    await create({ uuid: '' });
    await create({ uuid: '' });
    expect(feishu.takeProblems()).toEqual(['a message without uuid', 'a message without uuid']);
    expect(feishu.messages(feishu.chat('team'))).toHaveLength(2);
  });

  it('a lost answer and the same uuid again give one message', async () => {
    feishu.faults.next('POST im/v1/messages', { is: 'answer_lost' });
    await expect(create({ uuid: 'once' })).rejects.toThrow();
    await create({ uuid: 'once' });
    expect(feishu.messages(feishu.chat('team'))).toHaveLength(1);
    expect(feishu.calls.map(({ outcome }) => outcome)).toEqual(['ok', 'lost', 'ok']);
  });

  it('a card that is not right is refused, and the test hears of it', async () => {
    expect(await codeOf(create({ content: card('a', { colour: 'red' }) }))).toBe(230099);
    expect(await codeOf(create({ content: card('字'.repeat(11_000)) }))).toBe(230025);
    expect(await codeOf(create({ type: 'text', content: JSON.stringify({ text: ' ' }) }))).toBe(230001);
    expect(await codeOf(create({ type: 'image', content: JSON.stringify({ image_key: 'img_9' }) }))).toBe(230001);
    expect(await codeOf(create({ type: 'text', content: 'no json' }))).toBe(230001);
    expect(feishu.takeProblems()).toHaveLength(5);
  });

  it('a card can be changed for 14 days, if it is the own one and still there', async () => {
    const message_id = await createdId();
    await patch(message_id);
    expect(feishu.messages(feishu.chat('team'))[0]).toMatchObject({ text: '中new', updates: 1 });
    const text = await createdId({ type: 'text', content: JSON.stringify({ text: 'a' }) });
    expect(await codeOf(patch(text))).toBe(230001);
    clock.advanceMinutes(14 * 24 * 60 + 1);
    expect(await codeOf(patch(message_id))).toBe(230031);
    const fresh = await createdId();
    await client.im.v1.message.delete({ path: { message_id: fresh } });
    expect(await codeOf(patch(fresh))).toBe(230011);
    expect(await codeOf(patch('om_none'))).toBe(230001);
  });

  it('reading a card back gives a hint unless the source is asked for', async () => {
    feishu.scopes.grant('im:message:readonly');
    const message_id = await createdId();
    const read = async (card_msg_content_type?: string) => {
      const params = card_msg_content_type === undefined ? {} : { card_msg_content_type };
      const { data } = await client.im.v1.message.get({ path: { message_id }, params });
      return data?.items?.[0]?.body?.content ?? '';
    };
    expect(await read()).toContain('升级');
    expect(JSON.parse(await read('user_card_content'))).toEqual({ user_dsl: card('hello') });
  });

  it('a chat is listed in pages, for whoever may read all of it', async () => {
    feishu.scopes.grant('im:message:readonly');
    for (const uuid of ['a', 'b', 'c']) await create({ uuid });
    const params = { container_id_type: 'chat', container_id: feishu.chat('team'), page_size: 2 };
    expect(await codeOf(client.im.v1.message.list({ params }))).toBe(230027);
    feishu.scopes.grant('im:message.group_msg');
    const first = await client.im.v1.message.list({ params });
    expect(first.data).toMatchObject({ has_more: true, page_token: '2' });
    expect(first.data?.items).toHaveLength(2);
    const rest = await client.im.v1.message.list({ params: { ...params, page_token: '2' } });
    expect(rest.data).toMatchObject({ has_more: false });
    expect(rest.data?.items).toHaveLength(1);
  });

  it.each<[string, (chat: { isDissolved: boolean; botInside: boolean }) => void, number]>([
    ['a group that is gone', (chat) => Object.assign(chat, { isDissolved: true }), 232009],
    ['a group without the bot', (chat) => Object.assign(chat, { botInside: false }), 230002],
    ['an app whose bot is off', () => Object.assign(feishu.tenant.bot, { isOn: false }), 230006],
  ])('nothing reaches %s', async (_, change, code) => {
    change(feishu.tenant.chatNamed('team'));
    expect(await codeOf(create())).toBe(code);
  });

  it.each([
    ['outside', 230013],
    ['resigned', 230013],
    ['stopped the bot', 230053],
  ] as const)('nothing reaches a person who is or has %s', async (standing, code) => {
    feishu.tenant.named('li').standing = standing;
    expect(await codeOf(create({ to: feishu.openId('li'), kind: 'open_id' }))).toBe(code);
  });
});

describe('tokens, scopes and rates', () => {
  it('a token that was taken back is not fetched anew by the SDK', async () => {
    await create();
    feishu.tokens.revoke();
    expect(await codeOf(create())).toBe(99991663);
  });

  it('the same token is given while half an hour of it is left', () => {
    const tokens = new Tokens(clock, { id: 'cli_1', secret: 's' });
    const given = (secret = 's') => tokens.give({ app_id: 'cli_1', app_secret: secret }).body;
    const first = given();
    expect(first).toMatchObject({ code: 0, expire: 7200 });
    clock.advanceMinutes(90);
    expect(given()).toMatchObject({ tenant_access_token: first.tenant_access_token, expire: 1800 });
    clock.advanceMinutes(1);
    expect(given().tenant_access_token).not.toBe(first.tenant_access_token);
    expect(tokens.judge(String(first.tenant_access_token))).toBeUndefined();
    clock.advanceMinutes(29);
    expect(tokens.judge(String(first.tenant_access_token))?.body.code).toBe(99991663);
    expect(tokens.judge('')?.body.code).toBe(99991661);
    expect(given('wrong')).toMatchObject({ code: 10014 });
  });

  it('a missing scope is refused with the page on which to ask for it', async () => {
    await open({ scopes: ['im:chat:read'] });
    const error = await create().catch((refused: unknown) => refused);
    const { status, data } = (error as { response: { status: number; data: { code: number; msg: string } } }).response;
    expect([status, data.code]).toEqual([400, 99991672]);
    expect(data.msg).toContain(`https://open.feishu.cn/app/${secrets.appId}/auth?q=im%3Amessage%3Asend_as_bot`);
  });

  it('a sixth message to one chat within a second is one too many', async () => {
    await open({ rates: true });
    for (let i = 0; i < 5; i += 1) await create();
    expect(await codeOf(create())).toBe(230020);
    expect(await codeOf(create({ to: feishu.openId('li'), kind: 'open_id' }))).toBe(0);
    clock.set(new Date(clock.now().getTime() + 1000));
    expect(await codeOf(create())).toBe(0);
  });

  it('a 51st call of one API within a second is told when the next will be taken', async () => {
    await open({ rates: true });
    const info = () => client.request({ method: 'GET', url: '/open-apis/bot/v3/info' });
    for (let i = 0; i < 50; i += 1) await info();
    const error = await info().catch((refused: unknown) => refused);
    const { status, data, headers } = (error as { response: { status: number; data: object; headers: object } })
      .response;
    expect(status).toBe(429);
    expect(data).toMatchObject({ code: 99991400 });
    expect(headers).toMatchObject({ 'x-ogw-ratelimit-reset': '1' });
  });
});

describe('faults', () => {
  it.each([
    [{ is: 'request_lost' }, 0],
    [{ is: 'server_error', status: 502 }, 0],
    [{ is: 'stored_then_server_error' }, 1],
    [{ is: 'rate_limited', resetSeconds: 3 }, 0],
    [{ is: 'refused', code: 230028 }, 0],
  ] as const)('%j', async (fault, stored) => {
    feishu.faults.next('POST im/v1/messages', fault);
    await expect(create()).rejects.toThrow();
    expect(feishu.messages(feishu.chat('team'))).toHaveLength(stored);
  });

  it('a code other than 0 may come with HTTP 200', async () => {
    feishu.faults.next('POST im/v1/messages', { is: 'refused', code: 230028, status: 200 });
    expect(await create()).toMatchObject({ code: 230028 });
  });

  it.each([
    ['hang', 0],
    ['hang_after_storing', 1],
  ] as const)('a call that meets "%s" is never answered', async (is, stored) => {
    feishu.faults.next('POST im/v1/messages', { is });
    let isSettled = false;
    const settle = () => {
      isSettled = true;
    };
    create().then(settle, settle);
    while (feishu.callsOf('POST im/v1/messages').length === 0) await new Promise(setImmediate);
    await client.request({ method: 'GET', url: '/open-apis/bot/v3/info' });
    expect(isSettled).toBe(false);
    expect(feishu.messages(feishu.chat('team'))).toHaveLength(stored);
  });

  it('a held call goes on when the test lets it', async () => {
    feishu.faults.next('POST im/v1/messages', { is: 'held' });
    const creating = create();
    await feishu.faults.untilHeld();
    expect(feishu.messages(feishu.chat('team'))).toHaveLength(0);
    feishu.faults.release();
    expect(await creating).toMatchObject({ code: 0 });
  });

  it('an API that the double does not know fails the test', async () => {
    await client.request({ method: 'GET', url: '/open-apis/im/v2/strange' }).catch(() => {});
    await expect(feishu.close()).rejects.toThrow('GET im/v2/strange: not known to the double');
    feishu = await openFeishuDouble();
  });
});

describe('making urgent', () => {
  it('tells who was not reached, and refuses when nobody was', async () => {
    const message_id = await createdId();
    const answer = await urgent(message_id, [feishu.openId('li'), 'ou_gone']);
    expect(answer.data).toEqual({ invalid_user_id_list: ['ou_gone'] });
    expect(feishu.messages(feishu.chat('team'))[0]?.urgent).toEqual([{ kind: 'app', name: 'li' }]);
    expect(await codeOf(urgent(message_id, ['ou_gone']))).toBe(230001);
    expect(await codeOf(urgent(message_id, [feishu.openId('chen')], 'urgentPhone'))).toBe(230001);
  });

  it('by phone costs the quota of the tenant', async () => {
    const message_id = await createdId({ to: feishu.openId('li'), kind: 'open_id' });
    feishu.urgentQuota.phone = 1;
    await urgent(message_id, [feishu.openId('li')], 'urgentPhone');
    expect(await codeOf(urgent(message_id, [feishu.openId('li')], 'urgentPhone'))).toBe(230024);
    expect(await codeOf(urgent(message_id, [feishu.openId('chen')]))).toBe(230001);
  });

  it('is for the owner alone where the group says so', async () => {
    const message_id = await createdId();
    feishu.tenant.chatNamed('team').urgent = 'only_owner';
    expect(await codeOf(urgent(message_id, [feishu.openId('li')]))).toBe(230052);
  });
});

describe('people, chats and uploads', () => {
  it('a person is found by e-mail, and the manager by person, as far as scopes and range go', async () => {
    const found = await client.contact.v3.user.batchGetId({
      params: { user_id_type: 'open_id' },
      data: { emails: ['li@a.b', 'nobody@a.b'] },
    });
    expect(found.data?.user_list).toMatchObject([{ user_id: feishu.openId('li') }, { email: 'nobody@a.b' }]);
    const get = () =>
      client.contact.v3.user.get({ path: { user_id: feishu.openId('li') }, params: { user_id_type: 'open_id' } });
    expect((await get()).data?.user).toMatchObject({ name: 'li', leader_user_id: feishu.openId('chen') });
    feishu.scopes.revoke('contact:user.department:readonly');
    expect((await get()).data?.user?.leader_user_id).toBeUndefined();
    feishu.tenant.named('li').inContactRange = false;
    expect(await codeOf(get())).toBe(41050);
  });

  it('a chat tells who is in it and who may make urgent', async () => {
    const path = { chat_id: feishu.chat('team') };
    expect((await client.im.v1.chat.get({ path })).data).toMatchObject({ name: 'team', urgent_setting: 'all_members' });
    const members = await client.im.v1.chatMembers.get({ path });
    expect(members.data?.items?.map(({ member_id: id }) => id)).toEqual([feishu.openId('li'), feishu.openId('chen')]);
    expect((await client.im.v1.chatMembers.isInChat({ path })).data).toEqual({ is_in_chat: true });
    expect((await client.application.v6.scope.list({})).data?.scopes?.[0]).toMatchObject({ grant_status: 1 });
  });

  it('the app may ask what the console holds of it, with a permission of its own', async () => {
    const ask = () =>
      client.application.v6.application.get({ path: { app_id: secrets.appId }, params: { lang: 'zh_cn' } });
    feishu.scopes.revoke('application:application:self_manage');
    expect(await codeOf(ask())).toBe(99991672);
    feishu.scopes.grant('application:application:self_manage');
    feishu.subscribed.delete('card.action.trigger');
    const { app } = (await ask()).data ?? {};
    expect(app?.event?.subscribed_events).toContain('im.message.receive_v1');
    expect(app?.callback).toEqual({ callback_type: 'websocket', subscribed_callbacks: [] });
  });

  it('pictures and files are kept and can be sent', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(24)]);
    const image = await client.im.v1.image.create({ data: { image_type: 'message', image: png } });
    const file = await client.im.v1.file.create({
      data: { file_type: 'xls', file_name: '周报.xlsx', file: Buffer.from('PK') },
    });
    await create({ type: 'image', content: JSON.stringify({ image_key: image?.image_key }) });
    await create({ type: 'file', content: JSON.stringify({ file_key: file?.file_key }) });
    expect(feishu.messages(feishu.chat('team'))).toMatchObject([
      { pictures: [image?.image_key] },
      { files: ['周报.xlsx'], text: '周报.xlsx' },
    ]);
    expect(feishu.media.image(image?.image_key ?? '')?.bytes).toEqual(png);
    const empty = client.im.v1.image.create({ data: { image_type: 'message', image: Buffer.from('no picture') } });
    expect(await codeOf(empty)).toBe(234011);
  });
});

describe('slash commands', () => {
  it('are added once, changed and taken away', async () => {
    const url = '/open-apis/application/v7/app_slash_commands';
    const description = { default_value: '查看', i18n: { zh_cn: '查看', en_us: 'Look' } };
    const data = { command: 'sku', description };
    await client.request({ method: 'POST', url, data });
    expect(await codeOf(client.request({ method: 'POST', url, data }))).toBe(40000000);
    const [added] = feishu.slashCommands.all;
    await client.request({
      method: 'PATCH',
      url: `${url}/${added?.command_id}`,
      data: { description: { ...description, default_value: 'x' } },
    });
    expect(await client.request({ method: 'GET', url })).toMatchObject({
      data: { items: [{ command: 'sku', description: { default_value: 'x' } }] },
    });
    await client.request({ method: 'DELETE', url: `${url}/${added?.command_id}` });
    expect(feishu.slashCommands.all).toEqual([]);
  });
});
