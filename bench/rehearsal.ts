// `npm run bench:rehearsal [-- SKUS [DAYS]]`: how long a rehearsal takes on an embedded database filled through the
// product's own import, and for how long it ever keeps the service from answering. Measures; asserts nothing.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Context } from '../src/context.ts';
import { importFiles } from '../src/ingest/import-files.ts';
import { monotonicMs } from '../src/lib/clock.ts';
import { addDays, type Day, day, dayRange } from '../src/lib/day.ts';
import { silentLog } from '../src/lib/log.ts';
import { policySchema } from '../src/policy/policy.ts';
import { loadReplay } from '../src/rehearsal/load-replay.ts';
import { rehearse } from '../src/rehearsal/rehearse.ts';
import { migrate } from '../src/store/migrate.ts';
import { openStore } from '../src/store/open.ts';

const runs = 3;
const historyBefore = 83;
const through = day('2026-03-01');
const [skus = 1000, days = 60] = process.argv.slice(2).map(Number);

const store = await openStore({ memory: true, log: silentLog });
try {
  await migrate(store, { log: silentLog });
  const ctx = contextOver(store.db);
  process.stderr.write(`${skus} SKUs, ${days + historyBefore} days: importing …\n`);
  await fill(ctx);
  const load = await measured(() => loadReplay(ctx, days));
  const whole = await measured(() => rehearse(ctx, { days }));
  const lines = [
    `SKUs × days 商品 × 天数               ${skus} × ${days}`,
    `reading the past 读取历史             ${seconds(load.medianMs)}`,
    `whole rehearsal 整次试算              ${seconds(whole.medianMs)} (of ${runs}: ${whole.allMs.map(seconds).join(', ')})`,
    `longest without an answer 最长无响应  ${seconds(whole.blockedMs)}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  await store.close();
}

interface Measured {
  medianMs: number;
  allMs: number[];
  /** The longest time in which nothing else got its turn. */
  blockedMs: number;
}

async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const allMs: number[] = [];
  delay.enable();
  for (let run = 0; run < runs; run++) {
    const started = monotonicMs();
    await work();
    allMs.push(monotonicMs() - started);
  }
  delay.disable();
  const medianMs = [...allMs].sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
  return { medianMs, allMs, blockedMs: delay.max / 1e6 };
}

function contextOver(db: Context['db']): Context {
  const policy = policySchema.parse({
    team: { name: 'Bench' },
    people: [
      { id: 'li', name: 'Li', manager: 'chen' },
      { id: 'chen', name: 'Chen', role: 'manager' },
    ],
    stores: [{ id: 'shop', zone: 'Asia/Shanghai', owner: 'li' }],
  });
  const clock = { now: () => new Date('2026-03-02T09:00:00+08:00') };
  const actor = { kind: 'system', job: 'bench' } as const;
  return { db, clock, policy, actor, log: silentLog, inTransaction: false, wake: () => {} };
}

/** Counts about a level of 1 to 50 a day with weekly waves, as noisy as such counts are; the same in every run. */
async function fill(ctx: Context): Promise<void> {
  let state = 1;
  const luck = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const levels = Array.from({ length: skus }, () => 1 + 49 * luck() ** 3);
  const rowsOf = (on: Day, i: number) =>
    levels.map((level, sku) => {
      const usual = level * (1 + 0.2 * Math.sin((2 * Math.PI * i) / 7));
      const units = Math.max(0, Math.round(usual + 2 * Math.sqrt(usual) * (luck() + luck() + luck() - 1.5)));
      return `shop,SKU-${sku},${on},${units},${units * 10}`;
    });
  const span = dayRange(addDays(through, 1 - days - historyBefore), through);
  const lines = ['store_id,sku,date,units,amount', ...span.flatMap(rowsOf), ''];
  await importFiles(ctx, { uploads: [{ name: 'sales.csv', bytes: new TextEncoder().encode(lines.join('\n')) }] });
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 1000 ? 2 : 1)} s`;
}
