// Makes text from files safe to show: invisible and direction-changing characters are written out, long text is cut.

/** Characters that are not seen or that turn the text around: controls, zero-width, bidi, BOM, replacement. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffd]/gu;

/** The text as a person may see it, at most `limit` characters: "LM⟨U+202E⟩-01…". */
export function visible(text: string, limit = 80): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.replace(
    invisible,
    (char) => `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** Does the text hold characters that a key must not hold? */
export function hasInvisible(text: string): boolean {
  return text.search(invisible) >= 0;
}
