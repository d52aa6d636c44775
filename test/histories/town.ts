// The real program in a small town: one shop with three SKUs, four people, a chat that records and can go wrong. The
// clock moves only when a history says so. Scheduled jobs are left out: histories are about cases.

import { eq, sql } from 'drizzle-orm';
import { createApp } from '../../src/app.ts';
import { judgePending } from '../../src/cases/judge-pending.ts';
import { sweep } from '../../src/cases/remind-and-escalate.ts';
import { resolveContent } from '../../src/cases/resolve-content.ts';
import { loadCardCases, teamView } from '../../src/cases/views.ts';
import type { Context } from '../../src/context.ts';
import { type SimulatedClock, simulatedClock } from '../../src/demo/simulated-clock.ts';
import { OperationalError } from '../../src/errors.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { addDays, type Day, day, dayRange } from '../../src/lib/day.ts';
import { armFailpoint, type Failpoint } from '../../src/lib/failpoint.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Inbound, Reply } from '../../src/messages/inbound.ts';
import type { Content, View } from '../../src/messages/index.ts';
import { deliverDue } from '../../src/outbox/deliver.ts';
import { earliestDue } from '../../src/store/cases.ts';
import type { Db } from '../../src/store/db.ts';
import { deliveries } from '../../src/store/schema/index.ts';
import { RecordingChat } from '../support/recording-chat.ts';
import { testPolicy } from '../support/team.ts';

const shop = 'shop';
export const skus = ['LAMP', 'CABLE', 'MUG'] as const;
export type Sku = (typeof skus)[number];
export type DaySales = Readonly<Record<Sku, number>>;

/** Thursday 17 September 2026, ten to one at night; the Sunday after it is a make-up workday, the Friday after that a holiday. */
const start = new Date('2026-09-17T00:50+08:00');
const lastSeeded = day('2026-09-15');
const seededDays = 21;
const usualUnits = 100;
const calmMs = 3_600_000;

const townPolicy = testPolicy({
  people: [
    { id: 'li', name: 'Li', manager: 'chen', deputy: 'wang' },
    { id: 'wang', name: 'Wang', manager: 'chen' },
    { id: 'chen', name: 'Chen', role: 'manager' },
    { id: 'zoe', name: 'Zoe' },
  ],
  stores: [{ id: shop, name: 'Shop', zone: 'Asia/Shanghai', owner: 'li' }],
});

const quietDay: DaySales = { LAMP: usualUnits, CABLE: usualUnits, MUG: usualUnits };

/** Dies where a fail point stands, within the test's process; what a broken connection would look like from outside. */
class Crash extends OperationalError {
  constructor() {
    super('crashed', { retry: true });
  }
}

export class Town {
  readonly db: Db;
  readonly clock: SimulatedClock = this.ownClock();
  readonly chat = new RecordingChat({ platform: 'console', oneMessagePerKey: true });
  readonly ctx: Context;
  /** What every SKU sold on every day since the seed, as last reported. */
  readonly sold = new Map<Day, DaySales>();
  newestDay: Day = lastSeeded;
  private events = 0;
  /** The latest moment that the clock has shown: it can be set back. */
  private latest = start;

  constructor(db: Db) {
    this.db = db;
    const actor = { kind: 'system', job: 'history' } as const;
    const { clock } = this;
    for (const on of dayRange(addDays(lastSeeded, 1 - seededDays), lastSeeded)) this.sold.set(on, quietDay);
    this.ctx = { db, clock, policy: townPolicy, actor, log: silentLog, inTransaction: false, wake: () => {} };
  }

  now(): Date {
    return this.clock.now();
  }

  /** Does one round of all that is due; returns how many things it did. Any number of rounds may run at once. */
  async turn(): Promise<number> {
    const judged = await judgePending(this.ctx);
    const swept = await sweep(this.ctx);
    const sent = await deliverDue(this.ctx, { adapters: [this.chat], resolve: withoutPictures });
    return judged.length + swept + sent;
  }

  /** Does all that is due at this moment. */
  async settle(): Promise<void> {
    while ((await this.turn()) > 0);
  }

  /** Time passes with everybody at work: the program acts at every moment at which something falls due. */
  async passUntil(to: Date): Promise<void> {
    await this.settle();
    for (let next = await this.nextMoment(); next && next <= to; next = await this.nextMoment()) {
      this.clock.set(next);
      await this.settle();
    }
    this.clock.set(to);
    await this.settle();
  }

  /** An hour in which nothing goes wrong, after the latest moment there was: enough to try again whatever failed. */
  calmDown(): Promise<void> {
    return this.passUntil(new Date(this.latest.getTime() + calmMs));
  }

  /** The program dies at the n-th pass of a fail point, if it comes by there; another process takes over. */
  async crashAt(failpoint: Failpoint, pass: number): Promise<void> {
    armFailpoint(`${failpoint}:${pass}`, () => {
      throw new Crash();
    });
    try {
      await this.settle();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      armFailpoint(undefined);
    }
    await this.endLeases();
  }

  /** A person does something. What breaks off under way is tried once more, as platforms do, under the same event id. */
  async say(event: Spoken, failpoint?: Failpoint): Promise<Reply> {
    this.events += 1;
    const whole = { ...event, platform: 'console', eventId: `e${this.events}`, language: 'en' } as Inbound;
    if (failpoint) {
      armFailpoint(failpoint, () => {
        throw new Crash();
      });
    }
    try {
      const reply = await this.handle(whole);
      if (reply.type !== 'refused' || reply.code !== 'TRY_AGAIN') return reply;
    } finally {
      armFailpoint(undefined);
    }
    return this.handle(whole);
  }

  /** The same event once more: no second effect, the same words. */
  sayAgain(event: Spoken): Promise<Reply> {
    return this.handle({ ...event, platform: 'console', eventId: `e${this.events}`, language: 'en' } as Inbound);
  }

  /** The sales of a day come in whole. */
  async sell(on: Day, sales: DaySales): Promise<void> {
    this.sold.set(on, sales);
    await this.importSales([on]);
  }

  /** A stock report of this midnight: units that can be sold. */
  async reportStock(asOf: Date, available: Readonly<Partial<Record<Sku, number>>>): Promise<void> {
    const rows = Object.entries(available).map(([sku, units]) => `${shop},${sku},${asOf.toISOString()},${units}`);
    await this.upload('stock', ['store_id,sku,as_of,available', ...rows]);
  }

  /** Three weeks of quiet sales, judged. */
  async seed(): Promise<void> {
    await this.importSales([...this.sold.keys()]);
    await this.settle();
  }

  private ownClock(): SimulatedClock {
    const clock = simulatedClock(start);
    return {
      now: clock.now,
      set: (to) => {
        clock.set(to);
        if (to > this.latest) this.latest = to;
      },
    };
  }

  private handle(event: Inbound): Promise<Reply> {
    return createApp(this.ctx, { adapters: [this.chat] }).handle(event);
  }

  private async nextMoment(): Promise<Date | undefined> {
    const waiting = await this.db.select().from(deliveries).where(eq(deliveries.state, 'queued'));
    const retries = waiting.flatMap(({ notBefore, holdsLaneUntil }) => [notBefore, holdsLaneUntil]);
    const moments = [await earliestDue(this.db), ...retries].filter((at) => at !== null);
    return moments.filter((at) => at > this.now()).sort((a, b) => a.getTime() - b.getTime())[0];
  }

  /** What happens to the claims of a worker that died, a minute of real time later. */
  private async endLeases(): Promise<void> {
    await this.db
      .update(deliveries)
      .set({ leaseUntil: sql`clock_timestamp() - interval '1 second'` })
      .where(sql`state = 'sending'`);
  }

  private async importSales(days: readonly Day[]): Promise<void> {
    const rows = days.flatMap((on) => skus.map((sku) => `${shop},${sku},${on},${this.sold.get(on)?.[sku] ?? 0}`));
    await this.upload('sales', ['store_id,sku,date,units_ordered', ...rows]);
  }

  private async upload(name: string, lines: readonly string[]): Promise<void> {
    const bytes = new TextEncoder().encode([...lines, ''].join('\n'));
    const [report] = await importFiles(this.ctx, { uploads: [{ name: `${name}.csv`, bytes }] });
    if (report?.status !== 'accepted') throw new Error(`The file was not accepted: ${JSON.stringify(report)}`);
  }
}

/** What a delivery says; drawing a chart for every card would cost more than all the rest of a history. */
async function withoutPictures(ctx: Context, content: Content): Promise<View | undefined> {
  if (content.kind !== 'card') return resolveContent(ctx, content);
  return { kind: 'card', team: teamView(ctx), cases: await loadCardCases(ctx, content.cardId) };
}

type Spoken = DistributiveOmit<Inbound, 'platform' | 'eventId' | 'language'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
