// What must hold after every step of every history, read straight from the rows and from what the chat shows.

import { expect } from 'vitest';
import type { RecordingChat } from '../support/recording-chat.ts';
import { afterWork, at, dayOf, dueAfter, escalationsOf, isWorking, minuteMs, remindersOf } from './calendar.ts';
import type { Model, ModelCase } from './model.ts';
import type { CaseRow, DeliveryRow, LogRow, Memory, Plan, Rows } from './records.ts';

const told = ['reminded', 'nagged'];

interface Moment {
  /** The moment at which the program has just done everything that was due. */
  now: number;
  /** Newest log entry of the last look: who is away may have changed since then. */
  seen: number;
  chat: RecordingChat;
}

/** All of it. */
export function check(rows: Rows, memory: Memory, model: Model, { now, seen, chat }: Moment): void {
  expect(rows.troubled, 'a store could not be judged').toEqual([]);
  memory.keep('log entry', rows.log);
  memory.keep('answer', rows.answers);
  for (const plan of memory.takePlans(rows)) checkPlan(plan, rows);
  for (const plan of memory.plans) {
    checkEscalations(plan, rows, now);
    checkReminders(plan, rows, now);
  }
  for (const entry of rows.log.filter(({ id }) => id > seen)) {
    if (entry.event === 'escalated') checkTargets(entry, rows, model);
    if (told.includes(entry.event)) checkTold(entry, rows, model);
    if (entry.event === 'opened' || entry.event === 'reopened') checkAsked(entry, rows, model);
    if (entry.event === 'closed') checkClosed(entry, rows);
  }
  for (const row of rows.cases) checkCase(row, model, now);
  for (const known of model.cases.values()) checkGiven(known, rows);
  checkOneOpen(rows.cases);
  checkDays(rows);
  checkAnswers(rows);
  checkTwoADay(rows);
  checkCards(rows);
  checkChat(rows, chat);
}

const of = (rows: Rows, caseId: number) => rows.log.filter((entry) => entry.caseId === caseId);
const isOwed = ({ status }: CaseRow) => status === 'open' || status === 'acknowledged';
const ms = (moment: Date | null) => moment?.getTime() ?? null;

/** A plan is what a second reading of the rule book makes of it. */
function checkPlan(plan: Plan, rows: Rows): void {
  const log = of(rows, plan.caseId);
  const begin = log.find(({ id }) => id === plan.from);
  if (!begin) throw new Error(`Plan ${plan.from} has no beginning`);
  const earlier = log
    .filter(({ id, event }) => id < plan.from && told.includes(event))
    .map(({ notedAt }) => notedAt.getTime());
  const asked = begin.event === 'snoozed' ? Date.parse(String(begin.data.until)) : begin.at.getTime();
  const due = begin.event === 'returned' ? afterWork(asked, 60 * minuteMs) : dueAfter(asked);
  expect(new Date(plan.due), `due time of ${begin.event} at ${begin.at.toISOString()}`).toEqual(new Date(due));
  expect(plan.escalations.map((each) => each.at)).toEqual(escalationsOf(due));
  expect(plan.reminders, `reminders of ${begin.event}`).toEqual(remindersOf(asked, due, earlier));
}

/** Every escalation whose time has come is carried out once, in order, to whom it belongs. */
function checkEscalations(plan: Plan, rows: Rows, now: number): void {
  const done = during(plan, rows, ['escalated']);
  expect(done.map((entry) => ms(entry.at))).toEqual(plan.escalations.slice(0, done.length).map((each) => each.at));
  if (isRunning(plan, rows)) {
    const owed = plan.escalations.filter((each) => each.at <= now).length;
    expect(done.length, `escalations of case ${plan.caseId} by ${new Date(now).toISOString()}`).toBeGreaterThanOrEqual(
      owed,
    );
  }
}

function checkTargets(entry: LogRow, rows: Rows, model: Model): void {
  const day = dayOf(entry.notedAt.getTime());
  const level = Number(entry.data.level);
  const hears = model.hears(day, holderAt(entry, rows), level);
  const before = of(rows, entry.caseId).some(
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
  const before = of(rows, entry.caseId).filter(
    ({ id, event }) => id < entry.id && (event === 'reassigned' || event === 'opened'),
  );
  const last = before.at(-1)?.data;
  return (last?.to ?? last?.assigneeId ?? null) as string | null;
}

/** Every planned reminder is sent or skipped once; skipped only when late, or when nobody is left to be reminded. */
function checkReminders(plan: Plan, rows: Rows, now: number): void {
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
  return of(rows, plan.caseId).filter(({ id, event }) => id > plan.from && id < plan.to && events.includes(event));
}

/** Not ended, and not asleep. */
function isRunning(plan: Plan, rows: Rows): boolean {
  const row = rows.cases.find(({ id }) => id === plan.caseId);
  return plan.to === Number.POSITIVE_INFINITY && row?.snoozedUntil === null;
}

function checkCase(row: CaseRow, model: Model, now: number): void {
  const name = `case ${row.id}`;
  const known = model.cases.get(row.id);
  expect({ status: row.status, round: row.round, assignee: row.assigneeId, answeredBy: row.answeredBy }, name).toEqual({
    status: known?.status,
    round: known?.round,
    assignee: known?.assignee,
    answeredBy: known?.answeredBy,
  });
  expect(row.trouble, name).toBeNull();
  expect(ms(row.nextDueAt), `next moment of ${name}`).toBe(isOwed(row) ? earliestMoment(row) : null);
  if (!isOwed(row)) return;
  expect(row.answerDueAt, name).not.toBeNull();
  expect(ms(row.nextDueAt) ?? 0, `${name} was left undone`).toBeGreaterThan(now);
  if (row.nagAt)
    expect(isWorking(row.nagAt.getTime()) && row.nagAt.getTime() === at(dayOf(row.nagAt.getTime()), 10), name).toBe(
      true,
    );
  expect(row.deadlineMissedAt !== null, `${name} has a daily reminder exactly when it is overdue`).toBe(
    row.nagAt !== null,
  );
}

function earliestMoment(row: CaseRow): number {
  if (row.snoozedUntil) return row.snoozedUntil.getTime();
  const { reminders, escalations } = row.policy;
  return Math.min(
    ...reminders.slice(row.remindersHandled).map((each) => Date.parse(String(new Date(each).toISOString()))),
    ...escalations.slice(row.escalationStep).map((each) => new Date(each.at).getTime()),
    row.deadlineMissedAt ? Number.POSITIVE_INFINITY : (ms(row.answerDueAt) ?? Number.NaN),
    ms(row.nagAt) ?? Number.POSITIVE_INFINITY,
  );
}

function checkOneOpen(cases: readonly CaseRow[]): void {
  const keys = cases.filter(({ status }) => status !== 'closed').map(({ dedupKey }) => dedupKey);
  expect(new Set(keys).size, `one case for each of ${keys}`).toBe(keys.length);
}

/** Nobody is asked about what is silenced. */
function checkAsked(entry: LogRow, rows: Rows, model: Model): void {
  const sku = rows.cases.find(({ id }) => id === entry.caseId)?.sku;
  const day = dayOf(entry.notedAt.getTime());
  const silenced = model.silences.some((each) => each.sku === sku && day <= each.to);
  expect(silenced, `case ${entry.caseId} was ${entry.event} although ${sku} is silenced`).toBe(false);
}

/** What ends had three quiet days since it was last out, or can be sold again. */
function checkClosed(entry: LogRow, { cases, verdicts }: Rows): void {
  const row = cases.find(({ id }) => id === entry.caseId);
  if (!row) throw new Error(`Entry ${entry.id} has no case`);
  const since = verdicts.filter(({ sku, day }) => sku === row.sku && day > row.lastDay);
  if (row.kind === 'out_of_stock') {
    expect(since.at(-1)?.word, `case ${row.id} ended`).not.toBe('out_of_stock');
    return;
  }
  const out = since.findLastIndex(
    ({ word, direction }) => ['deviation', 'covered'].includes(word) && direction === row.direction,
  );
  const turned = since.slice(out + 1).filter(({ word }) => ['deviation', 'covered'].includes(word));
  const quiet = since.slice(out + 1).filter(({ word }) => ['normal', 'within_noise', 'dormant'].includes(word));
  expect(quiet.length + turned.length, `quiet days of case ${row.id}`).toBeGreaterThanOrEqual(3);
}

/** What is owed is about days that do deviate, as the data stand now; and a day that asks has its case. */
function checkDays({ cases, days, verdicts }: Rows): void {
  for (const row of cases.filter((each) => isOwed(each) && each.kind === 'sku' && each.formKind !== 'exit_signal')) {
    const own = days
      .filter(({ caseId }) => caseId === row.id)
      .map(({ day }) => day)
      .sort();
    expect([row.firstDay, row.lastDay], `days of case ${row.id}`).toEqual([own[0], own.at(-1)]);
    for (const day of own) {
      const verdict = verdicts.find((each) => each.sku === row.sku && each.day === day);
      const holds = ['deviation', 'covered'].includes(verdict?.word ?? '') && verdict?.direction === row.direction;
      expect(holds || row.round > 1, `${day} of case ${row.id} is ${verdict?.word} ${verdict?.direction}`).toBe(true);
    }
  }
  for (const { caseId, day, direction } of verdicts.filter(
    ({ word, caseId }) => word === 'deviation' && caseId !== null,
  )) {
    expect(cases.find(({ id }) => id === caseId)?.direction, `case of ${day}`).toBe(direction);
    expect(
      days.some((each) => each.caseId === caseId && each.day === day),
      `${day} stands in case ${caseId}`,
    ).toBe(true);
  }
}

/** An answered round is left alone, is never both in time and escalated, and keeps every revision. */
function checkAnswers({ log, answers }: Rows): void {
  const rounds = new Set(answers.map(({ caseId, round }) => `${caseId}.${round}`));
  for (const name of rounds) {
    const own = answers.filter(({ caseId, round }) => `${caseId}.${round}` === name);
    expect(
      own.map(({ revision }) => revision),
      `revisions of ${name}`,
    ).toEqual(own.map((_, i) => i + 1));
    const entries = log.filter(({ caseId, round }) => `${caseId}.${round}` === name);
    const answered = entries.find(({ event }) => event === 'answered');
    if (!answered) throw new Error(`${name} has answers and was not answered`);
    const after = entries.filter(({ id }) => id > answered.id).map(({ event }) => event);
    const bothers = [
      ...told,
      'reminder_skipped',
      'nag_skipped',
      'deadline_missed',
      'escalated',
      'answered',
      'acknowledged',
    ];
    expect(
      after.filter((event) => bothers.includes(event)),
      `after the answer of ${name}`,
    ).toEqual([]);
    if (entries.some(({ event }) => event === 'escalated' || event === 'deadline_missed')) {
      expect(own[0]?.late, `${name} was escalated and counts as in time`).toBe(true);
    }
  }
}

/** Every answer that was taken is kept as it was given. */
function checkGiven({ id, answers: given }: ModelCase, { answers }: Rows): void {
  const kept = answers.filter(({ caseId }) => caseId === id).map(({ values }) => values);
  expect(kept.length, `answers of case ${id}`).toBe(given.length);
  kept.forEach((values, i) => {
    expect(given[i], `answer ${i + 1} of case ${id}`).toMatchObject(values);
  });
}

/** A reminder comes at work (or at the very moment planned), once, to somebody who is there. */
function checkTold(entry: LogRow, rows: Rows, model: Model): void {
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

function checkTwoADay({ log }: Rows): void {
  const perDay = new Map<string, number>();
  for (const { event, caseId, notedAt } of log) {
    if (!told.includes(event)) continue;
    const key = `case ${caseId} on ${dayOf(notedAt.getTime())}`;
    perDay.set(key, (perDay.get(key) ?? 0) + 1);
    expect(perDay.get(key), `reminders of ${key}`).toBeLessThanOrEqual(2);
  }
}

/** A round that is asked anew has a card of its own, posted once; a returned one stays on its card; ends are told once. */
function checkCards({ log, deliveries, cases }: Rows): void {
  const cards = deliveries.filter(({ content, op }) => content.kind === 'card' && op === 'post');
  const posted = cards.map(({ content }) => (content.kind === 'card' ? content.cardId : 0));
  expect(new Set(posted).size, 'a card was posted twice').toBe(posted.length);
  for (const row of cases) expect(posted, `the card of case ${row.id}`).toContain(row.cardId);
  for (const event of ['withdrawn', 'closed', 'returned', 'reopened', 'acknowledged', 'continued', 'grown'] as const) {
    const entries = log.filter((entry) => entry.event === event && !isFirstDayOfRound(entry, log));
    const notes = deliveries.filter(({ content }) => content.kind === 'note' && content.note.event === event);
    expect(notes.length, `notes that say ${event}`).toBe(entries.length);
  }
}

/** The day that reopens a case is told with the reopening. */
function isFirstDayOfRound({ id, event, caseId, round }: LogRow, log: readonly LogRow[]): boolean {
  if (event !== 'continued') return false;
  const before = log.filter((entry) => entry.caseId === caseId && entry.id < id).at(-1);
  return before?.event === 'reopened' && before.round === round;
}

/** What is recorded as sent stands once, and nothing stands that was not asked for. */
function checkChat({ deliveries }: Rows, chat: RecordingChat): void {
  const keys = chat.posted.map(({ key }) => key);
  expect(new Set(keys).size, 'a message stands twice').toBe(keys.length);
  const standing = new Set(keys);
  const asked = new Set(deliveries.map(({ key }) => key));
  for (const key of keys) expect(asked, 'nobody asked for this').toContain(key);
  for (const { key, op, state } of deliveries) {
    if (state === 'sent' && op !== 'update') expect(standing, 'recorded as sent').toContain(key);
  }
}

/** At the end nothing waits, nothing was given up, and only reminders that had become pointless were left unsaid. */
export function checkEnd(rows: Rows): void {
  for (const delivery of rows.deliveries) {
    const { key, state, lastError, op } = delivery;
    const fine = state === 'sent' || (state === 'skipped' && isPointless(delivery, rows));
    expect(fine, `${op} ${key} is ${state} (${lastError})`).toBe(true);
  }
}

/** A reminder whose deadline passed before it could be sent, or whose cases were answered or ended by then. */
function isPointless({ key, content, lastError }: DeliveryRow, rows: Rows): boolean {
  if (content.kind !== 'reminder') return false;
  if (lastError === 'expired') return true;
  const queuedWith = Number(/:log(\d+)@/.exec(key)?.[1]);
  const over = ['answered', 'withdrawn', 'closed'];
  const ended = (caseId: number) => of(rows, caseId).some(({ id, event }) => over.includes(event) && id > queuedWith);
  return lastError === 'nothing_to_say' && content.caseIds.every(ended);
}
