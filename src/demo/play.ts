// Plays time: moves the simulated clock from one due moment to the next and does what is due there, exactly as the
// running service would, only faster.

import type { App } from '../app.ts';
import { closedThrough, closesAt } from '../cases/closed-day.ts';
import { nextJobAt } from '../jobs/index.ts';
import { addDays, dayIn, instantAt, weekdayOf } from '../lib/day.ts';
import { endOfWorkday, nextWorkStart } from '../lib/working-time.ts';
import { workCalendar } from '../policy/calendar.ts';
import { earliestDue } from '../store/cases.ts';
import { earliestDelivery } from '../store/deliveries.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** A place to go to on the clock. */
export type ClockTarget = 'next-deadline' | 'end-of-workday' | 'next-monday';

export interface Player {
  readonly app: App;
  readonly clock: SimulatedClock;
  /** Called whenever a store's sales day has ended: the moment at which a feed would bring it. */
  readonly onDayClosed: () => Promise<void>;
}

/** Moments without end mean a fault of the program, not a long demo. */
const maxMoments = 10_000;

/** Moves the clock to `to`, stopping at everything that falls due on the way. */
export async function playUntil(player: Player, to: Date): Promise<void> {
  await settle(player.app);
  for (let count = 0; count < maxMoments; count++) {
    const next = await nextMoment(player);
    if (next === null || next.at > to) break;
    player.clock.set(next.at);
    if (next.dayClosed) await player.onDayClosed();
    await settle(player.app);
  }
  player.clock.set(to);
  await settle(player.app);
}

/** Does all that is due at this moment. */
export async function settle(app: App): Promise<void> {
  for (let count = 0; count < maxMoments; count++) if ((await app.tick()) === 0) return;
}

/** The instant that a button of the clock bar means; null when nothing is due at all. */
export async function targetInstant(player: Player, target: ClockTarget): Promise<Date | null> {
  const { team } = player.app.ctx.policy;
  const now = player.clock.now();
  switch (target) {
    case 'next-deadline':
      return earliestDue(player.app.ctx.db);
    case 'end-of-workday': {
      const calendar = workCalendar(team);
      const working = nextWorkStart(calendar, now);
      return endOfWorkday(calendar, dayIn(calendar.zone, working));
    }
    case 'next-monday':
      return nextSummary(player);
  }
}

/** The next moment of the weekly summary: Monday morning, unless the policy file says otherwise. */
function nextSummary(player: Player): Date {
  const { team, schedule } = player.app.ctx.policy;
  const now = player.clock.now();
  let day = dayIn(team.zone, now);
  while (weekdayOf(day) !== schedule.weekly.weekday || instantAt(team.zone, day, schedule.weekly.time) <= now) {
    day = addDays(day, 1);
  }
  return instantAt(team.zone, day, schedule.weekly.time);
}

async function nextMoment(player: Player): Promise<{ at: Date; dayClosed: boolean } | null> {
  const { ctx } = player.app;
  const now = player.clock.now();
  const closes = ctx.policy.stores.map((store) => closesAt(store, addDays(closedThrough(store, now), 1)));
  const others = [await earliestDue(ctx.db), await earliestDelivery(ctx.db), nextJobAt(ctx, now)];
  const moments = [
    ...closes.map((at) => ({ at, dayClosed: true })),
    ...others.flatMap((at) => (at === null ? [] : [{ at, dayClosed: false }])),
  ].filter((moment) => moment.at > now);
  moments.sort((a, b) => a.at.getTime() - b.at.getTime() || Number(b.dayClosed) - Number(a.dayClosed));
  return moments[0] ?? null;
}
