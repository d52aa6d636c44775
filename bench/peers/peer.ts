// What a peer is: another way to tell an odd day, shown the same evenings as the product. Peers see sales alone, as their
// textbooks do: no stock, no promotions, no other SKU.

import type { Bilingual } from '../../src/lib/language.ts';
import { reaches } from '../../src/lib/stats.ts';
import type { Side } from '../sets/bench-set.ts';

/** One evening of one SKU. */
export interface Evening {
  /** Final figures of the last 56 days on which the shop was open, oldest first. */
  past: Float64Array;
  /** 0 to 6, of each of these days. */
  weekdays: Uint8Array;
  /** What the feed says of today. */
  today: number;
  weekday: number;
}

/** Today is odd. */
export interface Call {
  dir: Side;
  /** From what the peer expected; a fraction. */
  deviation: number;
  /** Null for peers that know no chance. */
  p: number | null;
}

/** A peer at work on one SKU. */
export interface Watch {
  judge(evening: Evening): Call | null;
  /** The day is over and its final figure known: `evening.today` holds it. For peers that remember. */
  settle?(evening: Evening): void;
}

export interface Peer {
  id: string;
  name: Bilingual;
  /** Posts every evening; all others post once an episode. */
  everyDay?: true;
  begin(): Watch;
}

const threshold = 0.2;

/** A call, when today is 20 % or more from `expected`. */
export function callOver(today: number, expected: number, p: number | null = null): Call | null {
  if (!(expected > 0)) return null;
  const deviation = today / expected - 1;
  if (!reaches(Math.abs(deviation), threshold)) return null;
  return { dir: deviation > 0 ? 1 : -1, deviation, p };
}
