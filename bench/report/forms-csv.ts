// The forms as a table of their own, for other scorers.

import type { BenchSet, Form } from '../sets/bench-set.ts';

const header = 'shop,sku,date,dir,window,deviation,p';

/** Lines of csv; `dir` is -1 for low and 1 for high, `deviation` a fraction, `p` empty where no chance is computed. */
export function formsCsv(of: readonly { set: BenchSet; forms: readonly Form[] }[]): string {
  const rows = of.flatMap(({ set, forms }) =>
    forms
      .filter((form) => form.at >= set.warm)
      .map(({ shop, sku, at, dir, window, deviation, p }) =>
        [shop, sku, set.days[at], dir, window, deviation.toFixed(6), p === null ? '' : p.toPrecision(6)].join(','),
      ),
  );
  return `${[header, ...rows].join('\n')}\n`;
}
