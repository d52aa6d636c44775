// Literal text within Feishu's Markdown: every character that could be read as markup is written as an HTML entity, as
// Feishu documents it. Pure.

/** Text that Feishu's Markdown shows character for character. */
export function escaped(text: string): string {
  return unbroken(text).split('\n').map(escapedLine).join('\n');
}

/**
 * Bold text within Markdown, amid `before` and `after`. Asterisks mark nothing between a sign and a letter: where they would
 * have to, the sign stays outside of them, together with what it closes.
 */
export function bold(text: string, before = '', after = ''): string {
  const opens = before === '' || /[\s\p{P}\p{S}]$/u.test(before);
  const closes = after === '' || /^[\s\p{P}\p{S}]/u.test(after);
  const start = (opens ? /^\s*/u : /^[^\p{L}\p{N}]*/u).exec(text)?.[0].length ?? 0;
  const tail = (closes ? /\s*$/u : /[^\p{L}\p{N}]*$/u).exec(text)?.index ?? text.length;
  const end = tail < text.length && /^[)）】」》”]/u.test(text.slice(tail)) ? openedBefore(text, tail) : tail;
  if (end <= start) return escaped(text);
  return `${escaped(text.slice(0, start))}**${escaped(text.slice(start, end))}**${escaped(text.slice(end))}`;
}

/** A run of literal text in a colour, for a Markdown element. */
export function coloured(colour: string, text: string): string {
  return `<font color='${colour}'>${escaped(text)}</font>`;
}

/** Where the bracket that closes at `end` was opened; `end` itself where it was not, or at the very beginning. */
function openedBefore(text: string, end: number): number {
  const opening = Math.max(...[...'(（【「《“'].map((each) => text.lastIndexOf(each, end - 1)));
  return opening > 0 ? opening : end;
}

function escapedLine(line: string): string {
  return (
    line
      .replace(/[&<>*_~`[\]\\|$]/g, entity)
      // ":OK:" is an emoji by its name, "http:" begins a link; "18:00" is neither.
      .replace(/(?<!\d):(?=[\w/])|(?<=\d):(?=[A-Za-z/]|\d+:)/g, entity)
      .replace(/^\s{2,}/, ' ')
      .replace(/^\s*[-+=](?=[-=\s]|$)|^\s*#/, (start) => start.slice(0, -1) + entity(start.slice(-1)))
      .replace(/^(\s*\d+)([.)])(?=\s|$)/, (_, number: string, mark: string) => number + entity(mark))
  );
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** A number keeps its percent sign on its line. */
export function unbroken(text: string): string {
  return text.replace(/(\d) %/g, '$1\u00a0%');
}
