// Splits a terminal line into the command's words and the flags around them. Pure.

import { distance } from 'fastest-levenshtein';
import { malformed, quoted } from '../commands/malformed.ts';

/** Flags that take a value, and those that do not. */
const valued = [
  'as',
  'lang',
  'from',
  'to',
  'format',
  'out',
  'store',
  'as-of',
  'encoding',
  'dates',
  'numbers',
  'orders',
  'days',
] as const;
const plain = ['json', 'help', 'version', 'allow-old', 'again'] as const;

export type ValuedFlag = (typeof valued)[number];
type PlainFlag = (typeof plain)[number];

export interface Line {
  words: readonly string[];
  values: Readonly<Partial<Record<ValuedFlag, string>>>;
  flags: ReadonlySet<PlainFlag>;
}

/**
 * Reads a line. Only words that begin with two dashes are flags, so that "-20%" stays a word; after "--" nothing is a
 * flag. Throws UserError for a flag that does not exist or lacks its value.
 */
export function readLine(argv: readonly string[]): Line {
  const words: string[] = [];
  const values: Partial<Record<ValuedFlag, string>> = {};
  const flags = new Set<PlainFlag>();
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      words.push(...rest);
      break;
    }
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const [name = '', inline] = splitOnce(word.slice(2));
    if (isPlain(name)) flags.add(name);
    else if (isValued(name)) values[name] = inline ?? requireValue(name, rest.shift());
    else throw unknownFlag(name);
  }
  return { words, values, flags };
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function requireValue(name: ValuedFlag, value: string | undefined): string {
  if (value !== undefined && !value.startsWith('--')) return value;
  throw malformed({ zh: `--${name} 后面缺少内容。`, en: `--${name} needs a value.` });
}

function unknownFlag(name: string) {
  const near = [...valued, ...plain].sort((a, b) => distance(name.slice(0, 30), a) - distance(name.slice(0, 30), b))[0];
  return malformed({
    zh: `没有选项${quoted(`--${name}`)}。是不是 --${near}？`,
    en: `There is no option ${quoted(`--${name}`)}. Did you mean --${near}?`,
  });
}

function isPlain(name: string): name is PlainFlag {
  return plain.some((each) => each === name);
}

function isValued(name: string): name is ValuedFlag {
  return valued.some((each) => each === name);
}
