// Two-sided cumulative sums (E. S. Page, "Continuous inspection schemes", Biometrika 41, 1954): S = max(0, S + u − k)
// upwards and the same downwards over standardised days u; odd when a sum exceeds h, which then starts again from 0.

import type { Side } from '../sets/bench-set.ts';
import type { Call, Evening, Peer } from './peer.ts';
import { weekdayBaseline } from './weekday-baseline.ts';

const slack = 0.5;
const limit = 5;

export const cusum: Peer = {
  id: 'cusum',
  name: { zh: 'CUSUM（k = 0.5，h = 5）', en: 'CUSUM (k = 0.5, h = 5)' },
  begin: () => {
    let sums = { up: 0, down: 0 };
    const next = (evening: Evening) => {
      const base = weekdayBaseline(evening);
      if (!base || base.deviation === 0) return undefined;
      const u = (evening.today - base.expected) / base.deviation;
      return { base, up: Math.max(0, sums.up + u - slack), down: Math.max(0, sums.down - u - slack) };
    };
    return {
      judge: (evening) => {
        const now = next(evening);
        if (!now) return null;
        const call = (dir: Side): Call => ({ dir, deviation: evening.today / now.base.expected - 1, p: null });
        if (now.up > limit) return call(1);
        return now.down > limit ? call(-1) : null;
      },
      settle: (evening) => {
        const now = next(evening);
        if (now) sums = { up: now.up > limit ? 0 : now.up, down: now.down > limit ? 0 : now.down };
      },
    };
  },
};
