// Stands for judging in the crash test: at every ten minutes, opens a case for each SKU whose time has come.

import { type CaseSeed, openCases } from '../../src/cases/open-cases.ts';
import { type Context, withTransaction } from '../../src/context.ts';
import type { Job } from '../../src/jobs/job.ts';
import { day } from '../../src/lib/day.ts';
import { failpoint } from '../../src/lib/failpoint.ts';
import { anomalyCases } from '../../src/store/schema/cases.ts';
import { type PlannedSku, plannedSkus } from './plan.ts';

export const openForms: Job = {
  name: 'open-forms',
  schedule: { kind: 'every', minutes: 10 },
  catchUpMinutes: 60,
  run: (ctx) => withTransaction(ctx, open),
};

async function open(tx: Context): Promise<string> {
  const now = tx.clock.now();
  const known = new Set((await tx.db.select({ sku: anomalyCases.sku }).from(anomalyCases)).map(({ sku }) => sku));
  const due = plannedSkus.filter(({ sku, opensAt }) => opensAt <= now && !known.has(sku));
  for (const store of tx.policy.stores) {
    await openCases(tx, store, due.filter(({ storeId }) => storeId === store.id).map(seedOf));
  }
  failpoint('judge.before-commit');
  return `${due.length} opened`;
}

function seedOf({ sku, ownerId }: PlannedSku): CaseSeed {
  return {
    kind: 'sku',
    formKind: 'drop',
    sku,
    direction: 'down',
    day: day('2026-03-01'),
    units: 60,
    baseline: 100,
    deviation: -0.4,
    moneyAtStake: 400,
    supplement: false,
    stockTier: null,
    facts: { today: '2026-03-03', surge: false, suggestedUnits: null, countdownDays: null, nextArrivalInDays: null },
    prefill: {},
    ownerId,
    assignment: { ownerId, assigneeId: ownerId, because: 'owner' },
  };
}
