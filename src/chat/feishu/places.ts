// Which conversation a destination is: the chat of a group, or the one with a person. Somebody who cannot be told anything
// privately is told in the group instead, where their manager reads it too.

import type { Language } from '../../lib/language.ts';
import type { Destination } from '../../messages/destination.ts';
import type { Inline } from '../../messages/message.ts';
import { findPerson } from '../../policy/people.ts';
import type { Person, Policy } from '../../policy/policy.ts';
import { meantFor } from '../group-fallback.ts';
import { adviceFor } from './advice.ts';
import type { Directory } from './directory.ts';
import type { FeishuGateway } from './gateway.ts';
import { FeishuCallError, isAboutPerson } from './trouble.ts';

/** Who reads a card: cards hold both languages, and each client shows its own. */
export interface Readers {
  /** Shown where only one language fits. */
  language: Language;
  /** The language a person asked for in the policy file: then no other is sent. */
  only: Language | undefined;
}

/** A conversation to write to: a chat ("oc_…"), or the person it is with ("ou_…"). */
export interface Place {
  to: { type: 'chat_id' | 'open_id'; id: string };
  readers: Readers;
  /** What stands above a message that was meant for one person and now stands in a group. */
  preface: Readonly<Record<Language, readonly Inline[]>> | undefined;
}

export interface Places {
  /** Throws FeishuCallError. */
  placeOf(destination: Destination): Promise<Place>;
  /**
   * Where a message goes instead whose person cannot be reached for this reason; undefined where there is no such place.
   * The manager above them among `people`, those of the policy file when left out, is asked to help.
   */
  insteadOf(destination: Destination, code: string, people?: readonly Person[]): Place | undefined;
  /** Notes why a person could not be told something privately; without a code, that they could. */
  note(destination: Destination, code: string | undefined): void;
  /** Why the last message to somebody was refused; undefined when it was not. */
  refusalOf(personId: string): string | undefined;
  /** Who reads what is told to a person. */
  readersOf(personId: string | undefined): Readers;
  /** Is this conversation a group of the policy file? */
  isGroup(chatId: string): boolean;
  /** Is it a group of the policy file, or the bot's conversation with one person? Throws what a call throws. */
  isOurs(chatId: string): Promise<boolean>;
  /** Notes a conversation that is known to be with one person; `personId` where they are of the policy file. */
  noteDirect(chatId: string, personId?: string): void;
  /** The conversation with a person, where one was seen since the start. */
  directChatOf(personId: string): string | undefined;
}

export function openPlaces(gateway: FeishuGateway, directory: Directory, policy: Policy): Places {
  const groups = policy.groups.filter((group) => group.platform === 'feishu');
  const direct = new Set<string>();
  const directOf = new Map<string, string>();
  const refusals = new Map<string, string>();
  const { language: teamLanguage } = policy.team;
  const everybody: Readers = { language: teamLanguage, only: undefined };
  const isGroup = (chatId: string) => groups.some(({ channel }) => channel === chatId);
  const readersOf = (personId: string | undefined): Readers => {
    const only = personId === undefined ? undefined : findPerson(policy.people, personId)?.language;
    return { language: only ?? teamLanguage, only };
  };
  return {
    readersOf,
    isGroup,
    note(destination, code) {
      if (destination.kind === 'group') return;
      if (code === undefined) refusals.delete(destination.personId);
      else refusals.set(destination.personId, code);
    },
    refusalOf: (personId) => refusals.get(personId),
    noteDirect(chatId, personId) {
      direct.add(chatId);
      if (personId !== undefined) directOf.set(personId, chatId);
    },
    directChatOf: (personId) => directOf.get(personId),
    async isOurs(chatId) {
      if (isGroup(chatId) || direct.has(chatId)) return true;
      const { data } = await gateway.call('im.chat.get', (client) =>
        client.im.v1.chat.get({ path: { chat_id: chatId } }),
      );
      if (data?.chat_mode !== 'p2p') return false;
      direct.add(chatId);
      return true;
    },
    async placeOf(destination) {
      if (destination.kind === 'group') {
        const group = groups.find(({ id }) => id === destination.groupId);
        if (!group) throw new FeishuCallError({ code: 'no_such_place', outcome: 'never' });
        return { to: { type: 'chat_id', id: group.channel }, readers: everybody, preface: undefined };
      }
      const id = await directory.openIdOf(destination.personId);
      return { to: { type: 'open_id', id }, readers: readersOf(destination.personId), preface: undefined };
    },
    insteadOf(destination, code, people = policy.people) {
      const group = groups.find(({ stores }) => stores === undefined) ?? groups[0];
      if (destination.kind === 'group' || !group || !isAboutPerson(code)) return undefined;
      const preface = meantFor(people, destination.personId, adviceFor(code));
      return { to: { type: 'chat_id', id: group.channel }, readers: everybody, preface };
    },
  };
}
