// The judge of the crash test, a program of its own: reads the database and what the chats have kept, works out from the
// plan and its own calendar what had to be taken in and said, and counts what is lost, doubled or missed. Shares no code
// with the program under test but the plan of what was done to it.

import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import type { ChatRecord, KeptMessage } from './chats/chat.ts';
import { escalationsOf } from './deadlines.ts';
import { groupOf, type PlannedSku, plannedSkus, reports, storeIds } from './plan.ts';
import { isTaken } from './taken.ts';

export interface Verdict {
  /** How many things had to be said. */
  obligations: number;
  messages: number;
  /** Acknowledged or queued, and not there. */
  lost: string[];
  /** There more than once. */
  doubled: string[];
  /** Due by the plan, and nothing queued or said. */
  missed: string[];
  /** Anything else that must not be: false cards, answers with two effects, calls during silence. */
  wrong: string[];
  /** Not at its end, and allowed to be: only where the run was stopped. */
  pending: number;
}

export interface CheckerSettings {
  databaseUrl: string;
  /** Where the files are. */
  folder: string;
  /** File with what each chat has kept, by platform. */
  records: string;
  /** Simulated time up to which everything due must have been said. */
  until: string;
  /** Whether everything had time to come to its end; when not, what is still under way counts as pending. */
  isOver: boolean;
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
  closed_at: Date | null;
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
  due_at: Date;
  content: {
    cardId?: number;
    caseId?: number;
    caseIds?: number[];
    level?: number;
    digest?: { day: string };
    note?: { event: string; level?: number; beforeDeadline?: boolean };
  };
}

const settings = JSON.parse(process.argv[2] ?? '') as CheckerSettings;
const until = new Date(settings.until).getTime();
const sql = postgres(settings.databaseUrl, { max: 1 });
const cases = await sql<CaseRow[]>`
  select id::int, store_id, sku, status, trouble, asked_at, answered_at, acknowledged_at, closed_at, card_id::int
  from anomaly_cases order by id`;
const deliveries = await sql<DeliveryRow[]>`
  select key, kind, platform, lane, op, state, last_error, due_at, content from deliveries order by id`;
const answers = await sql<{ case_id: number; count: number }[]>`
  select case_id::int, count(*)::int from answers group by case_id`;
const sales = await sql<{ store_id: string; day: string; sku: string; units: number }[]>`
  select store_id, day::text, sku, units from sales_days`;
const unsound = await sql<{ name: string; value: string }[]>`
  select name, value from settings where name like 'judging-trouble:%'`;
await sql.end();
const records = new Map(
  Object.entries(JSON.parse(await readFile(settings.records, 'utf8')) as Record<string, ChatRecord>),
);
const platforms = [...records.keys()];

const verdict: Verdict = { obligations: 0, messages: 0, lost: [], doubled: [], missed: [], wrong: [], pending: 0 };
const byKey = new Map(deliveries.map((row) => [row.key, row]));
const underWay = settings.isOver ? [] : deliveries.filter(({ state }) => state === 'queued' || state === 'sending');
/** What is still to be said, in the words of `seen`. */
const toBeSaid = new Set(underWay.flatMap((row) => thingsIn(row, row.lane)));
/** Times each thing was seen in each place: "slack/group:s1-slack answer 12". */
const seen = countSeen();

checkSales();
checkDeliveries();
for (const planned of plannedSkus) checkPlanned(planned);
for (const one of cases) checkCase(one);
for (const one of cases) checkEscalations(one);
for (const place of storeIds.flatMap(groupsOf)) expectOnce(`${place} digest 2026-03-04`);
checkEvents();
process.stdout.write(`${JSON.stringify(verdict)}\n`);

function countSeen(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [platform, { messages, impatientCalls, problems }] of records) {
    verdict.messages += messages.length;
    if (impatientCalls > 0) verdict.wrong.push(`${platform}: ${impatientCalls} calls while silence was asked for`);
    verdict.wrong.push(...problems.map((problem) => `${platform}: ${problem}`));
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
  if (row) return thingsIn(row, `${platform}/${channel}`);
  verdict.wrong.push(`nobody asked for ${key}`);
  return [];
}

function thingsIn(row: DeliveryRow, place: string): string[] {
  const { content } = row;
  switch (row.kind) {
    case 'card':
      return [`${place} card ${content.cardId}`];
    case 'answer_record':
      return [`${place} answer ${content.caseId}`];
    case 'digest':
      return [`${place} digest ${content.digest?.day}`];
    case 'escalation':
      return (content.caseIds ?? []).map((id) => `${place} escalation ${content.level} of ${id}`);
    case 'reminder':
      return (content.caseIds ?? []).map((id) => `${place} reminder at ${row.due_at.toISOString()} of ${id}`);
    case 'note': {
      const { event, level = '', beforeDeadline = '' } = content.note ?? { event: '' };
      return [`${place} note ${event}${level}${beforeDeadline} of ${content.caseId}`];
    }
    default:
      return [];
  }
}

/** Every file that was acknowledged is in force, the later over the earlier. */
function checkSales(): void {
  const inForce = new Map(sales.map(({ store_id, day, sku, units }) => [`${store_id} ${sku} on ${day}`, units]));
  const reported = new Map<string, number>();
  for (const report of reports.filter((each) => isTaken(settings.folder, each))) {
    for (const { sku, day, units } of report.sales) reported.set(`${report.storeId} ${sku} on ${day}`, units);
  }
  for (const [what, units] of reported) {
    if (inForce.get(what) !== units) verdict.lost.push(`${units} sold of ${what}; in force: ${inForce.get(what)}`);
  }
  for (const { name, value } of unsound) verdict.wrong.push(`${name}: ${value}`);
}

/** Everything queued stands in its chat, unless it was rightly left unsaid. */
function checkDeliveries(): void {
  for (const [thing, count] of seen) if (count > 1) verdict.doubled.push(thing);
  verdict.pending += underWay.length;
  for (const row of deliveries) {
    const { key, op, kind, state, platform, last_error } = row;
    if (op !== 'update' && op !== 'urge') verdict.obligations += 1;
    if (underWay.includes(row)) continue;
    const stands = records.get(platform)?.messages.some((message) => message.key === key) ?? false;
    const unsaid = state === 'skipped' && kind === 'reminder';
    const edited = op === 'update' && state === 'sent';
    const called = op === 'urge' && state !== 'queued' && state !== 'sending';
    if (!(stands && state === 'sent') && !unsaid && !edited && !called)
      verdict.lost.push(`${key} is ${state} (${last_error})`);
  }
}

/** Every SKU that deviated has its one case, which came to its end as planned. */
function checkPlanned({ sku, storeId, round, behaviour }: PlannedSku): void {
  const own = cases.filter((one) => one.sku === sku);
  const [only] = own;
  const opensAt = reports.filter((report) => report.storeId === storeId)[round - 1]?.at.getTime() ?? 0;
  if (own.length > 1) verdict.doubled.push(`cases of ${sku}`);
  if (!only && opensAt < until) verdict.missed.push(`case of ${sku}`);
  if (!only) return;
  if (!settings.isOver) return;
  const end = { never_answers: 'open', is_restated: 'closed' }[String(behaviour)] ?? 'answered';
  if (only.status !== end) verdict.wrong.push(`${sku}, which ${behaviour}, is ${only.status}`);
  for (const place of groupsOf(storeId)) {
    if (behaviour === 'never_answers') expectOnce(`${place} note continued of ${only.id}`);
    if (behaviour === 'is_restated') expectOnce(`${place} note withdrawn of ${only.id}`);
  }
}

/** A card in every group, which says how its cases stand; answered ones have their record. */
function checkCase(one: CaseRow): void {
  if (one.trouble !== null) verdict.wrong.push(`case ${one.id} was put aside: ${one.trouble}`);
  const onCard = cases.filter(({ card_id }) => card_id === one.card_id);
  for (const place of groupsOf(one.store_id)) {
    expectOnce(`${place} card ${one.card_id}`);
    if (one.answered_at) expectOnce(`${place} answer ${one.id}`);
    if (one.acknowledged_at) expectOnce(`${place} note acknowledged of ${one.id}`);
    if (underWay.some(({ lane, content }) => lane === place && content.cardId === one.card_id)) continue;
    const text = cardText(place, one.card_id);
    if (!saysTheTruth(text, onCard) || !text.includes(`SW-${one.id}`)) {
      verdict.wrong.push(`card ${one.card_id} in ${place} does not say that ${one.id} is ${one.status}: ${text}`);
    }
  }
}

function saysTheTruth(text: string, onCard: readonly CaseRow[]): boolean {
  const owed = onCard.filter(({ status }) => status === 'open' || status === 'acknowledged').length;
  const count = onCard.length;
  const [mark] = /\[Answered\]|\[Withdrawn\]/.exec(text) ?? [];
  if (count === 1)
    return mark === { open: undefined, answered: '[Answered]', closed: '[Withdrawn]' }[String(onCard[0]?.status)];
  if (owed === 0) return text.includes(`All ${count} answered`);
  return owed === count ? mark === undefined : text.includes(`${owed} of ${count} still open`);
}

function cardText(place: string, cardId: number): string {
  const [platform = ''] = place.split('/');
  const row = deliveries.find(({ kind, op, lane, content }) => {
    return kind === 'card' && op === 'post' && lane === place && content.cardId === cardId;
  });
  return records.get(platform)?.messages.find(({ key }) => key === row?.key)?.text ?? '';
}

function checkEscalations({ id, asked_at, answered_at, closed_at }: CaseRow): void {
  for (const { level, to, dueAt } of escalationsOf(asked_at)) {
    const endedAt = (answered_at ?? closed_at)?.getTime() ?? Number.POSITIVE_INFINITY;
    const isOwed = dueAt < until && endedAt > dueAt + settings.raceMs;
    for (const platform of platforms) {
      const thing = `${platform}/person:${to} escalation ${level} of ${id}`;
      if (isOwed)
        expectOnce(thing, `of ${new Date(dueAt).toISOString()}, ended ${(answered_at ?? closed_at)?.toISOString()}`);
      if (endedAt < dueAt && seen.has(thing)) verdict.wrong.push(`${thing}, although it had ended in time`);
    }
  }
}

/** What people did was told them as done, with the same words each time, and had one effect. */
function checkEvents(): void {
  for (const { event, deliveries: wanted, replies } of [...records.values()].flatMap(({ events }) => events)) {
    if (replies.length < wanted && settings.isOver) verdict.lost.push(`event ${event.eventId} was not answered`);
    if (replies.length < wanted && !settings.isOver) verdict.pending += 1;
    const told = new Set(replies.map(({ words }) => words));
    if (told.size > 1) verdict.wrong.push(`event ${event.eventId} was told different things: ${[...told].join(' | ')}`);
    if (replies.some(({ type }) => type === 'refused'))
      verdict.wrong.push(`event ${event.eventId}: ${[...told].join()}`);
    if (event.type !== 'form') continue;
    const count = answers.find(({ case_id }) => case_id === event.caseId)?.count ?? 0;
    if (count === 0 && (settings.isOver || replies.length > 0))
      verdict.lost.push(`answer of ${event.eventId}, told: ${[...told].join(' | ')}`);
    if (count > 1) verdict.doubled.push(`answer of ${event.eventId}`);
  }
}

/** The groups of a store, as places. */
function groupsOf(storeId: string): string[] {
  return platforms.map((platform) => `${platform}/group:${groupOf(storeId, platform)}`);
}

function expectOnce(thing: string, about = ''): void {
  verdict.obligations += 1;
  if (!seen.has(thing) && !toBeSaid.has(thing)) verdict.missed.push(`${thing} ${about}`.trim());
}
