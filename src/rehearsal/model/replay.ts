// Walks through a team's past once, day by day, and plays each day under every policy. Pure; it hands back control
// after each judged day, so that whoever runs it can let others do something in between.

import { addDays, type Day } from '../../lib/day.ts';
import { judgeDay } from '../../rules/judge.ts';
import type { DetectionSettings } from '../../rules/numbers.ts';
import type { VerdictWord } from '../../rules/verdict.ts';
import type { Roster } from '../../team/people.ts';
import type { DetectionPolicy } from '../../team/policy.ts';
import { type StorePast, windowOn } from './history.ts';
import { type AskedForm, newPlay, type Play, playDay } from './play-day.ts';
import { type Answering, answered, type RehearsedCase } from './rehearsed-case.ts';

/** A policy for everything; or what holds now, which may differ from SKU to SKU. */
export type PlayedPolicy = DetectionPolicy | 'in_force';

export interface ReplayInput {
  /** In the order in which stores are judged. */
  stores: readonly { past: StorePast; settings: DetectionSettings }[];
  /** Last sales day that is played. */
  through: Day;
  /** How many days are played. */
  days: number;
  /** Days of history that a judgement reads. */
  historyDays: number;
  policies: readonly PlayedPolicy[];
  roster: Roster;
  /** New forms for one operator and day. */
  limit: number;
  answering: Answering;
}

export interface ReplayedDay {
  day: Day;
  /** Was any SKU judged, so that a form could have been asked? Not while all are learning, and not without data. */
  judged: boolean;
  asked: AskedForm[];
  capped: number;
}

/** What one policy would have done. */
export interface Replay {
  policy: PlayedPolicy;
  days: ReplayedDay[];
  /** Every case it would have opened, oldest first. */
  cases: RehearsedCase[];
}

/** Store-days judged so far, and in all. */
export interface ReplayProgress {
  done: number;
  of: number;
}

/** Words of SKUs that were held against their baseline. */
const judgedWords: readonly VerdictWord[] = ['deviation', 'within_noise', 'normal'];

/** Plays all policies; one for each of `policies`, in their order. Yields its progress after each judged day. */
export function* replay(input: ReplayInput): Generator<ReplayProgress, Replay[]> {
  const { stores, through, policies } = input;
  const running = policies.map((policy) => ({ policy, play: newPlay(), days: [] as ReplayedDay[] }));
  const progress = { done: 0, of: input.days * stores.length * policies.length };
  const settings = policies.map((policy) => stores.map((store) => settingsUnder(policy, store.settings)));
  for (let ago = input.days - 1; ago >= 0; ago--) {
    const day = addDays(through, -ago);
    for (const [p, { play, days }] of running.entries()) {
      const played: ReplayedDay = { day, judged: false, asked: [], capped: 0 };
      const askedToday = new Map<string, number>();
      for (const [s, { past }] of stores.entries()) {
        const under = settings[p]?.[s];
        if (under) addTo(played, playStore(play, { past, day, under, askedToday, input }));
        progress.done++;
        yield { ...progress };
      }
      days.push(played);
      if (input.answering === 'same_day') answerAll(play);
    }
  }
  return running.map(({ policy, play, days }) => ({ policy, days, cases: casesOf(play) }));
}

function playStore(
  play: Play,
  of: { past: StorePast; day: Day; under: DetectionSettings; askedToday: Map<string, number>; input: ReplayInput },
): Omit<ReplayedDay, 'day'> {
  const { past, input, askedToday } = of;
  const window = windowOn(past, of.day, input.historyDays);
  if (!window?.complete.at(-1)) return { judged: false, asked: [], capped: 0 };
  const judged = judgeDay(window, of.under);
  const { limit, roster } = input;
  return {
    judged: judged.verdicts.some(({ word }) => judgedWords.includes(word)),
    ...playDay(play, { past, window, judged, roster }, { askedToday, limit }),
  };
}

function addTo(day: ReplayedDay, store: Omit<ReplayedDay, 'day'>): void {
  day.judged ||= store.judged;
  day.asked.push(...store.asked);
  day.capped += store.capped;
}

function answerAll({ book }: Play): void {
  for (const each of book.values()) if (each.status !== 'answered') answered(each);
}

function casesOf({ book, ended }: Play): RehearsedCase[] {
  return [...ended, ...book.values()].sort((a, b) => a.id - b.id);
}

/** The settings that hold with `policy` in their place; each SKU is looked up once. */
function settingsUnder(policy: PlayedPolicy, settings: DetectionSettings): DetectionSettings {
  const known = new Map<string, ReturnType<DetectionSettings['of']>>();
  const of = (sku: string) => {
    const found = known.get(sku);
    if (found) return found;
    const inForce = settings.of(sku);
    const own = policy === 'in_force' ? inForce : { ...inForce, policy };
    known.set(sku, own);
    return own;
  };
  return { ...settings, of };
}
