// What must hold after every step of every history, read straight from the rows and from what the chat shows.

import { expect } from 'vitest';
import type { RecordingChat } from '../support/recording-chat.ts';
import {
  checkAnswers,
  checkAsked,
  checkCase,
  checkClosed,
  checkDays,
  checkGiven,
  checkOneOpen,
} from './check-cases.ts';
import { checkEscalations, checkPlan, checkReminders, checkTargets, checkTold, checkTwoADay } from './check-plans.ts';
import { checkCards, checkChat } from './check-said.ts';
import type { Model } from './model.ts';
import { type Memory, type Rows, reminding } from './records.ts';

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
    if (reminding.includes(entry.event)) checkTold(entry, rows, model);
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
