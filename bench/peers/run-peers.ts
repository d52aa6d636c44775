// Shows a set to the peers, evening by evening, and collects their forms.

import { weekdayOf } from '../../src/lib/day.ts';
import { type BenchSet, closedDays, type Form, type SkuDays } from '../sets/bench-set.ts';
import { cusum } from './cusum.ts';
import { ewma } from './ewma.ts';
import { literal, literalDaily } from './literal.ts';
import { mstl } from './mstl.ts';
import { negativeBinomial } from './negative-binomial.ts';
import type { Call, Evening, Peer } from './peer.ts';
import { seasonalHybridEsd } from './s-h-esd.ts';

/** In the order of the tables. */
export const peers: readonly Peer[] = [literalDaily, literal, seasonalHybridEsd, ewma, cusum, negativeBinomial, mstl];

const pastDays = 56;
/** Quiet days that end an episode, and days after which one that is still on is asked about again. */
const quietDays = 3;
const askAgainDays = 14;

/** Forms of one peer on a set; days on which the shop was closed are not shown to it. */
export function runPeer(peer: Peer, set: BenchSet): Form[] {
  const weekdays = Uint8Array.from(set.days, (day) => weekdayOf(day) - 1);
  return set.shops.flatMap((shop) => {
    const closed = closedDays(shop, set.days.length);
    const open = set.days.flatMap((_, t) => (closed[t] === 1 ? [] : [t]));
    return shop.skus.flatMap((sku) =>
      callsOn(peer, { set, sku, open, weekdays }).map(({ at, call }) => ({
        shop: shop.shop,
        sku: sku.sku,
        at,
        window: 1,
        ...call,
      })),
    );
  });
}

interface Shown {
  set: BenchSet;
  sku: SkuDays;
  /** Days on which the shop was open. */
  open: readonly number[];
  weekdays: Uint8Array;
}

function callsOn(peer: Peer, { set, sku, open, weekdays }: Shown): { at: number; call: Call }[] {
  const posted: { at: number; call: Call }[] = [];
  const watch = peer.begin();
  const episode = peer.everyDay ? () => true : newEpisodes();
  const days = open.filter((t) => !Number.isNaN(sku.units[t]));
  const values = Float64Array.from(days, (t) => sku.units[t] ?? 0);
  const on = Uint8Array.from(days, (t) => weekdays[t] ?? 0);
  for (const [i, at] of days.entries()) {
    if (i === 0 || at < set.warm - warmUp) continue;
    const evening = (today: number): Evening => ({
      past: values.subarray(Math.max(0, i - pastDays), i),
      weekdays: on.subarray(Math.max(0, i - pastDays), i),
      today,
      weekday: on[i] ?? 0,
    });
    const call = at < set.warm ? null : watch.judge(evening(sku.asof[at] ?? 0));
    if (episode(at, call) && call) posted.push({ at, call });
    watch.settle?.(evening(values[i] ?? 0));
  }
  return posted;
}

/** Days before the first judged one over which peers that remember are set going. */
const warmUp = 14;

/**
 * Is a call one to post? Not while an episode of its direction is on: it ends with three quiet days or with a call the
 * other way, and is asked about again after fourteen days.
 */
function newEpisodes(): (at: number, call: Call | null) => boolean {
  let dir = 0;
  let askedAt = 0;
  let quiet = 0;
  return (at, call) => {
    if (!call) {
      quiet++;
      return false;
    }
    const isOn = dir === call.dir && quiet < quietDays && at - askedAt < askAgainDays;
    quiet = 0;
    if (isOn) return false;
    dir = call.dir;
    askedAt = at;
    return true;
  };
}
