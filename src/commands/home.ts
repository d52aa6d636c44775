// What a person sees first on a platform that has a page for it: their open forms, then the day and the stock in numbers.
// The same messages as the commands give; reads only.

import { actingAs, type Context } from '../context.ts';
import type { Language } from '../lib/language.ts';
import type { Message } from '../messages/message.ts';
import { mineCommand } from './mine.ts';
import { runCommand } from './run.ts';
import { statusCommand } from './status.ts';

/** The messages of the page, for this person in this language; empty for somebody who is not in the policy file. */
export async function homeMessages(ctx: Context, personId: string, language: Language): Promise<Message[]> {
  const person = ctx.policy.people.find(({ id }) => id === personId);
  if (!person) return [];
  const theirs = actingAs(ctx, { kind: 'person', personId, role: person.role });
  const messages: Message[] = [];
  for (const { name } of [mineCommand, statusCommand]) {
    const reply = await runCommand(theirs, name, { language, surface: 'chat' });
    if (reply.type === 'message') messages.push(reply.message);
  }
  return messages;
}
