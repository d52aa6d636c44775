import { describe, expect, test } from 'vitest';
import { signIns } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { consoleWorld, type Visitor } from './web-world.ts';

const database = testDatabase();
const clockControls = { moveTo: async () => ({ now: new Date(0), happened: [] }) };

/** Every route that changes something, in both ways of signing in, as the app itself lists them. */
const stateChanging = [
  ...routesOf(consoleWorld(undefined as never, { deps: { clockControls } }).app.routes, 'POST', 'open'),
  ...routesOf(consoleWorld(undefined as never, { config: { host: '0.0.0.0' } }).app.routes, 'POST', 'sessions').filter(
    ({ path }) => path.startsWith('/login'),
  ),
];

function routesOf(routes: { method: string; path: string }[], method: string, mode: 'open' | 'sessions') {
  const paths = new Set(routes.filter((route) => route.method === method).map((route) => route.path));
  return [...paths].map((path) => ({ mode, path: path.replace(/:\w+(\{[^}]*\})?/g, '1') }));
}

async function worldWith(mode: 'open' | 'sessions') {
  const world = consoleWorld(
    database.db,
    mode === 'open' ? { deps: { clockControls } } : { config: { host: '0.0.0.0' } },
  );
  if (mode === 'open') return { world, visitor: await world.signedIn('zhang') };
  const visitor = world.visitor();
  await visitor.get('/login');
  return { world, visitor };
}

type Attack = (visitor: Visitor, path: string) => Promise<{ status: number }>;

const attacks: Record<string, Attack> = {
  'from another site': (visitor, path) => visitor.post(path, {}, { origin: 'https://evil.example' }),
  'from another port of this machine': (visitor, path) => visitor.post(path, {}, { origin: 'http://127.0.0.1:3000' }),
  'from a page that hides its origin': (visitor, path) => visitor.post(path, {}, { origin: 'null' }),
  'without an origin': (visitor, path) => visitor.post(path, {}, { origin: '' }),
  'marked by the browser as cross-site': (visitor, path) => visitor.post(path, {}, { 'sec-fetch-site': 'cross-site' }),
  'marked by the browser as same-site only': (visitor, path) =>
    visitor.post(path, {}, { 'sec-fetch-site': 'same-site' }),
  'without a token': (visitor, path) => visitor.post(path, { token: '' }),
  'with a wrong token': (visitor, path) => visitor.post(path, { token: 'A'.repeat(43) }),
  'as plain text': (visitor, path) => visitor.post(path, {}, { 'content-type': 'text/plain' }),
  'as JSON from a page': (visitor, path) =>
    visitor.post(path, {}, { 'content-type': 'application/json', origin: 'https://evil.example' }),
  'under a rebound name': (visitor, path) =>
    visitor.post(path, {}, { host: 'evil.example:8080', origin: 'http://evil.example:8080' }),
  'by PUT': (visitor, path) => visitor.send(path, { method: 'PUT', body: 'x' }),
  'by DELETE': (visitor, path) => visitor.send(path, { method: 'DELETE' }),
};

test('there are routes to attack', () => {
  expect(stateChanging.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      '/who',
      '/logout',
      '/language',
      '/command',
      '/import',
      '/weekly',
      '/cases/1/answer',
      '/cases/1/press',
      '/cases/1/manage',
      '/demo/clock',
      '/login/1',
    ]),
  );
});

describe.each(stateChanging)('POST $path ($mode)', ({ mode, path }) => {
  test('is refused in every way that is not a page of the console', async () => {
    const { world, visitor } = await worldWith(mode);
    const other = world.visitor();
    await other.get(mode === 'open' ? '/who' : '/login');
    const withAnothersToken: Attack = (attacker, target) => attacker.post(target, { token: other.token });
    const before = await world.ctx.db.select().from(signIns);
    const all = { ...attacks, 'with the token of somebody else': withAnothersToken };
    for (const [name, attack] of Object.entries(all)) {
      const { status } = await attack(visitor, path);
      expect({ name, refused: [403, 405, 415, 421].includes(status), status }).toMatchObject({ name, refused: true });
    }
    expect(world.core.heard).toEqual([]);
    expect(await world.ctx.db.select().from(signIns)).toEqual(before);
  });

  test('is let in from a page of the console', async () => {
    const { visitor } = await worldWith(mode);
    await visitor.get(mode === 'open' ? '/team' : '/login');
    const { status } = await visitor.post(path, {});
    // An empty form leads somewhere or is answered with what is missing, but it is not turned away at the door.
    if (path === '/import') expect(status).toBe(422);
    else expect([403, 405, 415, 421]).not.toContain(status);
  });
});

test('nobody is let in without an identity', async () => {
  const world = consoleWorld(database.db);
  const visitor = world.visitor();
  const gets = routesOf(world.app.routes, 'GET', 'open').filter(
    ({ path }) => !/^\/(healthz|readyz|metrics|who|static)/.test(path),
  );
  expect(gets.length).toBeGreaterThan(12);
  for (const { path } of gets) {
    const page = await visitor.get(path);
    expect([path, page.status, page.location?.split('?')[0]]).toEqual([path, 303, '/who']);
  }
  await visitor.get('/who');
  const { status } = await visitor.post('/command', { text: 'mine' });
  expect(status).toBe(303);
  expect(world.core.heard).toEqual([]);
});

describe('every answer', () => {
  const expected = {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
  };

  test('carries the headers that keep other sites out, whatever it is', async () => {
    const world = consoleWorld(database.db);
    const visitor = await world.signedIn('li');
    const paths = [
      ...routesOf(world.app.routes, 'GET', 'open').map(({ path }) => path),
      '/static/console.css',
      '/no-such-page',
      '/static/no-such-file',
    ];
    for (const path of paths) {
      const page = await visitor.get(path);
      for (const [name, value] of Object.entries(expected)) {
        expect([path, name, page.headers.get(name)]).toEqual([path, name, value]);
      }
    }
    const refused = await visitor.post('/command', { token: '' });
    expect(refused.headers.get('content-security-policy')).toBe(expected['content-security-policy']);
  });

  test('holds no script, style or handler of its own', async () => {
    const visitor = await consoleWorld(database.db, {
      config: { examplePolicy: true },
      deps: { clockControls },
    }).signedIn('zhang');
    for (const path of [
      '/',
      '/mine',
      '/cases',
      '/skus',
      '/verdicts',
      '/weekly',
      '/import',
      '/team',
      '/health',
      '/who',
    ]) {
      const { text } = await visitor.get(path);
      expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?! src="\/static\/)/);
    }
  });

  test('is not kept by caches when it is about somebody', async () => {
    const visitor = await consoleWorld(database.db).signedIn('li');
    expect((await visitor.get('/mine')).headers.get('cache-control')).toBe('no-store');
  });
});

test('a proxy in front of a console that believes everybody is refused, and told what to set', async () => {
  const visitor = consoleWorld(database.db).visitor();
  const page = await visitor.get('/', { 'x-forwarded-for': '203.0.113.9' });
  expect(page.status).toBe(403);
  expect(page.text).toContain('PUBLIC_URL');
});

test('a form larger than any of ours is refused', async () => {
  const visitor = await consoleWorld(database.db).signedIn('li');
  const { status } = await visitor.post('/command', { text: 'x'.repeat(300_000) });
  expect(status).toBe(415);
});
