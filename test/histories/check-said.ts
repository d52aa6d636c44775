// What was said: every obligation once, in the rows and in the chat.

import { expect } from 'vitest';
import type { RecordingChat } from '../support/recording-chat.ts';
import { type DeliveryRow, type LogRow, logOf, type Rows } from './records.ts';

/** A round that is asked anew has a card of its own, posted once; a returned one stays on its card; ends are told once. */
export function checkCards({ log, deliveries, cases }: Rows): void {
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
export function checkChat({ deliveries }: Rows, chat: RecordingChat): void {
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
  const ended = (caseId: number) =>
    logOf(rows, caseId).some(({ id, event }) => over.includes(event) && id > queuedWith);
  return lastError === 'nothing_to_say' && content.caseIds.every(ended);
}
