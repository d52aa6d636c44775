// One store's day under one policy, played through the decisions of live judging: which forms it asks, which the cap
// holds back, what happens to the open cases. Changes only the play it is given.

import type { FormKind } from '../../forms/form.ts';
import type { Day } from '../../lib/day.ts';
import { withinCap } from '../../model/episode.ts';
import { stockOutStep } from '../../model/stock-out.ts';
import { shopWord } from '../../rules/quiet-days.ts';
import {
  assigneeOf,
  type Candidate,
  type DayToPlay,
  decideDeviations,
  type Found,
  newForms,
  surgeKey,
} from './find-forms.ts';
import {
  addDay,
  type CaseBook,
  type CaseOf,
  isOverWith,
  keyOf,
  openedCase,
  type RehearsedCase,
} from './rehearsed-case.ts';

/** What is remembered of one policy from day to day. */
export interface Play {
  book: CaseBook;
  /** Cases that are over, in the order in which they ended. */
  ended: RehearsedCase[];
  /** The last day on which each SKU surged, by `surgeKey`. */
  surgedOn: Map<string, Day>;
  opened: number;
}

/** A form that was asked: the first of its case, or once more. */
export interface AskedForm {
  day: Day;
  storeId: string;
  sku: string | null;
  formKind: FormKind;
  assigneeId: string | null;
  again: boolean;
}

export interface PlayedDay {
  asked: AskedForm[];
  /** Forms that the cap held back. */
  capped: number;
}

/** A policy under which nothing was asked yet. */
export function newPlay(): Play {
  return { book: new Map(), ended: [], surgedOn: new Map(), opened: 0 };
}

/**
 * Plays a judged day of a store, in the order in which live judging carries it out. `askedToday` counts the forms of
 * this day by assignee ("" for nobody), those of other stores too, and is brought up to date; `limit` is the cap.
 */
export function playDay(
  play: Play,
  day: DayToPlay,
  { askedToday, limit }: { askedToday: Map<string, number>; limit: number },
): PlayedDay {
  const before = [...play.book.values()].filter(({ storeId }) => storeId === day.past.storeId);
  const decided = decideDeviations(play.book, day);
  const opening = decided.filter(({ act }) => act === 'open');
  const { asked, capped } = withinCap(newForms(play, day, opening), askedToday, limit);
  const forms = asked.flatMap((candidate) => open(play, candidate));
  for (const { act, of, found } of decided) {
    if (act === 'continue') addDay(requireCase(play, of), found);
    if (act === 'covered') requireCase(play, of).outUntil = found.day;
    if (act === 'reopen') forms.push(reopen(play, day, { of, found }));
  }
  endCases(play, day, before);
  for (const { sku, day: on, surge } of day.judged.verdicts) {
    // Live judging looks for surges among the days judged before: today's counts from tomorrow on.
    if (surge) play.surgedOn.set(surgeKey(day.past.storeId, sku), on);
  }
  for (const { assigneeId } of forms) askedToday.set(assigneeId ?? '', (askedToday.get(assigneeId ?? '') ?? 0) + 1);
  return { asked: forms, capped: capped.length };
}

function open(play: Play, { of, found, assigneeId }: Candidate): AskedForm[] {
  const opened = openedCase(play.opened + 1, of, found);
  if (play.book.has(opened.key)) return [];
  play.opened++;
  play.book.set(opened.key, opened);
  return [asked(of, found.day, { assigneeId, again: false })];
}

function reopen(play: Play, day: DayToPlay, { of, found }: Found): AskedForm {
  const reopened = requireCase(play, of);
  addDay(reopened, found);
  reopened.status = 'open';
  return asked(of, found.day, { assigneeId: assigneeOf(day, of.sku), again: true });
}

function asked({ storeId, sku, formKind }: CaseOf, day: Day, how: Pick<AskedForm, 'assigneeId' | 'again'>): AskedForm {
  return { day, storeId, sku, formKind, ...how };
}

/** Cases that were there before today end with their third quiet day; those of stock-outs when the SKU sells again. */
function endCases(play: Play, { judged }: DayToPlay, before: readonly RehearsedCase[]): void {
  const verdicts = new Map(judged.verdicts.map((verdict) => [verdict.sku, verdict]));
  for (const each of before) {
    const verdict = each.sku === null ? undefined : verdicts.get(each.sku);
    if (each.formKind === 'out_of_stock') {
      const step = verdict && stockOutStep({ verdict, case: each, available: null, silenced: false });
      if (step === 'end') end(play, each);
      continue;
    }
    const said = each.sku === null ? shopWord(judged.shop) : verdict;
    if (!said || each.status !== 'answered' || each.lastDay === judged.shop.day) continue;
    if (isOverWith(each, said)) end(play, each);
  }
}

function end(play: Play, over: RehearsedCase): void {
  play.book.delete(over.key);
  play.ended.push(over);
}

function requireCase(play: Play, of: CaseOf): RehearsedCase {
  const found = play.book.get(keyOf(of));
  if (!found) throw new RangeError(`There is no rehearsed case ${keyOf(of)}`);
  return found;
}
