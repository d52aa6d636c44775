// A small team in the middle of its day: two stores, eight weeks of sales, one surge that asks for an answer.

import { sql } from 'drizzle-orm';
import { judgePending } from '../../src/cases/judge-pending.ts';
import type { Surface } from '../../src/commands/command.ts';
import { runCommand } from '../../src/commands/run.ts';
import type { Context } from '../../src/context.ts';
import { addDays, type Day, day, dayRange } from '../../src/lib/day.ts';
import type { Language } from '../../src/lib/language.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Reply } from '../../src/messages/inbound.ts';
import { plainText } from '../../src/messages/plain-text.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Db } from '../../src/store/db.ts';
import { feedDays, salesDays, skus, stockSnapshots } from '../../src/store/schema/index.ts';
import { policy as teamPolicy } from '../policy/teams.ts';
import { type ManualClock, manualClock } from '../support/clock.ts';

/** Tuesday 3 March 2026, 17:00 in Shanghai: 01:00 in Los Angeles, so that Monday's sales are over. */
const start = '2026-03-03T17:00:00+08:00';
/** The newest sales day that is over in the American store. */
const newestDay = day('2026-03-02');
/** The number of the first case. */
export const firstCase = 1042;

const historyDays = 24;

export interface World {
  ctx: Context;
  clock: ManualClock;
  policy: Policy;
  /** Types a line as a person. */
  type(personId: string, line: string, options?: { language?: Language; surface?: Surface }): Promise<Reply>;
}

interface Item {
  storeId: string;
  sku: string;
  owner: string | null;
  class: string | null;
  usual: number;
  last: number;
}

/** LM-LAMP-S surges and asks li (case 1042); nobody owns LM-CAP; LM-BOTTLE is sold in both stores. */
const items: readonly Item[] = [
  { storeId: 'amz-us', sku: 'LM-LAMP-S', owner: 'li', class: 'A', usual: 10, last: 14 },
  { storeId: 'amz-us', sku: 'LM-MUG', owner: 'wang', class: 'B', usual: 20, last: 20 },
  { storeId: 'amz-us', sku: 'LM-CAP', owner: null, class: null, usual: 5, last: 5 },
  { storeId: 'amz-us', sku: 'LM-BOTTLE', owner: 'wang', class: 'A', usual: 30, last: 30 },
  { storeId: 'amz-jp', sku: 'LM-BOTTLE', owner: 'wang', class: 'B', usual: 8, last: 8 },
];

/** Fills the database and judges the newest days; `more` are SKUs that are known and sell nothing. */
export async function commandWorld(db: Db, more: readonly { storeId: string; sku: string }[] = []): Promise<World> {
  const clock = manualClock(start);
  const policy = teamPolicy({
    people: [{ id: 'meng', name: '孟瑶' }],
    stores: [
      { id: 'amz-us', name: 'Amazon US', zone: 'America/Los_Angeles', owner: 'li', dataOwner: 'zhou' },
      { id: 'amz-jp', name: 'Amazon JP', zone: 'Asia/Tokyo', owner: 'wang', dataOwner: 'zhou' },
    ],
  });
  const ctx: Context = {
    db,
    clock,
    policy,
    actor: { kind: 'system', job: 'test' },
    log: silentLog,
    inTransaction: false,
    wake: () => {},
  };
  await db.execute(sql.raw(`select setval('anomaly_cases_id_seq', ${firstCase}, false)`));
  await fill(db, clock.now());
  for (const { storeId, sku } of more) await db.insert(skus).values(skuRow(quietItem(storeId, sku), clock.now()));
  await judgePending(ctx);
  return { ctx, clock, policy, type: (personId, line, options) => type(ctx, personId, line, options) };
}

/** The American store's next day ends and its sales come in whole; the clock moves on to that moment. */
export async function sell(world: World, units: Readonly<Record<string, number>>): Promise<void> {
  world.clock.advanceMinutes(24 * 60);
  const on = addDays(newestDay, 1);
  const now = world.clock.now();
  const [day] = feedOf('amz-us', now).slice(-1);
  if (!day) throw new Error('The store has no feed');
  await world.ctx.db
    .insert(salesDays)
    .values(Object.entries(units).map(([sku, sold]) => ({ ...saleOf('amz-us', sku, sold, now), day: on })));
  await world.ctx.db.insert(feedDays).values({ ...day, day: on, rows: Object.keys(units).length });
}

/** The context acting as a person of the policy file. */
export function as(ctx: Context, personId: string): Context {
  const person = ctx.policy.people.find((each) => each.id === personId);
  if (!person) throw new Error(`Nobody is called ${personId}`);
  return { ...ctx, actor: { kind: 'person', personId, role: person.role } };
}

/** What a reply says, as text. */
export function textOf(reply: Reply, language: Language = 'en'): string {
  switch (reply.type) {
    case 'message':
    case 'form':
      return plainText(reply.message, language);
    case 'done':
    case 'refused':
    case 'field_errors':
      return reply.text[language];
  }
}

/** The code of a refusal; undefined for everything else. */
export function codeOf(reply: Reply): string | undefined {
  return reply.type === 'refused' ? reply.code : undefined;
}

/** An answer that is complete for the surge of case 1042. */
export const completeAnswer =
  'cause=advertising nature=one_off available=180 inbound=0 unshippedCounted=yes receivingChecked=yes lockedChecked=yes action=none reason="stock is enough for now"';

function type(
  ctx: Context,
  personId: string,
  line: string,
  options: { language?: Language; surface?: Surface } = {},
): Promise<Reply> {
  const { language = 'en', surface = 'chat' } = options;
  return runCommand(as(ctx, personId), line, { language, surface });
}

async function fill(db: Db, now: Date): Promise<void> {
  await db.insert(skus).values(items.map((item) => skuRow(item, now)));
  await db.insert(salesDays).values(items.flatMap((item) => salesOf(item, now)));
  for (const storeId of ['amz-us', 'amz-jp']) await db.insert(feedDays).values(feedOf(storeId, now));
  await db.insert(stockSnapshots).values({
    storeId: 'amz-us',
    poolId: 'amz-us',
    location: 'amazon',
    sku: 'LM-LAMP-S',
    asOf: now,
    source: 'file',
    available: 180,
    batchId: 1,
  });
}

function quietItem(storeId: string, sku: string): Item {
  return { storeId, sku, owner: 'li', class: null, usual: 0, last: 0 };
}

function skuRow({ storeId, sku, owner, class: ofClass }: Item, now: Date) {
  return {
    storeId,
    sku,
    name: `${sku} name`,
    ownerId: owner,
    class: ofClass,
    known: owner !== null,
    firstSeenOn: addDays(newestDay, -historyDays),
    createdAt: now,
  };
}

function history(): Day[] {
  return dayRange(addDays(newestDay, -historyDays), newestDay);
}

function salesOf({ storeId, sku, usual, last }: Item, now: Date) {
  return history().map((on) => ({ ...saleOf(storeId, sku, on === newestDay ? last : usual, now), day: on }));
}

function saleOf(storeId: string, sku: string, units: number, now: Date) {
  return {
    storeId,
    sku,
    source: 'file',
    units,
    orders: null,
    amount: String(10 * units),
    currency: 'USD',
    asOf: now,
    batchId: 1,
  };
}

function feedOf(storeId: string, now: Date) {
  const ofStore = items.filter((item) => item.storeId === storeId);
  return history().map((on) => ({
    storeId,
    day: on,
    source: 'file',
    state: 'complete' as const,
    rows: ofStore.length,
    units: ofStore.reduce((sum, item) => sum + (on === newestDay ? item.last : item.usual), 0),
    asOf: now,
    wholeAsOf: now,
    batchId: 1,
    firstBatchId: 1,
    revision: 1,
  }));
}
