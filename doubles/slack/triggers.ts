// The ids that let an app open a modal: good once, for three seconds of the test's clock.

import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/lib/clock.ts';

const lifeMs = 3_000;

export interface Trigger {
  userId: string;
  /** The modal in which it was given out. */
  viewId: string | undefined;
}

export class Triggers {
  private readonly clock: Clock;
  private readonly given = new Map<string, Trigger & { atMs: number; used: boolean }>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  give(trigger: Trigger): string {
    const id = `${this.given.size + 1}.${randomUUID()}`;
    this.given.set(id, { ...trigger, atMs: this.clock.now().getTime(), used: false });
    return id;
  }

  /** Uses a trigger up, or says why Slack would refuse it. */
  use(id: string): Trigger | string {
    const found = this.given.get(id);
    if (!found) return 'invalid_trigger_id';
    if (found.used) return 'exchanged_trigger_id';
    if (this.clock.now().getTime() - found.atMs >= lifeMs) return 'expired_trigger_id';
    found.used = true;
    return found;
  }
}
