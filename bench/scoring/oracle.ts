// What could be seen at all: an oracle that knows the true mean, the scatter and the start of an event. Recall is judged on
// what it sees.

import { midPTail } from '../../src/rules/negative-binomial.ts';
import type { Label, SkuDays } from '../sets/bench-set.ts';

/** Two-sided chances under which the oracle calls an event visible, and one that nobody could take for luck. */
const visibleBelow = 1e-3;
const unmistakableBelow = 1e-5;
const leastDeviation = 0.2;

export interface Seen {
  visible: boolean;
  unmistakable: boolean;
}

/**
 * Does some prefix of the event's days (from its start to `matchEnd`, days on which the shop was closed left out) add up to
 * something improbable? Two-sided mid-p of the negative binomial with mean `mu` a day and variance `phi` × mean, and more
 * than 20 % away.
 */
export function whatOracleSees(label: Label, { units }: Pick<SkuDays, 'units'>, closed: Uint8Array): Seen {
  let sum = 0;
  let mean = 0;
  let least = 1;
  for (let t = label.start; t <= label.matchEnd; t++) {
    const sold = units[t] ?? Number.NaN;
    if (closed[t] === 1 || Number.isNaN(sold)) continue;
    sum += sold;
    mean += label.mu;
    if (mean <= 0 || Math.abs(sum / mean - 1) <= leastDeviation) continue;
    const side = sum > mean ? 'up' : 'down';
    least = Math.min(least, 2 * midPTail({ count: sum, mean, spread: Math.max(1, label.phi), side }));
  }
  return { visible: least < visibleBelow, unmistakable: least < unmistakableBelow };
}
