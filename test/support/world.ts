// The whole program in one test: real database, simulated clock, a chat that records. Sales come in as files, people
// act as they do on any platform, time is played as in the demo.

import { type App, createApp } from '../../src/app.ts';
import { currentNumbers } from '../../src/cases/form-numbers.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import type { PlatformAccess } from '../../src/commands/command.ts';
import type { Context } from '../../src/context.ts';
import { type Player, playUntil } from '../../src/demo/play.ts';
import { type SimulatedClock, simulatedClock } from '../../src/demo/simulated-clock.ts';
import type { RawValues } from '../../src/forms/form.ts';
import { askedFields, formFor, visibleFields } from '../../src/forms/index.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { addDays, type Day, day, dayRange } from '../../src/lib/day.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { findCase, liveCases, logOfCases, type StoredCase } from '../../src/store/cases.ts';
import type { Db } from '../../src/store/db.ts';
import { RecordingChat } from './recording-chat.ts';
import { testPolicy } from './team.ts';

/** Units of each SKU on one day. */
export type Sales = Readonly<Record<string, number>>;

export interface World {
  readonly ctx: Context;
  readonly app: App;
  readonly chat: RecordingChat;
  readonly clock: SimulatedClock;
  /** A complete sales file of one day of `storeId` comes in now. */
  sells(storeId: string, day: Day, sales: Sales): Promise<void>;
  /** `days` days of steady sales up to and including `through` come in. */
  soldSteadily(storeId: string, through: Day, sales: Sales, days?: number): Promise<void>;
  /** A stock report that speaks of the moment `asOf` comes in now: units that can be sold of each SKU. */
  stockIs(storeId: string, asOf: string, available: Sales): Promise<void>;
  /** A file comes in now: its header and its rows, as CSV. */
  receives(name: string, lines: readonly string[]): Promise<void>;
  /** Time passes until `to` ("2026-03-03T18:00+08:00"). */
  passUntil(to: string): Promise<void>;
  /** The clock jumps without anybody at work: the program was down. */
  downUntil(to: string): Promise<void>;
  /** The program does what is due right now. */
  settle(): Promise<void>;
  cases(): Promise<StoredCase[]>;
  onlyCase(): Promise<StoredCase>;
  /** Events of a case's log, in order. */
  eventsOf(caseId: number): Promise<string[]>;
  /** A complete answer to a case by a person; `with` changes single fields. */
  answer(caseId: number, personId: string, changes?: RawValues): ReturnType<App['handle']>;
  /** A command typed by a person. */
  types(personId: string, text: string): ReturnType<App['handle']>;
  /** Texts (English) of what a person, or the group, has been told, oldest first. */
  told(to: string): string[];
}

/**
 * A world that begins at `start` with nothing in it. With `speaksThrough` the program speaks through that platform
 * instead of the recording one, which then hears nothing. `access`: what else it may ask of platforms.
 */
export async function makeWorld(
  db: Db,
  start: string,
  policy: Policy = testPolicy(),
  speaksThrough?: (ctx: Context) => ChatAdapter,
  access: Partial<PlatformAccess> = {},
): Promise<World> {
  const clock = simulatedClock(new Date(start));
  const chat = new RecordingChat({ platform: 'console', oneMessagePerKey: true });
  const actor = { kind: 'system', job: 'test' } as const;
  const ctx: Context = { db, clock, policy, actor, log: silentLog, inTransaction: false, wake: () => {} };
  const app = createApp(ctx, { adapters: [speaksThrough?.(ctx) ?? chat], ...access });
  await chat.start(app.handle);
  const player: Player = { app, clock, onDayClosed: async () => {} };
  let files = 0;

  function take(storeId: string, rows: readonly { day: Day; sku: string; units: number }[]): Promise<void> {
    const lines = rows.map(({ day, sku, units }) => `${storeId},${sku},${day},${units}`);
    return upload('sales', ['store_id,sku,date,units_ordered', ...lines]);
  }

  async function upload(name: string, lines: readonly string[]): Promise<void> {
    files += 1;
    const bytes = new TextEncoder().encode([...lines, ''].join('\n'));
    const [report] = await importFiles(ctx, { uploads: [{ name: `${name}-${files}.csv`, bytes }] });
    if (report?.status !== 'accepted') throw new Error(`The file was not accepted: ${JSON.stringify(report)}`);
  }

  const world: World = {
    ctx,
    app,
    chat,
    clock,
    sells: (storeId, day, sales) =>
      take(
        storeId,
        Object.entries(sales).map(([sku, units]) => ({ day, sku, units })),
      ),
    soldSteadily: (storeId, through, sales, days = 56) =>
      take(
        storeId,
        dayRange(addDays(through, 1 - days), through).flatMap((day) =>
          Object.entries(sales).map(([sku, units]) => ({ day, sku, units })),
        ),
      ),
    stockIs(storeId, asOf, available) {
      const lines = Object.entries(available).map(([sku, units]) => `${storeId},${sku},${asOf},${units}`);
      return upload('inventory', ['store_id,sku,as_of,available', ...lines]);
    },
    receives: upload,
    passUntil: (to) => playUntil(player, new Date(to)),
    downUntil: async (to) => clock.set(new Date(to)),
    settle: () => playUntil(player, clock.now()),
    cases: () => liveCases(db),
    async onlyCase() {
      const [only, ...more] = await liveCases(db);
      if (!only || more.length > 0) throw new Error(`Expected one case, found ${more.length + (only ? 1 : 0)}`);
      return only;
    },
    eventsOf: async (caseId) => (await logOfCases(db, [caseId])).map((entry) => entry.event),
    async answer(caseId, personId, changes = {}) {
      const stored = await findCase(db, caseId);
      if (!stored) throw new Error(`No case ${caseId}`);
      const { facts, prefill } = await currentNumbers(ctx, stored);
      const values = { ...wholeAnswer({ ...stored, facts, prefill }), ...changes };
      return chat.say({ type: 'form', personId, caseId, round: stored.round, values, alsoCaseIds: [] });
    },
    types: (personId, text) => chat.say({ type: 'command', personId, text }),
    told: (to) =>
      chat.posted.filter((each) => JSON.stringify(each.destination).includes(`"${to}"`)).map((each) => each.text.en),
  };
  return world;
}

/** Every field that is asked, filled in as an honest operator would on a calm day. */
export function wholeAnswer(stored: StoredCase): RawValues {
  const values: Record<string, string> = { ...stored.prefill };
  const honest: Record<string, string> = {
    nature: 'one_off',
    cause: 'season',
    action: 'none',
    reason: 'stock lasts until spring',
  };
  for (const field of askedFields(formFor(stored.formKind), stored.facts)) {
    if (visibleFields([field], values).length === 0 || (values[field.name] ?? '') !== '') continue;
    const first = field.kind === 'choice' ? (field.options[0]?.value ?? '') : '';
    const offered = field.kind === 'choice' && field.options.some(({ value }) => value === honest[field.name]);
    if (field.kind === 'choice') values[field.name] = offered ? (honest[field.name] ?? first) : first;
    else if (field.kind === 'tick') values[field.name] = 'yes';
    else if (field.kind === 'whole_number') values[field.name] = '100';
    else if (field.name === 'arriveBy') values[field.name] = addDays(day(stored.facts.today), 30);
    else if (field.kind === 'text') values[field.name] = honest[field.name] ?? '';
  }
  return values;
}
