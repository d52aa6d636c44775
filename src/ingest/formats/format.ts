// What a kind of file must tell about itself, and what its reader is given. One file in this folder for each kind.

import type { Day } from '../../lib/day.ts';
import type { Bilingual } from '../../lib/language.ts';
import type { Policy, Store } from '../../policy/policy.ts';
import type { DateOrder } from '../dates.ts';
import type { Column } from '../header.ts';
import type { FileCode, IssueFacts, NoteCode, RowCode } from '../issues.ts';
import type { Merge } from '../merge/merge.ts';
import type { NumberStyle } from '../numbers.ts';
import type { OrderReportKind } from '../report-request.ts';
import type { KnownCodes } from '../sku-code.ts';
import type { StoreFinder } from '../stores.ts';
import type { Row } from '../text-table.ts';

/** A row on its way into the database. What is left out is null there. */
export interface StagedRow {
  line: number;
  storeId: string;
  sku: string;
  day?: Day;
  orderId?: string;
  status?: string;
  units?: number;
  orders?: number | null;
  amount?: string | null;
  currency?: string | null;
  pendingUnits?: number;
  isComplete?: boolean;
  /** When the order last changed, in milliseconds since 1970. */
  toldAt?: number;
  /** What only this kind of file has. */
  row?: object;
}

/** What a refused row was about, as far as its cells can be read. */
export interface RefusedSubject {
  /** "" where the row does not show which store of the file. */
  storeId: string;
  /** "" where the row does not show which SKU. */
  sku: string;
  /** Null where the row does not show which day. */
  day: Day | null;
  /** Of an order line. */
  orderId?: string;
}

export interface StagedRefusal extends RefusedSubject {
  line: number;
  message: Bilingual;
}

/** What one reading of one file works with. */
export interface ReadRun {
  readonly stores: StoreFinder;
  readonly policy: Policy;
  readonly now: Date;
  readonly fileName: string;
  readonly dateOrder: DateOrder;
  readonly numberStyle: NumberStyle;
  /** Known codes of a store, to tell damaged ones. */
  knownCodes(storeId: string): KnownCodes;
  /** Today at the store. */
  todayAt(store: Store): Day;
  /** True the first time a SKU of a store is seen (and now and then again): its name is worth keeping. */
  isNewSku(storeId: string, sku: string): boolean;
  /** The file names this moment: it cannot be older. */
  sawInstant(at: number): void;
  /** A day more than two years back. */
  sawOldDay(day: Day, line: number): void;
  stage(row: StagedRow): void;
  /**
   * Says what the row at hand is about, should it be refused: its sales are unknown then, not zero. Undefined for a row
   * that tells of no sales of ours. Readers of sales call it for every row.
   */
  about(subject: () => RefusedSubject | undefined): void;
  /** Refuses the row at hand. */
  refuse(code: RowCode, facts: IssueFacts): void;
  /** Leaves the row at hand out without a word against it. */
  skip(code: NoteCode, facts: IssueFacts): void;
  /** Tells without refusing. */
  note(code: NoteCode, facts: IssueFacts): void;
}

/** Cells of one row by field; "" where the column is missing. */
export type Cells = (field: string) => string;

export interface RowReader {
  read(row: Row, cells: Cells): void;
  /** Faults that only the whole file shows; called after the last row. */
  end?(): { code: FileCode; facts: IssueFacts } | undefined;
  /** Amazon's order reports: how to take the file. */
  orderReport?(): OrderReportKind | undefined;
}

export interface Format {
  /** Also the name of its source in the database: never changed once a file of it was imported. */
  readonly id: string;
  /** Whose values it tells, where it is another form of a format: that one's id. */
  readonly source?: string;
  /** In the middle of a sentence. */
  readonly name: Bilingual;
  /** True for the plain tables that people keep by hand; they are listed after the reports of platforms. */
  readonly plain?: true;
  /** The column that may name the store, where every row needs one; left out where rows need none, or name it otherwise. */
  readonly storeColumn?: string;
  /**
   * True for order reports. How one was made decides what an order that is missing from it means, so it has to be known; and its
   * rows name their store, which then holds for the files beside it.
   */
  readonly isOrderReport?: true;
  readonly columns: readonly Column[];
  /** Columns that are told by what their header says (a month), not by a name: the field it stands for. They hold numbers. */
  readonly open?: (header: string) => string | undefined;
  /** Fields that tell this kind from others, and how many of them must be there. */
  readonly signature: readonly string[];
  readonly signs: number;
  /** False where a quotation mark is a character like any other. */
  readonly quoted: boolean;
  /** `open`: the open fields that are there, in the order of the file. */
  reader(run: ReadRun, has: (field: string) => boolean, open: readonly string[]): RowReader;
  /** Puts the staged rows in force. */
  readonly merge: Merge;
}
