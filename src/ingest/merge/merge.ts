// What merging a file into the facts is given and what it tells afterwards. One file in this folder for each kind of fact.

import type { Day } from '../../lib/day.ts';
import type { Authorization } from '../../policy/authorize.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Db } from '../../store/db.ts';
import type { IssueLog } from '../issues.ts';
import type { CoveredDays } from '../report.ts';
import type { OrderReportKind } from '../report-request.ts';
import type { FeedState } from './plan-days.ts';

export interface MergeInput {
  batchId: number;
  /** Also the name of the source. */
  source: string;
  /** The moment the numbers speak of: as far as it, days can be over. */
  asOf: Date;
  /** Of an order report the newest moment that it names, unless the moment was given: tells which of two is newer. */
  version: Date;
  now: Date;
  policy: Policy;
  fileName: string;
  log: IssueLog;
  /** How an order report was made; undefined for other kinds. */
  orderReport: OrderReportKind | undefined;
  /** The days a report was asked for, where known. */
  asked: { from: Day; to: Day } | undefined;
  /** Who brought the file, as logs name them. */
  broughtBy: string;
  /** May whoever brought the file give a SKU of this owner to somebody else? */
  mayAssign: (ownerId: string | null) => Authorization;
  onProgress: (share: number) => void;
}

export interface MergeOutcome {
  /** Rows refused or left out as the whole file was looked at; the rest of the staged rows is kept. */
  refused: number;
  skipped: number;
  days: CoveredDays[];
  stores: string[];
  /** Did anything change that was known before? */
  changed: boolean;
}

export type Merge = (tx: Db, input: MergeInput) => Promise<MergeOutcome>;

/** Sums up the days of each store. */
export function coveredDays(days: readonly { storeId: string; day: Day; state: FeedState }[]): CoveredDays[] {
  const stores = new Map<string, { day: Day; state: FeedState }[]>();
  for (const each of days) {
    const known = stores.get(each.storeId);
    if (known) known.push(each);
    else stores.set(each.storeId, [each]);
  }
  return [...stores]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([storeId, of]) => {
      const sorted = of.map((each) => each.day).sort();
      const count = (state: FeedState) => of.filter((each) => each.state === state).length;
      return {
        storeId,
        from: sorted[0] ?? '',
        to: sorted.at(-1) ?? '',
        complete: count('complete'),
        partial: count('partial'),
        quarantined: count('quarantined'),
      };
    });
}
