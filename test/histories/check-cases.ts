// What must be true of every case and its answers at any moment.

import { expect } from 'vitest';
import { at, dayOf, isWorking } from './calendar.ts';
import type { Model, ModelCase } from './model.ts';
import { type CaseRow, type LogRow, ms, type Rows, reminding } from './records.ts';

const isOwed = ({ status }: CaseRow) => status === 'open' || status === 'acknowledged';

export function checkCase(row: CaseRow, model: Model, now: number): void {
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

export function checkOneOpen(cases: readonly CaseRow[]): void {
  const keys = cases.filter(({ status }) => status !== 'closed').map(({ dedupKey }) => dedupKey);
  expect(new Set(keys).size, `one case for each of ${keys}`).toBe(keys.length);
}

/** Nobody is asked about what is silenced. */
export function checkAsked(entry: LogRow, rows: Rows, model: Model): void {
  const sku = rows.cases.find(({ id }) => id === entry.caseId)?.sku;
  const day = dayOf(entry.notedAt.getTime());
  const silenced = model.silences.some((each) => each.sku === sku && day <= each.to);
  expect(silenced, `case ${entry.caseId} was ${entry.event} although ${sku} is silenced`).toBe(false);
}

/** What ends had three quiet days since it was last out, or can be sold again. */
export function checkClosed(entry: LogRow, { cases, verdicts }: Rows): void {
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
export function checkDays({ cases, days, verdicts }: Rows): void {
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
export function checkAnswers({ log, answers }: Rows): void {
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
      ...reminding,
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
export function checkGiven({ id, answers: given }: ModelCase, { answers }: Rows): void {
  const kept = answers.filter(({ caseId }) => caseId === id).map(({ values }) => values);
  expect(kept.length, `answers of case ${id}`).toBe(given.length);
  kept.forEach((values, i) => {
    expect(given[i], `answer ${i + 1} of case ${id}`).toMatchObject(values);
  });
}
