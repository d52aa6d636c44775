// Small statistics that know no business words.

/** The middle value, or the mean of the two middle ones; NaN for an empty list. The input is left as it is. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  if (sorted.length % 2 === 1) return at(sorted, middle);
  return (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}

/** Sum of the values divided by their number; NaN for an empty list. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * a ≥ b, forgiving the last digits of binary arithmetic (one part in 10⁹): 1.2 × 5 is not quite 6 in floating
 * point, and a mean of tens not quite 10. Both sides must be numbers of the same size and sign for it to matter.
 */
export function reaches(a: number, b: number): boolean {
  return a >= b - 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/** The value at a position that is known to exist; NaN outside the array. */
export function at(values: Float64Array | Uint8Array, index: number): number {
  return values[index] ?? Number.NaN;
}
