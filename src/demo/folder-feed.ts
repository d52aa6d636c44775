// A folder as a feed: what is in it is read when the demo starts, and again whenever a store's sales day has ended, as
// a shop's reports would be pulled.

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { closedThrough } from '../cases/closed-day.ts';
import type { Context } from '../context.ts';
import { importFiles } from '../ingest/import-files.ts';
import type { FileReport } from '../ingest/report.ts';

/** Names that speak of one day, such as "2011-10-28.csv": read once that day is over somewhere, not before. */
const oneDay = /^(?:stock_)?(\d{4}-\d{2}-\d{2})\.csv$/;

/** Reads the folder; returns what is worth telling. */
export type FolderFeed = () => Promise<FileReport[]>;

/** The feed of `folder`. Files that are wholly read are not read again. */
export function folderFeed(ctx: Context, folder: string): FolderFeed {
  const settled = new Set<string>();
  const told = new Set<string>();
  return async () => {
    const closed =
      ctx.policy.stores
        .map((store) => closedThrough(store, ctx.clock.now()) as string)
        .sort()
        .at(-1) ?? '';
    const paths = (await filesBelow(folder)).filter((file) => !settled.has(file) && !isAhead(file, closed));
    if (paths.length === 0) return [];
    const reports = await importFiles(ctx, { paths });
    for (const report of reports) if (isSettled(report)) settled.add(report.file);
    const news = reports.filter((report) => report.rowsKept > 0 || !told.has(report.file));
    for (const report of reports) told.add(report.file);
    return news;
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter(
      (entry) => entry.isFile() && /\.(csv|tsv|txt|xlsx|json)(\.gz)?$/i.test(entry.name) && !entry.name.startsWith('.'),
    )
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function isAhead(file: string, closed: string): boolean {
  const day = oneDay.exec(path.basename(file))?.[1];
  return day !== undefined && day > closed;
}

/** A file with a day that was not over when it was read is read again: the same content, pulled later, completes it. */
function isSettled(report: FileReport): boolean {
  return report.days.every((each) => each.partial === 0);
}
