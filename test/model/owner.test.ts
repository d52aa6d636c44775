import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { assignSku, assignStore, escalationTarget, standInFor } from '../../src/model/owner.ts';
import type { Leave, Roster } from '../../src/policy/people.ts';
import { policy } from '../policy/teams.ts';

const today = day('2026-03-03');

/** The team today, with these people on leave ("wang", or "wang>chen" with a deputy of the leave). */
function roster(away: string[] = [], people = policy().people): Roster {
  const leaves = away.map((each): Leave => {
    const [personId = '', deputyId = null] = each.split('>');
    return { personId, deputyId, fromDay: today, toDay: today };
  });
  return { people, leaves, today };
}

function assigned(ownerId: string | null, away: string[] = [], storeOwnerId: string | null = null) {
  const { assigneeId, because } = assignSku(roster(away), { ownerId, storeOwnerId });
  return [assigneeId, because];
}

describe('the form of a SKU goes', () => {
  it('to its owner', () => {
    expect(assigned('wang')).toEqual(['wang', 'owner']);
  });

  it('to the deputy while the owner is on leave', () => {
    expect(assigned('wang', ['wang'])).toEqual(['li', 'deputy']);
    expect(assigned('wang', ['wang>zhao'])).toEqual(['zhao', 'deputy']);
  });

  it('to the manager while the deputy is on leave too', () => {
    expect(assigned('wang', ['wang', 'li'])).toEqual(['chen', 'manager']);
  });

  it('to the next manager who can be reached, or their deputy', () => {
    expect(assigned('wang', ['wang', 'li', 'chen'])).toEqual(['zhao', 'manager']);
    expect(assigned('wang', ['wang', 'li', 'chen>zhou'])).toEqual(['zhou', 'manager']);
  });

  it('to nobody when all of them are away', () => {
    expect(assigned('wang', ['wang', 'li', 'chen', 'zhao'])).toEqual([null, 'nobody']);
  });

  it("to the store's owner when nobody owns the SKU, who then counts as having none", () => {
    expect(assigned(null, [], 'li')).toEqual(['li', 'store_owner']);
    expect(assigned(null, ['li'], 'li')).toEqual(['wang', 'deputy']);
    expect(assigned(null, ['li', 'wang'], 'li')).toEqual(['chen', 'manager']);
    expect(assignSku(roster(), { ownerId: null, storeOwnerId: 'li' }).ownerId).toBeNull();
  });

  it('past an owner who has left the team', () => {
    expect(assigned('gone', [], 'li')).toEqual(['li', 'store_owner']);
    expect(assignSku(roster(), { ownerId: 'gone', storeOwnerId: 'li' }).ownerId).toBeNull();
  });

  it('to the first manager there is when neither SKU nor store has an owner', () => {
    expect(assigned(null)).toEqual(['chen', 'manager']);
    expect(assigned(null, ['chen'])).toEqual(['zhao', 'manager']);
    expect(assigned(null, ['chen', 'zhao'])).toEqual([null, 'nobody']);
  });
});

describe('the form about a whole store goes', () => {
  it("to the manager of the store's owner", () => {
    expect(assignStore(roster(), 'li')).toEqual({ ownerId: null, assigneeId: 'chen', because: 'manager' });
    expect(assignStore(roster(['chen']), 'li').assigneeId).toBe('zhao');
  });

  it('to that owner when they are a manager', () => {
    expect(assignStore(roster(), 'chen').assigneeId).toBe('chen');
    expect(assignStore(roster(['chen']), 'chen').assigneeId).toBe('zhao');
  });

  it('to the first manager when the store has no owner', () => {
    expect(assignStore(roster(), undefined).assigneeId).toBe('chen');
  });
});

describe('silence is reported', () => {
  const target = (assigneeId: string | null, level: number, away: string[] = [], ownerId: string | null = null) =>
    escalationTarget(roster(away), { assigneeId, ownerId }, level);

  it('to the manager, then to the next one up', () => {
    expect(target('wang', 1)).toBe('chen');
    expect(target('wang', 2)).toBe('zhao');
  });

  it('to the next one up when the manager holds the case', () => {
    expect(target('chen', 1)).toBe('zhao');
  });

  it('to the deputy of a manager on leave, else to the next one up', () => {
    expect(target('wang', 1, ['chen>zhou'])).toBe('zhou');
    expect(target('wang', 1, ['chen'])).toBe('zhao');
  });

  it('never to the one who is silent', () => {
    expect(target('li', 1, ['chen>li'])).toBe('zhao');
  });

  it('to the whole group when nobody is left', () => {
    expect(target('wang', 3)).toBeNull();
    expect(target('zhao', 1)).toBeNull();
    expect(target('wang', 1, ['chen', 'zhao'])).toBeNull();
    expect(target(null, 1)).toBeNull();
  });

  it('above the owner when the case could be given to nobody', () => {
    expect(target(null, 1, ['wang'], 'wang')).toBe('chen');
  });
});

describe('a case that somebody holds who is not there', () => {
  const taker = (assigneeId: string | null, away: string[] = [], ownerId: string | null = 'wang') => {
    const found = standInFor(roster(away), { assigneeId, sku: { ownerId }, storeOwnerId: undefined });
    return found && [found.assigneeId, found.because];
  };

  it('stays with them while they are there', () => {
    expect(taker('wang')).toBeNull();
    expect(taker('chen', ['wang'])).toBeNull();
  });

  it('goes to their deputy, else to whoever would be asked today', () => {
    expect(taker('wang', ['wang'])).toEqual(['li', 'deputy']);
    expect(taker('wang', ['wang', 'li'])).toEqual(['chen', 'manager']);
    expect(taker('somebody who left')).toEqual(['wang', 'owner']);
    expect(taker(null)).toEqual(['wang', 'owner']);
  });

  it('stays where it is when nobody is there at all', () => {
    expect(taker('wang', ['wang', 'li', 'chen', 'zhao'])).toBeNull();
  });

  it('goes by the store when it is about the whole store', () => {
    const held = { assigneeId: 'somebody who left', sku: null, storeOwnerId: 'wang' };
    expect(standInFor(roster(), held)).toEqual({ assigneeId: 'chen', because: 'manager' });
  });
});
