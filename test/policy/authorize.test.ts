import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import type { Actor } from '../../src/policy/actor.ts';
import { type Action, type ActionObject, actions, authorize } from '../../src/policy/authorize.ts';
import type { Leave, Roster } from '../../src/policy/people.ts';
import { policy } from './teams.ts';

// A second operator team beside the first, so that "own team" means something.
const { people } = policy({
  people: [
    { id: 'sun', name: '孙倩', manager: 'qian' },
    { id: 'qian', name: '钱进', role: 'manager', manager: 'zhao' },
  ],
});
const today = day('2026-03-03');
const everyone = people.map((each) => each.id);

function roster(...leaves: Leave[]): Roster {
  return { people, leaves, today };
}

function person(personId: string): Actor {
  return { kind: 'person', personId, role: 'admin' };
}

/** Everybody who may, in the order of the team. */
function whoMay(action: Action, object: ActionObject, ...leaves: Leave[]): string[] {
  return everyone.filter((id) => authorize(roster(...leaves), person(id), action, object).allowed);
}

const wangsCase: ActionObject = { kind: 'case', ownerId: 'wang', assigneeId: 'wang' };
const wangsSku: ActionObject = { kind: 'sku', ownerId: 'wang' };
const nobodysCase: ActionObject = { kind: 'case', ownerId: null, assigneeId: null };
const away = (personId: string, deputyId: string | null = null): Leave => ({
  personId,
  deputyId,
  fromDay: today,
  toDay: today,
});

describe('a case', () => {
  it.each(['answer', 'acknowledge'] as const)(
    'may be met with "%s" by assignee, deputy and manager chain',
    (action) => {
      expect(whoMay(action, wangsCase)).toEqual(['wang', 'li', 'chen', 'zhao']);
    },
  );

  it('may be answered by its owner as well as by whoever it was given to', () => {
    expect(whoMay('answer', { kind: 'case', ownerId: 'wang', assigneeId: 'sun' })).toEqual([
      'wang',
      'li',
      'chen',
      'zhao',
      'sun',
      'qian',
    ]);
  });

  it('may be answered by the deputy named for the leave', () => {
    expect(whoMay('answer', wangsCase, away('wang', 'sun'))).toEqual(['wang', 'chen', 'zhao', 'sun']);
  });

  it('that nobody holds is for every manager', () => {
    expect(whoMay('answer', nobodysCase)).toEqual(['chen', 'zhao', 'qian']);
    expect(whoMay('return', nobodysCase)).toEqual(['chen', 'zhao', 'zhou', 'qian']);
  });

  it.each(['return', 'approve', 'snooze'] as const)(
    'may be met with "%s" only by managers above it and admins',
    (action) => {
      expect(whoMay(action, wangsCase)).toEqual(['chen', 'zhao', 'zhou']);
    },
  );

  it('may be returned by the deputy of a manager on leave, but never by the one who answers', () => {
    expect(whoMay('return', wangsCase, away('chen', 'qian'))).toEqual(['chen', 'zhao', 'zhou', 'qian']);
    expect(whoMay('return', wangsCase, away('chen', 'wang'))).toEqual(['chen', 'zhao', 'zhou']);
    expect(whoMay('return', { kind: 'case', ownerId: 'wang', assigneeId: 'chen' })).toEqual(['zhao', 'zhou']);
  });

  it('of the manager above whom there is nobody may be snoozed by that manager', () => {
    const top: ActionObject = { kind: 'case', ownerId: 'zhao', assigneeId: 'zhao' };
    expect(whoMay('snooze', top)).toEqual(['zhao', 'zhou']);
    expect(whoMay('approve', top)).toEqual(['zhou']);
    expect(whoMay('snooze', { kind: 'case', ownerId: 'chen', assigneeId: 'chen' })).toEqual(['zhao', 'zhou']);
  });

  it('may be handed over by those who may answer it, and by admins', () => {
    expect(whoMay('assign', wangsCase)).toEqual(['wang', 'li', 'chen', 'zhao', 'zhou']);
  });
});

describe('a SKU', () => {
  it.each(['silence', 'threshold', 'policy'] as const)(
    'is quietened with "%s" by managers only, not by its owner',
    (action) => {
      expect(whoMay(action, wangsSku)).toEqual(['chen', 'zhao', 'zhou']);
    },
  );

  it('may have a promotion planned by its owner', () => {
    expect(whoMay('promo', wangsSku)).toEqual(['wang', 'li', 'chen', 'zhao', 'zhou']);
  });

  it('without an owner is for managers and admins', () => {
    expect(whoMay('assign', { kind: 'sku', ownerId: null })).toEqual(['chen', 'zhao', 'zhou', 'qian']);
    expect(whoMay('silence', { kind: 'sku', ownerId: 'gone' })).toEqual(['chen', 'zhao', 'zhou', 'qian']);
  });
});

describe('what concerns everybody', () => {
  it.each(['silence', 'threshold', 'policy', 'promo'] as const)(
    'is changed with "%s" by managers and admins',
    (action) => {
      for (const kind of ['store', 'team'] as const)
        expect(whoMay(action, { kind })).toEqual(['chen', 'zhao', 'zhou', 'qian']);
    },
  );

  it.each(['view', 'check', 'import', 'export'] as const)('is open to the whole team for "%s"', (action) => {
    expect(whoMay(action, { kind: 'team' })).toEqual(everyone);
  });
});

describe('a person', () => {
  it('may have leave entered by themselves, their managers and admins', () => {
    expect(whoMay('leave', { kind: 'person', personId: 'wang' })).toEqual(['wang', 'chen', 'zhao', 'zhou']);
  });

  it('may have a sign-in link made by themselves and admins', () => {
    expect(whoMay('login', { kind: 'person', personId: 'wang' })).toEqual(['wang', 'zhou']);
  });
});

describe('a refusal', () => {
  it('names who may, in both languages', () => {
    const answer = authorize(roster(), person('sun'), 'answer', wangsCase);
    expect(answer).toMatchObject({
      allowed: false,
      error: {
        code: 'NOT_ALLOWED',
        text: {
          zh: '只有王芳、李强、陈敏、赵磊可以答复这张异常单。请找有权限的人操作。',
          en: 'Only 王芳, 李强, 陈敏, 赵磊 may answer this case. Ask one of them to do it.',
        },
      },
    });
  });

  it('says so when nobody may', () => {
    const alone = policy({ people: [{ id: 'zhou', role: 'operator' }] }).people;
    const answer = authorize({ people: alone, leaves: [], today }, person('zhao'), 'approve', {
      kind: 'case',
      ownerId: 'zhao',
      assigneeId: 'zhao',
    });
    expect(answer.allowed ? '' : answer.error.text.zh).toContain('目前没有人可以批准');
  });

  it('meets everybody who is not on the team, whatever role they claim', () => {
    for (const action of actions) {
      expect(authorize(roster(), person('mallory'), action, { kind: 'team' })).toMatchObject({
        error: { code: 'NOT_IN_TEAM' },
      });
    }
  });
});

it('lets jobs and the own terminal do everything', () => {
  expect(authorize(roster(), { kind: 'system', job: 'sweep' }, 'approve', wangsCase).allowed).toBe(true);
});

it('refuses every action on an object it does not fit', () => {
  expect(whoMay('answer', wangsSku)).toEqual([]);
  expect(whoMay('approve', { kind: 'team' })).toEqual([]);
  expect(whoMay('snooze', { kind: 'store' })).toEqual([]);
  expect(whoMay('leave', { kind: 'team' })).toEqual([]);
  expect(whoMay('login', { kind: 'team' })).toEqual([]);
  expect(whoMay('threshold', { kind: 'person', personId: 'wang' })).toEqual([]);
});

it('gives operators nothing over the cases of others, whatever the ids', () => {
  const ids = fc.constantFrom(null, 'gone', ...everyone.filter((id) => id !== 'sun'));
  fc.assert(
    fc.property(ids, ids, fc.constantFrom(...actions), (ownerId, assigneeId, action) => {
      fc.pre(!['view', 'check', 'import', 'export'].includes(action));
      expect(authorize(roster(), person('sun'), action, { kind: 'case', ownerId, assigneeId }).allowed).toBe(false);
    }),
  );
});
