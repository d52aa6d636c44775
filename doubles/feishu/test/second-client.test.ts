// A second client, which shares no code with the official SDK, finds the same Feishu in the double: where both agree with
// it, it is likely right. It speaks protobuf through another library, and has its own idea of every answer.

import { createRequire } from 'node:module';
import type { Bot as SatoriBot, Context as SatoriContext } from '@satorijs/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../shared/json.ts';
import { type FeishuDouble, openFeishuDouble, secrets } from '../open.ts';

// As CommonJS: the adapter would otherwise bring a second copy of the core with it.
const require = createRequire(import.meta.url);
const { Context, HTTP, Logger } = require('@satorijs/core') as typeof import('@satorijs/core');
const { LarkBot } = require('@satorijs/adapter-lark') as {
  LarkBot: new (context: SatoriContext, config: never) => Bot;
};
Logger.levels = { base: 0 };

/** The adapter's declarations name modules that Node would not find; what is used of it is written down here. */
interface Bot extends SatoriBot {
  internal: { im: { message: { create(data: Json, params: Json): Promise<Json> } } };
}

interface Heard {
  type: string;
  content: string | undefined;
  userId: string | undefined;
  channelId: string | undefined;
  isDirect: boolean;
}

let feishu: FeishuDouble;
let context: SatoriContext;
let bot: Bot;
let heard: Heard[];

beforeEach(async () => {
  feishu = await openFeishuDouble({ people: [{ name: 'li' }, { name: 'chen' }] });
  context = new Context();
  context.plugin(HTTP);
  heard = [];
  const hear =
    (type: string) => (session: { content?: string; userId?: string; channelId?: string; isDirect: boolean }) => {
      const { content, userId, channelId, isDirect } = session;
      heard.push({ type, content, userId, channelId, isDirect });
    };
  context.on('message', hear('message'));
  context.on('interaction/command', hear('command'));
  context.plugin(LarkBot, {
    platform: 'feishu',
    appId: secrets.appId,
    appSecret: secrets.appSecret,
    endpoint: `${feishu.url}/open-apis`,
    protocol: 'ws',
  } as never);
  await context.start();
  await feishu.connection.untilLinks(1);
  bot = context.bots[0] as Bot;
});

afterEach(async () => {
  await bot.stop();
  await feishu.close();
});

describe('the second client', () => {
  it('finds the bot by its token', () => {
    expect(bot.selfId).toBe(feishu.tenant.bot.openId);
    expect(
      feishu.calls
        .slice(0, 3)
        .map(({ route }) => route)
        .sort(),
    ).toEqual(['GET bot/v3/info', 'POST auth/v3/tenant_access_token/internal', 'POST callback/ws/endpoint']);
  });

  it('sends a message, answers it and takes it back', async () => {
    const team = feishu.chat('team');
    const [id = ''] = await bot.sendMessage(team, '**你好** world');
    expect(feishu.messages(team)).toMatchObject([{ id, text: '你好 world' }]);
    await bot.sendMessage(team, `<quote id="${id}"/>answer`);
    expect(feishu.messages(team)[0]?.replies).toMatchObject([{ text: 'answer' }]);
    await bot.deleteMessage(team, id);
    expect(feishu.messages(team)).toMatchObject([{ text: 'answer' }]);
    // It knows no uuid.
    expect(feishu.takeProblems()).toEqual(['a message without uuid', 'a message without uuid']);
  });

  it('uploads a picture and sends it', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(24)]).toString('base64');
    await bot.sendMessage(feishu.chat('team'), `<img src="data:image/png;base64,${png}"/>`);
    const [message] = feishu.messages(feishu.chat('team'));
    const [key = ''] = message?.pictures ?? [];
    expect(feishu.media.image(key)?.bytes.toString('base64')).toBe(png);
    expect(feishu.takeProblems()).toEqual(['a message without uuid']);
  });

  it('reads people and chats', async () => {
    expect(await bot.getUser(feishu.openId('li'))).toMatchObject({ id: feishu.openId('li'), name: 'li' });
    expect(await bot.getGuild(feishu.chat('team'))).toMatchObject({ name: 'team' });
    const { data } = await bot.getGuildMemberList(feishu.chat('team'));
    expect(data.map(({ user }) => user?.id)).toEqual([feishu.openId('li'), feishu.openId('chen')]);
  });

  it('hears messages, whole or in several frames, and acks each once', async () => {
    const li = feishu.person('li');
    expect(await li.types('/sku B01')).toMatchObject({ ack: { status: 200 } });
    feishu.connection.fragments = 4;
    const done = await li.types('sku 中文 @chen', { chat: 'team' });
    expect(done.acks).toHaveLength(1);
    expect(heard).toMatchObject([
      { type: 'message', content: '/sku B01', userId: feishu.openId('li'), isDirect: true },
      { type: 'message', channelId: feishu.chat('team'), isDirect: false },
    ]);
    expect(heard[1]?.content).toContain(`id="${feishu.tenant.bot.openId}"`);
    expect(heard[1]?.content).toContain('sku 中文');
  });

  it('hears buttons, forms and the menu in its own words', async () => {
    const value: Json = { _satori_type: 'command', content: 'answer' };
    const plain = (content: string) => ({ tag: 'plain_text', content });
    const behaviors = [{ type: 'callback', value }];
    const elements = [
      {
        tag: 'form',
        name: 'f',
        elements: [
          { tag: 'input', name: 'units', required: true },
          { tag: 'button', name: 'go', text: plain('Send'), form_action_type: 'submit', behaviors },
        ],
      },
      { tag: 'button', text: plain('Go'), behaviors },
    ];
    const content = JSON.stringify({ schema: '2.0', config: { update_multi: true }, body: { elements } });
    const data = { receive_id: feishu.chat('team'), msg_type: 'interactive', content, uuid: 'one' };
    await bot.internal.im.message.create(data, { receive_id_type: 'chat_id' });
    const [message] = feishu.messages(feishu.chat('team'));
    if (!message) throw new Error('Nothing was posted');
    const li = feishu.person('li');
    await li.presses(message, { label: 'Go' });
    await li.submits(message, { values: { units: '12' } });
    await li.picksMenu('command:mine');
    expect(heard.map(({ content }) => content)).toEqual(['answer', "answer --units '12'", 'mine']);
    expect(new Set(heard.map(({ userId }) => userId))).toEqual(new Set([feishu.openId('li')]));
  });
});
