// What reading one file is asked for, and what is known of it as the reading goes on.

import type { Context } from '../context.ts';
import type { Day } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import type { AsOf } from './as-of.ts';
import type { DateOrder } from './dates.ts';
import type { Encoding } from './encoding.ts';
import type { Format } from './formats/format.ts';
import type { IssueLog } from './issues.ts';
import type { NumberStyle } from './numbers.ts';
import type { OrderReportKind } from './report-request.ts';

export interface FileOptions {
  /** What the rows are, where the caller knows; told by the header when left out. */
  format?: Format | undefined;
  /** The store all rows belong to, where the file does not say. */
  store?: Store | undefined;
  /** The moment the numbers speak of. */
  asOf?: Date | undefined;
  encoding?: Encoding | undefined;
  /** How to read 03/04/2026. */
  dates?: DateOrder | undefined;
  /** How to read 1.234. */
  numbers?: NumberStyle | undefined;
  /** How an All Orders report was made. */
  orders?: OrderReportKind | undefined;
  /** The days a report was asked for, where the caller knows. */
  asked?: { from: Day; to: Day } | undefined;
  /** Days more than two years back are meant. */
  allowOld?: boolean | undefined;
  /** Read again even when the same content was read before. */
  again?: boolean | undefined;
}

export interface FileProgress {
  phase: 'reading' | 'merging' | 'done';
  rows: number;
  /** 0 to 1 within the phase. */
  share: number;
}

export interface FileInput {
  /** Where the bytes lie. */
  path: string;
  /** What the file is called, without folders. */
  name: string;
  /** What the report calls it: the path as given. */
  label: string;
  modifiedAt: Date | undefined;
  options: FileOptions;
  /** Say "deferred" instead of recording STORE_NEEDED: the files beside this one may tell. */
  deferStoreNeeded: boolean;
  onProgress: (progress: FileProgress) => void;
}

/** A reading under way. */
export interface Work {
  readonly ctx: Context;
  readonly input: FileInput;
  readonly now: Date;
  asOf: AsOf;
  log: IssueLog;
  rowsIn: number;
  batchId?: number;
  sha256?: string;
  encoding?: Encoding;
  encodingSamples?: string[];
  format?: string;
  /** Under which its values count. */
  source?: string;
  orderReport?: OrderReportKind | undefined;
}
