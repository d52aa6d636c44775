// bitable/v1: searching the records of a table, and adding and changing them in batches of 500, one batch at a time.

import { setImmediate as turn } from 'node:timers/promises';
import { isJson, type Json, parts, word } from '../shared/json.ts';
import { type Answer, refusal, success } from './answers.ts';
import { fits, readValue, writeFault } from './base-values.ts';
import type { BaseRow, BaseTable } from './bases.ts';
import type { Behind, Route } from './behind.ts';
import type { Call } from './calls.ts';

const most = 500;
const records = 'bitable/v1/apps/:app_token/tables/:table_id/records';
const all = 'bitable:app';

export const baseRoutes: readonly Route[] = [
  { is: `POST ${records}/search`, scopes: ['base:record:retrieve', all, 'bitable:app:readonly'], carryOut: search },
  { is: `POST ${records}/batch_create`, scopes: ['base:record:create', all], carryOut: create },
  { is: `POST ${records}/batch_update`, scopes: ['base:record:update', all], carryOut: update },
];

function search({ params, query, body }: Call, { bases, tenant }: Behind): Answer {
  const base = bases.all.find(({ token }) => token === params.app_token);
  const table = base && bases.table(base.token, params.table_id ?? '');
  if (!base) return refusal(91402, 'NOTEXIST');
  if (base.access === 'none') return refusal(91403, 'Forbidden', { status: 403 });
  if (!table) return refusal(1254041, 'TableIdNotFound');
  const names = Array.isArray(body.field_names) ? body.field_names.map(String) : [...table.fields.keys()];
  const asked = [...names, ...parts(body.filter as Json, 'conditions').map((each) => word(each, 'field_name'))];
  if (asked.some((name) => !table.fields.has(name))) return refusal(1254045, 'FieldNameNotFound');
  const size = Number(query.page_size ?? 20);
  if (size > most) return refusal(1254000, 'WrongRequestJson: page_size');
  const rows =
    base.access === 'hidden'
      ? []
      : table.rows.filter(({ fields }) => !isJson(body.filter) || fits(fields, body.filter));
  const start = Number(query.page_token ?? 0);
  const more = start + size < rows.length;
  return success({
    items: rows.slice(start, start + size).map((row) => asRead(row, names, table, tenant)),
    has_more: more,
    ...(more && { page_token: String(start + size) }),
    total: rows.length,
  });
}

/** Empty fields are left out; a row without anything is there all the same. */
function asRead(
  { recordId, fields }: BaseRow,
  names: readonly string[],
  table: BaseTable,
  tenant: Behind['tenant'],
): Json {
  const shown = names
    .map((name) => [name, readValue(fields[name], table.fields.get(name) ?? 'text', tenant)])
    .filter(([, value]) => value !== undefined);
  return { record_id: recordId, fields: Object.fromEntries(shown) };
}

/** The same client_token makes the records once. */
async function create(call: Call, { bases, tenant }: Behind): Promise<Answer> {
  const key = call.query.client_token;
  const made = key === undefined ? undefined : bases.keys.get(key);
  const shown = (rows: readonly BaseRow[], table: BaseTable) =>
    success({ records: rows.map((row) => asRead(row, [...table.fields.keys()], table, tenant)) });
  return write(call, bases, (table, given) => {
    if (made) return shown(made, table);
    const rows = given.map(({ fields }) => bases.row(isJson(fields) ? fields : {}));
    table.rows.push(...rows);
    if (key !== undefined) bases.keys.set(key, rows);
    return shown(rows, table);
  });
}

async function update(call: Call, { bases, tenant }: Behind): Promise<Answer> {
  return write(call, bases, (table, given) => {
    const found = given.map((each) => table.rows.find((row) => row.recordId === each.record_id));
    if (found.includes(undefined)) return refusal(1254043, 'RecordIdNotFound');
    const rows = found.filter((row) => row !== undefined);
    for (const [i, row] of rows.entries()) Object.assign(row.fields, given[i]?.fields);
    return success({ records: rows.map((row) => asRead(row, [...table.fields.keys()], table, tenant)) });
  });
}

/** What every batch is checked for; a second one while one is being written is a conflict. */
async function write(
  { params, body }: Call,
  bases: Behind['bases'],
  carryOut: (table: BaseTable, records: Json[]) => Answer,
): Promise<Answer> {
  const base = bases.all.find(({ token }) => token === params.app_token);
  const table = base && bases.table(base.token, params.table_id ?? '');
  if (!base) return refusal(91402, 'NOTEXIST');
  if (base.access !== 'edit') return refusal(91403, 'Forbidden', { status: 403 });
  if (!table) return refusal(1254041, 'TableIdNotFound');
  const given = parts(body, 'records');
  if (given.length === 0) return refusal(1254000, 'WrongRequestJson');
  if (given.length > most) return refusal(1254104, 'RecordAddOnceExceedLimit');
  for (const [name, value] of given.flatMap(({ fields }) => Object.entries(isJson(fields) ? fields : {}))) {
    const type = table.fields.get(name);
    if (!type) return refusal(1254045, 'FieldNameNotFound');
    const fault = writeFault(value, type);
    if (fault) return refusal(fault.code, fault.msg);
  }
  if (table.isBusy) return refusal(1254291, 'Write conflict');
  table.isBusy = true;
  await turn();
  table.isBusy = false;
  return carryOut(table, given);
}
