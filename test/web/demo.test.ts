import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { ClockTarget } from '../../src/web/deps.ts';
import { testDatabase } from '../support/db.ts';
import { consoleWorld } from './web-world.ts';

const database = testDatabase();
const json = { 'content-type': 'application/json' };

function demoWorld() {
  const moved: (ClockTarget | Date)[] = [];
  const clockControls = {
    moveTo: async (to: ClockTarget | Date) => {
      moved.push(to);
      if (to instanceof Date && to < new Date('2026-03-03T10:30+08:00')) {
        throw new UserError('IN_THE_PAST');
      }
      return { now: new Date('2026-03-03T18:00+08:00'), happened: ['18:00 escalated SW-1'] };
    },
  };
  const world = consoleWorld(database.db, { deps: { clockControls } });
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    world
      .visitor()
      .send('/demo/clock', { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
  return { world, moved, send };
}

describe('the demo’s clock', () => {
  test.each(['next-deadline', 'end-of-workday', 'next-monday'] as const)('obeys programs: %s', async (to) => {
    const { moved, send } = demoWorld();
    const answer = await send({ to });
    expect(JSON.parse(answer.text)).toEqual({ now: '2026-03-03T10:00:00.000Z', happened: ['18:00 escalated SW-1'] });
    expect(moved).toEqual([to]);
  });

  test('obeys programs: a moment with its zone', async () => {
    const { moved, send } = demoWorld();
    await send({ to: '2026-03-04T09:00+08:00' });
    expect(moved).toEqual([new Date('2026-03-04T01:00:00Z')]);
  });

  test.each([{ to: 'yesterday' }, { to: '2026-03-04T09:00' }, {}, [], 'x', { to: 5 }])(
    'refuses %o and says what to write',
    async (body) => {
      const { moved, send } = demoWorld();
      const answer = await send(body);
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('next-deadline')]);
      expect(moved).toEqual([]);
    },
  );

  test('says why it does not move back', async () => {
    const answer = await demoWorld().send({ to: '2026-03-01T09:00:00Z' });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      409,
      { error: new UserError('IN_THE_PAST').text.en, code: 'IN_THE_PAST' },
    ]);
  });

  test('obeys nobody from elsewhere, from another site, or under another name', async () => {
    const { world, moved, send } = demoWorld();
    const far = world.visitor({ remoteAddress: '192.168.1.9' });
    const body = JSON.stringify({ to: 'next-monday' });
    expect((await far.send('/demo/clock', { method: 'POST', headers: json, body })).status).toBe(403);
    expect((await send({ to: 'next-monday' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await send({ to: 'next-monday' }, { host: 'evil.example' })).status).toBe(421);
    expect(moved).toEqual([]);
  });

  test('is not there outside the demo', async () => {
    const visitor = consoleWorld(database.db).visitor();
    const body = JSON.stringify({ to: 'next-monday' });
    expect((await visitor.send('/demo/clock', { method: 'POST', headers: json, body })).status).toBe(403);
    expect((await visitor.get('/who')).text).not.toContain('/demo/clock');
  });

  test('has buttons on every page that say what happened', async () => {
    const { world, moved } = demoWorld();
    const visitor = await world.signedIn('li');
    expect((await visitor.get('/mine')).text).toContain('Next deadline');
    const pressed = await visitor.post('/demo/clock', { to: 'next-deadline', back: '/mine' });
    expect(pressed.location).toBe('/mine');
    expect((await visitor.get('/mine')).text).toContain('18:00 escalated SW-1');
    await visitor.post('/demo/clock', { to: 'tomorrow' });
    expect(moved).toEqual(['next-deadline']);
  });
});
