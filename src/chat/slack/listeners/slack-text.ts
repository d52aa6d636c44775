// What Slack makes of the words behind a command (links, mentions, entities), turned back into what was typed.

import type { Desk } from './desk.ts';

/** The words as typed; a mention of somebody on the team becomes their id in the policy file. */
export async function plainCommand(text: string, desk: Pick<Desk, 'naming'>): Promise<string> {
  const mentioned = [...text.matchAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g)].map((match) => match[1] ?? '');
  const people = new Map<string, string>();
  for (const userId of new Set(mentioned)) {
    const person = await desk.naming.directory.personOf(userId).catch(() => undefined);
    people.set(userId, person?.id ?? `@${userId}`);
  }
  return unescaped(
    text
      .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, userId: string) => people.get(userId) ?? userId)
      .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
      .replace(/<(?:https?|mailto):[^|>]*\|([^>]*)>/g, '$1')
      .replace(/<((?:https?|mailto):[^>]*)>/g, '$1'),
  );
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
