// Percentages as people write them, in a chat and in the policy file: one reading for both. Pure.

/**
 * A share as a fraction. `unclear`: without a percent sign it can be read in two ways, given here as fractions.
 * `unreadable`: it is no number.
 */
export type ReadShare =
  | { is: 'share'; fraction: number }
  | { is: 'unclear'; asPercent: number; asFraction: number }
  | { is: 'unreadable' };

/** Without a percent sign, up to here a number is a fraction, and from `leastPercent` on a percentage. */
const mostFraction = 0.99;
const leastPercent = 2;

/** Reads "20%", "20 %", "20", "0.20" and their full-width forms as 0.2. */
export function readShare(written: string): ReadShare {
  const text = written.normalize('NFKC').replace(/\s+/g, '');
  const match = /^(\d{1,4}(?:\.\d{1,6})?|\.\d{1,6})(%?)$/.exec(text);
  if (!match) return { is: 'unreadable' };
  const value = Number(match[1]);
  const asPercent = Number((value / 100).toFixed(8));
  if (match[2] === '%' || value >= leastPercent) return { is: 'share', fraction: asPercent };
  if (value <= mostFraction) return { is: 'share', fraction: value };
  return { is: 'unclear', asPercent, asFraction: value };
}

/** A fraction as a percentage: "20%", "12.5%". */
export function percentText(fraction: number): string {
  return `${Number((fraction * 100).toFixed(4))}%`;
}
