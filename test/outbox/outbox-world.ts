// A team with groups on three platforms and an outbox, for the tests of queueing and delivering.

import { eq, sql } from 'drizzle-orm';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import type { Context } from '../../src/context.ts';
import { armFailpoint } from '../../src/lib/failpoint.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Destination } from '../../src/messages/destination.ts';
import type { Content, View } from '../../src/messages/index.ts';
import type { Address } from '../../src/outbox/address.ts';
import { type DeliverOptions, deliverDue } from '../../src/outbox/deliver.ts';
import { enqueue, type NewDelivery, type Queued } from '../../src/outbox/queue.ts';
import { type Policy, policySchema } from '../../src/policy/policy.ts';
import type { Db } from '../../src/store/db.ts';
import type { Delivery } from '../../src/store/deliveries.ts';
import { deliveries } from '../../src/store/schema/outbox.ts';
import { type ManualClock, manualClock } from '../support/clock.ts';

export const group: Destination = { kind: 'group', groupId: 'team' };
export const otherGroup: Destination = { kind: 'group', groupId: 'eu' };
export const inGroup: Address = { platform: 'slack', destination: group };
export const inOtherGroup: Address = { platform: 'slack', destination: otherGroup };

function outboxPolicy(): Policy {
  return policySchema.parse({
    team: { name: 'Lumora' },
    people: [
      { id: 'li', name: '李雷', slack: 'U1', manager: 'chen', language: 'en' },
      { id: 'chen', name: '陈静', role: 'manager', slack: 'U2' },
    ],
    groups: [
      { id: 'team', platform: 'slack' },
      { id: 'eu', platform: 'slack', stores: ['amz-de'] },
    ],
    stores: [
      { id: 'amz-us', zone: 'America/Los_Angeles' },
      { id: 'amz-de', zone: 'Europe/Berlin' },
    ],
  });
}

/** Dies where a fail point stands, within the test's process. */
class Crash extends Error {}

export class OutboxWorld {
  readonly clock: ManualClock = manualClock('2026-03-03T10:00+08:00');
  readonly ctx: Context;
  /** What each card says now. */
  readonly cards = new Map<number, string>();
  /** Contents about which there is nothing to say any more. */
  readonly moot = new Set<number>();
  /** Short where a test waits for them, long enough that no lease ends by itself. */
  readonly timing = { sendLimitMs: 25, leaseMs: 3_600_000 };

  constructor(db: Db, overrides: Partial<Context> = {}) {
    const actor = { kind: 'system', job: 'test' } as const;
    this.ctx = {
      db,
      clock: this.clock,
      policy: outboxPolicy(),
      actor,
      log: silentLog,
      inTransaction: false,
      wake: () => {},
      ...overrides,
    };
  }

  /** Queues a post of its own; it says its card's text. */
  queue(key: string, overrides: Partial<NewDelivery> = {}): Promise<Queued> {
    return enqueue(this.ctx, { key, to: inGroup, op: { do: 'post' }, content: card(1), ...overrides });
  }

  deliver(adapters: ChatAdapter | ChatAdapter[], options: Partial<DeliverOptions> = {}): Promise<number> {
    const timing = { ...this.timing, ...options.timing };
    return deliverDue(this.ctx, {
      adapters: [adapters].flat(),
      resolve: (_, content) => this.resolve(content),
      ...options,
      timing,
    });
  }

  /** Delivers until the process dies at a place; true when it did. */
  async crashAt(failpoint: string, adapter: ChatAdapter): Promise<boolean> {
    armFailpoint(failpoint, () => {
      throw new Crash(failpoint);
    });
    try {
      await this.deliver(adapter);
      return false;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      return true;
    } finally {
      armFailpoint(undefined);
    }
  }

  /** What happens to the claims of a worker that died: their leases end. */
  async endLeases(): Promise<void> {
    await this.ctx.db
      .update(deliveries)
      .set({ leaseUntil: sql`clock_timestamp() - interval '1 second'` })
      .where(eq(deliveries.state, 'sending'));
  }

  rows(): Promise<Delivery[]> {
    return this.ctx.db.select().from(deliveries).orderBy(deliveries.id);
  }

  /** State of each delivery by key. */
  async states(): Promise<Record<string, string>> {
    return Object.fromEntries((await this.rows()).map(({ key, state }) => [key, state]));
  }

  private async resolve(content: Content): Promise<View | undefined> {
    if (content.kind !== 'card') throw new Error('only cards in this world');
    if (this.moot.has(content.cardId)) return undefined;
    const text = this.cards.get(content.cardId) ?? `card ${content.cardId}`;
    const notice = { notice: 'no_owner', storeId: 'amz-us', storeName: 'Amazon US', sku: text, heldBy: null } as const;
    const team = { name: 'Lumora', zone: 'Asia/Shanghai', now: this.clock.now().toISOString() };
    return { kind: 'notice', team, to: null, notice };
  }
}

export function card(cardId: number): Content {
  return { kind: 'card', cardId };
}
