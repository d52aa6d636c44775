import { describe, expect, test } from 'vitest';
import { OperationalError } from '../../src/errors.ts';
import type { Log } from '../../src/lib/log.ts';
import { silentLog } from '../../src/lib/log.ts';
import { assertSkew, databaseClock } from '../../src/store/database-clock.ts';
import { manualClock } from '../support/clock.ts';
import { testDatabase } from '../support/db.ts';

const database = testDatabase();
const minuteMs = 60_000;

/** A machine whose clock is `aheadMs` off while the test starts, and stands still. */
function machine(aheadMs: number) {
  const warnings: string[] = [];
  const log: Log = { ...silentLog, warn: (_fields, message) => void warnings.push(message) };
  const system = manualClock(new Date(Date.now() + aheadMs));
  let elapsed = 0;
  return {
    warnings,
    system,
    pass: (ms: number) => {
      elapsed += ms;
    },
    clock: () => databaseClock(database.db, { system, log, monotonic: () => elapsed }),
  };
}

describe('the database clock', () => {
  test("shows the database's time, whatever the machine's clock says", async () => {
    const { clock } = machine(3 * minuteMs);
    const shown = (await clock()).now().getTime();
    expect(Math.abs(shown - Date.now())).toBeLessThan(30_000);
  });

  test('goes on by time that passed, not by a machine clock that is set', async () => {
    const { clock, system, pass } = machine(0);
    const databaseTime = await clock();
    const before = databaseTime.now().getTime();
    system.advanceMinutes(600);
    pass(90_000);
    expect(databaseTime.now().getTime() - before).toBe(90_000);
  });

  test('says nothing of a skew of half a minute, warns of two, refuses to start at six', async () => {
    const small = machine(minuteMs / 2);
    await small.clock();
    expect(small.warnings).toEqual([]);
    const large = machine(-2 * minuteMs);
    const clock = await large.clock();
    expect(large.warnings).toEqual(['clock differs from the database']);
    expect(Math.round(clock.skewMs() / minuteMs)).toBe(-2);
    await expect(machine(6 * minuteMs).clock()).rejects.toThrow(OperationalError);
    await expect(machine(-6 * minuteMs).clock()).rejects.toThrow(/NTP/);
  });

  test('notices a skew that comes later', async () => {
    const { clock, system, warnings } = machine(0);
    const databaseTime = await clock();
    system.advanceMinutes(10);
    await databaseTime.measure();
    expect(warnings).toEqual(['clock differs from the database']);
    expect(() => assertSkew(databaseTime.skewMs())).toThrow(OperationalError);
    system.advanceMinutes(-10);
    await databaseTime.measure();
    expect(() => assertSkew(databaseTime.skewMs())).not.toThrow();
  });

  test('leaves out a measurement that took too long to mean anything', async () => {
    const slow = machine(0);
    const clock = await slow.clock();
    const before = clock.skewMs();
    slow.system.advanceMinutes(30);
    const monotonic = slow.pass;
    const measuring = clock.measure();
    monotonic(6_000);
    await measuring;
    expect(clock.skewMs()).toBe(before);
  });
});
