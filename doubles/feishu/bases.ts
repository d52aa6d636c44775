// 多维表格 of the tenant: tables with fields of a type and rows, and how far the app may look into them.

import type { Json } from '../shared/json.ts';

export type FieldType =
  | 'text'
  | 'number'
  | 'select'
  | 'multi select'
  | 'date'
  | 'checkbox'
  | 'person'
  | 'url'
  | 'formula';

export interface NewTable {
  id: string;
  fields: Readonly<Record<string, FieldType>>;
  /** As people would enter them: texts, numbers, dates in ms, people by name; an empty row has nothing. */
  rows?: readonly Json[];
}

export interface NewBase {
  token: string;
  /** "none": not a collaborator, refused; "hidden": reads succeed and are empty, as with advanced permissions. */
  access?: 'edit' | 'read' | 'hidden' | 'none';
  tables: readonly NewTable[];
}

export interface BaseRow {
  recordId: string;
  fields: Json;
}

export interface BaseTable {
  id: string;
  fields: Map<string, FieldType>;
  rows: BaseRow[];
  /** A batch is being written. */
  isBusy: boolean;
}

export interface Base {
  token: string;
  access: 'edit' | 'read' | 'hidden' | 'none';
  tables: BaseTable[];
}

export class Bases {
  readonly all: Base[];
  /** client_token → the records that were made with it. */
  readonly keys = new Map<string, BaseRow[]>();
  private count = 0;

  constructor(bases: readonly NewBase[]) {
    this.all = bases.map(({ token, access, tables }) => ({
      token,
      access: access ?? 'edit',
      tables: tables.map(({ id, fields, rows }) => ({
        id,
        fields: new Map(Object.entries(fields)),
        rows: (rows ?? []).map((row) => this.row(row)),
        isBusy: false,
      })),
    }));
  }

  row(fields: Json): BaseRow {
    this.count += 1;
    return { recordId: `rec${String(this.count).padStart(8, '0')}`, fields };
  }

  table(token: string, id: string): BaseTable | undefined {
    return this.all.find((base) => base.token === token)?.tables.find((table) => table.id === id);
  }
}
