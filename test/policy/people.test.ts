import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import {
  deputyOf,
  findPerson,
  type Leave,
  leaveOf,
  managersAbove,
  present,
  type Roster,
  withManagers,
} from '../../src/policy/people.ts';
import { policy } from './teams.ts';

const { people } = policy();

function roster(...leaves: Leave[]): Roster {
  return { people, leaves, today: day('2026-03-03') };
}

function leave(personId: string, from: string, to: string, deputyId: string | null = null): Leave {
  return { personId, fromDay: day(from), toDay: day(to), deputyId };
}

describe('the managers above a person', () => {
  it('come nearest first', () => {
    expect(managersAbove(people, 'wang').map((each) => each.id)).toEqual(['chen', 'zhao']);
    expect(managersAbove(people, 'zhao')).toEqual([]);
  });

  it('are none for nobody and for strangers', () => {
    expect(managersAbove(people, null)).toEqual([]);
    expect(managersAbove(people, 'nobody')).toEqual([]);
  });

  it('end where a faulty file goes in circles', () => {
    const circle = policy({ people: [{ id: 'zhao', manager: 'chen' }] }).people;
    expect(managersAbove(circle, 'wang').map((each) => each.id)).toEqual(['chen', 'zhao']);
    expect(managersAbove(circle, 'chen').map((each) => each.id)).toEqual(['zhao']);
  });
});

describe('managers that somebody else names', () => {
  const [op, boss] = [
    { id: 'li', name: 'Li', role: 'operator' },
    { id: 'chen', name: 'Chen', role: 'manager' },
  ] as const;
  const managerOfLi = (named: string | null, li: { manager?: string } = {}) =>
    withManagers([{ ...op, ...li }, { ...op, id: 'wang' }, boss], new Map([['li', named]]))[0]?.manager;

  it('count where the policy file names none', () => {
    expect(managerOfLi('chen')).toBe('chen');
    expect(managerOfLi('chen', { manager: 'wang' })).toBe('wang');
  });

  it('are none where they are nobody, an operator, or the person', () => {
    for (const named of [null, 'stranger', 'wang', 'li']) expect(managerOfLi(named)).toBeUndefined();
  });
});

describe('leave', () => {
  it('counts from its first to its last day', () => {
    expect(leaveOf(roster(leave('wang', '2026-03-03', '2026-03-05')), 'wang')).toMatchObject({ fromDay: '2026-03-03' });
    expect(leaveOf(roster(leave('wang', '2026-03-01', '2026-03-03')), 'wang')).toMatchObject({ fromDay: '2026-03-01' });
    expect(leaveOf(roster(leave('wang', '2026-03-01', '2026-03-02')), 'wang')).toBeUndefined();
    expect(leaveOf(roster(leave('wang', '2026-03-04', '2026-03-09')), 'wang')).toBeUndefined();
    expect(leaveOf(roster(leave('wang', '2026-03-01', '2026-03-09')), 'li')).toBeUndefined();
  });

  it('is the one entered last when two overlap', () => {
    const both = roster(
      leave('wang', '2026-03-01', '2026-03-09', 'chen'),
      leave('wang', '2026-03-03', '2026-03-03', 'zhao'),
    );
    expect(deputyOf(both, 'wang')?.id).toBe('zhao');
  });

  it('names its own deputy, else the standing one holds', () => {
    expect(deputyOf(roster(), 'wang')?.id).toBe('li');
    expect(deputyOf(roster(leave('wang', '2026-03-01', '2026-03-09')), 'wang')?.id).toBe('li');
    expect(deputyOf(roster(leave('wang', '2026-03-01', '2026-03-09', 'chen')), 'wang')?.id).toBe('chen');
    expect(deputyOf(roster(), 'chen')).toBeUndefined();
  });

  it('hands over to the deputy only when that one is there', () => {
    const wang = findPerson(people, 'wang');
    const wangAway = leave('wang', '2026-03-01', '2026-03-09');
    expect(present(roster(), wang)?.id).toBe('wang');
    expect(present(roster(wangAway), wang)?.id).toBe('li');
    expect(present(roster(wangAway, leave('li', '2026-03-03', '2026-03-03')), wang)).toBeUndefined();
    expect(present(roster(leave('wang', '2026-03-01', '2026-03-09', 'wang')), wang)).toBeUndefined();
    expect(present(roster(), undefined)).toBeUndefined();
  });
});
