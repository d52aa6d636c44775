// What a rehearsal found, in the figures that people decide by. Pure.

import type { Day } from '../../lib/day.ts';
import { type DetectionPolicy, detectionPolicies } from '../../policy/policy.ts';
import { comparedEpisodes, type Episode, type PastCase } from './episodes.ts';
import type { PlayedPolicy, Replay, ReplayedDay } from './replay.ts';

export interface Rehearsal {
  /** First and last day that were played. */
  from: Day;
  through: Day;
  days: Day[];
  /** Days on which any SKU could be judged; figures "a day" are means over these. */
  judgedDays: number;
  /** What holds now; "mixed" when not the same for every SKU. */
  inForce: DetectionPolicy | 'mixed';
  /** The four policies from the one that asks most, before them what holds now when that is mixed. */
  policies: PolicyFigures[];
  /** The SKUs that would have asked most under what holds now; of equal ones those that `literal` asks most. */
  loudest: LoudSku[];
  /** Every episode, see `comparedEpisodes`. */
  episodes: Episode[];
  literalOnly: number;
}

export interface PolicyFigures {
  policy: PlayedPolicy;
  /** Forms on each of `days`, those asked once more included. */
  byDay: number[];
  forms: number;
  /** Forms a judged day. */
  perDay: number;
  busiest: { day: Day; forms: number } | null;
  /** Forms a judged day that the cap for each operator would have held back. */
  heldBackPerDay: number;
  /** Who would have been asked, most forms first; null: there was nobody to ask. */
  operators: { personId: string | null; forms: number; perDay: number; busiest: number }[];
}

export interface LoudSku {
  storeId: string;
  sku: string;
  forms: Partial<Record<PlayedPolicy, number>>;
}

const loudestShown = 10;

/** The figures of replays of the same days. */
export function rehearsalOf(
  replays: readonly Replay[],
  { inForce, pastCases }: { inForce: Rehearsal['inForce']; pastCases: readonly PastCase[] },
): Rehearsal | null {
  const days = replays[0]?.days.map(({ day }) => day) ?? [];
  const judgedDays = replays[0]?.days.filter(({ judged }) => judged).length ?? 0;
  const from = days[0];
  const through = days.at(-1);
  if (from === undefined || through === undefined) return null;
  const uniform = replays.flatMap(({ policy, cases }) => (policy === 'in_force' ? [] : [{ policy, cases }]));
  return {
    from,
    through,
    days,
    judgedDays,
    inForce,
    policies: replays.map(({ policy, days: played }) => figuresOf(policy, played, judgedDays)),
    loudest: loudestOf(replays, inForce === 'mixed' ? 'in_force' : inForce),
    ...comparedEpisodes(uniform, pastCases),
  };
}

/** The policies to replay for a team with these settings. */
export function policiesToPlay(held: ReadonlySet<DetectionPolicy>): {
  inForce: Rehearsal['inForce'];
  policies: PlayedPolicy[];
} {
  const [only, ...others] = held;
  if (only !== undefined && others.length === 0) return { inForce: only, policies: [...detectionPolicies] };
  return { inForce: 'mixed', policies: ['in_force', ...detectionPolicies] };
}

function figuresOf(policy: PlayedPolicy, days: readonly ReplayedDay[], judgedDays: number): PolicyFigures {
  const byDay = days.map(({ asked }) => asked.length);
  const forms = byDay.reduce((sum, count) => sum + count, 0);
  const most = Math.max(0, ...byDay);
  const busiest = most === 0 ? undefined : days[byDay.indexOf(most)];
  const capped = days.reduce((sum, day) => sum + day.capped, 0);
  return {
    policy,
    byDay,
    forms,
    perDay: perDay(forms, judgedDays),
    busiest: busiest ? { day: busiest.day, forms: most } : null,
    heldBackPerDay: perDay(capped, judgedDays),
    operators: operatorsOf(days, judgedDays),
  };
}

function operatorsOf(days: readonly ReplayedDay[], judgedDays: number): PolicyFigures['operators'] {
  const found = new Map<string | null, { forms: number; busiest: number }>();
  for (const { asked } of days) {
    for (const [personId, forms] of counted(asked.map(({ assigneeId }) => assigneeId))) {
      const before = found.get(personId) ?? { forms: 0, busiest: 0 };
      found.set(personId, { forms: before.forms + forms, busiest: Math.max(before.busiest, forms) });
    }
  }
  return [...found]
    .map(([personId, { forms, busiest }]) => ({ personId, forms, perDay: perDay(forms, judgedDays), busiest }))
    .sort((a, b) => b.forms - a.forms);
}

function loudestOf(replays: readonly Replay[], inForce: PlayedPolicy): LoudSku[] {
  const found = new Map<string, LoudSku>();
  for (const { policy, days } of replays) {
    for (const { storeId, sku } of days.flatMap(({ asked }) => asked)) {
      if (sku === null) continue;
      const key = JSON.stringify([storeId, sku]);
      const loud = found.get(key) ?? { storeId, sku, forms: {} };
      loud.forms[policy] = (loud.forms[policy] ?? 0) + 1;
      found.set(key, loud);
    }
  }
  const under = ({ forms }: LoudSku, policy: PlayedPolicy) => forms[policy] ?? 0;
  return [...found.values()]
    .sort(
      (a, b) =>
        under(b, inForce) - under(a, inForce) || under(b, 'literal') - under(a, 'literal') || (a.sku < b.sku ? -1 : 1),
    )
    .slice(0, loudestShown);
}

function counted<T>(of: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const each of of) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

function perDay(count: number, days: number): number {
  return days === 0 ? 0 : count / days;
}
