// Puts settings into the text of an .env file: in the place of those that stand there, else at its end. Pure.

/** `text` with every one of `settings` exactly once, and everything else as it was. */
export function withSettings(text: string, settings: readonly (readonly [name: string, value: string])[]): string {
  const names = settings.map(([name]) => name);
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const kept = lines.filter((line) => !names.includes(nameIn(line)));
  const first = lines.findIndex((line) => names.includes(nameIn(line)));
  const at = first < 0 ? kept.length : first;
  const added = settings.map(([name, value]) => `${name}=${value}`);
  return `${[...kept.slice(0, at), ...added, ...kept.slice(at)].join('\n')}\n`;
}

/** The name that a line sets; empty for comments and anything else. */
function nameIn(line: string): string {
  return /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? '';
}
