// `npm run bench:detection`: labelled sets, or plain data, played through the product; tables out, 1 when a goal is missed.

import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../src/errors.ts';
import { type Job, setOf } from './job.ts';
import { type BenchOptions, help, readOptions } from './options.ts';
import type { ProductRun } from './product/run-product.ts';
import { formsCsv } from './report/forms-csv.ts';
import { barTable, setTable, volumeTable } from './report/tables.ts';
import { runJobs } from './run-jobs.ts';
import { barsOf, type ScoredSet } from './scoring/bars.ts';
import type { Share } from './scoring/figures.ts';
import { scoreForms } from './scoring/score.ts';
import { type VolumeFigures, volumeOf } from './scoring/volume.ts';
import type { BenchSet } from './sets/bench-set.ts';
import { type PlainSet, readPlain } from './sets/read-plain.ts';
import { readSet } from './sets/read-set.ts';

const developerSets = fileURLToPath(new URL('../../shared/bench/dev', import.meta.url));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.text.zh}\n${error.text.en}\n`);
  process.exitCode = 2;
}

async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (options.help) {
    process.stdout.write(`${help[options.language]}\n`);
    return 0;
  }
  const { policy } = options;
  const folders = foldersOf(options);
  const sets = folders.map(readSet);
  const plain = options.volume.map((file) => readPlain(file, options));
  const jobs: Job[] = [
    ...folders.map((folder): Job => ({ source: { what: 'set', folder }, policy, hideCauses: false })),
    ...options.volume.flatMap((file, i): Job[] => {
      const { lastDays, measure } = options;
      const job: Job = { source: { what: 'plain', file, lastDays, measure }, policy, hideCauses: false };
      return plain[i]?.lowCauses ? [job, { ...job, hideCauses: true }] : [job];
    }),
    { source: { what: 'steady' }, policy, hideCauses: false },
  ];
  const runs = await runJobs(jobs, tellProgress());
  const runOf = (source: Job['source']['what'], name: string | undefined, hideCauses = false) => {
    const at = jobs.findIndex(
      (job) => job.source.what === source && job.hideCauses === hideCauses && nameOf(job) === name,
    );
    return runs[at] ?? { forms: [], storeForms: [] };
  };
  const scored = sets.map((set, i) => scoredSet(set, runs[i]));
  const volumes = plain.map((set, i) => volumeOf(set, runOf('plain', options.volume[i]).forms));
  const bars = barsOf({
    sets: scored,
    volumes,
    steady: steadyAsked(runs.at(-1)),
    lowWithCause: lowWithCause(plain, (i) => runOf('plain', options.volume[i], true)),
  });
  writeForms(options.forms, [
    ...sets.map((set, i) => ({ set, forms: runs[i]?.forms ?? [] })),
    ...plain.map((set, i) => ({ set, forms: runOf('plain', options.volume[i]).forms })),
  ]);
  report({ options, scored, volumes, text: barTable(bars, options.language) });
  return bars.some(({ holds }) => holds === false) ? 1 : 0;
}

function report(of: {
  options: BenchOptions;
  scored: readonly ScoredSet[];
  volumes: readonly VolumeFigures[];
  text: string;
}): void {
  const { options, scored, volumes, text } = of;
  const parts = [
    scored.length > 0 ? setTable(scored, options.language) : '',
    volumes.length > 0 ? volumeTable(volumes, options.language) : '',
    text,
  ];
  process.stdout.write(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
}

function foldersOf({ folders, volume, only }: BenchOptions): string[] {
  const given = folders.length > 0 || volume.length > 0 ? folders : developerFolders();
  const kept = given.filter((folder) => only.length === 0 || only.some((word) => path.basename(folder).includes(word)));
  if (kept.length === 0 && volume.length === 0) {
    throw new UserError('BENCH_NO_SETS', {
      zh: `没有名称含 ${only.join('、')} 的数据集。`,
      en: `No set's name contains ${only.join(' or ')}.`,
    });
  }
  return kept;
}

function developerFolders(): string[] {
  try {
    return readdirSync(developerSets)
      .map((name) => path.join(developerSets, name))
      .filter((folder) => statSync(folder).isDirectory())
      .sort();
  } catch {
    throw new UserError('BENCH_NO_SETS', {
      zh: `没有文件夹 ${developerSets}。请写出数据集的文件夹：npm run bench:detection -- 文件夹…`,
      en: `There is no folder ${developerSets}. Name the folders of the sets: npm run bench:detection -- FOLDER…`,
    });
  }
}

function scoredSet(set: BenchSet, run: ProductRun | undefined): ScoredSet {
  const late = set.labels.filter(({ sku }) => sku === '*');
  const lateStoreForms = (run?.storeForms ?? []).filter(({ shop, at }) =>
    late.some((label) => label.shop === shop && at >= label.start && at <= label.end),
  ).length;
  return { set, score: scoreForms(set, run?.forms ?? []), lateStoreForms };
}

function steadyAsked(run: ProductRun | undefined): Share {
  const set = setOf({ source: { what: 'steady' } });
  const skus = set.shops.flatMap((shop) => shop.skus);
  const found = skus.filter(({ sku, units }) => {
    const dir = (units[set.warm] ?? 0) > (units[0] ?? 0) ? 1 : -1;
    return run?.forms.some((form) => form.sku === sku && form.at === set.warm && form.dir === dir);
  });
  return { found: found.length, of: skus.length };
}

/** Of the "low" forms that a product without stock and campaign records posts, those on a day with a recorded cause. */
function lowWithCause(plain: readonly PlainSet[], hiddenRun: (i: number) => ProductRun): Share | null {
  const known = plain.flatMap((set, i) => {
    const { lowCauses } = set;
    if (!lowCauses) return [];
    const low = hiddenRun(i).forms.filter(({ dir, at }) => dir === -1 && at >= set.warm);
    return [{ found: low.filter(({ sku, at }) => lowCauses.get(sku)?.[at] === 1).length, of: low.length }];
  });
  if (known.length === 0) return null;
  return known.reduce((sum, each) => ({ found: sum.found + each.found, of: sum.of + each.of }), { found: 0, of: 0 });
}

function writeForms(file: string | undefined, of: Parameters<typeof formsCsv>[0]): void {
  if (file === undefined) return;
  writeFileSync(file, formsCsv(of));
  if (of.length < 2) return;
  const { dir, name, ext } = path.parse(file);
  for (const each of of) writeFileSync(path.join(dir, `${name}.${each.set.name}${ext}`), formsCsv([each]));
}

function nameOf({ source }: Job): string | undefined {
  if (source.what === 'set') return source.folder;
  return source.what === 'plain' ? source.file : undefined;
}

/** One line that is written over again on a terminal, and every tenth part elsewhere. */
function tellProgress(): (share: number) => void {
  let told = -1;
  return (share) => {
    const step = Math.floor(share * (process.stderr.isTTY ? 100 : 10));
    if (step === told) return;
    told = step;
    process.stderr.write(process.stderr.isTTY ? `\r${step} %` : `${step * 10} %\n`);
    if (process.stderr.isTTY && share >= 1) process.stderr.write('\n');
  };
}
