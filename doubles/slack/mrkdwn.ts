// Slack's markup as a person sees it: which words are displayed, and what in them is alive. Pure.

/** `live`: links and mentions, as "link http://…", "mention U1", "mention here". */
export interface Displayed {
  text: string;
  live: string[];
}

export interface Names {
  user(id: string): string;
  channel(id: string): string;
}

/** Short codes that Slack turns into a picture; any other stays text. */
const emoji = /:(fire|x|tada|warning|white_check_mark|smile|rotating_light|bell|red_circle|hourglass|eyes|memo):/g;
const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
/** Characters that no one sees. */
const invisible = /\u200B|\u200C|\u200D|\u2060|\uFEFF/g;

/** `links`: addresses that are merely written become links too, as they do unless `verbatim` says otherwise. */
export function displayMarkup(source: string, names: Names, { links }: { links: boolean }): Displayed {
  const live: string[] = [];
  const pieces = source.split(/(<[^<>]*>)/).map((piece) => {
    if (/^<[^<>]*>$/.test(piece)) return control(piece.slice(1, -1), names, live);
    if (links) live.push(...(piece.match(/https?:\/\/[^\s<>|]+/g) ?? []).map((url) => `link ${url}`));
    return formatted(piece);
  });
  return { text: seen(pieces.join('')), live };
}

/** Plain text: nothing in it is markup but short codes, and these only where they are asked for. */
export function displayPlain(source: string, { shortCodes }: { shortCodes: boolean }): Displayed {
  return { text: seen(shortCodes ? source.replaceAll(emoji, '⟪$1⟫') : source, false), live: [] };
}

function seen(text: string, hasEntities = true): string {
  const plain = hasEntities ? text.replaceAll(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity) : text;
  return plain.replaceAll(invisible, '');
}

/** What stands between angle brackets. */
function control(inside: string, names: Names, live: string[]): string {
  const [target = '', label] = inside.split('|');
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('@')) {
    live.push(`mention ${target.slice(1)}`);
    return `@${label ?? names.user(target.slice(1))}`;
  }
  if (target.startsWith('#')) {
    live.push(`channel ${target.slice(1)}`);
    return `#${label ?? names.channel(target.slice(1))}`;
  }
  if (target.startsWith('!')) {
    live.push(`mention ${target.slice(1)}`);
    return `@${label ?? target.slice(1)}`;
  }
  live.push(`link ${target}`);
  return label ?? target;
}

const marks = ['*', '_', '~'].map(
  (mark) =>
    new RegExp(
      `(?<![\\p{L}\\p{N}])[${mark}](?![\\s${mark}])([^${mark}\\n]*[^\\s${mark}])[${mark}](?![\\p{L}\\p{N}])`,
      'gu',
    ),
);

/** Marks of bold, italic, struck and code text are not seen. */
function formatted(text: string): string {
  const codeless = text.replaceAll(/```([^`]+)```|`([^`\n]+)`/g, (_, block, inline) => block ?? inline);
  return marks.reduce((rest, mark) => rest.replaceAll(mark, '$1'), codeless).replaceAll(emoji, '⟪$1⟫');
}
