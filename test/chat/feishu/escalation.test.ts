// A form that nobody answers, over the wire: who is told when, how loudly, and what becomes of it where Feishu will not.

import { afterEach, describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../../doubles/feishu/reading.ts';
import type { NewPerson } from '../../../doubles/feishu/tenant.ts';
import { findings } from '../../../src/doctor/findings.ts';
import { doctorReport } from '../../../src/doctor/report.ts';
import { databaseKind, testDatabase } from '../../support/db.ts';
import { type FeishuWorld, openFeishuWorld } from './feishu-world.ts';

const database = testDatabase();
const transport = databaseKind === 'postgres' ? 'webhook' : 'long-connection';

let team: FeishuWorld;

afterEach(() => team.stop());

interface Given {
  sold?: Record<string, number>;
  /** How loudly the manager is told at the deadline, and theirs on the next day. */
  steps?: readonly [string, string];
  /** Changes to single people of the tenant. */
  tenant?: Readonly<Record<string, Partial<NewPerson>>>;
}

/** Tuesday 3 March 2026 in the night: yesterday these SKUs of Li's sold otherwise than usual; the forms are out. */
async function asked({ sold = { LAMP: 150 }, steps, tenant = {} }: Given = {}): Promise<FeishuWorld> {
  const [first, second] = steps ?? [];
  const escalation = steps && {
    steps: [
      { level: 1, at: 'deadline', urgent: first },
      { level: 2, at: { workdaysLater: 1, time: '11:00' }, urgent: second },
    ],
  };
  team = await openFeishuWorld(database.db, {
    start: '2026-03-03T00:50+08:00',
    transport,
    ...(escalation && { policy: { escalation } }),
    double: {
      people: ['li', 'wang', 'chen', 'liu'].map((name) => ({
        name,
        locale: 'en_us',
        email: `${name}@lumora.example`,
        ...tenant[name],
      })),
    },
  });
  await team.soldYesterday(sold);
  return team;
}

const direct = (name: string) => team.feishu.directMessages(name).filter(({ from }) => from === 'Skuwatch');
const told = (name: string) => direct(name).filter(({ text }) => /No answer|without an answer/.test(text));
const loudness = (messages: readonly SeenMessage[]) =>
  messages.map(({ urgent }) => urgent.map(({ kind, name }) => `${kind} ${name}`));
const threadOf = (says: RegExp) => team.card(says).replies.map(({ text }) => text);
const urgentCalls = () => team.feishu.calls.flatMap(({ route }) => /urgent_(\w+)$/.exec(route)?.[1] ?? []);
const complaints = async () =>
  findings(await doctorReport(team.world.ctx))
    .filter(({ level }) => level !== 'ok')
    .map(({ text }) => text.en)
    .join('\n');

describe('a form that nobody answers', () => {
  it('is reminded of at 17:00 and at 18:00, told to the manager at 18:00 and to theirs at 11:00 of the next workday', async () => {
    const { world } = await asked();
    await world.passUntil('2026-03-03T16:59+08:00');
    expect([direct('li'), told('chen')]).toEqual([[], []]);
    await world.passUntil('2026-03-03T17:00+08:00');
    expect(direct('li').map(({ text }) => text)).toEqual([expect.stringMatching(/LAMP/)]);
    expect(threadOf(/LAMP sales/).at(-1)).toMatch(/remind/i);
    await world.passUntil('2026-03-03T17:59+08:00');
    expect(told('chen')).toEqual([]);
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(direct('li')).toHaveLength(2);
    expect(told('chen').map(({ text }) => text)).toEqual([expect.stringMatching(/No answer on SW-\d+: LAMP[\s\S]*Li/)]);
    expect(threadOf(/LAMP sales/).at(-1)).toMatch(/Chen/i);
    await world.passUntil('2026-03-04T10:59+08:00');
    expect(told('liu')).toEqual([]);
    await world.passUntil('2026-03-04T11:00+08:00');
    expect(told('liu')).toHaveLength(1);
    expect(threadOf(/LAMP sales/).at(-1)).toMatch(/Liu/i);
    expect(loudness(told('chen'))).toEqual([['app chen']]);
    expect(loudness(told('liu'))).toEqual([['app liu']]);
    expect(loudness(direct('li')).flat()).toEqual([]);
    expect(team.inGroup().flatMap(({ urgent }) => urgent)).toEqual([]);
  });

  it('comes to the manager in one message with all others of that moment, made urgent once', async () => {
    const { world } = await asked({ sold: { LAMP: 150, MUG: 160 } });
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(told('chen')).toHaveLength(1);
    expect(told('chen')[0]?.text).toMatch(/2 forms without an answer[\s\S]*LAMP[\s\S]*MUG|MUG[\s\S]*LAMP/);
    expect(loudness(told('chen'))).toEqual([['app chen']]);
    expect(urgentCalls()).toHaveLength(1);
  });

  it('goes on being told once, marked late, after the program was down; nobody’s phone rings outside working hours', async () => {
    const { world } = await asked({ steps: ['phone', 'phone'], tenant: { chen: { mobile: '+8613800000000' } } });
    await world.passUntil('2026-03-03T17:30+08:00');
    await world.downUntil('2026-03-03T22:30+08:00');
    await world.settle();
    expect(told('chen').map(({ text }) => text)).toEqual([expect.stringMatching(/Late:/)]);
    expect(loudness(told('chen'))).toEqual([['app chen']]);
  });
});

describe('a step of the policy', () => {
  it('sends a text message or calls only where it says so, beside the notice in the app', async () => {
    const mobile = '+8613800000000';
    const { world } = await asked({ steps: ['sms', 'phone'], tenant: { chen: { mobile }, liu: { mobile } } });
    await world.passUntil('2026-03-04T11:00+08:00');
    expect(loudness(told('chen'))).toEqual([['app chen', 'sms chen']]);
    expect(loudness(told('liu'))).toEqual([['app liu', 'phone liu']]);
    expect(await complaints()).not.toMatch(/urgent/);
  });

  it('makes nothing urgent where it says "none"', async () => {
    const { world } = await asked({ steps: ['none', 'none'] });
    await world.passUntil('2026-03-04T11:00+08:00');
    expect(loudness([...told('chen'), ...told('liu')])).toEqual([[], []]);
    expect(urgentCalls()).toEqual([]);
  });
});

describe('where Feishu will not make it urgent', () => {
  it('nothing is tried twice, the message stands, and doctor says what to do when the quota is used up', async () => {
    const { world } = await asked({ steps: ['sms', 'none'], tenant: { chen: { mobile: '+8613800000000' } } });
    team.feishu.urgentQuota.sms = 0;
    await world.passUntil('2026-03-03T19:00+08:00');
    expect(loudness(told('chen'))).toEqual([['app chen']]);
    expect(urgentCalls()).toEqual(['app', 'sms']);
    expect(await complaints()).toMatch(/urgent text message not made, 1 .*SW-\d+ → chen.*quota.*urgent: app.*230024/);
  });

  it.each([
    [230023, /200 unread/],
    [230052, /only owners and admins/],
    [230098, /folded/],
    [99991672, /im:message\.urgent/],
  ])('doctor explains code %i', async (code, says) => {
    const { world } = await asked();
    team.feishu.faults.always('PATCH im/v1/messages/:message_id/urgent_app', { is: 'refused', code });
    await world.passUntil('2026-03-03T19:00+08:00');
    expect(told('chen')).toHaveLength(1);
    expect(urgentCalls()).toHaveLength(1);
    expect(await complaints()).toMatch(says);
  });

  it('somebody without a number is named, and not called again', async () => {
    const { world } = await asked({ steps: ['phone', 'none'] });
    await world.passUntil('2026-03-03T19:00+08:00');
    expect(loudness(told('chen'))).toEqual([['app chen']]);
    expect(urgentCalls()).toEqual(['app', 'phone']);
    expect(await complaints()).toMatch(/urgent phone call not made.*→ chen.*phone number bound/);
  });

  it('a lost answer is followed by one more notice in the app, and never by a second call', async () => {
    const { world } = await asked({ steps: ['phone', 'none'], tenant: { chen: { mobile: '+8613800000000' } } });
    for (const means of ['app', 'phone']) {
      team.feishu.faults.next(`PATCH im/v1/messages/:message_id/urgent_${means}`, { is: 'answer_lost' });
    }
    await world.passUntil('2026-03-03T18:30+08:00');
    await world.passUntil('2026-03-03T19:00+08:00');
    await world.passUntil('2026-03-03T19:05+08:00');
    expect(loudness(told('chen'))).toEqual([['app chen', 'app chen', 'phone chen']]);
    expect(await complaints()).toMatch(/urgent phone call not made.*not made again by itself/);
  });
});

describe('a manager who cannot be told privately', () => {
  it('is named in the group, where the message stands; it is not made urgent there', async () => {
    const { world } = await asked({ tenant: { chen: { standing: 'stopped the bot' } } });
    await world.passUntil('2026-03-03T18:30+08:00');
    const [instead] = team.inGroup().filter(({ text }) => /No answer on/.test(text));
    expect(instead?.text).toMatch(/direct message to @?chen[\s\S]*stopped the bot/i);
    expect(instead?.live).toContain(`mention ${team.feishu.openId('chen')}`);
    expect(urgentCalls()).toEqual([]);
    expect(await complaints()).toMatch(/stands in the group/);
  });
});
