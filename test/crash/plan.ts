// What happens in the simulated days of the crash test: who the team is, which SKUs deviate when, who answers what.

import { type Policy, policySchema } from '../../src/team/policy.ts';

/** Tuesday to Wednesday; work ends at 18:00, the second escalation is due on Wednesday at 11:00. */
export const simulatedStart = new Date('2026-03-03T09:00+08:00');
export const simulatedEnd = new Date('2026-03-04T12:30+08:00');
/** Time is told to every process by the test; it never runs faster than this: simulated milliseconds for each real one. */
export const fastestTime = 24_000;

const minuteMs = 60_000;

/** How the owner of a SKU behaves. */
export type Behaviour = 'answers' | 'acknowledges_and_answers' | 'answers_next_morning' | 'never_answers';

const behaviours: readonly Behaviour[] = [
  'answers',
  'never_answers',
  'acknowledges_and_answers',
  'answers_next_morning',
];
const operators = ['li', 'wang', 'zhou'] as const;
const skuCount = 60;
const skusEach = 10 * minuteMs;

export interface PlannedSku {
  sku: string;
  storeId: string;
  ownerId: string;
  opensAt: Date;
  behaviour: Behaviour;
}

/** Each store has a group of its own on both chats, so that one held up by a dead worker does not hold up all. */
const storeIds = ['s1', 's2', 's3', 's4', 's5', 's6'] as const;

/** Two SKUs every ten minutes from the start of work until 14:00. */
export const plannedSkus: readonly PlannedSku[] = Array.from({ length: skuCount }, (_, index) => ({
  sku: `SKU-${String(index).padStart(3, '0')}`,
  storeId: storeIds[index % storeIds.length] ?? 's1',
  ownerId: operators[index % operators.length] ?? 'li',
  opensAt: new Date(simulatedStart.getTime() + (Math.floor(index / 2) + 1) * skusEach),
  behaviour: behaviours[Math.floor(index / operators.length) % behaviours.length] ?? 'answers',
}));

export function crashPolicy(): Policy {
  const person = (id: string, manager: string | undefined, role: string) => ({
    id,
    name: id,
    role,
    slack: `S-${id}`,
    feishu: `F-${id}`,
    ...(manager && { manager }),
  });
  return policySchema.parse({
    team: { name: 'Lumora', holidays: 'none' },
    people: [
      ...operators.map((id) => person(id, 'chen', 'operator')),
      person('chen', 'zhao', 'manager'),
      person('zhao', undefined, 'manager'),
    ],
    groups: storeIds.flatMap((id) => [
      { id: `${id}-team`, platform: 'slack', stores: [id] },
      { id: `${id}-qun`, platform: 'feishu', stores: [id] },
    ]),
    stores: storeIds.map((id) => ({ id, zone: 'America/Los_Angeles' })),
    detection: { maxFormsPerOperatorDay: 1_000 },
  });
}

/** A complete answer to the form about a fall in sales. */
export const wholeAnswer = {
  cause: 'competitor',
  nature: 'one_off',
  available: '120',
  inbound: '0',
  unshippedCounted: 'yes',
  receivingChecked: 'yes',
  lockedChecked: 'yes',
  action: 'none',
};
