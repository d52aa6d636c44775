// What the adapter says about its own set-up: one sentence for everything that is missing, with what to do about it.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FeishuDouble, openFeishuDouble, secrets } from '../../../doubles/feishu/open.ts';
import { checkFeishuOnce } from '../../../src/chat/feishu/adapter.ts';
import type { FeishuSettings } from '../../../src/chat/feishu/settings.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { policySchema } from '../../../src/policy/policy.ts';

let double: FeishuDouble;

beforeEach(async () => {
  double = await openFeishuDouble({ people: [{ name: 'li', email: 'li@lumora.example' }, { name: 'chen' }] });
});

afterEach(() => double.close());

interface Changes {
  appSecret?: string;
  domain?: string;
  people?: readonly object[];
  escalation?: object;
  transport?: FeishuSettings['transport'];
  language?: 'zh' | 'en';
}

const longConnection = { kind: 'long-connection' } as const;

async function found(changes: Changes = {}): Promise<string[]> {
  const { appSecret = secrets.appSecret, domain = double.url, people, transport = longConnection } = changes;
  const policy = policySchema.parse({
    team: { name: 'Lumora' },
    ...(changes.escalation && { escalation: changes.escalation }),
    people: people ?? [
      { id: 'li', name: 'Li', email: 'Li@Lumora.example' },
      { id: 'chen', name: 'Chen', feishu: double.openId('chen') },
    ],
    groups: [{ id: 'team', platform: 'feishu', channel: double.chat('team') }],
    stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
  });
  const settings = { appId: secrets.appId, appSecret, domain, repairCards: true };
  const checks = await checkFeishuOnce({ settings: { ...settings, transport }, policy, log: silentLog });
  expect(checks.map(({ platform }) => platform)).toEqual(checks.map(() => 'feishu'));
  return checks.map(({ level, text }) => `${level}: ${text[changes.language ?? 'en']}`);
}

describe('a look at Feishu', () => {
  it('finds that all is well, with few calls', async () => {
    expect(await found()).toEqual([
      expect.stringMatching(/^ok: Feishu: credentials, .* are all set;.* 7\.20 or newer/),
    ]);
    expect(double.calls.length).toBeLessThanOrEqual(8);
  });

  it('says so when the secret is wrong', async () => {
    expect(await found({ appSecret: 'another-secret' })).toEqual([expect.stringMatching(/^alarm:.*FEISHU_APP_SECRET/)]);
  });

  it('says so when Feishu cannot be reached', async () => {
    expect(await found({ domain: 'http://127.0.0.1:1' })).toEqual([expect.stringMatching(/^alarm:.*FEISHU_DOMAIN/)]);
  });

  it('says so when the app has no bot, or is switched off', async () => {
    double.tenant.bot.isOn = false;
    expect(await found()).toEqual([expect.stringMatching(/^alarm:.*no bot ability/)]);
  });

  it('names a group without the bot', async () => {
    const chat = double.tenant.chatNamed('team');
    chat.botInside = false;
    expect(await found()).toEqual([expect.stringMatching(/^alarm:.*group oc_\w+ \(team\): .*Add Bot/)]);
  });

  it('names people without an account, and addresses that nobody has', async () => {
    const people = [
      { id: 'li', name: 'Li', email: 'nobody@lumora.example' },
      { id: 'chen', name: 'Chen' },
    ];
    expect(await found({ people })).toEqual([
      expect.stringMatching(/^warning:.*li: .*correct "email"/),
      expect.stringMatching(/^warning:.*chen: .*write "feishu"/),
    ]);
  });

  it('names permissions that are missing, what they are for, and the page on which to ask for them', async () => {
    double.scopes.revoke('im:resource');
    double.scopes.revoke('im:message.urgent');
    const page = (scope: string) =>
      `${double.url}/app/${secrets.appId}/auth?q=${encodeURIComponent(scope)}&op_from=openapi&token_type=tenant`;
    expect(await found()).toEqual([
      expect.stringMatching(/^alarm:.*lacks permissions: im:resource \(charts.*new version/),
      expect.stringMatching(/^warning:.*lacks permissions: im:message\.urgent \(make escalations urgent/),
    ]);
    const [alarm, warning] = await found({ language: 'zh' });
    expect(alarm).toContain(page('im:resource'));
    expect(warning).toContain(page('im:message.urgent'));
    expect(alarm).toMatch(/缺少权限.*发布新版本/);
  });

  it('asks for permissions that only some teams want where the policy file uses them', async () => {
    double.scopes.revoke('im:message.urgent:phone');
    expect(await found()).toEqual([expect.stringMatching(/^ok:/)]);
    const escalation = { steps: [{ level: 1, at: 'deadline', urgent: 'phone' }] };
    expect(await found({ escalation })).toEqual([expect.stringMatching(/^warning:.*im:message\.urgent:phone \(/)]);
  });

  it('takes a wider permission for those within it', async () => {
    for (const scope of ['im:message:send_as_bot', 'im:message:update', 'im:chat:read', 'im:chat.members:read'])
      double.scopes.revoke(scope);
    double.scopes.grant('im:message');
    double.scopes.grant('im:chat');
    expect(await found()).toEqual([expect.stringMatching(/^ok:/)]);
  });

  it('hands on the permission that Feishu itself names when it refuses a call', async () => {
    double.scopes.revoke('contact:user.id:readonly');
    double.faults.next('GET application/v6/scopes', { is: 'refused', code: 99991400 });
    expect(await found()).toEqual([
      expect.stringMatching(/^warning:.*li: .*permission.*new version.*auth\?q=contact%3Auser\.id%3Areadonly/),
    ]);
  });

  it('names events that do not reach the app', async () => {
    double.subscribed.delete('im.message.receive_v1');
    expect(await found()).toEqual([expect.stringMatching(/^alarm:.*events im\.message\.receive_v1: add/)]);
  });

  it('says so when presses and forms do not reach the app', async () => {
    double.subscribed.delete('card.action.trigger');
    expect(await found()).toEqual([expect.stringMatching(/^alarm:.*callback card\.action\.trigger/)]);
  });

  it('says so when events are sent another way than the one listened to', async () => {
    const { encryptKey, verificationToken } = secrets;
    expect(await found({ transport: { kind: 'webhook', encryptKey, verificationToken } })).toEqual([
      expect.stringMatching(/^alarm:.*set to the long connection, while this service takes pushes/),
    ]);
  });

  it('does not guess about events where it may not look', async () => {
    double.scopes.revoke('application:application:self_manage');
    double.subscribed.clear();
    expect(await found()).toEqual([
      expect.stringMatching(/^warning:.*lacks permissions: application:application:self/),
    ]);
  });

  it('says where messages cannot be made urgent, which is no fault', async () => {
    double.tenant.chatNamed('team').urgent = 'only_owner';
    expect(await found()).toEqual([
      expect.stringMatching(/^ok:.*all set/),
      expect.stringMatching(/^ok:.*group oc_\w+ \(team\): only its owner and admins/),
    ]);
  });
});
