// When scheduled work is due: wall-clock times of days in one zone, or even steps of time. Pure.

import { addDays, type Day, dayIn, instantAt } from '../lib/day.ts';

/** A due time of a job. */
export interface Slot {
  /** Names the slot for good: a day ("2026-03-02"), or an instant. Moving the time of day does not make a new slot. */
  key: string;
  dueAt: Date;
}

export type Schedule =
  /** Once on each day that `on` admits, when the clocks of `zone` show `minuteOfDay`. */
  | { kind: 'daily'; zone: string; minuteOfDay: number; on: (day: Day) => boolean }
  /**
   * At every full step of UTC that `at` admits (all, when left out). Only the newest step counts: work of this kind makes
   * up for all steps before it. `offsetMinutes` later than full steps, so that not everybody does it at the same moment.
   */
  | { kind: 'every'; minutes: number; offsetMinutes?: number; at?: (step: Date) => boolean };

/**
 * Due times after `from` and not after `to`, oldest first. A wall time that a spring change skips is due at the first
 * instant after the gap; one that an autumn change repeats is due the first time only.
 */
export function slotsBetween(schedule: Schedule, from: Date, to: Date): Slot[] {
  return schedule.kind === 'daily' ? dailySlots(schedule, from, to) : newestStep(schedule, from, to);
}

function dailySlots(schedule: Schedule & { kind: 'daily' }, from: Date, to: Date): Slot[] {
  const slots: Slot[] = [];
  const last = dayIn(schedule.zone, to);
  for (let day = dayIn(schedule.zone, from); day <= last; day = addDays(day, 1)) {
    if (!schedule.on(day)) continue;
    const dueAt = instantAt(schedule.zone, day, schedule.minuteOfDay);
    if (dueAt > from && dueAt <= to) slots.push({ key: day, dueAt });
  }
  return slots;
}

function newestStep({ minutes, offsetMinutes = 0, at }: Schedule & { kind: 'every' }, from: Date, to: Date): Slot[] {
  const step = minutes * 60_000;
  const offset = offsetMinutes * 60_000;
  const dueAt = new Date(Math.floor((to.getTime() - offset) / step) * step + offset);
  return dueAt > from && (at === undefined || at(dueAt)) ? [{ key: dueAt.toISOString(), dueAt }] : [];
}
