// A case that was opened in a rehearsal only: what live judging needs to know of one, and no more. Pure.

import type { FormKind } from '../../forms/form.ts';
import type { Day } from '../../lib/day.ts';
import type { AnomalyCase } from '../../model/anomaly-case.ts';
import { dedupKey, type FollowedCase, type LiveCase } from '../../model/episode.ts';
import { episodeIsOver, type SaidWord } from '../../rules/quiet-days.ts';
import type { Direction } from '../../rules/verdict.ts';

/** When the forms of a rehearsal are answered: on the day they are asked, or never. */
export type Answering = 'same_day' | 'never';

export interface RehearsedCase extends FollowedCase, CaseOf, Pick<AnomalyCase, 'lastDay' | 'lastDeviation'> {
  key: string;
  days: LiveCase['days'];
  /** Last day on which it was still out, asked about or covered by the answer. */
  outUntil: Day;
  moneyAtStake: number;
  /** The verdicts of the days after `lastDay`. */
  saidSince: SaidWord[];
}

/** The cases of one policy that are not closed, by dedup key. */
export type CaseBook = Map<string, RehearsedCase>;

/** What a judged day says of the case's SKU or store. */
export interface FoundDay {
  day: Day;
  units: number;
  deviation: number;
  moneyAtStake: number;
}

/** What a case is about. */
export interface CaseOf {
  formKind: FormKind;
  storeId: string;
  /** Null for the store as a whole. */
  sku: string | null;
  direction: Direction;
}

/** The dedup key under which live judging would keep such a case. */
export function keyOf(of: CaseOf): string {
  const kind = of.formKind === 'store_wide' ? 'store' : of.formKind === 'out_of_stock' ? 'stock' : 'sku';
  return dedupKey(of.formKind === 'exit_signal' ? 'exit' : kind, of.storeId, of.sku, of.direction);
}

/** A case on its first day. */
export function openedCase(id: number, of: CaseOf, found: FoundDay): RehearsedCase {
  return {
    ...of,
    id,
    key: keyOf(of),
    status: 'open',
    promise: null,
    firstDay: found.day,
    lastDay: found.day,
    lastDeviation: found.deviation,
    days: [{ day: found.day, units: found.units, deviation: found.deviation }],
    outUntil: found.day,
    moneyAtStake: found.moneyAtStake,
    saidSince: [],
  };
}

/** One more day of the episode: it is noted while the form is owed, and when it is asked again. */
export function addDay(of: RehearsedCase, found: FoundDay): void {
  of.days.push({ day: found.day, units: found.units, deviation: found.deviation });
  of.lastDay = found.day;
  of.lastDeviation = found.deviation;
  of.outUntil = found.day;
  of.moneyAtStake = Math.max(of.moneyAtStake, found.moneyAtStake);
  of.saidSince = [];
}

/**
 * The answer a rehearsal supposes: "short-term, no end in sight". The episode is then asked about again when it gets
 * worse or after fourteen days, and history keeps its days.
 */
export function answered(of: RehearsedCase): void {
  of.status = 'answered';
  of.promise = {
    nature: 'short_term',
    until: null,
    throughDay: of.lastDay,
    deviation: of.lastDeviation,
    stockTier: null,
  };
}

/** Notes the verdict of a day after the last noted one; is the episode over with it? */
export function isOverWith(of: RehearsedCase, said: SaidWord): boolean {
  of.saidSince.push({ word: said.word, direction: said.direction });
  return episodeIsOver(of.saidSince, of.direction);
}
