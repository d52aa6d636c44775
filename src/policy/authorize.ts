// Who may do what. Every action of every surface is asked here; whatever is not expressly allowed is refused, and the
// refusal names who may.

import { UserError } from '../errors.ts';
import type { Bilingual } from '../lib/language.ts';
import type { Actor } from './actor.ts';
import { deputyOf, findPerson, leaveOf, managersAbove, type Roster } from './people.ts';
import type { Person } from './policy.ts';

/** view: everything that only reads. */
export const actions = [
  'view',
  'answer',
  'acknowledge',
  'assign',
  'return',
  'approve',
  'snooze',
  'silence',
  'threshold',
  'policy',
  'leave',
  'promo',
  'check',
  'import',
  'export',
  'login',
  'resend',
] as const;
export type Action = (typeof actions)[number];

/** What an action is done to; team: the whole team, a class or all stores. */
export type ActionObject =
  | { kind: 'case'; ownerId: string | null; assigneeId: string | null }
  | { kind: 'sku'; ownerId: string | null }
  | { kind: 'store' }
  | { kind: 'team' }
  | { kind: 'person'; personId: string };

export type Authorization = { allowed: true } | { allowed: false; error: UserError; whoMay: readonly Person[] };

/** May `actor` do this? The role is read from the roster, not from the actor. Jobs and the machine's own terminal may. */
export function authorize(roster: Roster, actor: Actor, action: Action, object: ActionObject): Authorization {
  if (actor.kind === 'system') return { allowed: true };
  if (!findPerson(roster.people, actor.personId)) {
    return { allowed: false, error: new UserError('NOT_IN_TEAM'), whoMay: [] };
  }
  const whoMay = unique(allowed(roster, action, object));
  if (whoMay.some((each) => each.id === actor.personId)) return { allowed: true };
  return { allowed: false, error: refusal(action, whoMay), whoMay };
}

/** Everybody who may, those nearest to the matter first. */
function allowed(roster: Roster, action: Action, object: ActionObject): Person[] {
  switch (action) {
    case 'view':
    case 'check':
    case 'import':
    case 'export':
      return [...roster.people];
    case 'answer':
    case 'acknowledge':
      return object.kind === 'case' ? [...holders(roster, object), ...above(roster, object)] : [];
    case 'assign':
    case 'promo':
      return hasOwner(object)
        ? [...holders(roster, object), ...above(roster, object), ...admins(roster)]
        : leaders(roster, object);
    case 'return':
    case 'approve':
      return object.kind === 'case' ? overseers(roster, object).filter((each) => each.id !== object.assigneeId) : [];
    case 'snooze':
      return object.kind === 'case' ? [...topManager(roster, object), ...overseers(roster, object)] : [];
    case 'silence':
    case 'threshold':
    case 'policy':
      return hasOwner(object) ? [...topManager(roster, object), ...overseers(roster, object)] : leaders(roster, object);
    case 'leave':
      return object.kind === 'person'
        ? [...self(roster, object), ...managersOver(roster, [object.personId]), ...admins(roster)]
        : [];
    case 'resend':
      return leaders(roster, object);
    case 'login':
      return object.kind === 'person' ? [...self(roster, object), ...admins(roster)] : [];
  }
}

type Owned = ActionObject & { kind: 'case' | 'sku' };

function hasOwner(object: ActionObject): object is Owned {
  return object.kind === 'case' || object.kind === 'sku';
}

/** Who is answerable: the assignee, the SKU's owner, and their deputies. */
function holders(roster: Roster, object: Owned): Person[] {
  const own = answerable(object).map((id) => findPerson(roster.people, id));
  const deputies = answerable(object).map((id) => deputyOf(roster, id));
  return [...own, ...deputies].filter((each) => each !== undefined);
}

/** The managers above those who are answerable; every manager where nobody is. */
function above(roster: Roster, object: Owned): Person[] {
  const ids = answerable(object).filter((id) => findPerson(roster.people, id));
  return ids.length > 0 ? managersOver(roster, ids) : roster.people.filter((each) => each.role === 'manager');
}

function overseers(roster: Roster, object: Owned): Person[] {
  return [...above(roster, object), ...admins(roster)];
}

/** A manager above whom there is nobody oversees their own matters. */
function topManager(roster: Roster, object: Owned): Person[] {
  return answerable(object)
    .map((id) => findPerson(roster.people, id))
    .filter((each) => each !== undefined)
    .filter((each) => each.role === 'manager' && managersAbove(roster.people, each.id).length === 0);
}

function answerable(object: Owned): string[] {
  const ids = object.kind === 'case' ? [object.assigneeId, object.ownerId] : [object.ownerId];
  return ids.filter((id) => id !== null);
}

/** Managers above any of these people; for a manager on leave their deputy acts as well. */
function managersOver(roster: Roster, ids: readonly string[]): Person[] {
  const managers = ids.flatMap((id) => managersAbove(roster.people, id));
  const standIns = managers.filter((each) => leaveOf(roster, each.id)).map((each) => deputyOf(roster, each.id));
  return [...managers, ...standIns.filter((each) => each !== undefined && !ids.includes(each.id))].filter(
    (each) => each !== undefined,
  );
}

/** What concerns everybody is for managers and admins; a person is nothing one could set a threshold for. */
function leaders(roster: Roster, object: ActionObject): Person[] {
  return object.kind === 'store' || object.kind === 'team'
    ? roster.people.filter((each) => each.role !== 'operator')
    : [];
}

function admins(roster: Roster): Person[] {
  return roster.people.filter((each) => each.role === 'admin');
}

function self(roster: Roster, object: { personId: string }): Person[] {
  return roster.people.filter((each) => each.id === object.personId);
}

function unique(people: readonly Person[]): Person[] {
  return [...new Set(people)];
}

const verbs: Readonly<Record<Action, Bilingual>> = {
  view: { zh: '查看', en: 'see this' },
  answer: { zh: '答复这张异常单', en: 'answer this case' },
  acknowledge: { zh: '认领这张异常单', en: 'take this case' },
  assign: { zh: '转派', en: 'hand this over' },
  return: { zh: '退回这份答复', en: 'return this answer' },
  approve: { zh: '批准这份方案', en: 'approve this proposal' },
  snooze: { zh: '暂缓这张异常单', en: 'snooze this case' },
  silence: { zh: '设置静默', en: 'silence this' },
  threshold: { zh: '修改阈值', en: 'change this threshold' },
  policy: { zh: '修改检测策略', en: 'change this detection policy' },
  leave: { zh: '为此人登记请假', en: 'enter leave for this person' },
  promo: { zh: '登记促销', en: 'plan a promotion here' },
  check: { zh: '重新检测', en: 'run the check' },
  import: { zh: '导入数据', en: 'import data' },
  export: { zh: '导出数据', en: 'export data' },
  login: { zh: '为此人生成登录链接', en: 'make a sign-in link for this person' },
  resend: { zh: '重发消息', en: 'send a message again' },
};

const namedInRefusal = 5;

function refusal(action: Action, whoMay: readonly Person[]): UserError {
  const deed = verbs[action];
  if (whoMay.length === 0) return new UserError('NOBODY_MAY', { deed });
  const names = whoMay.slice(0, namedInRefusal).map((each) => each.name);
  const more = whoMay.length - names.length;
  return new UserError('NOT_ALLOWED', {
    who: {
      zh: `${names.join('、')}${more > 0 ? `等 ${whoMay.length} 人` : ''}`,
      en: `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    },
    deed,
  });
}
