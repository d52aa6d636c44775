// The files of the plan, and the colleague who hands them in: one after the other for each store, again and again until
// one was acknowledged.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lt } from 'drizzle-orm';
import { judgePending } from '../../src/cases/judge-pending.ts';
import type { Context } from '../../src/context.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { feedDays } from '../../src/store/schema/index.ts';
import { historyFile, ownersFile, type Report, reportFile, reports } from './plan.ts';
import { isTaken, marker } from './taken.ts';

/** Takes in what was before the first day, judges it, and lays out the files that come later; returns their folder. */
export async function layOut(ctx: Context): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const before = { 'history.csv': historyFile(), 'owners.csv': ownersFile() };
  for (const [name, text] of Object.entries(before)) {
    requireWhole(await importFiles(ctx, { uploads: [{ name, bytes: bytes(text) }] }));
  }
  while ((await judgePending(ctx)).length > 0);
  const folder = await mkdtemp(path.join(tmpdir(), 'skuwatch-crash-'));
  for (const report of reports) await writeFile(path.join(folder, report.name), reportFile(report));
  return folder;
}

/**
 * Hands in each store's next file, if its time has come and the one before it was judged (who corrects a day has seen
 * what was made of it); returns how many.
 */
export async function takeIn(ctx: Context, folder: string): Promise<number> {
  const next = new Map<string, Report>();
  for (const report of reports) {
    if (!next.has(report.storeId) && !isTaken(folder, report)) next.set(report.storeId, report);
  }
  const unjudged = await ctx.db
    .select({ storeId: feedDays.storeId })
    .from(feedDays)
    .where(lt(feedDays.judgedRevision, feedDays.revision));
  const busy = new Set(unjudged.map(({ storeId }) => storeId));
  const due = [...next.values()].filter(({ at, storeId }) => at <= ctx.clock.now() && !busy.has(storeId));
  for (const { name } of due) {
    requireWhole(await importFiles(ctx, { paths: [path.join(folder, name)] }));
    await writeFile(marker(folder, name), '');
  }
  return due.length;
}

function requireWhole(reports: Awaited<ReturnType<typeof importFiles>>): void {
  for (const report of reports) {
    if (report.status !== 'accepted') throw new Error(`Not taken whole: ${JSON.stringify(report)}`);
  }
}
