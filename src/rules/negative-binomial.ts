// How improbable a count is: tails of the negative binomial, the count distribution whose variance exceeds its mean.
// Probabilities are computed by Loader's saddle-point form, which keeps its digits for means in the millions.

/**
 * Mid-p tail of a count: P(X < x) + ½ P(X = x) for side "down", P(X > x) + ½ P(X = x) for side "up".
 * Half of the observed value's own probability makes the tail of a discrete count comparable with a continuous one.
 *
 * @param count observed count, ≥ 0; rounded to a whole number
 * @param mean expected count, > 0
 * @param spread variance ÷ mean, ≥ 1; exactly 1 is the Poisson distribution
 */
export function midPTail({ count, mean, spread, side }: Tail): number {
  const x = Math.round(count);
  if (x < 0) return side === 'down' ? 0 : 1;
  if (x < mean === (side === 'up')) return 1 - shortTail(x, mean, spread, side === 'up' ? 'down' : 'up');
  return shortTail(x, mean, spread, side);
}

export interface Tail {
  count: number;
  mean: number;
  spread: number;
  side: 'up' | 'down';
}

/** The smallest term in floating point; a tail that small counts as 0. */
const leastTerm = 1e-300;

/** Sums outwards from x, away from the mean: every term is smaller than the one before, so it ends soon. */
function shortTail(x: number, mean: number, spread: number, side: 'up' | 'down'): number {
  const atX = probability(x, mean, spread);
  let term = atX;
  let sum = atX / 2;
  if (side === 'down') {
    for (let k = x; k > 0 && term > Math.max(leastTerm, sum * 1e-16); k--) {
      term /= nextOver(k - 1, mean, spread);
      sum += term;
    }
    return sum;
  }
  for (let k = x; term > Math.max(leastTerm, sum * 1e-16); k++) {
    term *= nextOver(k, mean, spread);
    sum += term;
  }
  return Math.min(1, sum);
}

/** P(X = k + 1) ÷ P(X = k) = (mean + k (spread − 1)) ÷ (spread (k + 1)). */
function nextOver(k: number, mean: number, spread: number): number {
  return (mean + k * (spread - 1)) / (spread * (k + 1));
}

/** P(X = x); with size r = mean ÷ (spread − 1) it is r ÷ (r + x) times a binomial probability of r in r + x. */
function probability(x: number, mean: number, spread: number): number {
  const excess = spread - 1;
  if (excess < 1e-9) return poisson(x, mean);
  const size = mean / excess;
  if (x === 0) return Math.exp(-size * Math.log(spread));
  const total = size + x;
  const exponent =
    stirlingError(total) -
    stirlingError(size) -
    stirlingError(x) -
    deviance(size, total / spread) -
    deviance(x, (total * excess) / spread);
  return (size / total) * Math.exp(exponent) * Math.sqrt(total / (2 * Math.PI * size * x));
}

function poisson(x: number, mean: number): number {
  if (x === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
}

/** x ln(x ÷ m) + m − x, without the cancellation that the plain form suffers near x = m. */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let power = 2 * x * v;
  for (let j = 1; j < 100; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}

/** ln Γ(n + 1) minus Stirling's approximation of it; n > 0. */
function stirlingError(n: number): number {
  if (n < 15) {
    // ln Γ(n + 1) carried up to n + 16, where the series below has all its digits.
    let product = 0;
    let z = n;
    for (let step = 0; step < 16; step++) product += Math.log(++z);
    return stirlingSeries(z) + stirling(z) - product - stirling(n);
  }
  return stirlingSeries(n);
}

function stirling(n: number): number {
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI);
}

function stirlingSeries(n: number): number {
  const nn = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * nn)) / nn) / nn) / nn) / n;
}
