// Whatever goes wrong, in whatever order: nothing is lost, nothing is said twice, and cards end up saying the truth.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failpoints } from '../../src/lib/failpoint.ts';
import type { Address } from '../../src/outbox/address.ts';
import { deliveries } from '../../src/store/schema/outbox.ts';
import { card, inGroup, inOtherGroup, OutboxWorld } from '../outbox/outbox-world.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { type Fault, RecordingChat } from '../support/recording-chat.ts';

const database = testDatabase();

const fault = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Fault>(
      { is: 'refused_for_now' },
      { is: 'throttled', retryAfterMs: 45_000 },
      { is: 'answer_lost' },
      { is: 'request_lost' },
      { is: 'hang' },
      { is: 'stored_late' },
      { is: 'bug' },
    ),
  },
);

const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), workers: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('post' as const), elsewhere: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reply' as const), to: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), to: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      at: fc.constantFrom(...failpoints.filter((name) => name.startsWith('deliver.'))),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: -30, max: 120 }) }),
  },
);

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** A team at work while everything fails: what was asked for, to be held against what stands in the end. */
class Trial {
  readonly world = new OutboxWorld(database.db);
  readonly chat = new RecordingChat();
  readonly cards: string[] = [];
  private readonly addresses: Address[] = [];
  readonly replies = new Map<string, string>();
  private edits = 0;

  constructor(faults: (Fault | undefined)[]) {
    this.chat.faultFor = () => faults.shift();
  }

  async happens(what: Happening): Promise<void> {
    switch (what.do) {
      case 'deliver':
        await Promise.all(Array.from({ length: what.workers }, () => this.world.deliver(this.chat)));
        break;
      case 'post':
        await this.post(what.elsewhere);
        break;
      case 'reply':
        await this.reply(what.to);
        break;
      case 'edit':
        await this.edit(what.to);
        break;
      case 'crash':
        await this.world.crashAt(what.at, this.chat);
        break;
      case 'wait':
        await this.wait(what.minutes);
        break;
    }
  }

  /** Requests that hung are stored, if at all, before the lease of their worker ends. */
  async wait(minutes: number): Promise<void> {
    this.chat.storeLate();
    this.world.clock.advanceMinutes(minutes);
    await this.world.endLeases();
  }

  async settle(): Promise<void> {
    this.chat.faultFor = () => undefined;
    for (let round = 0; round < 4; round++) {
      await this.wait(200);
      await this.world.deliver(this.chat);
    }
  }

  private async post(elsewhere: boolean): Promise<void> {
    const number = this.cards.length;
    const key = `card-${number}`;
    this.cards.push(key);
    this.world.cards.set(number, `${key} as posted`);
    const to = elsewhere ? inOtherGroup : inGroup;
    this.addresses.push(to);
    await this.world.queue(key, { to, content: card(number) });
  }

  private async reply(to: number): Promise<void> {
    const number = to % Math.max(1, this.cards.length);
    const targetKey = this.cards[number];
    if (targetKey === undefined) return;
    const key = `reply-${this.replies.size}`;
    this.replies.set(key, targetKey);
    await this.world.queue(key, {
      to: this.addresses[number] ?? inGroup,
      op: { do: 'reply', targetKey },
      content: card(900),
    });
  }

  private async edit(to: number): Promise<void> {
    const number = to % Math.max(1, this.cards.length);
    const targetKey = this.cards[number];
    if (targetKey === undefined) return;
    this.edits += 1;
    this.world.cards.set(number, `${targetKey} edit ${this.edits}`);
    await this.world.queue(`edit-${this.edits}`, {
      to: this.addresses[number] ?? inGroup,
      op: { do: 'update', targetKey },
      content: card(number),
    });
  }
}

describe('delivering under any sequence of faults and crashes', () => {
  it('loses nothing, says nothing twice, and leaves every card with its newest words', async () => {
    const histories = fc.asyncProperty(
      fc.array(happening, { minLength: 3, maxLength: 25 }),
      fc.array(fault, { maxLength: 60 }),
      async (happenings, faults) => {
        await database.db.delete(deliveries);
        const trial = new Trial([...faults]);
        for (const what of happenings) await trial.happens(what);
        await trial.settle();
        const { chat, cards, replies, world } = trial;
        expect(chat.posted.map(({ key }) => key).sort()).toEqual([...cards, ...replies.keys()].sort());
        for (const posted of chat.posted) {
          const parentId = chat.posted.find(({ key }) => key === replies.get(posted.key))?.id ?? null;
          expect(posted.parentId).toBe(parentId);
          const number = cards.indexOf(posted.key);
          if (number >= 0) expect(posted.text.en).toContain(world.cards.get(number));
        }
        expect((await world.rows()).filter(({ state }) => state !== 'sent')).toEqual([]);
      },
    );
    await fc.assert(histories, { numRuns: databaseKind === 'pglite' ? 60 : 25 });
  });
});
