import { describe, expect, test } from 'vitest';
import { signIns } from '../../src/store/schema/index.ts';
import {
  createSignInLink,
  endSession,
  endSessionsOf,
  linkMinutes,
  pruneSignIns,
  sessionDays,
  startSession,
  useLink,
  whoseLink,
  whoseSession,
} from '../../src/store/sign-ins.ts';
import { manualClock } from '../support/clock.ts';
import { testDatabase } from '../support/db.ts';
import { testContext } from '../web/web-world.ts';

const database = testDatabase();
const start = '2026-03-03T10:00:00+08:00';

function world() {
  const clock = manualClock(start);
  return { clock, db: database.db, ctx: testContext(database.db, clock) };
}

async function linkToken(ctx: ReturnType<typeof testContext>): Promise<string> {
  const { path } = await createSignInLink(ctx, 'li');
  return path.slice('/login/'.length);
}

describe('a sign-in link', () => {
  test('signs its person in once', async () => {
    const { ctx, db, clock } = world();
    const token = await linkToken(ctx);
    expect(await whoseLink(db, token, clock.now())).toBe('li');
    expect(await useLink(db, token, clock.now())).toBe('li');
    expect(await useLink(db, token, clock.now())).toBeUndefined();
    expect(await whoseLink(db, token, clock.now())).toBeUndefined();
  });

  test('used twice at the same moment signs in once', async () => {
    const { ctx, db, clock } = world();
    const token = await linkToken(ctx);
    const both = await Promise.all([useLink(db, token, clock.now()), useLink(db, token, clock.now())]);
    expect(both.filter((personId) => personId === 'li')).toHaveLength(1);
  });

  test('is good until its minutes are over', async () => {
    const { ctx, db, clock } = world();
    const token = await linkToken(ctx);
    clock.advanceMinutes(linkMinutes - 1);
    expect(await whoseLink(db, token, clock.now())).toBe('li');
    clock.advanceMinutes(1);
    expect(await useLink(db, token, clock.now())).toBeUndefined();
  });

  test('is made for people of the policy file only', async () => {
    await expect(createSignInLink(world().ctx, 'nobody')).rejects.toMatchObject({ code: 'PERSON_NOT_FOUND' });
  });
});

describe('a session', () => {
  test('is its person’s until it ends', async () => {
    const { db, clock } = world();
    const token = await startSession(db, 'li', clock.now());
    expect(await whoseSession(db, token, clock.now())).toBe('li');
    await endSession(db, token, clock.now());
    expect(await whoseSession(db, token, clock.now())).toBeUndefined();
  });

  test('ends by itself', async () => {
    const { db, clock } = world();
    const token = await startSession(db, 'li', clock.now());
    clock.advanceMinutes(sessionDays * 24 * 60);
    expect(await whoseSession(db, token, clock.now())).toBeUndefined();
  });

  test('a link is not a session, and a session is not a link', async () => {
    const { ctx, db, clock } = world();
    const link = await linkToken(ctx);
    const session = await startSession(db, 'li', clock.now());
    expect(await whoseSession(db, link, clock.now())).toBeUndefined();
    expect(await useLink(db, session, clock.now())).toBeUndefined();
  });

  test('all of a person’s sessions and links can be ended at once, nobody else’s', async () => {
    const { ctx, db, clock } = world();
    const mine = [await startSession(db, 'li', clock.now()), await startSession(db, 'li', clock.now())];
    const other = await startSession(db, 'zhang', clock.now());
    const link = await linkToken(ctx);
    expect(await endSessionsOf(db, 'li', clock.now())).toBe(3);
    for (const token of mine) expect(await whoseSession(db, token, clock.now())).toBeUndefined();
    expect(await useLink(db, link, clock.now())).toBeUndefined();
    expect(await whoseSession(db, other, clock.now())).toBe('zhang');
  });
});

test('the table holds no token', async () => {
  const { ctx, db, clock } = world();
  const tokens = [await linkToken(ctx), await startSession(db, 'li', clock.now())];
  const stored = JSON.stringify(await db.select().from(signIns));
  for (const token of tokens) expect(stored).not.toContain(token);
});

test('what expired long ago is forgotten', async () => {
  const { db, clock } = world();
  await startSession(db, 'li', clock.now());
  clock.advanceMinutes((sessionDays + 1) * 24 * 60);
  await pruneSignIns(db, clock.now());
  expect(await db.select().from(signIns)).toEqual([]);
});
