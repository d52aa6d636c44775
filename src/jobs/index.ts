// All scheduled work of an installation.

import { weekdayOf } from '../lib/day.ts';
import { isWorkingMoment } from '../lib/working-time.ts';
import { workCalendar } from '../policy/calendar.ts';
import type { Policy, Store } from '../policy/policy.ts';
import { calendarWatch } from './calendar-watch.ts';
import { cutOffs } from './cut-offs.ts';
import { dataLate } from './data-late.ts';
import { decisionOutcomes } from './decision-outcomes.ts';
import { digest } from './digest.ts';
import type { Job } from './job.ts';
import { prune } from './prune.ts';
import { reclassify } from './reclassify.ts';
import { stockWatch } from './stock-watch.ts';
import { weeklySummary } from './weekly-summary.ts';

const dayMinutes = 24 * 60;
/** How often the stock is looked at while the team is at work. */
const watchMinutes = 15;

/** The jobs of a policy, in the order in which they run when several are due at once. */
export function allJobs(policy: Policy): Job[] {
  const { team, schedule } = policy;
  const calendar = workCalendar(team);
  const { isWorkday } = calendar;
  return [
    ...policy.stores.flatMap((store) => dataLateJobs(policy, store)),
    {
      name: 'reclassify',
      schedule: { kind: 'daily', zone: team.zone, minuteOfDay: 60, on: (day) => weekdayOf(day) === 1 },
      catchUpMinutes: 6 * dayMinutes,
      run: reclassify,
    },
    {
      name: 'decision-outcomes',
      schedule: { kind: 'daily', zone: team.zone, minuteOfDay: 5 * 60, on: () => true },
      catchUpMinutes: dayMinutes,
      run: decisionOutcomes,
    },
    {
      name: 'calendar-watch',
      schedule: { kind: 'daily', zone: team.zone, minuteOfDay: schedule.digest, on: (day) => weekdayOf(day) === 1 },
      catchUpMinutes: 6 * dayMinutes,
      run: calendarWatch,
    },
    {
      name: 'stock-watch',
      schedule: { kind: 'every', minutes: watchMinutes, at: (step) => isWorkingMoment(calendar, step) },
      catchUpMinutes: watchMinutes,
      run: stockWatch,
    },
    {
      name: 'cut-offs',
      schedule: { kind: 'daily', zone: team.zone, minuteOfDay: schedule.digest, on: isWorkday },
      catchUpMinutes: 6 * 60,
      run: cutOffs,
    },
    {
      name: 'digest',
      schedule: { kind: 'daily', zone: team.zone, minuteOfDay: schedule.digest, on: isWorkday },
      // A digest of the morning helps nobody in the evening.
      catchUpMinutes: 6 * 60,
      run: digest,
    },
    {
      name: 'weekly-summary',
      schedule: {
        kind: 'daily',
        zone: team.zone,
        minuteOfDay: schedule.weekly.time,
        on: (day) => weekdayOf(day) === schedule.weekly.weekday,
      },
      catchUpMinutes: 2 * dayMinutes,
      run: weeklySummary,
    },
    {
      name: 'prune',
      schedule: { kind: 'daily', zone: team.zone, minuteOfDay: 4 * 60, on: () => true },
      catchUpMinutes: dayMinutes,
      run: prune,
    },
  ];
}

/** Minutes after the time at which a store's sales should be in that the data owner is told. */
const graceMinutes = 30;

function dataLateJobs({ team }: Policy, store: Store): Job[] {
  if (store.expectedBy === undefined) return [];
  const { isWorkday } = workCalendar(team);
  return [
    {
      name: `data-late:${store.id}`,
      schedule: {
        kind: 'daily',
        zone: team.zone,
        minuteOfDay: Math.min(dayMinutes - 1, store.expectedBy + graceMinutes),
        on: isWorkday,
      },
      catchUpMinutes: 6 * 60,
      run: (ctx) => dataLate(ctx, store),
    },
  ];
}
