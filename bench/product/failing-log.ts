// A log under which nothing goes wrong in silence: what the product would put aside and try again later ends a benchmark.

import type { Log } from '../../src/lib/log.ts';

export const failingLog: Log = {
  debug: () => {},
  info: () => {},
  warn: fail,
  error: fail,
  child: () => failingLog,
};

function fail(fields: object, message: string): never {
  throw new Error(`${message}: ${JSON.stringify(fields)}`);
}
