// The judge of the crash test, a program of its own: reads the database and what the chats have kept, works out from the
// plan and its own calendar what had to be said, and counts what is lost, doubled or missed. Shares no code with the
// program under test but the plan of what was done to it.

import postgres from 'postgres';
import type { ChatRecord, KeptMessage } from '../support/fake-chat-server.ts';
import { plannedSkus } from './plan.ts';

export interface Verdict {
  /** How many things had to be said. */
  obligations: number;
  messages: number;
  /** Queued or acknowledged, and not there. */
  lost: string[];
  /** There more than once. */
  doubled: string[];
  /** Due by the plan, and nothing queued or said. */
  missed: string[];
  /** Anything else that must not be: false cards, answers with two effects, calls during silence. */
  wrong: string[];
}

interface CheckerSettings {
  databaseUrl: string;
  chats: Record<string, string>;
  /** Simulated time up to which everything due must have been said. */
  until: string;
  /** Simulated time that an answer may race with the escalation it comes too late for. */
  raceMs: number;
}

interface CaseRow {
  id: number;
  store_id: string;
  sku: string;
  status: string;
  trouble: string | null;
  asked_at: Date;
  answered_at: Date | null;
  acknowledged_at: Date | null;
  card_id: number;
}

interface DeliveryRow {
  key: string;
  kind: string;
  platform: string;
  lane: string;
  op: string;
  state: string;
  last_error: string | null;
  content: {
    cardId?: number;
    caseId?: number;
    caseIds?: number[];
    round?: number;
    revision?: number;
    level?: number;
    beforeDeadline?: boolean;
    note?: { event: string; level?: number; beforeDeadline?: boolean };
  };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const settings = JSON.parse(process.argv[2] ?? '') as CheckerSettings;
const sql = postgres(settings.databaseUrl, { max: 1 });
const cases = await sql<CaseRow[]>`
  select id::int, store_id, sku, status, trouble, asked_at, answered_at, acknowledged_at, card_id::int from anomaly_cases order by id`;
const deliveries = await sql<DeliveryRow[]>`
  select key, kind, platform, lane, op, state, last_error, content from deliveries order by id`;
const answers = await sql<{ case_id: number; count: number }[]>`
  select case_id::int, count(*)::int from answers group by case_id`;
await sql.end();
const records = new Map<string, ChatRecord>();
for (const [platform, url] of Object.entries(settings.chats)) {
  records.set(platform, (await (await fetch(`${url}/record`)).json()) as ChatRecord);
}

const verdict: Verdict = { obligations: 0, messages: 0, lost: [], doubled: [], missed: [], wrong: [] };
const byKey = new Map(deliveries.map((row) => [row.key, row]));
/** Times each thing was seen in each place: "slack/group:team answer 12". */
const seen = countSeen();

checkDeliveries();
checkCases();
for (const one of cases) checkEscalations(one);
checkEvents();
process.stdout.write(`${JSON.stringify(verdict)}\n`);

function countSeen(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [platform, { messages, impatientCalls }] of records) {
    verdict.messages += messages.length;
    if (impatientCalls > 0) verdict.wrong.push(`${platform}: ${impatientCalls} calls while silence was asked for`);
    const keys = messages.map(({ key }) => key);
    for (const key of new Set(keys.filter((key, index) => keys.indexOf(key) !== index))) verdict.doubled.push(key);
    for (const message of messages) {
      for (const thing of thingsSaid(platform, message)) counts.set(thing, (counts.get(thing) ?? 0) + 1);
    }
  }
  return counts;
}

/** What a message says, told apart by meaning, not by key: a second key for one obligation would be a second message. */
function thingsSaid(platform: string, { key, channel }: KeptMessage): string[] {
  const row = byKey.get(key);
  if (!row) {
    verdict.wrong.push(`nobody asked for ${key}`);
    return [];
  }
  const { content } = row;
  const place = `${platform}/${channel}`;
  switch (row.kind) {
    case 'card':
      return [`${place} card ${content.cardId}`];
    case 'answer_record':
      return [`${place} answer ${content.caseId}`];
    case 'escalation':
      return (content.caseIds ?? []).map((id) => `${place} escalation ${content.level} of ${id}`);
    case 'reminder':
      return content.beforeDeadline ? (content.caseIds ?? []).map((id) => `${place} reminder of ${id}`) : [];
    case 'note': {
      const { event, level = '', beforeDeadline = true } = content.note ?? { event: '' };
      return event === 'reminded' && !beforeDeadline ? [] : [`${place} note ${event}${level} of ${content.caseId}`];
    }
    default:
      return [];
  }
}

/** Everything queued stands in its chat, unless it was rightly left unsaid. */
function checkDeliveries(): void {
  for (const [thing, count] of seen) if (count > 1) verdict.doubled.push(thing);
  for (const { key, op, kind, state, platform, last_error } of deliveries) {
    if (op !== 'update') verdict.obligations += 1;
    const stands = records.get(platform)?.messages.some((message) => message.key === key) ?? false;
    const unsaid = state === 'skipped' && kind === 'reminder';
    const edited = op === 'update' && state === 'sent';
    if (!(stands && state === 'sent') && !unsaid && !edited) verdict.lost.push(`${key} is ${state} (${last_error})`);
  }
}

/** Every SKU has its one case with a card in every group; answered ones their record, and the card says so. */
function checkCases(): void {
  for (const { sku, opensAt } of plannedSkus) {
    const own = cases.filter((one) => one.sku === sku);
    if (own.length > 1) verdict.doubled.push(`cases of ${sku}`);
    if (own.length === 0 && opensAt < new Date(settings.until)) verdict.missed.push(`case of ${sku}`);
  }
  for (const one of cases) {
    if (one.trouble !== null) verdict.wrong.push(`case ${one.id} was put aside: ${one.trouble}`);
    for (const place of [`slack/group:${one.store_id}-team`, `feishu/group:${one.store_id}-qun`]) {
      expectOnce(`${place} card ${one.card_id}`);
      if (one.answered_at) expectOnce(`${place} answer ${one.id}`);
      if (one.acknowledged_at) expectOnce(`${place} note acknowledged of ${one.id}`);
      if (!cardText(place, one.card_id).includes(`${one.id}${one.status.slice(0, 2)}`)) {
        verdict.wrong.push(`card ${one.card_id} in ${place} does not say that ${one.id} is ${one.status}`);
      }
    }
  }
}

function cardText(place: string, cardId: number): string {
  const [platform = ''] = place.split('/');
  const row = deliveries.find(({ kind, op, lane, content }) => {
    return kind === 'card' && op === 'post' && lane === place && content.cardId === cardId;
  });
  return records.get(platform)?.messages.find(({ key }) => key === row?.key)?.text ?? '';
}

function checkEscalations({ id, asked_at, answered_at }: CaseRow): void {
  const until = new Date(settings.until).getTime();
  for (const { level, to, dueAt } of escalationsOf(asked_at)) {
    const answeredAt = answered_at?.getTime() ?? Number.POSITIVE_INFINITY;
    const isOwed = dueAt < until && answeredAt > dueAt + settings.raceMs;
    const isPossible = answeredAt >= dueAt;
    for (const place of [`slack/person:${to}`, `feishu/person:${to}`]) {
      const thing = `${place} escalation ${level} of ${id}`;
      if (isOwed) expectOnce(thing);
      if (!isPossible && seen.has(thing)) verdict.wrong.push(`${thing}, although it was answered in time`);
    }
  }
}

/** Whom silence is reported to, and when: at the deadline, and at eleven on the morning after it. */
function escalationsOf(askedAt: Date): { level: number; to: string; dueAt: number }[] {
  const deadline = deadlineOf(askedAt);
  const morningAfter = midnightOf(deadline) + dayMs + 11 * hourMs;
  return [
    { level: 1, to: 'chen', dueAt: deadline },
    { level: 2, to: 'zhao', dueAt: morningAfter },
  ];
}

/**
 * The end of the workday, 18:00, if that leaves an hour; else an hour of work later, counted from 9:00 of the next day;
 * asked after work, the end of the next day. The plan knows no weekend.
 */
function deadlineOf(askedAt: Date): number {
  const midnight = midnightOf(askedAt.getTime());
  const left = midnight + 18 * hourMs - askedAt.getTime();
  if (left >= hourMs) return midnight + 18 * hourMs;
  if (left > 0) return midnight + dayMs + 9 * hourMs + hourMs - left;
  return midnight + dayMs + 18 * hourMs;
}

/** Midnight of the team's wall clock (UTC+8, no daylight saving) before a moment. */
function midnightOf(moment: number): number {
  return Math.floor((moment + 8 * hourMs) / dayMs) * dayMs - 8 * hourMs;
}

/** What people did was told them as done, with the same words each time, and had one effect. */
function checkEvents(): void {
  for (const { event, deliveries: wanted, replies } of [...records.values()].flatMap(({ events }) => events)) {
    if (replies.length < wanted) verdict.lost.push(`event ${event.eventId} was not answered`);
    const told = new Set(replies.map(inOneOrder));
    if (told.size > 1) verdict.wrong.push(`event ${event.eventId} was told different things`);
    if (replies.some(({ type }) => type !== 'done')) verdict.wrong.push(`event ${event.eventId}: ${[...told].join()}`);
    if (event.type !== 'form') continue;
    const count = answers.find(({ case_id }) => case_id === event.caseId)?.count ?? 0;
    if (count === 0) verdict.lost.push(`answer of ${event.eventId}`);
    if (count > 1) verdict.doubled.push(`answer of ${event.eventId}`);
  }
}

/** The same text for the same content, whichever order its fields were kept in. */
function inOneOrder(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}=${inOneOrder(field)}`);
  return fields.sort().join();
}

function expectOnce(thing: string): void {
  verdict.obligations += 1;
  if (!seen.has(thing)) verdict.missed.push(thing);
}
