// Walks through a team's past once, day by day, and plays each day under every policy. Pure; it hands back control
// after each judged day, so that the caller can yield between days.

import { addDays, type Day } from '../../lib/day.ts';
import type { Roster } from '../../policy/people.ts';
import type { DetectionPolicy } from '../../policy/policy.ts';
import { dayToJudge } from '../../rules/judge.ts';
import type { DetectionSettings } from '../../rules/rule-numbers.ts';
import type { VerdictWord } from '../../rules/verdict.ts';
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

/** Words of SKUs that were compared with their baseline. */
const judgedWords: readonly VerdictWord[] = ['deviation', 'within_noise', 'normal'];

/** Plays all policies; one for each of `policies`, in the same order. Yields its progress after each judged day. */
export function* replay(input: ReplayInput): Generator<ReplayProgress, Replay[]> {
  const { stores, through, policies } = input;
  const running = policies.map((policy) => ({
    policy,
    play: newPlay(),
    days: [] as ReplayedDay[],
    settings: stores.map((store) => settingsUnder(policy, store.settings)),
  }));
  const progress = { done: 0, of: input.days * stores.length };
  for (let ago = input.days - 1; ago >= 0; ago--) {
    const day = addDays(through, -ago);
    const today = running.map((each) => ({ ...each, askedToday: new Map<string, number>(), played: noForms(day) }));
    for (const [s, { past, settings }] of stores.entries()) {
      playStoreDay(today, { past, settings, s, day, input });
      progress.done++;
      yield { ...progress };
    }
    for (const { days, play, played } of today) {
      days.push(played);
      if (input.answering === 'same_day') answerAll(play);
    }
  }
  return running.map(({ policy, play, days }) => ({ policy, days, cases: casesOf(play) }));
}

interface PlayedToday {
  settings: readonly DetectionSettings[];
  play: Play;
  played: ReplayedDay;
  askedToday: Map<string, number>;
}

/** One store's day under every policy. Baselines and the shop's factor are most of the work, and the same for all. */
function playStoreDay(
  today: readonly PlayedToday[],
  of: { past: StorePast; settings: DetectionSettings; s: number; day: Day; input: ReplayInput },
): void {
  const { past, settings, input } = of;
  const window = windowOn(past, of.day, input.historyDays);
  if (!window?.complete.at(-1)) return;
  const toJudge = dayToJudge(window, settings.numbers);
  const { limit, roster } = input;
  for (const { settings: own, play, played, askedToday } of today) {
    const judged = toJudge.under(own[of.s] ?? settings);
    played.judged ||= judged.verdicts.some(({ word }) => judgedWords.includes(word));
    const forms = playDay(play, { past, window, judged, roster }, { askedToday, limit });
    played.asked.push(...forms.asked);
    played.capped += forms.capped;
  }
}

function noForms(day: Day): ReplayedDay {
  return { day, judged: false, asked: [], capped: 0 };
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
