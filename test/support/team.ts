// A small team and its two stores, as a policy file would give them.

import { type Policy, policySchema } from '../../src/policy/policy.ts';

/** Li and Wang answer, Chen manages them, Liu manages Chen; stores in Los Angeles and Shanghai. */
export function testPolicy(overrides: Record<string, unknown> = {}): Policy {
  return policySchema.parse({
    team: { name: 'Test team', zone: 'Asia/Shanghai', language: 'en' },
    people: [
      { id: 'li', name: 'Li', manager: 'chen', deputy: 'wang' },
      { id: 'wang', name: 'Wang', manager: 'chen' },
      { id: 'chen', name: 'Chen', role: 'manager', manager: 'liu' },
      { id: 'liu', name: 'Liu', role: 'admin' },
    ],
    groups: [{ id: 'team', platform: 'console' }],
    stores: [
      {
        id: 'amz-us',
        name: 'Amazon US',
        zone: 'America/Los_Angeles',
        owner: 'chen',
        dataOwner: 'wang',
        expectedBy: '17:00',
      },
      { id: 'cn-shop', name: 'CN shop', zone: 'Asia/Shanghai', owner: 'chen', dataOwner: 'wang' },
    ],
    ...overrides,
  });
}
