// The markup of cards and messages as a person sees it: which words are displayed, and what in them is alive. Pure.
// Markup is read before entities are: what was written as `&#42;` is a star and nothing more, as the card pages say.
// Addresses that merely stand there are taken to become links, as they do in Feishu's clients.

/** `live`: links, mentions and emoji codes, as "link https://…", "mention ou_…", "emoji OK". */
export interface Displayed {
  text: string;
  live: string[];
  /** Keys of pictures within the markup. */
  pictures: string[];
}

/** What somebody is called, by open_id; "all" is everybody. */
export type NameOf = (openId: string) => string;

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
const invisible = /\u200B|\u200C|\u200D|\u2060|\uFEFF/g;
const tokens =
  /(!\[[^\]\n]*\]\([^)\s]*\)|\[[^\]\n]*\]\([^)\s]*\)|<[^<>\n]+>|https?:\/\/[\w./?#@:&=%+~,;!$*-]*[\w/#=]|:[A-Z][A-Za-z0-9_]*:)/;

/** `markdown` and `lark_md` of a card, and `md` of a post. */
export function displayMarkup(source: string, nameOf: NameOf): Displayed {
  const shown: Displayed = { text: '', live: [], pictures: [] };
  const pieces = source.split(tokens).map((piece, i) => (i % 2 === 1 ? control(piece, nameOf, shown) : piece));
  shown.text = seen(withoutMarks(pieces.join('')));
  return shown;
}

/** The text of a text message: mentions, links and addresses live; the rest is as it was written. */
export function displayText(source: string, nameOf: NameOf): Displayed {
  const asInCards = source.replaceAll(/<at user_id="([^"]*)">[^<]*<\/at>/g, '<at id=$1></at>');
  return displayMarkup(asInCards, nameOf);
}

/** Nothing in plain text is markup. */
export function displayPlain(source: string): Displayed {
  return { text: source.replaceAll(invisible, ''), live: [], pictures: [] };
}

export function together(shown: readonly Displayed[], between = '\n'): Displayed {
  const texts = shown.map(({ text }) => text).filter((text) => text !== '');
  return {
    text: texts.join(between),
    live: shown.flatMap(({ live }) => live),
    pictures: shown.flatMap(({ pictures }) => pictures),
  };
}

/** What stands for a link, tag, address or emoji; notes down what of it is alive. */
function control(piece: string, nameOf: NameOf, shown: Displayed): string {
  const picture = /^!\[([^\]]*)\]\((.*)\)$/.exec(piece);
  if (picture) {
    shown.pictures.push(picture[2] ?? '');
    return picture[1] ?? '';
  }
  const link = /^\[([^\]]*)\]\((.*)\)$/.exec(piece);
  if (link) {
    shown.live.push(`link ${link[2]}`);
    return link[1] ?? '';
  }
  if (piece.startsWith('http')) {
    shown.live.push(`link ${piece}`);
    return piece;
  }
  if (piece.startsWith(':')) {
    shown.live.push(`emoji ${piece.slice(1, -1)}`);
    return `⟪${piece.slice(1, -1)}⟫`;
  }
  return tagged(piece.slice(1, -1), nameOf, shown) ?? piece;
}

/** Tags that a client knows; undefined leaves what it does not know as it is written. */
function tagged(tag: string, nameOf: NameOf, shown: Displayed): string | undefined {
  const name = /^\/?([a-z_]+)/.exec(tag)?.[1] ?? '';
  if (tag.startsWith('/')) return known.has(name) ? '' : undefined;
  if (name === 'at' || name === 'person') return mention(tag, nameOf, shown);
  if (name === 'a' || name === 'link') {
    shown.live.push(`link ${/(?:href|url)\s*=\s*["']?([^"'\s]+)/.exec(tag)?.[1] ?? ''}`);
    return '';
  }
  if (name === 'br') return '\n';
  return known.has(name) ? '' : undefined;
}

const known = new Set(['at', 'person', 'a', 'link', 'br', 'hr', 'font', 'text_tag', 'number_tag', 'b', 'i', 'u', 's']);

function mention(tag: string, nameOf: NameOf, shown: Displayed): string {
  const given = /\b(?:ids?|email|user_id)\s*=\s*["']?([^"'\s]+)/.exec(tag)?.[1] ?? '';
  const ids = given.split(',').filter((id) => id !== '');
  shown.live.push(...ids.map((id) => `mention ${id}`));
  return ids.map((id) => `@${nameOf(id)}`).join(' ');
}

/** Headings, quotes, rules and emphasis leave only their words. */
function withoutMarks(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:#{1,6}|>)\s+/, '').replace(/^\s*-{3,}\s*$/, ''))
    .join('\n')
    .replaceAll(/```[a-z]*\n?/g, '')
    .replaceAll(/(\*\*|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replaceAll(/(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, '$1')
    .replaceAll(/`([^`\n]+)`/g, '$1');
}

function seen(text: string): string {
  const plain = text.replaceAll(/&(?:#(\d+)|#x([0-9a-fA-F]+)|([a-z]+));/g, (entity, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return named[name] ?? entity;
  });
  return plain.replaceAll(invisible, '');
}
