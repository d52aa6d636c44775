// The result of a rehearsal with display names: for messages, the console and the terminal.

import type { Day } from '../lib/day.ts';
import type { Nature } from '../model/anomaly-case.ts';
import type { DetectionPolicy } from '../policy/policy.ts';
import type { Direction } from '../rules/verdict.ts';
import type { PersonView } from './views.ts';

/** in_force: the policies in force now, where they are not the same for every SKU. */
export type RehearsedPolicy = DetectionPolicy | 'in_force';

export interface RehearsalView {
  from: Day;
  through: Day;
  days: Day[];
  /** Days on which any SKU could be judged; "a day" below is a mean over these. */
  judgedDays: number;
  inForce: RehearsedPolicy;
  /** The one that asks most first; a mixed policy in force comes before all. */
  policies: PolicyView[];
  loudest: { storeName: string; storeId: string; sku: string; forms: Partial<Record<RehearsedPolicy, number>> }[];
  /** The most important ones; `allEpisodes` counts all. */
  episodes: EpisodeView[];
  allEpisodes: number;
  /** How many of these each policy would have asked about. */
  asked: Record<DetectionPolicy, number>;
  /** How many more `literal` alone would have asked about. */
  literalOnly: number;
  /** New forms for one operator and day. */
  cap: number;
}

export interface PolicyView {
  policy: RehearsedPolicy;
  /** Forms on each of `days`. */
  byDay: number[];
  forms: number;
  perDay: number;
  busiest: { day: Day; forms: number } | null;
  /** Forms a day that the cap would have held back. */
  heldBackPerDay: number;
  operators: { who: PersonView | null; forms: number; perDay: number; busiest: number }[];
}

export interface EpisodeView {
  storeId: string;
  storeName: string;
  /** Null for the store as a whole. */
  sku: string | null;
  direction: Direction;
  firstDay: Day;
  lastDay: Day;
  /** Fraction; null where it is known from a real case only. */
  deviation: number | null;
  askedBy: DetectionPolicy[];
  /** The real case of the episode, and its answer. */
  pastCase: { id: number; number: string; nature: Nature | null } | null;
}
