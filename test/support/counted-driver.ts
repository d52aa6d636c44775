// A driver that counts the statements sent through it.

import type { Connection, Driver } from '../../src/store/session.ts';

export interface CountedDriver extends Driver {
  /** Statements sent so far; a transaction's beginning and end are two. */
  statements(): number;
}

export function countedDriver(driver: Driver): CountedDriver {
  let sent = 0;
  const counted = (connection: Connection): Connection => ({
    query: (text, params, shape) => {
      sent += 1;
      return connection.query(text, params, shape);
    },
  });
  return {
    ...counted(driver),
    transaction: (work) => {
      sent += 2;
      return driver.transaction((connection) => work(counted(connection)));
    },
    statements: () => sent,
  };
}
