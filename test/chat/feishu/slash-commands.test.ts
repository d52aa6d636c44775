// Which commands a client offers after a slash, once the program has started: ours as the command list has them, and
// whatever others registered for the app.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FeishuDouble, openFeishuDouble, secrets } from '../../../doubles/feishu/open.ts';
import { openGateway } from '../../../src/chat/feishu/gateway.ts';
import { changesTo, registerCommands, type SlashCommand } from '../../../src/chat/feishu/slash-commands.ts';
import { commands } from '../../../src/commands/index.ts';
import { type Log, silentLog } from '../../../src/lib/log.ts';
import { testPolicy } from '../../support/team.ts';
import { connectFeishu } from './connect.ts';

const route = 'application/v7/app_slash_commands';

let double: FeishuDouble;

beforeEach(async () => {
  double = await openFeishuDouble();
});

afterEach(() => double.close());

async function register(wanted: readonly SlashCommand[], log: Log = silentLog): Promise<void> {
  const transport = { kind: 'long-connection' } as const;
  const { appId, appSecret } = secrets;
  const gateway = openGateway({ appId, appSecret, domain: double.url, transport, repairCards: false }, silentLog);
  await registerCommands(gateway, wanted, { log, signal: new AbortController().signal });
}

const named = () => double.slashCommands.all.map(({ command }) => command).sort();
const written = () => double.calls.filter(({ route: is }) => is.includes(route) && !is.startsWith('GET')).length;
const one = (name: string, zh = '查看', en = 'look'): SlashCommand => ({ name, summary: { zh, en } });

describe('slash commands', () => {
  it('are those of the command list, described in both languages', async () => {
    await register(commands);
    expect(named()).toEqual(commands.map(({ name }) => name).sort());
    const { summary } = commands.find(({ name }) => name === 'mine') ?? {};
    expect(double.slashCommands.all.find(({ command }) => command === 'mine')?.description).toEqual({
      default_value: `${summary?.zh} · Skuwatch`,
      i18n: { zh_cn: `${summary?.zh} · Skuwatch`, en_us: `${summary?.en} · Skuwatch` },
    });
  });

  it('cost one call where nothing changed', async () => {
    await register(commands);
    const before = double.calls.length;
    await register(commands);
    expect(double.calls.slice(before).map(({ route: is }) => is)).toEqual([
      'POST auth/v3/tenant_access_token/internal',
      `GET ${route}`,
    ]);
  });

  it('change with their words, and go when they are no more', async () => {
    await register([one('mine'), one('old')]);
    await register([one('mine', '我的表单', 'my forms'), one('sku')]);
    expect(named()).toEqual(['mine', 'sku']);
    const [mine] = double.slashCommands.all;
    expect(mine?.description).toMatchObject({ i18n: { zh_cn: '我的表单 · Skuwatch' } });
    expect(written()).toBe(2 + 3);
  });

  it('that others registered are neither changed nor removed, not even under one of our names', async () => {
    const theirs = { default_value: 'theirs', i18n: { zh_cn: '别人的', en_us: 'theirs' } };
    double.slashCommands.add('todo', theirs);
    double.slashCommands.add('mine', theirs);
    await register([one('mine'), one('sku')]);
    expect(named()).toEqual(['mine', 'sku', 'todo']);
    expect(double.slashCommands.all.filter(({ description }) => description === theirs)).toHaveLength(2);
  });

  it('are never more than a hundred', () => {
    const description = { default_value: 'x', i18n: { zh_cn: 'x', en_us: 'x' } };
    const standing = Array.from({ length: 99 }, (_, n) => ({ id: `${n}`, command: `other${n}`, description }));
    expect(changesTo(standing, [one('mine'), one('sku')]).add.map(({ command }) => command)).toEqual(['mine']);
    expect(changesTo([...standing, ...standing], [one('mine')]).add).toEqual([]);
  });

  it('that another replica has just registered are no trouble', async () => {
    const said: unknown[] = [];
    double.faults.next(`POST ${route}`, { is: 'refused', code: 40000000 });
    await register([one('mine'), one('sku')], { ...silentLog, info: (...words) => said.push(words) });
    expect(named()).toEqual(['sku']);
    expect(said).toEqual([]);
  });

  it.each([
    ['that the tenant does not have', () => (double.slashCommands.areKnown = false)],
    ['without the permission', () => double.scopes.revoke('application:app_slash_command:read')],
    ['that cannot be asked for', () => double.faults.next(`GET ${route}`, { is: 'request_lost' })],
  ])('%s leave a line in the log and nothing else', async (_, goesWrong) => {
    goesWrong();
    const said: unknown[] = [];
    await register([one('mine')], { ...silentLog, info: (...words) => said.push(words) });
    expect(named()).toEqual([]);
    expect(said).toHaveLength(1);
  });

  it('are registered when the adapter starts, which does not wait for them', async () => {
    const groups = [{ id: 'team', platform: 'feishu', channel: double.chat('team') }];
    const policy = testPolicy({ groups });
    double.faults.next(`GET ${route}`, { is: 'held' });
    const connected = connectFeishu(double, { transport: 'long-connection', policy, commands: [one('mine')] });
    await connected.feishu.adapter.start(async () => ({ type: 'done', text: { zh: '', en: '' } }));
    await expect.poll(() => double.callsOf(`GET ${route}`)).toHaveLength(1);
    expect(named()).toEqual([]);
    double.faults.release();
    await expect.poll(named).toEqual(['mine']);
    await connected.feishu.adapter.stop();
    await connected.close();
  });
});
