// All scheduled work of an installation, each with its time and what it runs.

import { tellOutcomes } from '../cases/decision-outcomes.ts';
import type { Context } from '../context.ts';
import { addDays, day, weekdayOf } from '../lib/day.ts';
import { isWorkingMoment } from '../lib/working-time.ts';
import { workCalendar } from '../policy/calendar.ts';
import type { Policy, Store } from '../policy/policy.ts';
import { isEmptyDigest } from '../summary/digest.ts';
import { postDigest } from '../summary/post-digest.ts';
import { postWeekly } from '../summary/post-weekly.ts';
import { remindOfCutOffs } from '../watch/cut-offs.ts';
import { watchStock } from '../watch/watch-stock.ts';
import { calendarWatch } from './calendar-watch.ts';
import { dataLate } from './data-late.ts';
import type { Job } from './job.ts';
import { prune } from './prune.ts';
import { reclassify } from './reclassify.ts';
import { slotsBetween } from './slots.ts';
import { stockLate } from './stock-late.ts';

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
    ...policy.stores.filter((store) => isFirstOfPool(policy, store)).map((store) => stockLateJob(policy, store)),
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
      run: async (ctx) => `${await tellOutcomes(ctx)} outcomes`,
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
      run: (ctx, { key }) => watchStock(ctx, key),
    },
    {
      name: 'cut-offs',
      schedule: { kind: 'daily', zone: team.zone, minuteOfDay: schedule.digest, on: isWorkday },
      catchUpMinutes: 6 * 60,
      run: async (ctx, { key, dueAt }) => `${await remindOfCutOffs(ctx, day(key), dueAt)} proposals`,
    },
    {
      name: 'digest',
      schedule: { kind: 'daily', zone: team.zone, minuteOfDay: schedule.digest, on: isWorkday },
      // A digest of the morning helps nobody in the evening.
      catchUpMinutes: 6 * 60,
      run: async (ctx, { key, dueAt }) => {
        const posted = await postDigest(ctx, day(key), dueAt);
        return isEmptyDigest(posted) ? 'nothing to say' : `${posted.open} open`;
      },
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
      run: async (ctx, { key, late, dueAt }) => {
        // The last whole week before the day of the slot.
        const monday = addDays(day(key), 1 - weekdayOf(day(key)) - 7);
        const weekly = await postWeekly(ctx, monday, { late, dueAt });
        return `${weekly.rows.length} SKUs, ${weekly.discipline.forms} forms`;
      },
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

/** By then the reports of the morning are in, where the policy file names no time. */
const noon = 12 * 60;

function stockLateJob({ team }: Policy, store: Store): Job {
  const { isWorkday } = workCalendar(team);
  const minuteOfDay = store.expectedBy === undefined ? noon : Math.min(dayMinutes - 1, store.expectedBy + graceMinutes);
  return {
    name: `stock-late:${store.id}`,
    schedule: { kind: 'daily', zone: team.zone, minuteOfDay, on: isWorkday },
    catchUpMinutes: 6 * 60,
    run: (ctx) => stockLate(ctx, store),
  };
}

/** Stores of one pool report the same stock. */
function isFirstOfPool({ stores }: Policy, { id, pool }: Store): boolean {
  return pool === undefined || stores.find((each) => each.pool === pool)?.id === id;
}

const weekMs = 7 * 86_400_000;

/** The next due time of any daily or weekly job after `now`; null when there is none within a week. */
export function nextJobAt(ctx: Context, now: Date): Date | null {
  const moments = allJobs(ctx.policy)
    .filter((job) => job.schedule.kind === 'daily')
    .flatMap((job) => slotsBetween(job.schedule, now, new Date(now.getTime() + weekMs)).slice(0, 1))
    .map((slot) => slot.dueAt.getTime());
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}
