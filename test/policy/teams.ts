// A small team for tests: two operators who stand in for each other, their manager, the manager's manager, an admin.

import { type Policy, policySchema, type Team, teamSchema } from '../../src/policy/policy.ts';

export function team(options: Record<string, unknown> = {}): Team {
  return teamSchema.parse({ name: 'Lumora', ...options });
}

/** `people` adds to the five or, by id, changes one of them; undefined properties are taken away. */
export function policy(
  options: { people?: { id: string; [key: string]: unknown }[]; stores?: unknown[] } = {},
): Policy {
  const people = new Map<string, Record<string, unknown>>([
    ['wang', { id: 'wang', name: '王芳', manager: 'chen', deputy: 'li' }],
    ['li', { id: 'li', name: '李强', manager: 'chen', deputy: 'wang' }],
    ['chen', { id: 'chen', name: '陈敏', role: 'manager', manager: 'zhao' }],
    ['zhao', { id: 'zhao', name: '赵磊', role: 'manager' }],
    ['zhou', { id: 'zhou', name: '周洁', role: 'admin' }],
  ]);
  for (const each of options.people ?? []) people.set(each.id, { ...people.get(each.id), name: each.id, ...each });
  const stores = options.stores ?? [{ id: 'amz-us', zone: 'America/Los_Angeles', owner: 'li' }];
  return policySchema.parse({ team: { name: 'Lumora' }, people: [...people.values()], stores });
}
