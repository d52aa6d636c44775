// The alarm clock: calls a piece of work every few seconds, and when somebody says that something new may be due.
// Holds no truth: what is owed stands in the database, and a call that comes late or not at all only makes it later.

import cron from 'node-cron';
import type { Log } from '../lib/log.ts';

export interface Alarm {
  /** Runs the work soon; while it runs, once more after it. */
  wake(): void;
  /** Lets the work under way finish and calls it no more. */
  stop(): Promise<void>;
}

/** Carries the word that something new may be due to whatever listens; nothing does at first. */
export interface Bell {
  ring(): void;
  onRing(listener: () => void): void;
}

export function newBell(): Bell {
  const listeners: (() => void)[] = [];
  return {
    ring: () => {
      for (const listener of listeners) listener();
    },
    onRing: (listener) => void listeners.push(listener),
  };
}

/**
 * Calls `tick` now, every `seconds` (a divisor of 60) and on `wake`, never twice at once. What it throws is handed to
 * `onError`; the next call comes all the same.
 */
export function startAlarm(options: {
  name: string;
  seconds: number;
  tick: () => Promise<unknown>;
  onError: (error: unknown) => void;
  log: Log;
}): Alarm {
  const { name, seconds, tick, onError, log } = options;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const work = async () => {
    do {
      again = false;
      try {
        await tick();
      } catch (error) {
        onError(error);
      }
    } while (again && !stopped);
    running = undefined;
  };
  const ring = () => {
    if (stopped || running) return running;
    running = work();
    return running;
  };
  const task = cron.schedule(`*/${seconds} * * * * *`, ring, {
    name,
    noOverlap: true,
    suppressMissedWarning: true,
    logger: quiet(log, name),
  });
  void ring();

  return {
    wake: () => {
      again = true;
      void ring();
    },
    stop: async () => {
      stopped = true;
      await task.destroy();
      await running;
    },
  };
}

/** node-cron's own words, which are about ticks and not about work. */
function quiet(log: Log, alarm: string) {
  const note = (message: string | Error) => log.debug({ alarm, reason: String(message) }, 'alarm clock');
  return { info: note, warn: note, error: note, debug: note };
}
