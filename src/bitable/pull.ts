// A table as a source: read whole, turned into the text of a file, handed to the importer that reads files. What cannot be
// read, or comes empty, changes nothing.

import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Format } from '../ingest/formats/format.ts';
import { leadTimes } from '../ingest/formats/lead-times.ts';
import { owners } from '../ingest/formats/owners.ts';
import { purchases } from '../ingest/formats/purchases.ts';
import { normalHeader } from '../ingest/header.ts';
import { importFiles } from '../ingest/import-files.ts';
import type { FileReport } from '../ingest/report.ts';
import type { Language } from '../lib/language.ts';
import { tableWords } from '../messages/words.ts';
import type { TablePlace, TableUse } from '../policy/bitable-policy.ts';
import { type BitableState, stateOf } from '../store/bitable.ts';
import type { Bitables } from './calls.ts';
import { asCsv, type Fields } from './model/as-csv.ts';
import { openIdsIn } from './model/cell-text.ts';
import { noteGood, noteTrouble, placeKey } from './table-state.ts';
import { nothingCame, type TableTrouble, tableTrouble, tooManyRows } from './trouble.ts';

export const sourceUses = ['owners', 'leadTimes', 'purchases'] as const satisfies readonly TableUse[];
export type SourceUse = (typeof sourceUses)[number];

/** Each kind of table is read as the file of that kind. */
const formatOf: Readonly<Record<SourceUse, Format>> = { owners, leadTimes, purchases };

/** Feishu's largest tables have fewer. */
const mostRows = 100_000;

/** Begins the codes of troubles with what stands in the rows. */
const rowsCode = 'rows.';

export interface Pulled {
  use: SourceUse;
  /** Rows that hold anything; 0 where the table could not be read. */
  rows: number;
  /** What the importer said; undefined where nothing was handed to it, because nothing had changed or came. */
  report: FileReport | undefined;
  trouble: TableTrouble | undefined;
}

/**
 * Reads the table of `use` and takes it in, if it says anything new. `again`: even when it does not. What goes wrong is
 * noted, told where a person must act, and returned. Call outside of transactions: Feishu may be slow.
 */
export async function pullTable(
  ctx: Context,
  tables: Bitables,
  { use, place, again = false }: { use: SourceUse; place: TablePlace; again?: boolean },
): Promise<Pulled> {
  const state = await stateOf(ctx.db, use, placeKey(place));
  const asOf = ctx.clock.now();
  const read = await readTable(ctx, tables, use, place);
  if ('trouble' in read) {
    // Whatever was wrong with rows is found again when they can be read again.
    const contentHash = isAboutRows(state) ? null : state.contentHash;
    await noteTrouble(ctx, state, read.trouble, { state: 'unread', contentHash });
    return { use, rows: 0, report: undefined, trouble: read.trouble };
  }
  const { csv, rows } = read;
  const contentHash = hashOf(ctx, csv);
  if (contentHash === state.contentHash && !again) {
    if (isAboutRows(state)) return { use, rows, report: undefined, trouble: state.trouble ?? undefined };
    await noteGood(ctx, state, { rows });
    return { use, rows, report: undefined, trouble: undefined };
  }
  const report = await importText(ctx, { csv, use, asOf });
  const trouble = troubleIn(report);
  if (!trouble) await noteGood(ctx, state, { rows, contentHash });
  else {
    const isTaken = report.status === 'partial';
    const issues = report.issues.filter((issue) => issue !== namedIn(report)).map(({ message }) => message);
    await noteTrouble(ctx, state, trouble, {
      state: isTaken ? 'rows' : 'unread',
      issues,
      contentHash,
      ...(isTaken && { rows }),
    });
  }
  return { use, rows, report, trouble };
}

/** All of the table or nothing: a page that fails spoils the others. */
async function readTable(
  ctx: Context,
  tables: Bitables,
  use: SourceUse,
  place: TablePlace,
): Promise<{ csv: string; rows: number } | { trouble: TableTrouble }> {
  try {
    const records: Fields[] = [];
    let pageToken: string | undefined;
    do {
      const page = await tables.page(place, pageToken);
      records.push(...page.rows);
      pageToken = page.next;
      if (records.length > mostRows) return { trouble: tooManyRows(mostRows) };
    } while (pageToken !== undefined);
    const { team, bitable } = ctx.policy;
    const people = await peopleIn(tables, records);
    const text = asCsv(records, { zone: bitable.zone ?? team.zone, people, isDate: datesOf(use) });
    return text.rows === 0 ? { trouble: nothingCame } : text;
  } catch (error) {
    return { trouble: tableTrouble(error, ctx.policy.team.language) };
  }
}

/** Whoever is named in the rows and in the policy file: ids by open_id. */
async function peopleIn(tables: Bitables, records: readonly Fields[]): Promise<Map<string, string>> {
  const openIds = new Set(records.flatMap((fields) => Object.values(fields).flatMap(openIdsIn)));
  const found = new Map<string, string>();
  for (const openId of openIds) {
    const person = await tables.personOf(openId);
    if (person) found.set(openId, person.id);
  }
  return found;
}

/** Which columns of a use hold days, whatever way their names are written. */
function datesOf(use: SourceUse): (column: string) => boolean {
  const columns = formatOf[use].columns;
  const names = new Set(
    columns.filter(({ shows }) => shows === 'dates').flatMap((each) => each.names.map(normalHeader)),
  );
  return (column) => names.has(normalHeader(column));
}

async function importText(
  ctx: Context,
  { csv, use, asOf }: { csv: string; use: SourceUse; asOf: Date },
): Promise<FileReport> {
  const [report] = await importFiles(ctx, {
    uploads: [{ name: nameOf(use, ctx.policy.team.language), bytes: new TextEncoder().encode(csv) }],
    format: formatOf[use],
    asOf,
    // Numbers come as numbers.
    numbers: 'dot',
    again: true,
  });
  if (!report) throw new Error('The importer said nothing');
  return report;
}

/** What reports and lists of imports call it. */
function nameOf(use: SourceUse, language: Language): string {
  const name = tableWords[use][language];
  return language === 'zh' ? `多维表格“${name}”` : `Feishu table of ${name}`;
}

/** Rows, or all of them, that were not taken. Other rows that are refused are another trouble. */
function troubleIn(report: FileReport): TableTrouble | undefined {
  if (report.status === 'accepted' || report.status === 'accepted_with_warning') return undefined;
  const said = report.issues.map(({ message }) => message.en).join('\n');
  return { code: `${rowsCode}${hash(said).slice(0, 12)}`, text: report.message, passes: false };
}

function isAboutRows({ trouble }: BitableState): boolean {
  return trouble?.code.startsWith(rowsCode) ?? false;
}

/** The issue that stands in the report's own sentence. */
function namedIn({ issues, code }: FileReport) {
  return issues.find((issue) => issue.code === code);
}

/** What decides how the rows are read: they themselves, and who and what the policy file knows. */
function hashOf({ policy }: Context, csv: string): string {
  const { people, stores, team, bitable } = policy;
  const known = [
    people.map(({ id, name, email, feishu }) => [id, name, email, feishu]),
    stores.map(({ id, name }) => [id, name]),
  ];
  return hash(JSON.stringify([csv, known, bitable.zone ?? team.zone]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
