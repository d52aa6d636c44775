// Makes text from outside (SKU names, remarks, answers) safe to show: invisible and direction-changing characters are
// spelled out, lengths are cut. Markup is not escaped here: each platform's renderer does that.

/** Longest title of a message, in UTF-16 units (the shortest of the platforms' limits). */
export const maxTitleLength = 150;

const maxCombiningMarks = 3;

/** Controls, separators, zero-width and direction characters, lone surrogates, private use and tag characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;
const combiningRun = new RegExp(`(\\p{M}{${maxCombiningMarks}})\\p{M}+`, 'gu');
const spaces = /[\p{Zs}]+/gu;

/**
 * `text` on one line, at most `maxLength` UTF-16 units: invisible characters are written as ⟨U+202E⟩, line breaks as ⏎,
 * stacks of combining marks are thinned, the end is cut with "…". Never empty: an empty text becomes "–".
 */
export function clean(text: string, maxLength: number): string {
  // Bounds the work for very long input; thinning and joining below never need more than this.
  const bounded = text.length > maxLength * 8 ? `${text.slice(0, maxLength * 8)}…` : text;
  const visible = bounded
    .trim()
    .replace(/\r\n?|\n|\u2028|\u2029/g, ' ⏎ ')
    .replace(invisible, spellOut)
    .replace(combiningRun, '$1')
    .replace(spaces, ' ');
  return visible === '' ? '–' : cut(visible, maxLength);
}

/** Cuts to at most `maxLength` UTF-16 units, the last of them "…", never inside a character. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = text.slice(0, maxLength - 1);
  const whole = /[\ud800-\udbff]$/.test(end) ? end.slice(0, -1) : end;
  return `${whole.trimEnd()}…`;
}

function spellOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
