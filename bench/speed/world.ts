// A shop of any size, the same on every machine: its history as rows, and a day's sales as the file that a shop sends.

import { sql } from 'drizzle-orm';
import { addDays, type Day, day } from '../../src/lib/day.ts';
import { type Policy, policySchema } from '../../src/policy/policy.ts';
import type { Db } from '../../src/store/db.ts';

export interface World {
  skus: number;
  stores: number;
  /** Days of history before the first day that is measured. */
  history: number;
  /** Days that are measured, the first load included. */
  days: number;
}

export const firstDay = day('2026-01-05');
export const zone = 'UTC';

/** One SKU in so many sells three times the usual on each measured day. */
const oneInSurges = 200;
const operators = 20;
const unitPrice = 10;

export function storeIdOf(store: number): string {
  return `shop-${String(store + 1).padStart(3, '0')}`;
}

export function skuCodeOf(sku: number): string {
  return `SKU-${String(sku + 1).padStart(7, '0')}`;
}

/** Units of a SKU on day `t`, between 0 and 120, scattered by a hash of both. */
export function unitsOf(sku: number, t: number, { history }: World): number {
  const usual = ((sku % 100) * (88 + (hash(sku, t) % 25))) / 100;
  return Math.round(t >= history && (sku + t) % oneInSurges === 0 ? 3 * usual : usual);
}

function hash(sku: number, t: number): number {
  let x = Math.imul(sku + 1, 0x9e3779b1) ^ Math.imul(t + 1, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  return (x ^ (x >>> 13)) >>> 0;
}

/** SKUs are dealt to the stores in turn. */
function storeOf(sku: number, { stores }: World): string {
  return storeIdOf(sku % stores);
}

export function policyOf({ stores }: World): Policy {
  const people = Array.from({ length: operators }, (_, i) => ({
    id: `operator-${i + 1}`,
    name: `Operator ${i + 1}`,
    manager: 'manager',
  }));
  return policySchema.parse({
    team: { name: 'Benchmark', zone, language: 'en', holidays: 'none' },
    people: [...people, { id: 'manager', name: 'Manager', role: 'manager' }],
    stores: Array.from({ length: stores }, (_, i) => ({
      id: storeIdOf(i),
      zone,
      owner: `operator-${(i % operators) + 1}`,
      dataOwner: 'manager',
    })),
  });
}

/** The file of one day: a row for each SKU. */
export function dayFile(world: World, t: number): string {
  const on = addDays(firstDay, t);
  const rows = Array.from({ length: world.skus }, (_, sku) => {
    const units = unitsOf(sku, t, world);
    return `${storeOf(sku, world)},${skuCodeOf(sku)},${on},${units},${units * unitPrice}.00\n`;
  });
  return `store_id,sku,date,units_ordered,sales_amount\n${rows.join('')}`;
}

/** Writes the history as imports would have left it, without the work of importing it; those days count as judged. */
export async function fillHistory(db: Db, world: World): Promise<void> {
  const from = `${firstDay}T00:00:00Z`;
  await db.execute(sql`
    insert into skus (store_id, sku, owner_id, known, first_seen_on, created_at)
    select ${storeSql(world)}, ${skuSql}, 'operator-' || (i % ${operators}::int + 1), true, ${firstDay}::date, ${from}::timestamptz
    from generate_series(0, ${world.skus - 1}::int) as i`);
  for (let t = 0; t < world.history; t++) await fillDay(db, world, addDays(firstDay, t), t);
  await db.execute(sql`analyze`);
}

async function fillDay(db: Db, world: World, on: Day, t: number): Promise<void> {
  const asOf = `${addDays(on, 1)}T00:00:00Z`;
  const units = Array.from({ length: world.skus }, (_, sku) => unitsOf(sku, t, world));
  await db.execute(sql`
    insert into sales_days (store_id, day, sku, source, units, amount, currency, as_of, batch_id)
    select ${storeSql(world)}, ${on}::date, ${skuSql}, 'daily-sales', units, units * ${unitPrice}::int, 'USD',
      ${asOf}::timestamptz, 1
    from unnest(${sql.param(units)}::int[]) with ordinality as sold (units, position),
      lateral (select (position - 1)::int as i) as place`);
  await db.execute(sql`
    insert into feed_days (store_id, day, source, state, rows, units, as_of, whole_as_of, batch_id, first_batch_id, revision, judged_revision)
    select 'shop-' || lpad((i + 1)::text, 3, '0'), ${on}::date, 'daily-sales', 'complete',
      ${Math.ceil(world.skus / world.stores)}::int, 0, ${asOf}::timestamptz, ${asOf}::timestamptz, 1, 1, 1, 1
    from generate_series(0, ${world.stores - 1}::int) as i`);
}

const skuSql = sql`'SKU-' || lpad((i + 1)::text, 7, '0')`;

function storeSql({ stores }: World) {
  return sql`'shop-' || lpad((i % ${stores}::int + 1)::text, 3, '0')`;
}
