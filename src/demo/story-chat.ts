// Tells the demo's story: every message that goes out is printed as a line, then sent as ever.

import type { ChatAdapter, Destination, Outgoing } from '../chat/adapter.ts';
import type { Language } from '../lib/language.ts';
import type { Policy } from '../team/policy.ts';

/** Prints one line of the story. */
export type Tell = (who: string, what: string) => void;

/** `adapter`, with each message told before it is sent. Edits are not told: the thread note beside them is. */
export function storyChat(adapter: ChatAdapter, policy: Policy, language: Language, tell: Tell): ChatAdapter {
  const say = (where: string, outgoing: Outgoing) => tell(where, outgoing.message(language).title);
  return {
    ...adapter,
    start: (handler) => adapter.start(handler),
    stop: () => adapter.stop(),
    async post(destination, outgoing) {
      say(nameOf(policy, destination), outgoing);
      return adapter.post(destination, outgoing);
    },
    async reply(parent, outgoing) {
      say('└', outgoing);
      return adapter.reply(parent, outgoing);
    },
    update: (ref, outgoing) => adapter.update(ref, outgoing),
    ...(adapter.findByKey ? { findByKey: adapter.findByKey.bind(adapter) } : {}),
  };
}

function nameOf(policy: Policy, destination: Destination): string {
  if (destination.kind === 'group') {
    return policy.groups.find((each) => each.id === destination.groupId)?.name ?? destination.groupId;
  }
  return `→ ${policy.people.find((each) => each.id === destination.personId)?.name ?? destination.personId}`;
}
