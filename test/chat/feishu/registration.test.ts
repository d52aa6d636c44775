// Making the app by a QR code, over the wire: what somebody is shown who scans it, and what the app has afterwards.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FeishuDouble, openFeishuDouble, secrets } from '../../../doubles/feishu/open.ts';
import { checkFeishuOnce } from '../../../src/chat/feishu/adapter.ts';
import { askedScopes, callback, events } from '../../../src/chat/feishu/app.ts';
import { type RegistrationWishes, registerFeishuApp } from '../../../src/chat/feishu/registration.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { testPolicy } from '../../support/team.ts';

let double: FeishuDouble;

beforeEach(async () => {
  double = await openFeishuDouble({ scopes: [] });
});

afterEach(() => double.close());

function register(show: (url: string) => void, wishes: Partial<RegistrationWishes> = {}) {
  const larkDomain = 'https://open.larksuite.com';
  return registerFeishuApp({ domain: double.url, larkDomain, show: ({ url }) => show(url), ...wishes });
}

describe('an app made by a QR code', () => {
  it('has exactly what is asked for, which is shown before anybody agrees', async () => {
    const made = await register((url) => {
      const shown = double.registration.opens(url);
      expect(shown).toEqual({
        name: 'Skuwatch',
        appId: '',
        isNewOnly: true,
        addons: {
          preset: false,
          scopes: { tenant: askedScopes },
          events: { items: { tenant: events.map(({ type }) => type) } },
          callbacks: { items: [callback.type] },
        },
      });
      double.registration.agrees();
    });
    expect(made).toEqual({ app: { appId: secrets.appId, appSecret: secrets.appSecret, domain: double.url } });
    expect(double.scopes.all).toEqual(askedScopes);
    expect([...double.subscribed]).toEqual([...events.map(({ type }) => type), callback.type]);
  });

  it('lacks nothing when it is looked at', async () => {
    const made = await register((url) => {
      double.registration.opens(url);
      double.registration.agrees();
    });
    if (!('app' in made)) throw new Error(made.trouble.en);
    const groups = [{ id: 'team', platform: 'feishu', channel: double.chat('team') }];
    const people = [{ id: 'li', name: 'Li', feishu: double.openId('li') }];
    const settings = { ...made.app, transport: { kind: 'long-connection' } as const, repairCards: true };
    const found = await checkFeishuOnce({ settings, policy: testPolicy({ groups, people }), log: silentLog });
    expect(found.map(({ level }) => level)).toEqual(['ok']);
  });

  it('can be one that is there already', async () => {
    await register(
      (url) => {
        expect(double.registration.opens(url)).toMatchObject({ appId: secrets.appId, isNewOnly: false });
        double.registration.agrees();
      },
      { appId: secrets.appId },
    );
    expect(double.scopes.all).toEqual(askedScopes);
  });

  it('is found for a tenant of Lark’s, whose sign-in answers after Feishu’s', async () => {
    double.registration.brand = 'lark';
    const made = await register((url) => {
      double.registration.opens(url);
      double.registration.agrees();
    });
    expect(made).toMatchObject({ app: { appId: secrets.appId } });
  });
});

describe('when no app is made', () => {
  it('it is said that somebody declined', async () => {
    const made = await register(() => double.registration.declines());
    expect(made).toEqual({
      trouble: { zh: expect.stringMatching(/没有点同意/), en: expect.stringMatching(/declined/) },
    });
  });

  it('it is said that the code ran out', async () => {
    double.registration.seconds = 0.05;
    const made = await register(() => undefined);
    expect(made).toEqual({ trouble: { zh: expect.stringMatching(/过期/), en: expect.stringMatching(/ran out/) } });
  });

  it('it is said that it was stopped', async () => {
    const stop = new AbortController();
    const made = await register(() => stop.abort(), { signal: stop.signal });
    expect(made).toEqual({ trouble: { zh: expect.stringMatching(/中断/), en: expect.stringMatching(/stopped/) } });
  });

  it('it is said that Feishu cannot be reached', async () => {
    const made = await register(() => undefined, { domain: 'http://127.0.0.1:1' });
    expect(made).toEqual({ trouble: { zh: expect.stringMatching(/网络/), en: expect.stringMatching(/network/) } });
  });

  it('nothing of Feishu’s own answer is repeated but its code', async () => {
    double.faults.next('POST oauth/v1/app/registration', { is: 'server_error' });
    const made = await register(() => undefined);
    expect(made).toEqual({
      trouble: { zh: expect.stringMatching(/没有完成/), en: expect.stringMatching(/did not make/) },
    });
  });
});
