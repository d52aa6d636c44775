// Splits a typed line into words as people type it: any kind of space and quote, a leading "/sku" or "@bot". Pure.

/** A line longer than this is not a command. */
export const maxLineLength = 4000;

const space = /[\s\p{Zs}\u200b\ufeff]/u;
/** Opening quote → closing quotes that end it. */
const quotes: ReadonlyMap<string, string> = new Map([
  ['"', '"”“'],
  ["'", "'’"],
  ['“', '”"'],
  ['‘', "’'"],
  ['「', '」'],
  ['『', '』'],
]);
const invocation = /^[/／](?:skuwatch|sku)$/iu;
const mention = /^[@＠]\S/u;

/**
 * The words of a line. A quote counts where a word or a value after "=" begins, and only when it is closed later:
 * the apostrophe in "don't" and a lone inch mark are text.
 */
export function tokenize(line: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (space.test(charAt(line, at))) {
      at += 1;
      continue;
    }
    const word = readWord(line, at);
    words.push(word.text);
    at = word.end;
  }
  return words;
}

/**
 * The same words without the bot's own name in front: "/sku mine", "/skuwatch mine", "@skuwatch mine". A first word
 * "sku" without the slash is the command of that name.
 */
export function withoutInvocation(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  return first !== undefined && (invocation.test(first) || mention.test(first)) ? rest : words;
}

/** Is there a character in it that no keyboard types and no database takes: NUL and other controls, half characters? */
export function hasUnprintable(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Cs}/u.test(text);
}

function readWord(line: string, from: number): { text: string; end: number } {
  let text = '';
  let at = from;
  let mayQuote = true;
  while (at < line.length && !space.test(charAt(line, at))) {
    const character = charAt(line, at);
    const end = mayQuote ? closingQuote(line, at) : -1;
    if (end > at) {
      text += line.slice(at + 1, end);
      at = end + 1;
      mayQuote = false;
      continue;
    }
    text += character;
    mayQuote = character === '=' || character === '＝';
    at += 1;
  }
  return { text, end: at };
}

/** Position of the quote that closes the one at `at`; −1 when there is no quote there, or none that closes it. */
function closingQuote(line: string, at: number): number {
  const closing = quotes.get(charAt(line, at));
  if (closing === undefined) return -1;
  for (let end = at + 1; end < line.length; end++) {
    if (closing.includes(charAt(line, end)) && endsWord(line, end + 1)) return end;
  }
  return -1;
}

function endsWord(line: string, at: number): boolean {
  return at >= line.length || space.test(charAt(line, at));
}

function charAt(line: string, at: number): string {
  return line.charAt(at);
}
