// Quantiles of the normal and of Student's distribution.

/** Quantile of the standard normal: bisection on its distribution function, to 1e-10. */
function normalQuantile(p: number): number {
  let low = -40;
  let high = 40;
  while (high - low > 1e-10) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Quantile of Student's distribution by its expansion in 1 ÷ ν about the normal one (Abramowitz and Stegun 26.7.5); with
 * 10 degrees of freedom and more good to three digits even far out.
 */
export function studentQuantile(p: number, freedom: number): number {
  const z = normalQuantile(p);
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160;
  return z + g1 / freedom + g2 / freedom ** 2 + g3 / freedom ** 3 + g4 / freedom ** 4;
}

/** P(Z < x), by the series of the error function near 0 and the continued fraction of its tail beyond. */
function normalBelow(x: number): number {
  const away = Math.abs(x);
  const density = Math.exp((-away * away) / 2) / Math.sqrt(2 * Math.PI);
  if (away < 3) {
    let term = away;
    let sum = away;
    for (let k = 1; Math.abs(term) > 1e-17; k++) {
      term *= (away * away) / (2 * k + 1);
      sum += term;
    }
    return x < 0 ? 0.5 - density * sum : 0.5 + density * sum;
  }
  let fraction = away;
  for (let k = 60; k > 0; k--) fraction = away + k / fraction;
  const tail = density / fraction;
  return x < 0 ? tail : 1 - tail;
}
