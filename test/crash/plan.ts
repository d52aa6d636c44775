// What happens in the simulated days of the crash test: who the team is, which files come in when, which SKUs deviate in
// them, who answers what. Shared by the test, the workers and the checker, so it knows nothing of the program but its policy.

import type { Platform } from '../../src/policy/platforms.ts';
import { type Policy, policySchema } from '../../src/policy/policy.ts';
import type { Names } from './chats/chat.ts';

/** Tuesday to Wednesday; work ends at 18:00, the second escalation is due on Wednesday at 11:00. */
export const simulatedStart = new Date('2026-03-03T09:00+08:00');
export const simulatedEnd = new Date('2026-03-04T12:30+08:00');
/** Time is told to every process by the test; it never runs faster than this: simulated milliseconds for each real one. */
export const fastestTime = 3_000;

const minuteMs = 60_000;

/** How the owner of a SKU behaves; of a restated one the deviation turns out to be none. */
export type Behaviour =
  | 'answers'
  | 'acknowledges_and_answers'
  | 'answers_next_morning'
  | 'never_answers'
  | 'is_restated';

const behaviours: readonly Behaviour[] = [
  'answers',
  'never_answers',
  'acknowledges_and_answers',
  'answers_next_morning',
  'is_restated',
];
const operators = ['li', 'wang', 'zhou'] as const;

/** Each store has a group of its own on every chat, so that one held up by a dead worker does not hold up all. */
export const storeIds = ['s1', 's2', 's3', 's4', 's5', 's6'] as const;

export interface PlannedSku {
  sku: string;
  storeId: string;
  ownerId: string;
  /** The report of its store in which it first deviates, counted from 1. */
  round: number;
  direction: 'up' | 'down';
  behaviour: Behaviour;
}

const roundsOfReports = 5;
const minutesBetween = 10;
const roundsOfExtraReports = 40;

/** Two SKUs for each report: one rises, one falls. Mostly they have one owner, and so one card. */
export const plannedSkus: readonly PlannedSku[] = Array.from({ length: roundsOfReports }, (_, index) => index + 1)
  .flatMap((round) => storeIds.map((storeId) => ({ round, storeId })))
  .flatMap(({ round, storeId }, pair) =>
    (['up', 'down'] as const).map((direction, side) => ({
      sku: `SKU-${String(pair * 2 + side).padStart(3, '0')}`,
      storeId,
      ownerId: operators[(pair + (pair % 4 === 0 ? side : 0)) % operators.length] ?? 'li',
      round,
      direction,
      behaviour: planned(pair * 2 + side, round),
    })),
  );

/** A file that comes in; those of one store in this order. */
export interface Report {
  name: string;
  storeId: string;
  at: Date;
  /** Units by day and SKU. */
  sales: readonly { day: string; sku: string; units: number }[];
}

const day = '2026-03-02';
const nextDay = '2026-03-03';
const usualUnits = 100;
const calmSkus = ['CALM-1', 'CALM-2'];

/**
 * Every ten minutes of the morning one store reports its Monday anew, with two more SKUs that deviate; on Wednesday
 * each reports its Tuesday, on which they still do. After that a store reports now and then what changes nothing:
 * only places that nobody has died at yet are waited for by then.
 */
export const reports: readonly Report[] = [
  ...perStore(roundsOfReports, new Date('2026-03-03T09:10+08:00'), (round) => ({ day, round })),
  ...perStore(1, new Date('2026-03-04T08:10+08:00'), () => ({ day: nextDay, round: roundsOfReports + 1 })),
  ...perStore(roundsOfExtraReports, new Date('2026-03-04T12:00+08:00'), (extra) => ({
    day: nextDay,
    round: roundsOfReports + 1,
    extra,
  })),
];

/** Simulated time from the end of the plan to the last of these reports. */
export const extraReportsLastMs =
  new Date('2026-03-04T12:00+08:00').getTime() +
  roundsOfExtraReports * storeIds.length * minutesBetween * minuteMs -
  simulatedEnd.getTime();

/** Three weeks in which nothing happened, as one file. */
export function historyFile(): string {
  const days = Array.from({ length: 28 }, (_, index) => new Date(Date.parse(day) - (28 - index) * 24 * 60 * minuteMs));
  const rows = days.flatMap((on) =>
    storeIds.flatMap((storeId) =>
      skusOf(storeId).map((sku) => ({ storeId, sku, day: on.toISOString().slice(0, 10), units: usualUnits })),
    ),
  );
  return salesFile(rows);
}

export function ownersFile(): string {
  const calm = storeIds.flatMap((storeId) => calmSkus.map((sku) => ({ storeId, sku, ownerId: operators[0] })));
  const rows = [...plannedSkus, ...calm].map(({ storeId, sku, ownerId }) => `${storeId},${sku},${ownerId}`);
  return ['store_id,sku,owner', ...rows, ''].join('\n');
}

export function reportFile({ storeId, sales }: Report): string {
  return salesFile(sales.map((row) => ({ storeId, ...row })));
}

function salesFile(rows: readonly { storeId: string; sku: string; day: string; units: number }[]): string {
  const lines = rows.map(({ storeId, sku, day: on, units }) => `${storeId},${sku},${on},${units}`);
  return ['store_id,sku,date,units_ordered', ...lines, ''].join('\n');
}

function perStore(
  rounds: number,
  from: Date,
  what: (round: number) => { day: string; round: number; extra?: number },
): Report[] {
  return Array.from({ length: rounds * storeIds.length }, (_, index) => {
    const at = new Date(from.getTime() + index * minutesBetween * minuteMs);
    const storeId = storeIds[index % storeIds.length] ?? 's1';
    const { day: on, round, extra = 0 } = what(Math.floor(index / storeIds.length) + 1);
    const sales = skusOf(storeId).map((sku) => ({ day: on, sku, units: unitsIn(sku, round, extra) }));
    return { name: `${storeId}_pulled-${stamp(at)}.csv`, storeId, at, sales };
  });
}

function unitsIn(sku: string, round: number, extra: number): number {
  const odd = plannedSkus.find((each) => each.sku === sku);
  if (!odd) return usualUnits + (extra % 3);
  if (round < odd.round || (odd.behaviour === 'is_restated' && round > odd.round)) return usualUnits;
  return odd.direction === 'up' ? 150 : 50;
}

function skusOf(storeId: string): string[] {
  return [...plannedSkus.filter((each) => each.storeId === storeId).map(({ sku }) => sku), ...calmSkus];
}

/** What the last report of Monday says stays as it is. */
function planned(index: number, round: number): Behaviour {
  const behaviour = behaviours[index % behaviours.length] ?? 'answers';
  return behaviour === 'is_restated' && round === roundsOfReports ? 'never_answers' : behaviour;
}

/** "20260303T0110Z": when a report was pulled, which makes a later one newer whenever it is read. */
function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
}

/** Everybody of the plan. */
export const everybody: readonly string[] = [...operators, 'chen', 'zhao'];

/** The policy file on chats that name people and groups in their own way. */
export function crashPolicy(chats: readonly (Names & { platform: Platform })[]): Policy {
  const person = (id: string, manager: string | undefined, role: string) => ({
    id,
    name: id,
    role,
    ...(manager && { manager }),
    ...Object.fromEntries(chats.map(({ platform, people }) => [platform, people[id]])),
  });
  return policySchema.parse({
    team: { name: 'Lumora', holidays: 'none', language: 'en' },
    people: [
      ...operators.map((id) => person(id, 'chen', 'operator')),
      person('chen', 'zhao', 'manager'),
      person('zhao', undefined, 'manager'),
    ],
    groups: chats.flatMap(({ platform, groups }) =>
      storeIds.map((storeId) => {
        const id = groupOf(storeId, platform);
        return { id, platform, channel: groups[id], stores: [storeId] };
      }),
    ),
    stores: storeIds.map((id) => ({ id, zone: 'Asia/Shanghai' })),
    detection: { maxFormsPerOperatorDay: 1_000 },
  });
}

/** The group of a store on a chat. */
export function groupOf(storeId: string, platform: string): string {
  return `${storeId}-${platform}`;
}

/** A complete answer to any form about sales. */
export const wholeAnswer = {
  cause: 'other',
  detail: 'a rival changed its prices',
  nature: 'one_off',
  available: '120',
  inbound: '0',
  unshippedCounted: 'yes',
  receivingChecked: 'yes',
  lockedChecked: 'yes',
  action: 'none',
};
