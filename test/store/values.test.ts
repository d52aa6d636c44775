import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { testDatabase } from '../support/db.ts';

const database = testDatabase();

async function one(query: ReturnType<typeof sql>): Promise<unknown> {
  const [row] = await database.db.execute<{ value: unknown }>(query);
  return row?.value;
}

test('raw statements give the same kinds of values on both databases', async () => {
  expect(await one(sql`select count(*) as value from generate_series(1, 3)`)).toBe(3);
  expect(await one(sql`select 9007199254740993::int8 as value`)).toBe('9007199254740993');
  expect(await one(sql`select 1.50::numeric as value`)).toBe('1.50');
  expect(await one(sql`select 1.5::float8 as value`)).toBe(1.5);
  expect(await one(sql`select true as value`)).toBe(true);
  expect(await one(sql`select '2026-03-02'::date as value`)).toBe('2026-03-02');
  expect(await one(sql`select '2026-03-02 09:00+08'::timestamptz as value`)).toBe('2026-03-02 01:00:00+00');
  expect(await one(sql`select '{"a":[1]}'::jsonb as value`)).toEqual({ a: [1] });
  expect(await one(sql`select '\\x01ff'::bytea as value`)).toEqual(expect.any(Uint8Array));
  expect(await one(sql`select null::text as value`)).toBe(null);
});

test('lists come back as lists, with quotes, commas and gaps intact', async () => {
  expect(await one(sql`select array['a,b', 'c"d', 'e\\f', '{}', 'NULL', null, ''] as value`)).toEqual([
    'a,b',
    'c"d',
    'e\\f',
    '{}',
    'NULL',
    null,
    '',
  ]);
  expect(await one(sql`select array[[1, 2], [3, 4]] as value`)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(await one(sql`select array[true, false] as value`)).toEqual([true, false]);
  expect(await one(sql`select '{}'::text[] as value`)).toEqual([]);
});

test('lists, moments and objects can be parameters of a raw statement', async () => {
  const texts = ['a,b', 'c"d', 'e\\f', '{}', 'NULL', '', '中文'];
  expect(await one(sql`select ${sql.param(texts)}::text[] as value`)).toEqual(texts);
  expect(await one(sql`select ${sql.param([1, null, 3])}::int4[] as value`)).toEqual([1, null, 3]);
  expect(await one(sql`select ${sql.param([true, false])}::bool[] as value`)).toEqual([true, false]);
  const moment = new Date('2026-03-02T01:00:00Z');
  expect(await one(sql`select ${moment}::timestamptz as value`)).toBe('2026-03-02 01:00:00+00');
  expect(await one(sql`select ${'2026-03-02'}::date as value`)).toBe('2026-03-02');
  expect(await one(sql`select ${sql.param({ a: 1 })}::jsonb as value`)).toEqual({ a: 1 });
  expect(await one(sql`select ${sql.param(new Uint8Array([1, 255]))}::bytea as value`)).toEqual(expect.any(Uint8Array));
});

test('a write tells how many rows it touched', async () => {
  const none = await database.db.execute(sql`delete from settings`);
  expect(none.rowCount).toBe(0);
  const two = await database.db.execute(sql`insert into settings (name, value) values ('a', '1'), ('b', '2')`);
  expect(two.rowCount).toBe(2);
  expect([...two]).toEqual([]);
  const rows = await database.db.execute(sql`update settings set value = '3' returning name`);
  expect(rows.rowCount).toBe(2);
  expect(rows.map(({ name }) => name).sort()).toEqual(['a', 'b']);
});

test('each test starts with empty tables', async () => {
  expect(await one(sql`select count(*) as value from settings`)).toBe(0);
});
