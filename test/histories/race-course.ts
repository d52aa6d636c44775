// What the races need: two workers with connections of their own over one PostgreSQL, one clock, and as many open cases
// as there are races, each found by judging real sales.

import { type App, createApp } from '../../src/app.ts';
import { judgePending } from '../../src/cases/judge-pending.ts';
import { snooze } from '../../src/cases/snooze.ts';
import { actingAs, type Context } from '../../src/context.ts';
import { simulatedClock } from '../../src/demo/simulated-clock.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { addDays, type Day, day, dayRange } from '../../src/lib/day.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Inbound, Reply } from '../../src/messages/inbound.ts';
import { liveCases, type StoredCase } from '../../src/store/cases.ts';
import { postgresDriver, type ServerDriver } from '../../src/store/postgres-driver.ts';
import { databaseOver } from '../../src/store/session.ts';
import { RecordingChat } from '../support/recording-chat.ts';
import { testPolicy } from '../support/team.ts';

const skusOfShop = 10;
const historyDays = 28;
const usual = 100;
const odd = 150;
const judged = day('2026-03-02');
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface Worker {
  app: App;
  /** As the program itself. */
  ctx: Context;
}

export class RaceCourse {
  /** Tuesday, 10:00 in Shanghai, when the cases are asked. */
  readonly clock = simulatedClock(new Date('2026-03-03T10:00+08:00'));
  readonly one: Worker;
  readonly other: Worker;
  private readonly drivers: ServerDriver[] = [];
  private readonly shops: readonly string[];
  private events = 0;

  constructor(url: string, races: number) {
    this.shops = Array.from({ length: Math.ceil(races / skusOfShop) }, (_, index) => `s${index}`);
    this.one = this.worker(url);
    this.other = this.worker(url);
  }

  async close(): Promise<void> {
    for (const driver of this.drivers) await driver.close(1_000);
  }

  /** One open case for each SKU, owned by Li. */
  async open(): Promise<StoredCase[]> {
    const before = dayRange(addDays(judged, -historyDays), addDays(judged, -1));
    const isUsual = () => usual;
    await this.report(this.shops.flatMap((shop) => before.flatMap((on) => rowsOf(shop, on, isUsual))));
    await this.judge();
    await this.report(this.shops.flatMap((shop) => rowsOf(shop, judged, () => odd)));
    await this.judge();
    return (await liveCases(this.one.ctx.db)).sort((a, b) => a.id - b.id);
  }

  /** The day of the case's shop is reported anew: of these SKUs nothing is out of the ordinary any more. */
  restate({ storeId }: StoredCase, skus: readonly (string | null)[]): Promise<void> {
    return this.report(rowsOf(storeId, judged, (sku) => (skus.includes(sku) ? usual : odd)));
  }

  /** Every case gets a deadline of its own: 18:00 of a day that no other has. Returns those moments. */
  async spread(cases: readonly StoredCase[]): Promise<Date[]> {
    const ctx = actingAs(this.one.ctx, { kind: 'person', personId: 'chen', role: 'manager' });
    const mornings = cases.map((_, index) => new Date(this.clock.now().getTime() + (index + 1) * dayMs));
    for (const [index, { id: caseId }] of cases.entries()) {
      await snooze(ctx, { caseId, until: mornings[index] ?? this.clock.now(), reason: 'one after the other' });
    }
    return mornings.map((morning) => new Date(morning.getTime() + 8 * hourMs));
  }

  /** A person does something, and it reaches this worker. */
  say({ app }: Worker, said: Said): Promise<Reply> {
    this.events += 1;
    return app.handle({ ...said, platform: 'console', eventId: `e${this.events}`, language: 'en' } as Inbound);
  }

  /** Judges until nothing is left. */
  async judge(): Promise<void> {
    while ((await judgePending(this.one.ctx)).length > 0);
  }

  private async report(rows: readonly string[]): Promise<void> {
    const bytes = new TextEncoder().encode(['store_id,sku,date,units_ordered', ...rows, ''].join('\n'));
    const [report] = await importFiles(this.one.ctx, { uploads: [{ name: 'sales.csv', bytes }] });
    if (report?.status !== 'accepted') throw new Error(`The file was not accepted: ${JSON.stringify(report)}`);
  }

  private worker(url: string): Worker {
    const driver = postgresDriver({ url, prepare: true, max: 4, connectMs: 5_000, statementMs: 30_000 });
    this.drivers.push(driver);
    const ctx: Context = {
      db: databaseOver(driver),
      clock: this.clock,
      policy: policyOf(this.shops),
      actor: { kind: 'system', job: 'race' },
      log: silentLog,
      inTransaction: false,
      wake: () => {},
    };
    return { app: createApp(ctx, { adapters: [new RecordingChat({ platform: 'console' })] }), ctx };
  }
}

function rowsOf(shop: string, on: Day, units: (sku: string) => number): string[] {
  return Array.from({ length: skusOfShop }, (_, index) => {
    const sku = `${shop}-${index}`;
    return `${shop},${sku},${on},${units(sku)}`;
  });
}

/** Every day is a workday, so that there are enough deadlines. */
function policyOf(shops: readonly string[]) {
  return testPolicy({
    team: { name: 'Test team', language: 'en', holidays: 'none', workweek: [1, 2, 3, 4, 5, 6, 7] },
    people: [
      { id: 'li', name: 'Li', manager: 'chen', deputy: 'wang' },
      { id: 'wang', name: 'Wang', manager: 'chen' },
      { id: 'chen', name: 'Chen', role: 'manager' },
      { id: 'zoe', name: 'Zoe' },
    ],
    stores: shops.map((id) => ({ id, zone: 'Asia/Shanghai', owner: 'li' })),
    detection: { maxFormsPerOperatorDay: 1_000 },
  });
}

type Said = Inbound extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'platform' | 'eventId' | 'language'>
    : never
  : never;
