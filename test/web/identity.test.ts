import { describe, expect, test } from 'vitest';
import { createSignInLink, endSessionsOf, sessionDays } from '../../src/store/sign-ins.ts';
import { testDatabase } from '../support/db.ts';
import { type ConsoleWorld, consoleWorld, testPolicy, type Visitor } from './web-world.ts';

const database = testDatabase();
const published = { host: '0.0.0.0', publicUrl: 'https://sku.example.com' };

function sessionOf(visitor: Visitor): string | undefined {
  return [...visitor.cookies].find(([name]) => name.endsWith('skuwatch_session'))?.[1];
}

async function signIn(world: ConsoleWorld, personId: string, visitor = world.visitor()): Promise<Visitor> {
  const { path } = await createSignInLink(world.ctx, personId);
  await visitor.get(path);
  await visitor.post(path, {});
  return visitor;
}

describe('on this machine', () => {
  test('asks who you are, remembers it, and brings you where you wanted to go', async () => {
    const world = consoleWorld(database.db);
    const visitor = world.visitor();
    const first = await visitor.get('/cases?state=overdue');
    expect(first.location).toBe('/who?back=%2Fcases%3Fstate%3Doverdue');
    const who = await visitor.get(first.location ?? '');
    for (const name of ['Li Na', 'Zhang Wei', 'Chen Jie']) expect(who.text).toContain(name);
    const chosen = await visitor.post('/who', { person: 'li', back: '/cases?state=overdue' });
    expect(chosen.location).toBe('/cases?state=overdue');
    expect((await visitor.get('/team')).text).toContain('Li Na');
  });

  test('knows nobody who is not in the policy file', async () => {
    const visitor = consoleWorld(database.db).visitor();
    await visitor.get('/who');
    await visitor.post('/who', { person: 'eve' });
    expect(sessionOf(visitor)).toBeUndefined();
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example'])(
    'does not send people to %s',
    async (back) => {
      const visitor = consoleWorld(database.db).visitor();
      await visitor.get('/who');
      expect((await visitor.post('/who', { person: 'li', back })).location).toBe('/');
    },
  );

  test('becoming somebody else ends the session before', async () => {
    const world = consoleWorld(database.db);
    const visitor = await world.signedIn('li');
    const before = new Map(visitor.cookies);
    await visitor.get('/who');
    await visitor.post('/who', { person: 'zhang' });
    const left = world.visitor();
    for (const [name, value] of before) left.cookies.set(name, value);
    expect((await left.get('/team')).status).toBe(303);
  });

  test('somebody who left the policy file is nobody', async () => {
    const visitor = await consoleWorld(database.db).signedIn('li');
    const without = { ...testPolicy, people: testPolicy.people.filter(({ id }) => id !== 'li') };
    const later = consoleWorld(database.db, { policy: without }).visitor();
    for (const [name, value] of visitor.cookies) later.cookies.set(name, value);
    expect((await later.get('/team')).status).toBe(303);
  });

  test('there is no sign-in by link, and elsewhere nobody can choose who they are', async () => {
    const open = await consoleWorld(database.db).signedIn('li');
    expect((await open.get('/login')).status).toBe(404);
    const closed = consoleWorld(database.db, { config: published }).visitor();
    expect((await closed.get('/who')).location).toBe('/login?back=%2Fwho');
    await closed.get('/login');
    await closed.post('/who', { person: 'chen' });
    expect(sessionOf(closed)).toBeUndefined();
  });
});

describe('on any other address', () => {
  test('a link signs in once, and looking at it does not use it up', async () => {
    const world = consoleWorld(database.db, { config: published });
    const { path } = await createSignInLink(world.ctx, 'li');
    const preview = world.visitor();
    for (let times = 0; times < 3; times++) expect((await preview.get(path)).status).toBe(200);
    const visitor = world.visitor();
    await visitor.get(path);
    expect((await visitor.post(path, {})).location).toBe('/');
    expect((await visitor.get('/team')).text).toContain('Li Na');
    const second = world.visitor();
    expect((await second.get(path)).status).toBe(403);
    await second.post(path, {});
    expect(sessionOf(second)).toBeUndefined();
  });

  test('cookies are bound to host and https, and out of reach of scripts and other sites', async () => {
    const world = consoleWorld(database.db, { config: published });
    const { path } = await createSignInLink(world.ctx, 'li');
    const visitor = world.visitor();
    const cookies = [
      ...(await visitor.get(path)).headers.getSetCookie(),
      ...(await visitor.post(path, {})).headers.getSetCookie(),
    ];
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-skuwatch_/);
      for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(flag);
      expect(cookie).not.toMatch(/domain=/i);
    }
  });

  test('the session changes at every sign-in, and the one before is over', async () => {
    const world = consoleWorld(database.db, { config: published });
    const visitor = await signIn(world, 'li');
    const first = sessionOf(visitor) ?? '';
    await signIn(world, 'li', visitor);
    expect(sessionOf(visitor)).not.toBe(first);
    const old = world.visitor();
    old.cookies.set('__Host-skuwatch_session', first);
    expect((await old.get('/team')).status).toBe(303);
  });

  test('a session planted beforehand is not taken over', async () => {
    const world = consoleWorld(database.db, { config: published });
    const visitor = world.visitor();
    visitor.cookies.set('__Host-skuwatch_session', 'planted');
    await signIn(world, 'li', visitor);
    expect(sessionOf(visitor)).not.toBe('planted');
    const planter = world.visitor();
    planter.cookies.set('__Host-skuwatch_session', 'planted');
    expect((await planter.get('/team')).status).toBe(303);
  });

  test('a session that is ended anywhere is ended at the next request', async () => {
    const world = consoleWorld(database.db, { config: published });
    const visitor = await signIn(world, 'li');
    await endSessionsOf(world.ctx.db, 'li', world.clock.now());
    expect((await visitor.get('/team')).status).toBe(303);
  });

  test('signing out ends the session, everywhere ends all of them', async () => {
    const world = consoleWorld(database.db, { config: published });
    const [one, two] = [await signIn(world, 'li'), await signIn(world, 'li')];
    const kept = new Map(one.cookies);
    await one.get('/team');
    await one.post('/logout', {});
    const replay = world.visitor();
    for (const [name, value] of kept) replay.cookies.set(name, value);
    expect((await replay.get('/team')).status).toBe(303);
    expect((await two.get('/team')).status).toBe(200);
    const three = await signIn(world, 'li');
    await three.get('/team');
    await three.post('/logout', { everywhere: 'yes' });
    expect((await two.get('/team')).status).toBe(303);
  });

  test('a session is over after its days', async () => {
    const world = consoleWorld(database.db, { config: published });
    const visitor = await signIn(world, 'li');
    world.clock.advanceMinutes(sessionDays * 24 * 60);
    expect((await visitor.get('/team')).status).toBe(303);
  });

  test('guessing is slowed down, for the guesser alone', async () => {
    const world = consoleWorld(database.db, { config: published });
    const guesser = world.visitor({ remoteAddress: '203.0.113.9' });
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push((await guesser.get(`/login/guess-${i}`)).status);
    expect(answers).toEqual([...Array(10).fill(403), 429, 429]);
    const other = world.visitor({ remoteAddress: '203.0.113.10' });
    expect((await signIn(world, 'li', other)).cookies.has('__Host-skuwatch_session')).toBe(true);
    world.clock.advanceMinutes(1);
    expect((await guesser.get('/login/guess')).status).toBe(403);
  });

  test('says which command makes a link', async () => {
    const visitor = consoleWorld(database.db, { config: published }).visitor();
    expect((await visitor.get('/login')).text).toContain('skuwatch login');
  });
});

describe('language', () => {
  test('is the one that the policy file gives the person, else the team’s', async () => {
    const world = consoleWorld(database.db);
    expect((await (await world.signedIn('li')).get('/mine')).text).toContain('<html lang="en">');
    expect((await (await world.signedIn('zhang')).get('/mine')).text).toContain('<html lang="zh-CN">');
  });

  test('is that of the browser for whom nobody else chose one, in its order and whatever the country', async () => {
    const { visitor } = consoleWorld(database.db);
    const shown = async (wanted: string) => {
      const { text } = await visitor().get('/who', { 'accept-language': wanted });
      return /<html lang="([^"]*)"/.exec(text)?.[1];
    };
    expect(await shown('zh-HK,zh;q=0.9,en;q=0.8')).toBe('zh-CN');
    expect(await shown('en-GB;q=0.5,zh;q=0.7')).toBe('zh-CN');
    expect(await shown('de-DE,de;q=0.9,en;q=0.6,zh;q=0.1')).toBe('en');
    expect(await shown('*')).toBe('en');
    expect(await shown('fr')).toBe('en');
  });

  test('can be changed, stays changed, and brings you back to where you were', async () => {
    const visitor = await consoleWorld(database.db).signedIn('li');
    await visitor.get('/cases?state=all');
    expect((await visitor.post('/language', { to: 'zh', back: '/cases?state=all' })).location).toBe('/cases?state=all');
    expect((await visitor.get('/mine')).text).toContain('没有待你填写的表单');
    await visitor.post('/language', { to: 'xx', back: '/' });
    expect((await visitor.get('/mine')).text).toContain('没有待你填写的表单');
  });
});
