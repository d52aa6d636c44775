// Exponentially weighted moving average chart (S. W. Roberts, "Control chart tests based on geometric moving averages",
// Technometrics 1, 1959): z = λ u + (1 − λ) z over standardised days u; odd when |z| > L √(λ ÷ (2 − λ)).

import { callOver, type Evening, type Peer } from './peer.ts';
import { weekdayBaseline } from './weekday-baseline.ts';

const lambda = 0.3;
const limit = 3 * Math.sqrt(lambda / (2 - lambda));

export const ewma: Peer = {
  id: 'ewma',
  name: { zh: 'EWMA 控制图（0.3，L = 3）+ 20 %', en: 'EWMA chart (0.3, L = 3) + 20 %' },
  begin: () => {
    let z = 0;
    const next = (evening: Evening) => {
      const base = weekdayBaseline(evening);
      if (!base || base.deviation === 0) return undefined;
      return { z: lambda * ((evening.today - base.expected) / base.deviation) + (1 - lambda) * z, base };
    };
    return {
      judge: (evening) => {
        const now = next(evening);
        if (!now || Math.abs(now.z) <= limit) return null;
        const call = callOver(evening.today, now.base.expected);
        return call && Math.sign(now.z) === call.dir ? call : null;
      },
      settle: (evening) => {
        z = next(evening)?.z ?? z;
      },
    };
  },
};
