import { describe, expect, it } from 'vitest';
import { findings } from '../../src/doctor/findings.ts';
import { doctorReport } from '../../src/doctor/report.ts';
import { day } from '../../src/lib/day.ts';
import { findCase, logOfCases } from '../../src/store/cases.ts';
import { testDatabase } from '../support/db.ts';
import { testPolicy } from '../support/team.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

const li = { id: 'li', name: 'Li', manager: 'chen', deputy: 'wang' };
const wang = { id: 'wang', name: 'Wang', manager: 'chen' };
const chen = { id: 'chen', name: 'Chen', role: 'manager', manager: 'liu' };
const liu = { id: 'liu', name: 'Liu', role: 'admin' };
const shop = { id: 'cn-shop', name: 'CN shop', zone: 'Asia/Shanghai', owner: 'li' };

interface Team {
  people?: object[];
  stores?: object[];
  escalation?: object;
}

/** Tuesday 3 March 2026: yesterday the lamp of Li's shop sold 150 instead of 100. */
async function lampSurges(team: Team = {}): Promise<World> {
  const policy = testPolicy({ people: [li, wang, chen, liu], stores: [shop], ...team });
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00', policy);
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 }, 21);
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
  await world.settle();
  return world;
}

const complaints = async (world: World) => findings(await doctorReport(world.ctx)).map(({ text }) => text.en);

describe('nobody left', () => {
  const threeSteps = {
    steps: [
      { level: 1, at: 'deadline' },
      { level: 2, at: { workdaysLater: 1, time: '11:00' } },
      { level: 3, at: { workdaysLater: 2, time: '11:00' } },
    ],
  };

  it('tells the whole group once, however many levels are missing, and the health page turns red', async () => {
    const world = await lampSurges({ people: [{ id: 'li', name: 'Li' }], escalation: threeSteps });
    const { id } = await world.onlyCase();
    const toAll = () => world.told('team').filter((text) => text.includes('@all'));
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(toAll()).toHaveLength(1);
    await world.passUntil('2026-03-06T12:00+08:00');
    expect(toAll()).toHaveLength(1);
    expect((await world.eventsOf(id)).filter((event) => event === 'escalated')).toHaveLength(3);
    expect((await complaints(world)).join('\n')).toMatch(/SW-\d+: overdue, and no manager could be told/);
    await world.answer(id, 'li');
    expect((await complaints(world)).join('\n')).not.toMatch(/no manager could be told/);
  });

  it('tells the groups of each store apart', async () => {
    const other = { ...shop, id: 'jp-shop', name: 'JP shop' };
    const groups = [
      { id: 'team', platform: 'console', stores: ['cn-shop'] },
      { id: 'japan', platform: 'console', stores: ['jp-shop'] },
    ];
    const policy = testPolicy({ people: [{ id: 'li', name: 'Li' }], stores: [shop, other], groups });
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00', policy);
    for (const store of ['cn-shop', 'jp-shop']) {
      await world.soldSteadily(store, day('2026-03-01'), { LAMP: 100, CABLE: 100 }, 21);
    }
    await world.settle();
    for (const store of ['cn-shop', 'jp-shop']) await world.sells(store, day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await world.settle();
    await world.passUntil('2026-03-03T18:00+08:00');
    for (const group of ['team', 'japan']) {
      expect(world.told(group).filter((text) => text.includes('@all'))).toHaveLength(1);
    }
  });
});

describe('whoever is asked must be there', () => {
  it('hands an open case to the deputy when its assignee is on leave by the time of the reminder', async () => {
    const world = await lampSurges();
    const { id } = await world.onlyCase();
    expect(await findCase(database.db, id)).toMatchObject({ assigneeId: 'li' });
    await world.types('chen', 'leave @li 2026-03-03 2026-03-06');
    await world.passUntil('2026-03-03T17:00+08:00');
    expect(await findCase(database.db, id)).toMatchObject({
      assigneeId: 'wang',
      answerDueAt: new Date('2026-03-03T18:00+08:00'),
    });
    expect(world.told('wang')).toHaveLength(1);
    expect(world.told('li')).toHaveLength(0);
    expect(world.told('team').join('\n')).toMatch(/Wang now has this case, as deputy of the owner on leave/);
    expect((await world.answer(id, 'wang')).type).toBe('done');
  });

  it('hands a case of somebody who left the policy file to whoever would be asked today', async () => {
    const world = await lampSurges();
    const { id } = await world.onlyCase();
    await world.types('chen', `assign ${id} @wang`);
    const people = [{ ...li, deputy: undefined }, chen, liu];
    const policy = testPolicy({ people, stores: [shop] });
    const later = await makeWorld(database.db, '2026-03-03T16:30+08:00', policy, () => world.chat);
    await later.passUntil('2026-03-03T17:00+08:00');
    expect(await findCase(database.db, id)).toMatchObject({ assigneeId: 'li' });
    expect(world.told('li')).toHaveLength(1);
  });

  it('leaves a case where it is when there is nobody else, and reminds nobody', async () => {
    const world = await lampSurges({ people: [{ id: 'li', name: 'Li' }] });
    const { id } = await world.onlyCase();
    await world.types('li', 'leave @li 2026-03-03 2026-03-06');
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(await findCase(database.db, id)).toMatchObject({ assigneeId: 'li' });
  });

  it('asks the deputy again when an answer does not hold and its author is on leave meanwhile', async () => {
    const world = await lampSurges();
    const { id } = await world.onlyCase();
    await world.passUntil('2026-03-03T10:00+08:00');
    await world.answer(id, 'li', { cause: 'data_error', nature: 'data_error' });
    await world.types('chen', 'leave @li 2026-03-04 2026-03-06');
    await world.passUntil('2026-03-04T00:50+08:00');
    await world.sells('cn-shop', day('2026-03-03'), { LAMP: 150, CABLE: 100 });
    await world.settle();
    expect(await findCase(database.db, id)).toMatchObject({ status: 'open', round: 2, assigneeId: 'wang' });
    expect(world.told('team').join('\n')).toMatch(/Wang now has this case/);
  });
});

describe('somebody who left the policy file', () => {
  const withoutLi = testPolicy({ people: [wang, chen, liu], stores: [{ ...shop, owner: 'wang' }] });

  it('is asked no more: their open case goes to the store’s owner, whose manager hears of silence', async () => {
    const before = await lampSurges();
    await before.types('li', `assign LAMP @li`);
    const { id } = await before.onlyCase();
    const world = await makeWorld(database.db, '2026-03-03T10:00+08:00', withoutLi);
    await world.passUntil('2026-03-03T17:01+08:00');
    expect((await world.onlyCase()).assigneeId).toBe('wang');
    expect(world.told('li')).toHaveLength(0);
    expect(world.told('wang')).toHaveLength(1);
    expect(world.told('team').join('\n')).toMatch(/Wang now has this case/);
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(world.told('chen')).toHaveLength(1);
    expect(await world.types('li', `answer ${id}`)).toMatchObject({ type: 'refused', code: 'NOT_IN_TEAM' });
    expect((await world.answer(id, 'wang')).type).toBe('done');
  });

  it('is given no new case: what they owned counts as the store owner’s', async () => {
    const before = await lampSurges();
    await before.types('li', 'assign CABLE @li');
    const world = await makeWorld(database.db, '2026-03-04T00:50+08:00', withoutLi);
    await world.sells('cn-shop', day('2026-03-03'), { LAMP: 150, CABLE: 150 });
    await world.settle();
    const cable = (await world.cases()).find(({ sku }) => sku === 'CABLE');
    expect(cable).toMatchObject({ ownerId: null, assigneeId: 'wang' });
    expect(await complaints(world)).toContainEqual(
      expect.stringMatching(/not in the policy file any more: cn-shop 2\./),
    );
  });
});

describe('reminders', () => {
  it('stay two a day, however often answers are returned on that day', async () => {
    const world = await lampSurges();
    const { id } = await world.onlyCase();
    for (const [answeredAt, told] of [
      ['09:10', 0],
      ['10:12', 1],
      ['11:14', 2],
      ['12:16', 2],
    ] as const) {
      await world.passUntil(`2026-03-03T${answeredAt}+08:00`);
      expect(world.told('li')).toHaveLength(told);
      await world.answer(id, 'li');
      await world.types('chen', `return ${id} "until when?"`);
    }
  });

  it('at one moment, before one deadline and at another, are two messages that say which', async () => {
    const world = await lampSurges();
    const first = await world.onlyCase();
    await world.passUntil('2026-03-03T09:30+08:00');
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 150 });
    await world.settle();
    const second = (await world.cases()).find(({ id }) => id !== first.id);
    if (!second) throw new Error('There is no second case');
    await world.answer(first.id, 'li');
    await world.passUntil('2026-03-03T16:00+08:00');
    await world.types('chen', `return ${first.id} "until when?"`);
    await world.passUntil('2026-03-03T17:00+08:00');
    const told = world.told('li');
    expect(told).toHaveLength(2);
    const of = (id: number) => told.find((text) => text.includes(`SW-${id}`));
    expect(of(first.id)).toMatch(/passed|overdue|now/i);
    expect(of(second.id)).not.toMatch(/passed|overdue/i);
  });
});

describe('a missed deadline', () => {
  it('stays missed when the case is snoozed afterwards: never escalated and in time at once', async () => {
    const world = await lampSurges();
    const { id } = await world.onlyCase();
    await world.passUntil('2026-03-03T18:30+08:00');
    await world.types('chen', `snooze ${id} 2026-03-05T12:00 "waiting for the warehouse"`);
    await world.passUntil('2026-03-05T13:00+08:00');
    await world.answer(id, 'li');
    expect((await logOfCases(database.db, [id])).some(({ event }) => event === 'woken')).toBe(true);
    const [answer] = await database.db.query.answers.findMany();
    expect(answer?.late).toBe(true);
  });
});
