import { describe, expect, it } from 'vitest';
import { doctorReport } from '../../src/doctor/report.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { setTrouble } from '../../src/store/cases.ts';
import { deliveries, jobRuns } from '../../src/store/schema/index.ts';
import { commandWorld, firstCase } from '../commands/world.ts';
import { databaseKind, testDatabase } from '../support/db.ts';

const database = testDatabase();

describe('the doctor’s report', () => {
  it('reads what is there: database, feeds, queue, gaps of the policy file', async () => {
    const { ctx } = await commandWorld(database.db);
    const report = await doctorReport(ctx);
    expect(report.database.kind).toBe(databaseKind === 'postgres' ? 'postgres' : 'embedded');
    expect(report.database.version).toMatch(/^\d+\.\d+/);
    expect(report.clock.simulated).toBe(true);
    expect(report.feeds.map(({ storeId, standing }) => [storeId, standing])).toEqual([
      ['amz-us', 'in'],
      ['amz-jp', 'in'],
    ]);
    expect(report.queue.counts).toMatchObject([{ platform: 'console', state: 'queued', count: 1 }]);
    expect(report.unassignedSkus).toEqual([{ storeId: 'amz-us', skus: 1 }]);
    expect(report.policy.withoutManager).toEqual(['meng']);
  });

  it('finds what is late, stuck, failed or put aside', async () => {
    const { ctx, clock } = await commandWorld(database.db);
    await setTrouble(database.db, firstCase, 'Not a calendar day', new Date('2026-03-03T18:00:00+08:00'));
    await database.db.update(deliveries).set({ state: 'failed', lastError: 'channel_not_found' });
    clock.set('2026-03-04T17:00:00+08:00');
    const lost = { job: 'digest', slot: '2026-03-04', dueAt: clock.now(), attempts: 1, startedAt: clock.now() };
    await database.db.insert(jobRuns).values({ ...lost, state: 'failed', outcome: 'out of ideas' });
    const report = await doctorReport(ctx);
    expect(report.casesInTrouble).toEqual([{ id: firstCase, trouble: 'Not a calendar day' }]);
    expect(report.queue.troubled).toMatchObject([
      { kind: 'card', caseIds: [firstCase], state: 'failed', lastError: 'channel_not_found' },
    ]);
    expect(report.jobs).toMatchObject([{ job: 'digest', outcome: 'out of ideas' }]);
    expect(report.overdue).toMatchObject({ cases: 1, troubledCases: 1 });
    expect(report.feeds[0]).toMatchObject({ standing: 'waiting', expectedDay: '2026-03-03' });
  });

  it('compares this machine’s clock with the database’s', async () => {
    const { ctx } = await commandWorld(database.db);
    const slow = { now: () => new Date(systemClock.now().getTime() - 120_000) };
    const { clock } = await doctorReport(ctx, [], slow);
    expect(Math.abs(clock.skewMs + 120_000)).toBeLessThan(30_000);
  });
});
