// The outbox's rows: queueing, claiming under a lease, recording what became of them. Decides nothing about retries.

import { and, asc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import type { MessageRef } from '../messages/destination.ts';
import type { Content } from '../messages/index.ts';
import type { Platform } from '../policy/platforms.ts';
import type { Db } from './db.ts';
import { columnNames } from './query-parts.ts';
import { deliveries, type deliveryStates } from './schema/index.ts';

const c = columnNames(deliveries);

export type Delivery = typeof deliveries.$inferSelect;
export type DeliveryState = (typeof deliveryStates)[number];

/** What an attempt leaves behind; fields left out stay as they are. */
export interface DeliveryChange {
  state: Exclude<DeliveryState, 'sending'>;
  notBefore?: Date;
  maybeSent?: boolean;
  triedAt?: Date | null;
  holdsLaneUntil?: Date | null;
  lastError?: string | null;
  ref?: MessageRef;
  sentAt?: Date;
}

/**
 * The one clock that all workers share. Leases alone are measured by it; every other moment comes from `ctx.clock`.
 * `clock_timestamp`, not `now`: it must move on within a transaction.
 */
const databaseClock = sql`clock_timestamp()`;

/** Queues deliveries; returns how many were not queued before, by their keys. */
export async function insertDeliveries(db: Db, rows: readonly (typeof deliveries.$inferInsert)[]): Promise<number> {
  if (rows.length === 0) return 0;
  const inserted = await db
    .insert(deliveries)
    .values([...rows])
    .onConflictDoNothing({ target: deliveries.key })
    .returning({ id: deliveries.id });
  return inserted.length;
}

/**
 * Will a delivery that has not been composed yet say `content` about the target anyway: a queued update of it, or the
 * target itself while nobody has tried to send it? That row stays locked until the caller's transaction ends, so no
 * worker composes it from the state before the caller's change.
 */
export async function coversUpdate(
  db: Db,
  { targetKey, content }: { targetKey: string; content: Content },
): Promise<boolean> {
  const covering = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.state, 'queued'),
        sql`((${deliveries.op} = 'update' and ${deliveries.targetKey} = ${targetKey})
          or (${deliveries.key} = ${targetKey} and ${deliveries.attempts} = 0))`,
        sql`${deliveries.content} = ${JSON.stringify(content)}::jsonb`,
      ),
    )
    .orderBy(deliveries.id)
    .for('update');
  return covering.length > 0;
}

/** Lanes of these platforms in which something is due and nobody is at work, in order of age. */
export async function dueLanes(
  db: Db,
  { now, platforms }: { now: Date; platforms: readonly Platform[] },
): Promise<{ lane: string; platform: Platform }[]> {
  if (platforms.length === 0) return [];
  return db
    .select({ lane: deliveries.lane, platform: deliveries.platform })
    .from(deliveries)
    .where(and(inArray(deliveries.platform, [...platforms]), isDue('deliveries', now), isLaneFree('deliveries', now)))
    .groupBy(deliveries.lane, deliveries.platform)
    .orderBy(sql`min(${deliveries.id})`);
}

/**
 * Claims the oldest due delivery of a lane for `leaseMs`, or nothing if somebody else is at work in that lane.
 * One statement, so that no transaction is left open however the connection ends: the oldest row is found first and
 * locked after, and a worker that finds it locked takes no other in its stead. A row whose worker's lease has ended
 * is claimed again and may have been sent.
 */
export async function claimNext(
  db: Db,
  { lane, now, owner, leaseMs }: { lane: string; now: Date; owner: string; leaseMs: number },
): Promise<Delivery | undefined> {
  const [claimed] = await db
    .update(deliveries)
    .set({
      state: 'sending',
      attempts: sql`${deliveries.attempts} + 1`,
      triedAt: sql`coalesce(${deliveries.triedAt}, ${instantOf(now)})`,
      maybeSent: sql`${deliveries.maybeSent} or ${deliveries.state} = 'sending'`,
      leaseOwner: owner,
      leaseUntil: sql`${databaseClock} + ${leaseMs} * interval '1 millisecond'`,
    })
    .where(
      sql`${deliveries.id} = any(array(
        select d.${c.id} from ${deliveries} d
        where d.${c.id} = (select min(oldest.${c.id}) from ${deliveries} oldest where oldest.${c.lane} = ${lane} and ${isDue('oldest', now)})
          and ${isDue('d', now)} and ${isLaneFree('d', now)}
        for update of d skip locked))`,
    )
    .returning();
  return claimed;
}

/** Records the outcome of a claim, and ends it; false when the claim was no longer ours: then nothing was written. */
export async function finishDelivery(
  db: Db,
  { id, owner }: { id: number; owner: string },
  change: DeliveryChange,
): Promise<boolean> {
  const written = await db
    .update(deliveries)
    .set({ ...change, leaseOwner: null, leaseUntil: null })
    .where(and(eq(deliveries.id, id), eq(deliveries.state, 'sending'), eq(deliveries.leaseOwner, owner)))
    .returning({ id: deliveries.id });
  return written.length > 0;
}

/** The delivery under a key. */
export async function deliveryByKey(db: Db, key: string): Promise<Delivery | undefined> {
  const [row] = await db.select().from(deliveries).where(eq(deliveries.key, key));
  return row;
}

/** From now on the message of this delivery stands elsewhere: what replies to it or rewords it goes there. */
export async function moveDelivery(db: Db, key: string, ref: MessageRef): Promise<void> {
  await db.update(deliveries).set({ ref }).where(eq(deliveries.key, key));
}

/** A message that was given up or whose fate is unknown, locked for the running transaction; nobody is called twice. */
export async function lockTroubled(tx: Db, id: number): Promise<Delivery | undefined> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.id, id), inArray(deliveries.state, ['failed', 'unclear']), ne(deliveries.op, 'urge')))
    .for('update');
  return row;
}

/** Queues a delivery anew, as if it had never been tried. */
export async function queueAgain(tx: Db, id: number, now: Date): Promise<void> {
  await tx
    .update(deliveries)
    .set({ state: 'queued', attempts: 0, maybeSent: false, triedAt: null, notBefore: now, lastError: null })
    .where(eq(deliveries.id, id));
}

/** Nobody waits for the delivery any more; `reason` is kept with it. */
export async function settleDelivery(tx: Db, id: number, reason: string): Promise<void> {
  await tx.update(deliveries).set({ state: 'skipped', lastError: reason }).where(eq(deliveries.id, id));
}

/**
 * Queued and its moment come, or claimed by a worker whose lease has ended. A row queued for at once is due even if
 * the clock has stepped back since. What replies to, or rewords, another delivery waits until that one is settled.
 */
function isDue(alias: string, now: Date): SQL {
  const row = sql.identifier(alias);
  return sql`(
    (${row}.${c.state} = 'sending' and ${row}.${c.leaseUntil} < ${databaseClock})
    or (${row}.${c.state} = 'queued'
      and (${row}.${c.notBefore} <= ${instantOf(now)} or ${row}.${c.notBefore} = ${row}.${c.createdAt})
      and not exists (
        select 1 from ${deliveries} target
        where target.${c.key} = ${row}.${c.targetKey} and target.${c.state} in ('queued', 'sending'))))`;
}

function isLaneFree(alias: string, now: Date): SQL {
  const row = sql.identifier(alias);
  return sql`not exists (
    select 1 from ${deliveries} busy
    where busy.${c.lane} = ${row}.${c.lane}
      and ((busy.${c.state} = 'sending' and busy.${c.leaseUntil} >= ${databaseClock})
        or (busy.${c.state} = 'queued' and busy.${c.holdsLaneUntil} > ${instantOf(now)})))`;
}

function instantOf(moment: Date): SQL {
  return sql`${sql.param(moment, deliveries.notBefore)}::timestamptz`;
}

/** The earliest moment at which a delivery wants to be sent. */
export async function earliestDelivery(db: Db): Promise<Date | null> {
  const [row] = await db
    .select({ at: deliveries.notBefore })
    .from(deliveries)
    .where(eq(deliveries.state, 'queued'))
    .orderBy(asc(deliveries.notBefore))
    .limit(1);
  return row?.at ?? null;
}
