// When an episode is over. Step 10 of the rule: one form for each SKU and direction, asked again only after three
// quiet days. The episode itself (who was asked when) is kept by cases.

import type { Direction, ShopVerdict, VerdictWord } from './verdict.ts';

/** Quiet days after which an episode is over. They need not be consecutive calendar days, see `dayInEpisode`. */
const quietDaysToEnd = 3;

/**
 * Words of a quiet day. Quiet means "would not ask", not "under the threshold": a noisy SKU is over 20 % on every
 * other day by chance, and an episode that waited for three calm days would never end and would hide the next one.
 */
export const quietWords: readonly VerdictWord[] = ['normal', 'within_noise', 'dormant'];

/** Words of a day without a judgement: it neither ends an episode nor prolongs it. */
const silentWords: readonly VerdictWord[] = ['learning', 'no_data', 'out_of_stock', 'planned', 'held'];

/** The part of a day's verdict that decides episodes. */
export interface SaidWord {
  word: VerdictWord;
  direction: Direction | null;
}

/** The verdict on a whole shop in the words of SKUs: its episodes follow the same rule. */
export function shopWord({ state, deviates, factor }: Pick<ShopVerdict, 'state' | 'deviates' | 'factor'>): SaidWord {
  if (state !== 'judged') return { word: state, direction: null };
  return deviates ? { word: 'deviation', direction: factor >= 1 ? 'up' : 'down' } : { word: 'normal', direction: null };
}

/**
 * What a judged day means for the running episode of one SKU in one direction.
 *
 * out      deviating in the episode's direction (asked or covered by an answer): the count of quiet days restarts
 * quiet    judged, and nothing to ask in this direction; a deviation the other way is quiet for this one
 * unknown  not judged: the day does not count
 */
export function dayInEpisode(verdict: SaidWord, direction: Direction): 'out' | 'quiet' | 'unknown' {
  if (silentWords.includes(verdict.word)) return 'unknown';
  if (quietWords.includes(verdict.word)) return 'quiet';
  return verdict.direction === direction ? 'out' : 'quiet';
}

/** Is the episode over, given the verdicts of the days since it began, oldest first? */
export function episodeIsOver(verdicts: readonly SaidWord[], direction: Direction): boolean {
  let quiet = 0;
  for (const verdict of verdicts) {
    const day = dayInEpisode(verdict, direction);
    if (day === 'out') quiet = 0;
    if (day === 'quiet') quiet++;
    if (quiet >= quietDaysToEnd) return true;
  }
  return false;
}
