// `npm run bench:speed`: what a new day costs. A day's file comes in, is checked, stored and judged, its cases and
// messages are written; beside it the same file and rule in memory, with nothing stored. Ratios, taken in one run.

import { parseArgs } from 'node:util';
import { judgePending } from '../src/cases/judge-pending.ts';
import type { Context } from '../src/context.ts';
import { type SimulatedClock, simulatedClock } from '../src/demo/simulated-clock.ts';
import { importFiles } from '../src/ingest/import-files.ts';
import { monotonicMs } from '../src/lib/clock.ts';
import { addDays, startOfDay } from '../src/lib/day.ts';
import { silentLog } from '../src/lib/log.ts';
import { median } from '../src/lib/stats.ts';
import { migrate } from '../src/store/migrate.ts';
import { failingLog } from './product/failing-log.ts';
import { table } from './report/table.ts';
import { longestGap } from './speed/longest-gap.ts';
import { floorOf } from './speed/memory.ts';
import { type Engine, engines, type Opened, open } from './speed/opened.ts';
import { dayFile, fillHistory, firstDay, policyOf, type World, zone } from './speed/world.ts';

const { values } = parseArgs({
  options: {
    skus: { type: 'string', default: '10000' },
    stores: { type: 'string', default: '1' },
    history: { type: 'string', default: '84' },
    repetitions: { type: 'string', default: '5' },
    engine: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  },
});
const repetitions = Number(values.repetitions);
const world: World = {
  skus: Number(values.skus),
  stores: Number(values.stores),
  history: Number(values.history),
  days: repetitions + 1,
};
const asked = engines.filter((engine) => !values.engine || values.engine.includes(engine));

interface Run {
  importMs: number;
  judgeMs: number;
  cpuMs: number;
  statements: number;
  cases: number;
  /** The longest time for which judging let nothing else in this process run. */
  gapMs: number;
  /** Bytes that the day added, for each SKU. */
  bytes: number;
  floorMs: number;
}

const clock = simulatedClock(new Date(0));
const stores = new Map<Engine, Opened>();
try {
  for (const engine of asked) stores.set(engine, await prepared(engine));
  const runs = await measure();
  for (const [engine, of] of runs) report(engine, of);
} finally {
  for (const store of stores.values()) await store.close();
}

async function prepared(engine: Engine): Promise<Opened> {
  const store = await open(engine);
  await migrate({ exclusively: (work) => store.db.transaction(work) }, { log: silentLog });
  await fillHistory(store.db, world);
  return store;
}

/** Engines take turns within each repetition. The first day is a store's first load and is not counted. */
async function measure(): Promise<Map<Engine, Run[]>> {
  const runs = new Map<Engine, Run[]>(asked.map((engine) => [engine, []]));
  for (let i = 0; i < world.days; i++) {
    const t = world.history + i;
    const file = dayFile(world, t);
    const floor = floorOf(world, t, file);
    for (const [engine, store] of stores) {
      const run = await playDay(store, clock, t, file);
      if (i > 0) runs.get(engine)?.push({ ...run, floorMs: floor.parseMs + floor.judgeMs });
    }
  }
  return runs;
}

async function playDay(store: Opened, clock: SimulatedClock, t: number, file: string): Promise<Omit<Run, 'floorMs'>> {
  const on = addDays(firstDay, t);
  clock.set(new Date(startOfDay(zone, addDays(on, 1)).getTime() + 3_600_000));
  const actor = { kind: 'system', job: 'bench' } as const;
  const ctx: Context = {
    db: store.db,
    clock,
    policy: policyOf(world),
    actor,
    log: failingLog,
    inTransaction: false,
    wake: () => {},
  };
  const bytesBefore = await store.bytes();
  const before = store.statements();
  const usedBefore = process.cpuUsage();
  const started = monotonicMs();
  const [report] = await importFiles(ctx, { uploads: [{ name: `sales_${on}.csv`, bytes: Buffer.from(file) }] });
  if (report?.status !== 'accepted') throw new Error(`${on}: ${JSON.stringify(report?.issues.slice(0, 3))}`);
  const imported = monotonicMs();
  const gap = longestGap();
  const judged = await judgePending(ctx);
  const ended = monotonicMs();
  const used = process.cpuUsage(usedBefore);
  const statements = store.statements() - before;
  if (judged.length !== world.stores) throw new Error(`${on}: ${judged.length} stores were judged`);
  return {
    importMs: imported - started,
    judgeMs: ended - imported,
    cpuMs: (used.user + used.system) / 1000,
    statements,
    cases: judged.reduce((sum, { opened }) => sum + opened.length, 0),
    gapMs: gap.stop(),
    bytes: ((await store.bytes()) - bytesBefore) / world.skus,
  };
}

function report(engine: Engine, runs: readonly Run[]): void {
  const middle = (of: (run: Run) => number) => median(runs.map(of));
  const ratio = (of: (run: Run) => number) => middle(of).toFixed(2);
  const rows: [string, string][] = [
    ['whole day ÷ in memory', ratio((run) => (run.importMs + run.judgeMs) / run.floorMs)],
    ['import ÷ in memory', ratio((run) => run.importMs / run.floorMs)],
    ['judging ÷ in memory', ratio((run) => run.judgeMs / run.floorMs)],
    ['processor time of this process ÷ in memory', ratio((run) => run.cpuMs / run.floorMs)],
    ['in memory, µs a SKU', ratio((run) => (run.floorMs * 1000) / world.skus)],
    ['longest gap of the event loop ÷ judging', ratio((run) => run.gapMs / run.judgeMs)],
    ['statements a store', ratio((run) => run.statements / world.stores)],
    ['cases', ratio((run) => run.cases)],
    ['bytes a SKU-day', ratio((run) => run.bytes)],
  ];
  process.stdout.write(
    `\n${engine}: ${world.skus} SKUs in ${world.stores} store(s), ${world.history} days of history, median of ${runs.length}\n${table(rows)}\n`,
  );
  if (values.json) process.stdout.write(`${JSON.stringify({ engine, world, runs })}\n`);
}
