// The list of formats, and the choice among them by what a header holds. A new kind of file is added here and nowhere else.

import type { Bilingual, Language } from '../../lib/language.ts';
import { matchHeader, nearestHeader } from '../header.ts';
import { FileFault } from '../issues.ts';
import { limits } from '../limits.ts';
import { amazonAllOrders } from './amazon-all-orders.ts';
import { amazonFbaStock } from './amazon-fba-stock.ts';
import { dailySales } from './daily-sales.ts';
import { forecast } from './forecast.ts';
import type { Format } from './format.ts';
import { inbound } from './inbound.ts';
import { inventory } from './inventory.ts';
import { items } from './items.ts';
import { leadTimes } from './lead-times.ts';
import { orderLines } from './order-lines.ts';
import { owners } from './owners.ts';
import { purchases } from './purchases.ts';
import { unsupportedReport } from './unsupported.ts';

/** The surest first: of two that fit equally well the earlier is taken. */
export const formats: readonly Format[] = [
  amazonAllOrders,
  amazonFbaStock,
  dailySales,
  orderLines,
  inbound,
  inventory,
  purchases,
  leadTimes,
  items,
  owners,
  forecast,
];

/** Header words in non-Latin scripts: they help to tell one encoding from another. */
export const headerWords: readonly string[] = formats.flatMap((format) =>
  format.columns.flatMap((column) => column.names.filter((name) => /\P{ASCII}/u.test(name))),
);

export interface Recognised {
  format: Format;
  delimiter: string;
  header: string[];
  /** Position of each column that is there. */
  at: Readonly<Partial<Record<string, number>>>;
  /** Open fields among them. */
  open: readonly string[];
}

/**
 * What a file is, by its first row under each separator; what it must be, where `only` says so. Throws FileFault when it
 * is nothing that can be read.
 */
export function recognise(candidates: readonly { delimiter: string; header: string[] }[], only?: Format): Recognised {
  const first = candidates[0];
  if (!first) throw new FileFault('EMPTY_FILE');
  if (first.header.length > limits.columns) {
    throw new FileFault('TOO_MANY_COLUMNS', { found: String(first.header.length), expected: String(limits.columns) });
  }
  for (const { header } of candidates) {
    const name = unsupportedReport(header);
    if (name) throw unknownFormat(header, name);
  }
  const possible = only === undefined ? formats : [only];
  const best = candidates.flatMap(({ delimiter, header }) =>
    possible.flatMap((format) => fitOf(format, delimiter, header, only !== undefined)),
  );
  const lacks = (each: Fit) => Number(each.missing.length > 0);
  best.sort((a, b) => lacks(a) - lacks(b) || b.score - a.score);
  const chosen = best[0];
  if (!chosen) throw unknownFormat(first.header);
  const { missing, twice, ...recognised } = chosen;
  if (missing.length > 0) {
    const facts = missing.map((field) => ({
      column: field,
      found: headerText(chosen.header),
      expected: nearestOf(chosen, field),
    }));
    throw new FileFault('MISSING_COLUMN', ...facts);
  }
  if (twice !== undefined) throw new FileFault('DUPLICATE_COLUMN', { found: twice });
  return recognised;
}

/** The refusal of a file that is none of the formats; `seems` names it, where it is known for what it is. */
function unknownFormat(header: readonly string[], seems?: Bilingual): FileFault {
  return new FileFault('UNKNOWN_FORMAT', { found: headerText(header), seems, readable });
}

/** What can be imported, in the middle of a sentence. */
const readable: Bilingual = {
  zh: `${namesOf('zh', false).join('、')}，或标准 CSV（${namesOf('zh', true).join('、')}）`,
  en: `${namesOf('en', false).join(', ')}, or the plain CSVs (${namesOf('en', true).join(', ')})`,
};

function namesOf(language: Language, plain: boolean): string[] {
  return formats.filter((format) => (format.plain ?? false) === plain).map(({ name }) => name[language]);
}

interface Fit extends Recognised {
  missing: string[];
  twice: string | undefined;
  /** Columns that are understood; of equals the one with more of its signature. */
  score: number;
}

function fitOf(format: Format, delimiter: string, header: string[], isSure: boolean): Fit[] {
  const matched = matchHeader(header, format.columns);
  const signs = format.signature.filter((field) => matched.at[field] !== undefined).length;
  if (signs < format.signs && !isSure) return [];
  const open = openFields(format, header);
  const at = { ...matched.at, ...open.at };
  const understood = Object.keys(at).length;
  return [
    {
      format,
      delimiter,
      header,
      at,
      open: Object.keys(open.at),
      missing: matched.missing,
      twice: matched.twice ?? open.twice,
      score: signs / format.signature.length + understood,
    },
  ];
}

function openFields(format: Format, header: readonly string[]) {
  const at: Record<string, number> = {};
  let twice: string | undefined;
  for (const [place, text] of header.entries()) {
    const field = format.open?.(text);
    if (field === undefined) continue;
    if (at[field] !== undefined) twice ??= text;
    at[field] ??= place;
  }
  return { at, twice };
}

function nearestOf(fit: Fit, field: string): string | undefined {
  const taken = new Set(Object.values(fit.at));
  const free = fit.header.filter((_, i) => !taken.has(i));
  return nearestHeader(free, fit.format.columns.find((column) => column.field === field)?.names ?? []);
}

function headerText(header: readonly string[]): string {
  const shown = header.slice(0, 12).map((text) => text.slice(0, 40));
  return `${shown.join(', ')}${header.length > shown.length ? ' …' : ''}`;
}
