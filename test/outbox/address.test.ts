import { describe, expect, it } from 'vitest';
import { groupsFor, laneOf, personDestinations } from '../../src/outbox/address.ts';
import { deliveryKey } from '../../src/outbox/queue.ts';
import { type Policy, policySchema } from '../../src/policy/policy.ts';

function policyWith(groups: unknown[]): Policy {
  return policySchema.parse({
    team: { name: 'Lumora' },
    people: [
      { id: 'li', name: '李雷', slack: 'U1', email: 'li@example.org' },
      { id: 'wang', name: '王芳', slack: 'U2' },
      { id: 'zhou', name: '周洁' },
    ],
    groups,
    stores: [
      { id: 'amz-us', zone: 'America/Los_Angeles' },
      { id: 'amz-de', zone: 'Europe/Berlin' },
    ],
  });
}

const group = (platform: string, groupId: string) => ({ platform, destination: { kind: 'group', groupId } });
const person = (platform: string, personId: string) => ({ platform, destination: { kind: 'person', personId } });

describe('the groups of a store', () => {
  const policy = policyWith([
    { id: 'all', platform: 'console' },
    { id: 'eu', platform: 'slack', stores: ['amz-de'] },
  ]);

  it('are those that name it and those that name none', () => {
    expect(groupsFor(policy, 'amz-de')).toEqual([group('slack', 'eu'), group('console', 'all')]);
    expect(groupsFor(policy, 'amz-us')).toEqual([group('console', 'all')]);
  });

  it('are all groups for what concerns the whole team', () => {
    expect(groupsFor(policy, null)).toEqual([group('console', 'all'), group('slack', 'eu')]);
  });

  it('are all groups for a store that none was given, so that no form stays unread', () => {
    const eu = policyWith([{ id: 'eu', platform: 'slack', stores: ['amz-de'] }]);
    expect(groupsFor(eu, 'amz-us')).toEqual([group('slack', 'eu')]);
  });
});

describe('where a person can be told something', () => {
  const everywhere = policyWith([
    { id: 'a', platform: 'console' },
    { id: 'b', platform: 'slack' },
    { id: 'c', platform: 'slack' },
    { id: 'd', platform: 'feishu' },
  ]);

  it('is each platform with a group that knows them by id or e-mail, once', () => {
    expect(personDestinations(everywhere, 'li')).toEqual([
      person('console', 'li'),
      person('slack', 'li'),
      person('feishu', 'li'),
    ]);
    expect(personDestinations(everywhere, 'wang')).toEqual([person('console', 'wang'), person('slack', 'wang')]);
  });

  it('is the console for somebody without any account', () => {
    expect(personDestinations(everywhere, 'zhou')).toEqual([person('console', 'zhou')]);
  });

  it('is nowhere for a person without an account when there is no console group, and for strangers', () => {
    expect(personDestinations(policyWith([{ id: 'b', platform: 'slack' }]), 'zhou')).toEqual([]);
    expect(personDestinations(everywhere, 'stranger')).toEqual([]);
  });
});

describe('the key of an obligation', () => {
  it('differs by kind, subject, step, platform and destination', () => {
    const to = { platform: 'slack', destination: { kind: 'person', personId: 'li' } } as const;
    const inGroup = { platform: 'slack', destination: { kind: 'group', groupId: 'li' } } as const;
    expect(deliveryKey('reminder', 1042, 'r1.2', to)).toBe('reminder:1042:r1.2@slack/person:li');
    expect(laneOf(inGroup)).toBe('slack/group:li');
  });
});
