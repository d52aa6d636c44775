// What the plan of a round promises: when an answer is due, who is reminded and told, once each, and nobody else.

import { expect } from 'vitest';
import { afterWork, dayOf, dueAfter, escalationsOf, isWorking, minuteMs, remindersOf } from './calendar.ts';
import type { Model } from './model.ts';
import { type LogRow, logOf, ms, type Plan, type Rows, reminding } from './records.ts';

/** A plan is what a second reading of the rule book makes of it. */
export function checkPlan(plan: Plan, rows: Rows): void {
  const log = logOf(rows, plan.caseId);
  const begin = log.find(({ id }) => id === plan.from);
  if (!begin) throw new Error(`Plan ${plan.from} has no beginning`);
  const earlier = log
    .filter(({ id, event }) => id < plan.from && reminding.includes(event))
    .map(({ notedAt }) => notedAt.getTime());
  const asked = begin.event === 'snoozed' ? Date.parse(String(begin.data.until)) : begin.at.getTime();
  const due = begin.event === 'returned' ? afterWork(asked, 60 * minuteMs) : dueAfter(asked);
  expect(new Date(plan.due), `due time of ${begin.event} at ${begin.at.toISOString()}`).toEqual(new Date(due));
  expect(plan.escalations.map((each) => each.at)).toEqual(escalationsOf(due));
  expect(plan.reminders, `reminders of ${begin.event}`).toEqual(remindersOf(asked, due, earlier));
}

/** Every escalation whose time has come is carried out once, in order, to whom it belongs. */
export function checkEscalations(plan: Plan, rows: Rows, now: number): void {
  const done = during(plan, rows, ['escalated']);
  expect(done.map((entry) => ms(entry.at))).toEqual(plan.escalations.slice(0, done.length).map((each) => each.at));
  if (isRunning(plan, rows)) {
    const owed = plan.escalations.filter((each) => each.at <= now).length;
    expect(done.length, `escalations of case ${plan.caseId} by ${new Date(now).toISOString()}`).toBeGreaterThanOrEqual(
      owed,
    );
  }
}

export function checkTargets(entry: LogRow, rows: Rows, model: Model): void {
  const day = dayOf(entry.notedAt.getTime());
  const level = Number(entry.data.level);
  const hears = model.hears(day, holderAt(entry, rows), level);
  const before = logOf(rows, entry.caseId).some(
    ({ id, event, round, data }) =>
      id < entry.id && event === 'escalated' && round === entry.round && data.everyone === true,
  );
  expect(entry.data).toMatchObject({ toIds: hears ? [hears] : [], everyone: !hears && !before });
  const place = hears ? `console/person:${hears}` : 'console/group:team';
  const messages = rows.deliveries.filter(
    ({ content, dueAt }) =>
      content.kind === 'escalation' &&
      content.caseIds.includes(entry.caseId) &&
      content.level === level &&
      dueAt.getTime() === entry.at.getTime(),
  );
  const wanted = hears || !before ? [place] : [];
  expect(
    messages.map(({ lane }) => lane),
    `escalation ${level} of case ${entry.caseId}`,
  ).toEqual(wanted);
}

/** Who had the case at a log entry. */
function holderAt(entry: LogRow, rows: Rows): string | null {
  const before = logOf(rows, entry.caseId).filter(
    ({ id, event }) => id < entry.id && (event === 'reassigned' || event === 'opened'),
  );
  const last = before.at(-1)?.data;
  return (last?.to ?? last?.assigneeId ?? null) as string | null;
}

/** Every planned reminder is sent or skipped once; skipped only when late, or when nobody is left to be reminded. */
export function checkReminders(plan: Plan, rows: Rows, now: number): void {
  const done = during(plan, rows, ['reminded', 'reminder_skipped']);
  expect(done.map((entry) => ms(entry.at))).toEqual(plan.reminders.slice(0, done.length));
  if (isRunning(plan, rows))
    expect(done.length).toBeGreaterThanOrEqual(plan.reminders.filter((each) => each <= now).length);
  for (const entry of done.filter(({ event }) => event === 'reminder_skipped')) {
    const overtaken = done.some((other) => other.at > entry.at && other.notedAt.getTime() === entry.notedAt.getTime());
    const late = entry.notedAt.getTime() - entry.at.getTime() > 15 * minuteMs;
    expect(late || overtaken || holderAt(entry, rows) === null, `reminder ${entry.id} was skipped for nothing`).toBe(
      true,
    );
  }
}

function during(plan: Plan, rows: Rows, events: readonly string[]): LogRow[] {
  return logOf(rows, plan.caseId).filter(({ id, event }) => id > plan.from && id < plan.to && events.includes(event));
}

/** Not ended, and not asleep. */
function isRunning(plan: Plan, rows: Rows): boolean {
  const row = rows.cases.find(({ id }) => id === plan.caseId);
  return plan.to === Number.POSITIVE_INFINITY && row?.snoozedUntil === null;
}

/** A reminder comes at work (or at the very moment planned), once, to somebody who is there. */
export function checkTold(entry: LogRow, rows: Rows, model: Model): void {
  const noted = entry.notedAt.getTime();
  const name = `reminder ${entry.id} at ${entry.notedAt.toISOString()}`;
  const prompt = entry.event === 'reminded' && noted - entry.at.getTime() <= 15 * minuteMs;
  expect(isWorking(noted) || prompt, name).toBe(true);
  const to = holderAt(entry, rows);
  const day = dayOf(noted);
  expect(to !== null && (!model.isAway(to, day) || model.askedOn(day) === null), `${name} to ${to}`).toBe(true);
  const messages = rows.deliveries.filter(
    ({ content, dueAt }) =>
      content.kind === 'reminder' &&
      content.caseIds.includes(entry.caseId) &&
      content.toId === to &&
      dueAt.getTime() === entry.at.getTime(),
  );
  expect(messages.length, `messages of ${name}`).toBe(1);
}

export function checkTwoADay({ log }: Rows): void {
  const perDay = new Map<string, number>();
  for (const { event, caseId, notedAt } of log) {
    if (!reminding.includes(event)) continue;
    const key = `case ${caseId} on ${dayOf(notedAt.getTime())}`;
    perDay.set(key, (perDay.get(key) ?? 0) + 1);
    expect(perDay.get(key), `reminders of ${key}`).toBeLessThanOrEqual(2);
  }
}
