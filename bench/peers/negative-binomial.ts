// A prediction interval of the negative binomial: mean of the weekday, variance ÷ mean of the SKU; odd outside the middle
// 99 % (mid-p tails of 0.5 % each).

import { midPTail } from '../../src/rules/negative-binomial.ts';
import { callOver, type Peer } from './peer.ts';
import { weekdayBaseline } from './weekday-baseline.ts';

const tailBelow = 0.005;

export const negativeBinomial: Peer = {
  id: 'negative-binomial',
  name: { zh: '负二项区间 99 % + 20 %', en: 'NegBin interval 99 % + 20 %' },
  begin: () => ({
    judge: (evening) => {
      const base = weekdayBaseline(evening);
      if (!base) return null;
      const { expected, dispersion } = base;
      const call = callOver(evening.today, expected);
      if (!call) return null;
      const side = call.dir > 0 ? 'up' : 'down';
      const p = midPTail({ count: evening.today, mean: expected, spread: dispersion, side });
      return p < tailBelow ? { ...call, p } : null;
    },
  }),
};
