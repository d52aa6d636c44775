// What the adapter says about its own set-up: one sentence for everything that is missing, with what to do about it.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFeishuOnce } from '../../../src/chat/feishu/adapter.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { policySchema } from '../../../src/team/policy.ts';
import { type FeishuDouble, openFeishuDouble, secrets } from '../../support/feishu-double/open.ts';

let double: FeishuDouble;

beforeEach(async () => {
  double = await openFeishuDouble({ people: [{ name: 'li', email: 'li@lumora.example' }, { name: 'chen' }] });
});

afterEach(() => double.close());

interface Changes {
  appSecret?: string;
  domain?: string;
  people?: readonly object[];
}

async function found({ appSecret = secrets.appSecret, domain = double.url, people }: Changes = {}): Promise<string[]> {
  const policy = policySchema.parse({
    team: { name: 'Lumora' },
    people: people ?? [
      { id: 'li', name: 'Li', email: 'Li@Lumora.example' },
      { id: 'chen', name: 'Chen', feishu: double.openId('chen') },
    ],
    groups: [{ id: 'team', platform: 'feishu', channel: double.chat('team') }],
    stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
  });
  const settings = { appId: secrets.appId, appSecret, domain, repairCards: true };
  const transport = { kind: 'long-connection' } as const;
  const checks = await checkFeishuOnce({ settings: { ...settings, transport }, policy, log: silentLog });
  expect(checks.map(({ platform }) => platform)).toEqual(checks.map(() => 'feishu'));
  return checks.map(({ level, text }) => `${level}: ${text.en}`);
}

describe('a look at Feishu', () => {
  it('finds that all is well, with few calls', async () => {
    expect(await found()).toEqual(['ok: Feishu: credentials, bot, groups and people are all set.']);
    expect(double.calls.length).toBeLessThanOrEqual(5);
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

  it('names what to grant when a permission is missing', async () => {
    double.scopes.revoke('contact:user.id:readonly');
    expect(await found()).toEqual([expect.stringMatching(/^warning:.*li: .*permission.*new version/)]);
  });
});
