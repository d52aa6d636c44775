// Working time once more, written to be obvious instead of fast: walks minute by minute and reads the wall clock from
// Intl. Shares nothing with the implementation it checks.

import type { Day } from '../../src/lib/day.ts';
import type { WorkCalendar } from '../../src/lib/working-time.ts';

const minuteMs = 60_000;
/** Longer than any day: walking starts this far back, so that the state of the first day is right. */
const leadMinutes = 30 * 60;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Every working minute (as epoch ms of its start) in [from, to); both must be whole minutes. */
export function* workingMinutes(calendar: WorkCalendar, from: Date, to: Date): Generator<number> {
  let shown = '';
  let reached = new Set<number>();
  for (let t = from.getTime() - leadMinutes * minuteMs; t < to.getTime(); t += minuteMs) {
    const wall = wallClock(calendar.zone, t);
    if (wall.day !== shown) reached = new Set();
    shown = wall.day;
    for (const mark of marks(calendar)) if (wall.minute >= mark) reached.add(mark);
    if (t < from.getTime() || !calendar.isWorkday(wall.day)) continue;
    const inHours = reached.has(calendar.startMinute) && !reached.has(calendar.endMinute);
    const paused = calendar.breaks.some((pause) => reached.has(pause.from) && !reached.has(pause.to));
    if (inHours && !paused) yield t;
  }
}

export function countWorkingMinutes(calendar: WorkCalendar, from: Date, to: Date): number {
  let count = 0;
  for (const _ of workingMinutes(calendar, from, to)) count += 1;
  return count;
}

/** What the wall clock of `zone` shows. */
export function wallClock(zone: string, instant: number): { day: Day; minute: number } {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    clocks.set(zone, clock);
  }
  const [date = '', time = ''] = clock.format(instant).split(' ');
  return { day: date as Day, minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) };
}

function marks(calendar: WorkCalendar): number[] {
  return [calendar.startMinute, calendar.endMinute, ...calendar.breaks.flatMap((pause) => [pause.from, pause.to])];
}
