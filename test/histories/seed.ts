// The beginning that all histories share is made once and put back before each of them.

import { sql } from 'drizzle-orm';
import type { Db } from '../../src/store/db.ts';
import { emptyAll } from '../support/db.ts';
import { Town } from './town.ts';

/** Makes the shared beginning; the returned function puts the database back to it, ids and all. */
export async function makeSeed(db: Db): Promise<() => Promise<Town>> {
  await new Town(db).seed();
  await db.execute(keep);
  return async () => {
    await emptyAll(db);
    await db.execute(putBack);
    return new Town(db);
  };
}

/** Takes away what `makeSeed` kept: the next test file may get the same database. */
export async function dropSeed(db: Db): Promise<void> {
  await db.execute(sql`drop schema if exists seed cascade`);
}

const keep = sql`
  do $$
  declare found record; is_filled boolean;
  begin
    create schema seed;
    for found in select tablename as name from pg_tables where schemaname = 'public' loop
      execute format('select exists (select from public.%I)', found.name) into is_filled;
      continue when not is_filled;
      execute format('create table seed.%I as table public.%I', found.name, found.name);
    end loop;
  end $$`;

const putBack = sql`
  do $$
  declare found record;
  begin
    set local session_replication_role = replica;
    for found in select tablename as name from pg_tables where schemaname = 'seed' loop
      execute format('insert into public.%I overriding system value select * from seed.%I', found.name, found.name);
    end loop;
    for found in
      select table_name as name, column_name as id, pg_get_serial_sequence(format('public.%I', table_name), column_name) as counter
      from information_schema.columns
      where table_schema = 'public'
        and pg_get_serial_sequence(format('public.%I', table_name), column_name) is not null
        and table_name in (select tablename from pg_tables where schemaname = 'seed')
    loop
      execute format('select setval(%L, max(%I)) from public.%I', found.counter, found.id, found.name);
    end loop;
  end $$`;
