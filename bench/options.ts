// What the benchmark's command line may say. Throws BenchError for what it does not know.

import { parseArgs } from 'node:util';
import { type DetectionPolicy, detectionPolicies } from '../src/policy/policy.ts';
import { BenchError } from './bench-error.ts';

export interface BenchOptions {
  help: boolean;
  language: 'zh' | 'en';
  folders: string[];
  volume: string[];
  /** Empty: all sets. */
  only: string[];
  policy: DetectionPolicy;
  forms: string | undefined;
  lastDays: number | undefined;
  measure: 'units' | 'orders' | undefined;
  peers: boolean;
}

export const help = {
  en: `npm run bench:detection -- [FOLDER…] [options]

Plays labelled benchmark sets through the product, day by day, and holds its forms against the goals.
A folder has series.csv(.gz), labels.csv and meta.json. Without a folder: every set of ../shared/bench/dev.
Ends with 1 when a goal is missed.

  --only WORD[,WORD]    only sets whose name contains one of the words ("m5", "freshretail-real")
  --policy POLICY       literal, loose, balanced (default) or strict
  --no-peers            the product alone, without the other methods beside it (faster)
  --forms FILE          write the forms as csv: shop,sku,date,dir,window,deviation,p
                        (with several sets also one file a set: FILE with the set's name before its ending)
  --volume FILE…        plain data files (date,sku,units…): forms a day per 100 SKUs by volume. Alone, no set is played;
                        FOLDERs named before it are.
  --days N              of plain files only the last N days (and the warm-up before them)
  --measure units|orders   what of plain files is counted (default: orders where they have them)
  --lang zh|en          language of the tables
  --help`,
  zh: `npm run bench:detection -- [文件夹…] [选项]

把带标注的数据集按天送进产品本身，再用它发出的表单对照目标。
文件夹含 series.csv(.gz)、labels.csv、meta.json；不写则用 ../shared/bench/dev 下的全部。
有目标未达到时以 1 结束。

  --only 词[,词]        只跑名称含这些词的数据集（“m5”、“freshretail-real”）
  --policy 策略         literal、loose、balanced（默认）或 strict
  --no-peers            只跑产品本身，不跑旁边的其他方法（更快）
  --forms 文件          把表单写成 csv：shop,sku,date,dir,window,deviation,p
                        （多个数据集时另外各写一份，文件名里加上数据集名）
  --volume 文件…        普通数据文件（date,sku,units…）：按销量档统计每百 SKU 每天的表单数。单独使用时不跑数据集，
                        写在它前面的文件夹照跑
  --days N              普通文件只看最后 N 天（及其之前的预热期）
  --measure units|orders   普通文件按件数还是订单数（默认：有订单数就用订单数）
  --lang zh|en          表格的语言
  --help`,
} as const;

/** Reads the words after the command. */
export function readOptions(argv: readonly string[]): BenchOptions {
  const at = argv.indexOf('--volume');
  const { values, positionals } = parsed(argv);
  const beforeVolume = at < 0 ? positionals : parsed(argv.slice(0, at)).positionals;
  const given = values.days === undefined ? undefined : Number(values.days);
  if (given !== undefined && !(Number.isInteger(given) && given > 0)) throw wrong('--days', values.days, '1, 2, 3 …');
  return {
    help: values.help === true,
    language: oneOf('--lang', values.lang ?? 'en', ['zh', 'en'] as const),
    folders: beforeVolume,
    volume: positionals.slice(beforeVolume.length),
    only: (values.only ?? '').split(',').filter((word) => word !== ''),
    policy: oneOf('--policy', values.policy ?? 'balanced', detectionPolicies),
    forms: values.forms,
    lastDays: given,
    measure:
      values.measure === undefined ? undefined : oneOf('--measure', values.measure, ['units', 'orders'] as const),
    peers: values['no-peers'] !== true,
  };
}

const known = {
  help: { type: 'boolean' },
  lang: { type: 'string' },
  only: { type: 'string' },
  policy: { type: 'string' },
  forms: { type: 'string' },
  volume: { type: 'boolean' },
  days: { type: 'string' },
  measure: { type: 'string' },
  'no-peers': { type: 'boolean' },
} as const;

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: known });
  } catch {
    const unknown = argv.find((word) => word.startsWith('-') && !(word.slice(2).replace(/=.*/, '') in known));
    throw new BenchError({
      zh: unknown
        ? `没有选项 ${unknown}；--help 列出全部选项。`
        : '有一个选项缺少内容，或多写了内容；--help 列出全部选项。',
      en: unknown
        ? `There is no option ${unknown}; --help lists all of them.`
        : 'An option lacks its value, or has one it does not take; --help lists all of them.',
    });
  }
}

function oneOf<T extends string>(name: string, given: string, words: readonly T[]): T {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw wrong(name, given, words.join(', '));
}

function wrong(name: string, given: string | undefined, expected: string): BenchError {
  return new BenchError({
    zh: `${name} 不能是“${given}”，请写：${expected}。`,
    en: `${name} cannot be "${given}": write ${expected}.`,
  });
}
