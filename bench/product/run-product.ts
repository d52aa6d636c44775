// Plays a set through the product itself, day by day: files in, store, judging, cases, answers. Sees no label.

import { judgePending } from '../../src/cases/judge-pending.ts';
import type { Context } from '../../src/context.ts';
import { type SimulatedClock, simulatedClock } from '../../src/demo/simulated-clock.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { setPromotion } from '../../src/ingest/set-promotion.ts';
import { addDays, startOfDay } from '../../src/lib/day.ts';
import { silentLog } from '../../src/lib/log.ts';
import { type Policy, policySchema } from '../../src/policy/policy.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import type { BenchSet, Form } from '../sets/bench-set.ts';
import { answerForms } from './answering.ts';
import { filesOf, promotionsFrom, skuCodeOf, storeIdOf } from './day-files.ts';
import { failingLog } from './failing-log.ts';
import { postedForms } from './posted-forms.ts';

/** Every store's zone: a day ends at midnight UTC, and is over three quarters of an hour later. */
const zone = 'UTC';
const eveningMs = 3_600_000;
/** Days between two rounds of the embedded database's housekeeping; the service does it hourly. */
const maintainDays = 14;
/** How a file ends that the product took nothing of. */
const unread: readonly string[] = ['rejected', 'needs_input', 'failed'];

export interface ProductRun {
  forms: Form[];
  /** Store-wide forms: they ask about no SKU. */
  storeForms: { shop: string; at: number }[];
}

export interface ProductOptions {
  policy: Policy['detection']['policy'];
  /** Known stock-outs and promotions are kept from the product. */
  hideCauses: boolean;
  onDay: (done: number, of: number) => void;
}

/**
 * Imports the warm-up as the history that a new team brings, then each day on its own evening, and judges it with the
 * clock standing there. Throws when the product refuses a file or cannot judge a day: a benchmark must not go on over it.
 */
export async function runProduct(set: BenchSet, options: ProductOptions): Promise<ProductRun> {
  const store = await openStore({ memory: true, log: silentLog });
  try {
    await migrate(store, { log: silentLog });
    return await play(set, store, options);
  } finally {
    await store.close();
  }
}

async function play(set: BenchSet, store: Store, options: ProductOptions): Promise<ProductRun> {
  const clock = simulatedClock(new Date(0));
  const ctx = contextOf(set, store, clock, options);
  const run: ProductRun = { forms: [], storeForms: [] };
  for (let t = set.warm - 1; t < set.days.length; t++) {
    await receive(ctx, set, t, clock, options);
    await judgePending(ctx);
    const posted = await postedForms(ctx, set, t);
    run.forms.push(...posted.forms);
    run.storeForms.push(...posted.storeForms);
    await answerForms(ctx);
    if ((t - set.warm) % maintainDays === 0) await store.maintain();
    options.onDay(t - set.warm + 2, set.days.length - set.warm + 1);
  }
  return run;
}

async function receive(
  ctx: Context,
  set: BenchSet,
  t: number,
  clock: SimulatedClock,
  { hideCauses }: ProductOptions,
): Promise<void> {
  const day = set.days[t];
  if (day === undefined) return;
  const all = t === set.warm - 1;
  clock.set(new Date(startOfDay(zone, addDays(day, 1)).getTime() + eveningMs));
  const reports = await importFiles(ctx, { uploads: filesOf(set, t, { all, hideCauses }), allowOld: true });
  // A day on which nothing was sold is set aside by the product: that is its answer, not a refusal.
  const refused = reports.find(({ status, rowsRefused }) => rowsRefused > 0 || unread.includes(status));
  if (refused) throw new Error(`The product refused ${refused.file}: ${JSON.stringify(refused.issues.slice(0, 3))}`);
  if (hideCauses) return;
  for (const [i, shop] of set.shops.entries()) {
    for (const { sku, from, to } of promotionsFrom(shop, t, { all })) {
      const [first, last] = [set.days[from], set.days[to]];
      if (first === undefined || last === undefined) continue;
      await setPromotion(ctx, { storeId: storeIdOf(i), sku: skuCodeOf(sku), from: first, to: last, note: null });
    }
  }
}

function contextOf(set: BenchSet, store: Store, clock: SimulatedClock, { policy }: ProductOptions): Context {
  return {
    db: store.db,
    clock,
    policy: teamOf(set, policy),
    actor: { kind: 'system', job: 'bench' },
    log: failingLog,
    inTransaction: false,
    wake: () => {},
  };
}

/** One operator for everything; the cap on forms a day is lifted, so that every form the rule wants is counted. */
function teamOf(set: BenchSet, policy: ProductOptions['policy']): Policy {
  return policySchema.parse({
    team: { name: 'Benchmark', zone, language: 'en', holidays: 'none' },
    people: [
      { id: 'operator', name: 'Operator', manager: 'manager' },
      { id: 'manager', name: 'Manager', role: 'manager' },
    ],
    stores: set.shops.map((_, i) => ({
      id: storeIdOf(i),
      zone,
      measure: set.measure,
      owner: 'operator',
      dataOwner: 'operator',
    })),
    detection: { policy, maxFormsPerOperatorDay: 1000 },
  });
}
