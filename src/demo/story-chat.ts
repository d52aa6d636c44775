// Tells the demo's story: every message that goes out is printed as a line, then sent as ever.

import type { ChatAdapter, Outgoing } from '../chat/adapter.ts';
import type { Language } from '../lib/language.ts';
import type { Destination } from '../messages/destination.ts';
import { plainText } from '../messages/plain-text.ts';
import type { Policy } from '../policy/policy.ts';
import type { StoryPrinter } from './story-printer.ts';

interface Story {
  policy: Policy;
  language: Language;
  print: StoryPrinter;
}

/** `adapter`, with each message told before it is sent. Edits are not told: a note in the thread stands beside them. */
export function storyChat(adapter: ChatAdapter, { policy, language, print }: Story): ChatAdapter {
  const tell = (where: string, outgoing: Outgoing) => {
    const message = outgoing.message(language);
    print.line(where, message.title);
    if (outgoing.key.startsWith('weekly:')) print.block(plainText(message, language));
  };
  return {
    ...adapter,
    async post(destination, outgoing) {
      tell(nameOf(policy, destination), outgoing);
      return adapter.post(destination, outgoing);
    },
    async reply(parent, outgoing) {
      tell('  ↳', outgoing);
      return adapter.reply(parent, outgoing);
    },
  };
}

function nameOf(policy: Policy, destination: Destination): string {
  if (destination.kind === 'group') {
    return `#${policy.groups.find((each) => each.id === destination.groupId)?.name ?? destination.groupId}`;
  }
  return `@${policy.people.find((each) => each.id === destination.personId)?.name ?? destination.personId}`;
}
