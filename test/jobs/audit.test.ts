import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { audit, beat, heartbeatUrl } from '../../src/jobs/audit.ts';
import { anomalyCases } from '../../src/store/schema/cases.ts';
import { jobRuns } from '../../src/store/schema/runs.ts';
import { OutboxWorld } from '../outbox/outbox-world.ts';
import { testDatabase } from '../support/db.ts';
import { anomalyCase } from '../support/factories.ts';
import { RecordingChat } from '../support/recording-chat.ts';

const database = testDatabase();
const nothingLate = { cases: 0, troubledCases: 0, troubledStores: 0, deliveries: 0, jobs: 0 };
const today = (time: string) => new Date(`2026-03-03T${time}+08:00`);

function job(overrides: Partial<typeof jobRuns.$inferInsert>): typeof jobRuns.$inferInsert {
  const dueAt = today('09:00');
  return { job: 'digest', slot: '2026-03-03', dueAt, state: 'running', attempts: 1, startedAt: dueAt, ...overrides };
}

describe('the auditor', () => {
  it('finds nothing late in an empty house, and nothing in one at work', async () => {
    const world = new OutboxWorld(database.db);
    await world.queue('fresh');
    await world.queue('later', { dueAt: today('09:00'), notBefore: today('12:00') });
    await world.ctx.db.insert(anomalyCases).values(anomalyCase({ nextDueAt: today('09:56') }));
    await world.ctx.db.insert(jobRuns).values(job({ leaseUntil: today('10:01') }));
    await world.ctx.db.insert(jobRuns).values(job({ slot: '2026-03-02', state: 'done' }));
    expect(await audit(world.ctx)).toMatchObject({ clean: true, counts: nothingLate, rows: [] });
  });

  it('reports every row that is more than five minutes late, oldest first', async () => {
    const world = new OutboxWorld(database.db);
    await world.ctx.db.insert(anomalyCases).values(anomalyCase({ id: 7, nextDueAt: today('09:54') }));
    await world.ctx.db.insert(jobRuns).values(job({ leaseUntil: today('09:54') }));
    await world.queue('stuck');
    world.clock.set(today('10:06'));
    expect(await audit(world.ctx)).toMatchObject({
      clean: false,
      counts: { cases: 1, deliveries: 1, jobs: 1 },
      rows: [
        { what: 'job', name: 'digest 2026-03-03' },
        { what: 'case', name: '7' },
        { what: 'delivery', name: 'stuck', dueAt: today('10:00') },
      ],
    });
  });

  it('is not deceived by retries that put a delivery off again and again', async () => {
    const world = new OutboxWorld(database.db);
    const chat = new RecordingChat();
    chat.faultFor = () => ({ is: 'refused_for_now' });
    await world.queue('a');
    for (let minute = 0; minute < 12; minute++) {
      await world.deliver(chat);
      world.clock.advanceMinutes(1);
    }
    expect((await audit(world.ctx)).rows).toMatchObject([{ name: 'a', trouble: 'server says 503' }]);
  });

  it('counts a late escalation, queued after a downtime, from the moment it was queued', async () => {
    const world = new OutboxWorld(database.db);
    await world.queue('late', { dueAt: today('06:00') });
    expect((await audit(world.ctx)).clean).toBe(true);
    world.clock.advanceMinutes(6);
    expect((await audit(world.ctx)).counts.deliveries).toBe(1);
  });

  it('reports cases that were put aside because they could not be decided', async () => {
    const world = new OutboxWorld(database.db);
    const aside = { ...anomalyCase({ nextDueAt: today('11:00') }), trouble: 'no policy' };
    await world.ctx.db.insert(anomalyCases).values(aside);
    expect(await audit(world.ctx)).toMatchObject({ clean: false, counts: { troubledCases: 1 } });
  });
});

describe('the heartbeat', () => {
  const clean = { clean: true, at: new Date(0), counts: nothingLate, rows: [] };

  it.each([
    ['https://hc.example.org/ping/1', true],
    ['http://127.0.0.1:8000/ping', true],
    ['http://localhost/ping', true],
    ['http://hc.example.org/ping', false],
    ['http://127.0.0.1.example.org/', false],
    ['https://user:secret@hc.example.org/', false],
    ['file:///etc/passwd', false],
    ['not an address', false],
  ])('may go to %s: %s', (text, allowed) => {
    expect(heartbeatUrl(text) !== undefined).toBe(allowed);
  });

  it('is sent after a clean audit and withheld after any other', async () => {
    const calls: string[] = [];
    const watcher = createServer((request, response) => {
      calls.push(String(request.url));
      response.end('ok');
    });
    await new Promise<void>((resolve) => watcher.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${(watcher.address() as AddressInfo).port}/ping`);
    expect(await beat(url, { ...clean, clean: false })).toBe('withheld');
    expect(await beat(url, clean)).toBe('called');
    watcher.close();
    expect(calls).toEqual(['/ping']);
  });

  it.each([301, 404, 500])('that is answered with %i is outside trouble', async (status) => {
    const answer: typeof fetch = async () => new Response(null, { status });
    await expect(beat(new URL('https://hc.example.org'), clean, answer)).rejects.toThrow('could not be called');
  });
});
