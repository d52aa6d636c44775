import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../src/lib/log.ts';
import { openStore, type Store } from '../../src/store/open.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ memory: true, log: silentLog });
});
afterAll(() => store.close());

const rows = (text: string) => store.db.execute(sql.raw(text));

test('a statement gives the same whether it comes for the first time or again, with rows, without, and when it fails', async () => {
  await rows('create table things (id int primary key, name text)');
  for (const id of [1, 2, 3, 4]) {
    await store.db.execute(sql`insert into things values (${id}, ${id === 3 ? null : `thing ${id}`})`);
    const last = await store.db.execute(sql`select id, name from things where id = ${id}`);
    expect([...last]).toEqual([{ id, name: id === 3 ? null : `thing ${id}` }]);
    const again = store.db.execute(sql`insert into things values (${id}, ${'twice'})`);
    await expect(again).rejects.toMatchObject({ code: '23505' });
  }
  expect(await store.db.$count(sql`things`)).toBe(4);
});

test('more different statements than are kept all give their own rows, again and again', async () => {
  for (let round = 0; round < 3; round++)
    for (let n = 0; n < 300; n++) expect([...(await rows(`select ${n} as n`))]).toEqual([{ n }]);
});

test('a statement whose columns have changed since fails once, and then gives the new ones', async () => {
  await rows('create table changing (a int)');
  const all = () => rows('select * from changing');
  for (let i = 0; i < 3; i++) await all();
  await rows('alter table changing add column b int');
  await rows('insert into changing values (1, 2)');
  await expect(all()).rejects.toMatchObject({ code: '0A000' });
  expect([...(await all())]).toEqual([{ a: 1, b: 2 }]);
});
