// Seasonal hybrid ESD (O. Vallis, J. Hochenbaum, A. Kejariwal, "A novel technique for long-term anomaly detection in the
// cloud", HotCloud 2014): the weekday component and the median are taken off, then the generalised extreme studentised
// deviate test (B. Rosner, Technometrics 25, 1983) with median and MAD in place of mean and deviation. Odd when today is
// among the outliers of the last 56 days and today.

import { median } from '../../src/lib/stats.ts';
import { callOver, type Evening, type Peer } from './peer.ts';
import { studentQuantile } from './quantiles.ts';

const alpha = 0.05;
/** Most outliers looked for, as a share of the days. */
const mostOutliers = 0.1;
/** MAD of a normal sample × this is its standard deviation. */
const madToDeviation = 1.4826;

export const seasonalHybridEsd: Peer = {
  id: 's-h-esd',
  name: { zh: 'S-H-ESD（56 天，α = 0.05）+ 20 %', en: 'S-H-ESD (56 d, α = 0.05) + 20 %' },
  begin: () => ({
    judge: (evening) => {
      const rest = residuals(evening);
      if (!rest || !isOutlier(rest.values, rest.values.length - 1)) return null;
      return callOver(evening.today, rest.expected);
    },
  }),
};

function residuals({ past, weekdays, today, weekday }: Evening): { values: Float64Array; expected: number } | null {
  const level = median(past);
  if (past.length < 14) return null;
  const ofWeekday = Float64Array.from({ length: 7 }, (_, on) => {
    const values = past.filter((_, i) => weekdays[i] === on);
    return values.length === 0 ? 0 : values.reduce((sum, units) => sum + units, 0) / values.length - level;
  });
  const values = Float64Array.from([...past, today], (units, i) => {
    return units - level - (ofWeekday[i < past.length ? (weekdays[i] ?? 0) : weekday] ?? 0);
  });
  return { values, expected: level + (ofWeekday[weekday] ?? 0) };
}

/** Is the value at `place` among the outliers? The test takes them off one by one, the most extreme first. */
function isOutlier(values: Float64Array, place: number): boolean {
  const left = [...values.keys()];
  const most = Math.floor(mostOutliers * values.length);
  let removedBefore = false;
  let outliers = false;
  for (let i = 1; i <= most; i++) {
    const kept = left.map((at) => values[at] ?? 0);
    const centre = median(kept);
    const spread = madToDeviation * median(kept.map((value) => Math.abs(value - centre)));
    if (spread === 0) break;
    const distances = kept.map((value) => Math.abs(value - centre) / spread);
    const extreme = distances.indexOf(Math.max(...distances));
    if (left[extreme] === place) removedBefore = true;
    // The largest number of removals whose statistic exceeds its critical value decides.
    if ((distances[extreme] ?? 0) > criticalValue(values.length, i)) outliers = removedBefore;
    left.splice(extreme, 1);
  }
  return outliers;
}

const criticalValues = new Map<string, number>();

/** λ of the i-th of n: (n − i) t ÷ √((n − i − 1 + t²)(n − i + 1)), t at 1 − α ÷ 2(n − i + 1) with n − i − 1 degrees. */
function criticalValue(n: number, i: number): number {
  const key = `${n} ${i}`;
  const known = criticalValues.get(key);
  if (known !== undefined) return known;
  const t = studentQuantile(1 - alpha / (2 * (n - i + 1)), n - i - 1);
  const value = ((n - i) * t) / Math.sqrt((n - i - 1 + t * t) * (n - i + 1));
  criticalValues.set(key, value);
  return value;
}
