// The end of a surge: sales that fall three days running on a SKU that surged not long ago. Pure.

/** A fall is the end of a surge when the surge was within this many days. */
export const exitLookbackDays = 30;

const fallingDays = 3;
/** Each day must be more than this share under the day before (product rule, section 3), in percent. */
const fallPercent = 15;

/** Do the last days of `quantity` (oldest first) fall three times running, each by more than 15 %? */
export function exitSignal(quantity: ArrayLike<number>): boolean {
  const last = quantity.length - 1;
  if (last < fallingDays) return false;
  for (let t = last - fallingDays + 1; t <= last; t++) {
    const before = quantity[t - 1] ?? Number.NaN;
    const now = quantity[t] ?? Number.NaN;
    // In whole percent, so that exactly 15 % does not count; NaN (unknown days) compares false.
    if (!(now * 100 < before * (100 - fallPercent))) return false;
  }
  return true;
}
