// `npm run bench:detection`: labelled sets, or plain data, played through the product; tables out, 1 when a goal is missed.

import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchError } from './bench-error.ts';
import type { Job, JobResult, Source } from './job.ts';
import { type BenchOptions, help, readOptions } from './options.ts';
import { peers } from './peers/run-peers.ts';
import type { ProductRun } from './product/run-product.ts';
import { formsCsv } from './report/forms-csv.ts';
import { tellProgress } from './report/progress.ts';
import { barTable, figuresTable, volumeTable } from './report/tables.ts';
import { runJobs } from './run-jobs.ts';
import { barsOf } from './scoring/bars.ts';
import { figuresOf } from './scoring/figures.ts';
import { lowWithCause, scoredSet, steadyAsked } from './scoring/product.ts';
import { scoreForms } from './scoring/score.ts';
import { volumeOf } from './scoring/volume.ts';
import type { BenchSet, Form } from './sets/bench-set.ts';
import { readPlain } from './sets/read-plain.ts';
import { readSet } from './sets/read-set.ts';
import { steadySet } from './sets/steady-set.ts';

const developerSets = fileURLToPath(new URL('../../shared/bench/dev', import.meta.url));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BenchError)) throw error;
  process.stderr.write(`${error.text.zh}\n${error.text.en}\n`);
  process.exitCode = 2;
}

async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  const { language } = options;
  if (options.help) {
    process.stdout.write(`${help[language]}\n`);
    return 0;
  }
  const folders = foldersOf(options);
  const sets = folders.map(readSet);
  const plain = options.volume.map((file) => readPlain(file, options));
  const sources: Source[] = [
    ...folders.map((folder): Source => ({ what: 'set', folder })),
    ...options.volume.map(
      (file): Source => ({ what: 'plain', file, lastDays: options.lastDays, measure: options.measure }),
    ),
  ];
  const recorded = plain
    .map((set, i) => (set.lowCauses ? sources[sets.length + i] : undefined))
    .filter((each) => each !== undefined);
  const ran = await runAll(sources, recorded, options);
  const scored = sets.map((set, i) => scoredSet(set, ran.product(sources[i])));
  const volumes = plain.map((set, i) => volumeOf(set, ran.product(sources[sets.length + i]).forms));
  const bars = barsOf({
    sets: scored,
    volumes,
    steady: steadyAsked(steadySet(), ran.steady),
    lowWithCause: lowWithCause(
      plain.filter(({ lowCauses }) => lowCauses !== null),
      recorded.map(ran.uninformed),
    ),
  });
  const tables = [
    ...sets.map((set, i) => {
      const rows = ran
        .everybody(sources[i])
        .map(({ name, forms }) => ({ name, figures: figuresOf([scoreForms(set, forms)]) }));
      return `${set.name}\n${figuresTable(rows, language)}`;
    }),
    ...plain.map((set, i) => {
      const rows = ran
        .everybody(sources[sets.length + i])
        .map(({ name, forms }) => ({ ...volumeOf(set, forms), name }));
      return `${volumes[i]?.name}\n${volumeTable(rows, language)}`;
    }),
    barTable(bars, language),
  ];
  process.stdout.write(`${tables.join('\n\n')}\n`);
  writeForms(
    options.forms,
    [...sets, ...plain].map((set, i) => ({ set, forms: ran.product(sources[i]).forms })),
  );
  return bars.some(({ holds }) => holds === false) ? 1 : 0;
}

interface Ran {
  product(source: Source | undefined): ProductRun;
  uninformed(source: Source): ProductRun;
  steady: ProductRun;
  /** The product, then the peers where they were asked for. */
  everybody(source: Source | undefined): { name: string; forms: readonly Form[] }[];
}

/** Everything is played at once: the longest pieces first, whatever they belong to. */
async function runAll(sources: readonly Source[], recorded: readonly Source[], options: BenchOptions): Promise<Ran> {
  const { policy, language } = options;
  const steady: Source = { what: 'steady' };
  const job =
    (by: Job['by']) =>
    (source: Source): Job => ({ source, by, policy });
  const jobs = [
    ...sources.map(job('product')),
    ...recorded.map(job('product-uninformed')),
    ...(options.peers ? sources.map(job('peers')) : []),
    job('product')(steady),
  ];
  const results = await runJobs(jobs, tellProgress());
  const resultOf = (source: Source | undefined, by: Job['by']): JobResult | undefined =>
    results[jobs.findIndex((each) => each.source === source && each.by === by)];
  const productOf = (source: Source | undefined, by: Job['by']) =>
    resultOf(source, by)?.product ?? { forms: [], storeForms: [] };
  return {
    product: (source) => productOf(source, 'product'),
    uninformed: (source) => productOf(source, 'product-uninformed'),
    steady: productOf(steady, 'product'),
    everybody: (source) => {
      const beside = resultOf(source, 'peers');
      return [
        { name: `Skuwatch, ${policy}`, forms: productOf(source, 'product').forms },
        ...(beside ? peers.map(({ id, name }) => ({ name: name[language], forms: beside.peers[id] ?? [] })) : []),
      ];
    },
  };
}

function foldersOf({ folders, volume, only }: BenchOptions): string[] {
  const given = folders.length > 0 || volume.length > 0 ? folders : developerFolders();
  const kept = given.filter((folder) => only.length === 0 || only.some((word) => path.basename(folder).includes(word)));
  if (kept.length > 0 || volume.length > 0) return kept;
  throw new BenchError({
    zh: `没有名称含 ${only.join('、')} 的数据集。`,
    en: `No set's name contains ${only.join(' or ')}.`,
  });
}

function developerFolders(): string[] {
  try {
    return readdirSync(developerSets)
      .map((name) => path.join(developerSets, name))
      .filter((folder) => statSync(folder).isDirectory())
      .sort();
  } catch {
    throw new BenchError({
      zh: `没有文件夹 ${developerSets}。请写出数据集的文件夹：npm run bench:detection -- 文件夹…`,
      en: `There is no folder ${developerSets}. Name the folders of the sets: npm run bench:detection -- FOLDER…`,
    });
  }
}

function writeForms(file: string | undefined, of: readonly { set: BenchSet; forms: readonly Form[] }[]): void {
  if (file === undefined) return;
  writeFileSync(file, formsCsv(of));
  if (of.length < 2) return;
  const { dir, name, ext } = path.parse(file);
  for (const each of of) writeFileSync(path.join(dir, `${name}.${each.set.name}${ext}`), formsCsv([each]));
}
