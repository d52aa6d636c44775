// npm @bsull/augurs: multiple seasonal-trend decomposition by loess (K. Bandara, R. Hyndman, C. Bergmeir, 2021) with
// exponential smoothing of the trend; odd outside the library's own 99 % interval for the next day.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initSync, MSTL } from '@bsull/augurs/mstl';
import { callOver, type Evening, type Peer } from './peer.ts';

const level = 0.99;
const week = [7];
const leastDays = 28;

let isReady = false;

export const mstl: Peer = {
  id: 'mstl',
  name: { zh: '@bsull/augurs MSTL + ETS 99 % + 20 %', en: '@bsull/augurs MSTL + ETS 99 % + 20 %' },
  begin: () => {
    if (!isReady) {
      const wasm = fileURLToPath(import.meta.resolve('@bsull/augurs/mstl').replace(/\.js$/, '_bg.wasm'));
      initSync({ module: readFileSync(wasm) });
      isReady = true;
    }
    return { judge };
  },
};

function judge({ past, today }: Evening) {
  if (past.length < leastDays) return null;
  const forecast = forecastOf(past);
  if (!forecast || (today >= forecast.low && today <= forecast.high)) return null;
  return callOver(today, forecast.point);
}

/** Null where the library can fit nothing, such as a SKU that sold the same every day. */
function forecastOf(past: Float64Array): { point: number; low: number; high: number } | null {
  const model = MSTL.ets(new Uint32Array(week), undefined);
  try {
    model.fit(past);
    const { point, intervals } = model.predict(1, level);
    const [low, high] = [intervals?.lower[0], intervals?.upper[0]];
    return point[0] === undefined || low === undefined || high === undefined ? null : { point: point[0], low, high };
  } catch {
    return null;
  } finally {
    model.free();
  }
}
