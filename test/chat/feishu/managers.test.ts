// Managers that the policy file does not name come from the company's directory in Feishu, over the wire.

import { afterEach, describe, expect, it } from 'vitest';
import { documentedScopes } from '../../../doubles/feishu/scopes.ts';
import type { NewPerson } from '../../../doubles/feishu/tenant.ts';
import { findings } from '../../../src/doctor/findings.ts';
import { doctorReport } from '../../../src/doctor/report.ts';
import { day } from '../../../src/lib/day.ts';
import { loadRoster } from '../../../src/team/roster.ts';
import { databaseKind, testDatabase } from '../../support/db.ts';
import { type FeishuWorld, openFeishuWorld } from './feishu-world.ts';

const database = testDatabase();
const transport = databaseKind === 'postgres' ? 'webhook' : 'long-connection';
const lookUp = 'GET contact/v3/users/:user_id';

let team: FeishuWorld;

afterEach(() => team.stop());

interface Given {
  /** Changes to single people of the tenant; everybody has an address there. */
  tenant?: Readonly<Record<string, Partial<NewPerson>>>;
  /** The manager whom the policy file names for Li. */
  ofLi?: string;
  scopes?: readonly string[];
}

/** Li and Wang answer; Chen manages, above whom the file names Liu. Nobody is named above Li, unless a test does. */
async function opened({ tenant = {}, ofLi, scopes }: Given = {}): Promise<FeishuWorld> {
  const people = [
    { id: 'li', name: 'Li', ...(ofLi && { manager: ofLi }) },
    { id: 'wang', name: 'Wang', manager: 'chen' },
    { id: 'chen', name: 'Chen', role: 'manager', manager: 'liu' },
    { id: 'liu', name: 'Liu', role: 'admin', manager: 'chen' },
  ].map((person) => ({ ...person, email: `${person.id}@lumora.example` }));
  team = await openFeishuWorld(database.db, {
    start: '2026-03-03T00:50+08:00',
    transport,
    policy: { people },
    double: {
      people: ['li', 'wang', 'chen', 'liu', 'sam'].map((name) => ({
        name,
        locale: 'en_us',
        email: `${name}@lumora.example`,
        ...tenant[name],
      })),
      ...(scopes && { scopes }),
    },
  });
  await team.world.settle();
  return team;
}

const managerOf = async (id: string) =>
  (await loadRoster(team.world.ctx)).people.find((person) => person.id === id)?.manager;
const lines = async () => findings(await doctorReport(team.world.ctx)).map(({ level, text }) => `${level}: ${text.en}`);
const ofLi = async () => (await lines()).filter((line) => line.includes('li ')).join('\n');

describe('a manager whom the policy file does not name', () => {
  it('is the one of the directory: told of silence, made urgent, and allowed what a manager may do', async () => {
    const { world } = await opened({ tenant: { li: { leader: 'chen' } } });
    expect(await managerOf('li')).toBe('chen');
    expect(await lines()).toContainEqual(expect.stringMatching(/^ok: managers from the Feishu directory.*li → chen/));
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await team.types('liu', 'assign LAMP @li');
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await world.passUntil('2026-03-03T18:00+08:00');
    const told = team.feishu.directMessages('chen').filter(({ text }) => /No answer on/.test(text));
    expect(told.map(({ urgent }) => urgent)).toEqual([[{ kind: 'app', name: 'chen' }]]);
    expect((await team.types('chen', `assign ${(await world.onlyCase()).id} @wang`)).text).toMatch(/Wang/);
  });

  it('is not asked for where the policy file names one, whoever the directory has', async () => {
    await opened({ tenant: { li: { leader: 'chen' } }, ofLi: 'liu' });
    expect(await managerOf('li')).toBe('liu');
    expect(team.feishu.callsOf(lookUp)).toEqual([]);
  });

  it('is asked for once a day, and again after a change', async () => {
    const { world, feishu } = await opened({ tenant: { li: { leader: 'chen' } } });
    const asked = feishu.callsOf(lookUp).length;
    expect(asked).toBe(2);
    await world.passUntil('2026-03-03T20:00+08:00');
    expect(feishu.callsOf(lookUp)).toHaveLength(asked);
    feishu.tenant.named('li').leader = 'liu';
    // The adapter keeps what Feishu said for an hour; the process restarts.
    await team.restarts();
    await world.passUntil('2026-03-04T01:00+08:00');
    expect(await managerOf('li')).toBe('liu');
  });

  it('stays who they were while Feishu cannot be asked', async () => {
    const { world, feishu } = await opened({ tenant: { li: { leader: 'chen' } } });
    await team.restarts();
    feishu.faults.always(lookUp, { is: 'server_error' });
    await world.passUntil('2026-03-04T01:05+08:00');
    expect(await managerOf('li')).toBe('chen');
  });
});

describe('where the directory is no help, the group is told and doctor says what to do', () => {
  const all = [...documentedScopes, 'contact:user.employee:readonly'];
  it.each<[string, Given, RegExp]>([
    ['nobody is named', {}, /names nobody above them.*contact:user\.department:readonly/],
    [
      'the field may not be read',
      withoutScope('contact:user.department:readonly'),
      /contact:user\.department:readonly/,
    ],
    ['contacts may not be read', withoutScope('contact:contact.base:readonly'), /contact:contact\.base:readonly/],
    [
      'they are not in the policy file',
      { tenant: { li: { leader: 'sam' } } },
      /sam \(ou_\w+\), is not in the policy file/,
    ],
    ['they are an operator there', { tenant: { li: { leader: 'wang' } } }, /wang, is an operator.*role: manager/],
    [
      'they have left',
      { tenant: { li: { leader: 'chen' }, chen: { standing: 'resigned' } }, scopes: all },
      /chen \(ou_\w+\), has left/,
    ],
    ['the app may not see the person', { tenant: { li: { leader: 'chen', inContactRange: false } } }, /contact range/],
    ['Feishu does not know the person', { tenant: { li: { email: 'other@lumora.example' } } }, /does not know them/],
  ])('%s', async (_, given, says) => {
    await opened(given);
    expect(await managerOf('li')).toBeUndefined();
    expect(await ofLi()).toMatch(/^warning: li has no manager who could be told: /m);
    expect(await ofLi()).toMatch(says);
    expect(await ofLi()).not.toMatch(/operators without a manager/);
  });

  it('but a manager outside the app’s contact range whom the policy file knows is told', async () => {
    const known = { li: { leader: 'chen' }, chen: { inContactRange: false } };
    await opened({ tenant: known });
    expect(await managerOf('li')).toBe('chen');
  });
});

function withoutScope(scope: string): Given {
  return { tenant: { li: { leader: 'chen' } }, scopes: documentedScopes.filter((each) => each !== scope) };
}

describe('the calls that all of this takes', () => {
  it('are counted for the month, over restarts, with the share of each form', async () => {
    const { world } = await opened({ tenant: { li: { leader: 'chen' } } });
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await world.passUntil('2026-03-03T10:00+08:00');
    await team.restarts();
    await world.passUntil('2026-03-03T18:05+08:00');
    const real = team.feishu.calls.filter(({ route }) => !/token|ws\/endpoint/.test(route)).length;
    const [line = ''] = (await lines()).filter((each) => /this month/.test(each));
    const [, calls, each] = /this month (\d+) calls of about 1,000,000 .*about (\d+) a form/.exec(line) ?? [];
    expect(Number(calls)).toBeGreaterThan(real / 2);
    expect(Number(calls)).toBeLessThanOrEqual(real);
    expect(each).toBe(calls);
  });
});
