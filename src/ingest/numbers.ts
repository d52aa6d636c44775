// Reads numbers as people and their spreadsheets write them. "1.234" can be a thousand or one and a bit, so a whole
// file is read in one style, and the style is decided by what the file as a whole shows.

/** Which sign stands before the decimals: 1,234.5 (dot) or 1.234,5 (comma). */
export const numberStyles = ['dot', 'comma'] as const;
export type NumberStyle = (typeof numberStyles)[number];

export interface Sample {
  line: number;
  text: string;
}

/** The first cell of each kind that a file showed. */
export interface NumberEvidence {
  /** Can only be read in dot style ("3.5", "1,234.50"). */
  dot?: Sample;
  /** Can only be read in comma style ("3,5", "1.234,50"). */
  comma?: Sample;
  /** "1.234": either. */
  openDot?: Sample;
  /** "1,234": either, though three decimals are rare. */
  openComma?: Sample;
}

export type CountFault = 'MISSING_VALUE' | 'NOT_A_NUMBER' | 'NOT_INTEGER' | 'NEGATIVE_UNITS' | 'OUT_OF_RANGE';

/** More units of one SKU than any shop sells or holds: such a value is a slip. */
export const largestCount = 9_999_999;

const units = /(?:天|日|件|个|套|pcs|days?)$/iu;
const currencySigns = /(?:US|CA|JP|AU|MX|HK|R|C|A)?[$€£¥￥₩₹]|^[A-Z]{3}\b|\b[A-Z]{3}$|元$/gu;
const spaces = /[\s\u00a0\u202f']/gu;

/** Full-width digits become plain, spaces between digits, units and currency signs go. */
export function plainNumber(text: string): string {
  if (/^\d{1,9}$/.test(text)) return text;
  if (text.length > 60) return text;
  return text.normalize('NFKC').trim().replace(currencySigns, '').replace(spaces, '').replace(units, '');
}

/** Remembers what a cell (already through `plainNumber`) tells about the file's style. */
export function noteNumber(evidence: NumberEvidence, plain: string, at: Sample): void {
  const kind = kindOf(plain);
  if (kind) evidence[kind] ??= at;
}

/**
 * The style of a file, or the two cells that speak against each other (or the one that can be read both ways).
 * "1,234" alone is read as a thousand: three decimals after a comma hardly occur; "1.234" alone is asked about.
 */
export function decideNumberStyle(evidence: NumberEvidence): { style: NumberStyle } | { ambiguous: readonly Sample[] } {
  const { dot, comma, openDot, openComma } = evidence;
  if (dot && comma) return { ambiguous: [dot, comma] };
  if (dot) return { style: 'dot' };
  if (comma) return { style: 'comma' };
  if (openDot) return { ambiguous: openComma ? [openDot, openComma] : [openDot] };
  return { style: 'dot' };
}

/** A whole number from 0 to `largestCount`, or what is wrong with it. */
export function readCount(plain: string, style: NumberStyle): number | CountFault {
  if (/^\d{1,7}$/.test(plain)) return Number(plain);
  if (plain === '') return 'MISSING_VALUE';
  const decimal = toDecimal(plain, style);
  if (decimal === undefined) return 'NOT_A_NUMBER';
  if (decimal.startsWith('-')) return 'NEGATIVE_UNITS';
  const [whole = '', fraction = ''] = decimal.split('.');
  if (/[1-9]/.test(fraction)) return 'NOT_INTEGER';
  return whole.length > 15 || Number(whole) > largestCount ? 'OUT_OF_RANGE' : Number(whole);
}

/** Money as decimal text with a dot; undefined when it is not a number or has more than 15 digits before the dot. */
export function readAmount(plain: string, style: NumberStyle): string | undefined {
  const decimal = toDecimal(plain, style);
  if (decimal === undefined) return undefined;
  return /^-?\d{1,15}(?:\.\d{1,10})?$/.test(decimal) ? decimal : undefined;
}

function kindOf(plain: string): keyof NumberEvidence | undefined {
  if (/^-?\d+$/.test(plain)) return undefined;
  if (/^-?[1-9]\d{0,2}\.\d{3}$/.test(plain)) return 'openDot';
  if (/^-?[1-9]\d{0,2},\d{3}$/.test(plain)) return 'openComma';
  if (/^-?\d{1,3}(?:,\d{3}){2,}$/.test(plain)) return 'dot';
  if (/^-?\d{1,3}(?:\.\d{3}){2,}$/.test(plain)) return 'comma';
  if (/^-?(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+$/.test(plain)) return 'dot';
  if (/^-?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/.test(plain)) return 'comma';
  return undefined;
}

/** Decimal text with a dot and no thousands marks, or undefined. */
function toDecimal(plain: string, style: NumberStyle): string | undefined {
  const shape = style === 'dot' ? dotShape : commaShape;
  if (plain.length > 60 || !shape.test(plain)) return undefined;
  return style === 'dot' ? plain.replaceAll(',', '') : plain.replaceAll('.', '').replace(',', '.');
}

const dotShape = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
const commaShape = /^-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/;
