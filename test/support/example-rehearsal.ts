// A rehearsal of sixty days of an average shop, as a view.

import { addDays, day, dayRange } from '../../src/lib/day.ts';
import type { PolicyView, RehearsalView } from '../../src/messages/rehearsal-view.ts';
import type { DetectionPolicy } from '../../src/policy/policy.ts';
import { people } from './view-builders.ts';

const through = day('2026-11-19');
const days = dayRange(addDays(through, -59), through);

/** Forms about every `n` days, with a cluster on the last Monday. */
function policyView(policy: DetectionPolicy, every: number, most: number, heldBackPerDay: number): PolicyView {
  const byDay = days.map((_, i) => (i < 14 ? 0 : i === 56 ? most : i % every === 0 ? Math.ceil(most / 4) : 0));
  const forms = byDay.reduce((sum, count) => sum + count, 0);
  const shareOf = (part: number) => ({ forms: Math.round(forms * part), perDay: (forms * part) / 46 });
  return {
    policy,
    byDay,
    forms,
    perDay: forms / 46,
    busiest: { day: addDays(through, -3), forms: most },
    heldBackPerDay,
    operators: [
      { who: people.lina, ...shareOf(0.7), busiest: Math.min(10, most) },
      { who: people.wang, ...shareOf(0.25), busiest: Math.min(10, Math.ceil(most / 3)) },
      { who: null, ...shareOf(0.05), busiest: 1 },
    ],
  };
}

export const exampleRehearsal: RehearsalView = {
  from: addDays(through, -59),
  through,
  days,
  judgedDays: 46,
  inForce: 'balanced',
  policies: [
    policyView('literal', 1, 24, 71.4),
    policyView('loose', 2, 9, 0.1),
    policyView('balanced', 3, 6, 0),
    policyView('strict', 5, 4, 0),
  ],
  loudest: [
    {
      storeId: 'amz-us',
      storeName: 'Amazon US',
      sku: 'LM-BOTTLE-BLK',
      forms: { literal: 9, loose: 4, balanced: 3, strict: 2 },
    },
    { storeId: 'amz-de', storeName: 'Amazon DE', sku: 'LM-HOOK-4', forms: { literal: 11, loose: 2, balanced: 1 } },
  ],
  episodes: [
    {
      storeId: 'amz-us',
      storeName: 'Amazon US',
      sku: null,
      direction: 'down',
      firstDay: day('2026-11-16'),
      lastDay: day('2026-11-16'),
      deviation: -0.44,
      askedBy: ['literal', 'loose', 'balanced', 'strict'],
      pastCase: null,
    },
    {
      storeId: 'amz-us',
      storeName: 'Amazon US',
      sku: 'LM-BOTTLE-BLK',
      direction: 'up',
      firstDay: day('2026-11-09'),
      lastDay: day('2026-11-12'),
      deviation: 2.12,
      askedBy: ['literal', 'loose', 'balanced'],
      pastCase: { id: 1042, number: 'SW-1042', nature: 'short_term' },
    },
  ],
  allEpisodes: 37,
  asked: { literal: 36, loose: 37, balanced: 28, strict: 19 },
  literalOnly: 512,
  cap: 10,
};
