// The literal text of `sql` templates in a source file.

/** Where each piece of literal SQL stands: between the backticks of a `sql` template, outside its placeholders. */
export function sqlPieces(text: string): { from: number; to: number }[] {
  const pieces: { from: number; to: number }[] = [];
  for (const { index, 0: opening } of text.matchAll(/\bsql(?:<[^`(;]*>)?`/g)) {
    let from = index + opening.length;
    while (from < text.length) {
      const to = nextBreak(text, from);
      pieces.push({ from, to });
      if (text[to] === '`') break;
      from = afterPlaceholder(text, to + 2);
    }
  }
  return pieces;
}

/** The next end of the template, or the next placeholder in it. */
function nextBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '`' && text[at - 1] !== '\\') return at;
    if (text[at] === '$' && text[at + 1] === '{') return at;
  }
  return text.length;
}

/** Behind the brace that closes a placeholder; templates within it are skipped whole. */
function afterPlaceholder(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') open += 1;
    if (text[at] === '}') open -= 1;
    if (open === 0) return at + 1;
    if (text[at] === '`') at = afterTemplate(text, at + 1) - 1;
  }
  return text.length;
}

function afterTemplate(text: string, from: number): number {
  let at = nextBreak(text, from);
  while (text[at] === '$') at = nextBreak(text, afterPlaceholder(text, at + 2));
  return at + 1;
}
