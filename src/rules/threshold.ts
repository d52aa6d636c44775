// The one place that says whether a day is over the threshold. Inclusive: at a baseline of 100, 120 and 80 are.

import { reaches } from '../lib/stats.ts';
import type { Threshold } from './rule-numbers.ts';
import type { Direction } from './verdict.ts';

/**
 * The direction in which `units` are the threshold or more away from `baseline`; null when they are not, or when
 * there is no baseline. Compared without a division and forgiving one part in 10⁹, so that 12 against 10 is 20 %.
 */
export function crossing(units: number, baseline: number, threshold: Threshold): Direction | null {
  if (!(baseline > 0)) return null;
  if (reaches(units, baseline * (1 + threshold.up))) return 'up';
  if (reaches(baseline * (1 - threshold.down), units)) return 'down';
  return null;
}

/** (units − baseline) ÷ baseline, as a fraction. */
export function deviationFrom(units: number, baseline: number): number {
  return (units - baseline) / baseline;
}
