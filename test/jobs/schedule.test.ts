import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Alarm, startAlarm } from '../../src/jobs/schedule.ts';
import { silentLog } from '../../src/lib/log.ts';

const errors: unknown[] = [];
let alarm: Alarm | undefined;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-02T09:00:00.500+08:00') });
  errors.length = 0;
});

afterEach(async () => {
  await alarm?.stop();
  vi.useRealTimers();
});

function start(tick: () => Promise<unknown>): Alarm {
  alarm = startAlarm({ name: 'test', seconds: 5, tick, onError: (error) => errors.push(error), log: silentLog });
  return alarm;
}

/** Work that goes on until it is told to finish. */
function slowWork() {
  const finishers: (() => void)[] = [];
  let calls = 0;
  return {
    tick: () => {
      calls += 1;
      return new Promise<void>((resolve) => finishers.push(resolve));
    },
    finish: async () => {
      finishers.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    },
    calls: () => calls,
  };
}

test('the work is done at once and then every five seconds', async () => {
  let calls = 0;
  start(async () => {
    calls += 1;
  });
  expect(calls).toBe(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(calls).toBe(5);
});

test('a wake between two ticks does it at once', async () => {
  let calls = 0;
  const { wake } = start(async () => {
    calls += 1;
  });
  await vi.advanceTimersByTimeAsync(1_000);
  wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toBe(2);
});

test('the work never runs twice at once; wakes meanwhile bring one more run after it', async () => {
  const work = slowWork();
  const { wake } = start(work.tick);
  await vi.advanceTimersByTimeAsync(20_000);
  wake();
  wake();
  expect(work.calls()).toBe(1);
  await work.finish();
  expect(work.calls()).toBe(2);
  await work.finish();
  expect(work.calls()).toBe(2);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work.calls()).toBe(3);
  await work.finish();
});

test('what the work throws is reported, and it is called again all the same', async () => {
  start(() => Promise.reject(new Error('no ink')));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(errors).toEqual([new Error('no ink'), new Error('no ink')]);
});

test('stopping waits for the run under way and starts no other', async () => {
  const work = slowWork();
  const { wake, stop } = start(work.tick);
  wake();
  let stopped = false;
  const stopping = stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stopped).toBe(false);
  await work.finish();
  await stopping;
  wake();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(work.calls()).toBe(1);
});
