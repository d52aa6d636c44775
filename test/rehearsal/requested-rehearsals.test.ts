// What people are told of rehearsals: whoever asks in a chat, and the team once, when its first history is in.

import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { day } from '../../src/lib/day.ts';
import type { Rehearsal } from '../../src/rehearsal/model/rehearsal.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();
const lastDay = day('2026-03-01');
const title = 'Rehearsal: what each policy would have asked for';

/** A shop with `days` days of steady sales, and the lamp out of the ordinary on the last. */
async function shopWith(days: number): Promise<World> {
  const world = await makeWorld(database.db, '2026-03-02T09:00+08:00');
  await world.soldSteadily('cn-shop', day('2026-02-28'), { LAMP: 100, MUG: 40 }, days - 1);
  await world.sells('cn-shop', lastDay, { LAMP: 150, MUG: 40 });
  return world;
}

/** How many times `to` was told of a rehearsal. */
function rehearsalsTold(world: World, to: string): number {
  return world.told(to).filter((text) => text.includes(title)).length;
}

describe('the first rehearsal', () => {
  test('is told to the group, naming the managers, once sixty days are in and no more files follow', async () => {
    const world = await shopWith(60);
    await world.settle();
    expect(rehearsalsTold(world, 'team')).toBe(0);
    await world.passUntil('2026-03-02T09:02+08:00');
    expect(rehearsalsTold(world, 'team')).toBe(1);
    const text = world.told('team').find((each) => each.includes(title));
    expect(text).toContain('@Chen');
    expect(text).toContain('balanced · in force');
  });

  test('comes once: not again with more days, not after a restart', async () => {
    const world = await shopWith(60);
    await world.passUntil('2026-03-02T09:02+08:00');
    await world.downUntil('2026-03-03T09:02+08:00');
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 100, MUG: 40 });
    await world.passUntil('2026-03-03T09:10+08:00');
    const restarted = createApp(world.ctx, { adapters: [world.chat] });
    await restarted.tick();
    expect(await restarted.rehearse()).toBe(0);
    expect(rehearsalsTold(world, 'team')).toBe(1);
  });

  test('does not come for a shorter history', async () => {
    const world = await shopWith(59);
    await world.passUntil('2026-03-02T10:00+08:00');
    expect(rehearsalsTold(world, 'team')).toBe(0);
  });
});

describe('rehearse, typed in a chat', () => {
  test('is answered at once, and the result follows to whoever asked', async () => {
    const world = await shopWith(40);
    const reply = await world.types('li', 'rehearse --days 14');
    expect(reply).toMatchObject({ type: 'done', text: { en: expect.stringContaining('Rehearsing the last 14 days') } });
    expect(rehearsalsTold(world, 'li')).toBe(0);
    await world.settle();
    expect(rehearsalsTold(world, 'li')).toBe(1);
    expect(rehearsalsTold(world, 'team')).toBe(0);
    await world.settle();
    expect(rehearsalsTold(world, 'li')).toBe(1);
  });

  test('survives a restart between the question and the result', async () => {
    const world = await shopWith(40);
    await world.types('li', 'rehearse');
    const restarted = createApp(world.ctx, { adapters: [world.chat] });
    await restarted.rehearse();
    await restarted.deliver();
    expect(rehearsalsTold(world, 'li')).toBe(1);
  });

  test('says what to do where no sales are in yet', async () => {
    const world = await makeWorld(database.db, '2026-03-02T09:00+08:00');
    const reply = await world.types('li', '试算');
    expect(reply).toMatchObject({ type: 'refused', text: { en: expect.stringContaining('Import sales first') } });
  });

  test('refuses days that cannot be', async () => {
    const world = await shopWith(40);
    expect(await world.types('li', 'rehearse --days 0')).toMatchObject({ type: 'refused' });
    expect(await world.types('li', 'rehearse 400')).toMatchObject({ type: 'refused' });
    expect(await world.types('li', 'rehearse 30 40')).toMatchObject({ type: 'refused' });
  });
});

describe('a rehearsal', () => {
  test('changes nothing in the database', async () => {
    const world = await shopWith(40);
    await world.settle();
    const before = await everything(world);
    await rehearse(world.ctx, { days: 30 });
    expect(await everything(world)).toEqual(before);
  });

  test('gives everything else its turn after each judged day', async () => {
    const world = await shopWith(40);
    const seen: number[] = [];
    let done = 0;
    let running = true;
    const others = (async () => {
      while (running) {
        await new Promise((resolve) => setImmediate(resolve));
        if (seen.at(-1) !== done) seen.push(done);
      }
    })();
    await rehearse(world.ctx, { days: 10, onProgress: (progress) => (done = progress.done) });
    running = false;
    await others;
    expect(seen.filter((count) => count > 0)).toHaveLength(done);
  });

  test('is given up when the program ends', async () => {
    const world = await shopWith(40);
    await expect(rehearse(world.ctx, { days: 10, stopping: () => true })).rejects.toThrow('given up');
  });

  test('follows what was set: a policy for one SKU makes what holds now a policy of its own', async () => {
    const world = await shopWith(40);
    const before = await rehearse(world.ctx, { days: 30 });
    await world.types('chen', 'policy sku cn-shop/LAMP strict');
    const after = await rehearse(world.ctx, { days: 30 });
    expect([before?.inForce, namesOf(before)]).toEqual(['balanced', ['literal', 'loose', 'balanced', 'strict']]);
    expect([after?.inForce, namesOf(after)]).toEqual(['mixed', ['in_force', 'literal', 'loose', 'balanced', 'strict']]);
  });
});

function namesOf(of: Rehearsal | null): string[] {
  return of?.policies.map(({ policy }) => policy) ?? [];
}

/** Every row of every table, as text. */
async function everything({ ctx }: World): Promise<Record<string, string>> {
  const tables = await ctx.db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await ctx.db.execute<{ all: string }>(
      sql`select coalesce(string_agg(t::text, chr(10) order by t::text), '') as all from ${sql.identifier(name)} t`,
    );
    found[name] = row?.all ?? '';
  }
  return found;
}
