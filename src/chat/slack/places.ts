// Which conversation a destination is: the channel of a group, or the direct message with a person. Somebody who cannot
// be told anything privately is told in the group instead, where their manager reads it too.

import type { Language } from '../../lib/language.ts';
import type { Destination } from '../../messages/destination.ts';
import type { Inline } from '../../messages/message.ts';
import { findPerson } from '../../policy/people.ts';
import type { Policy } from '../../policy/policy.ts';
import { meantFor } from '../group-fallback.ts';
import type { Directory } from './directory.ts';
import type { SlackGateway } from './gateway.ts';
import { adviceFor, isAboutPerson, SlackCallError } from './trouble.ts';

/** A conversation to write to. */
export interface Place {
  channel: string;
  language: Language;
  /** What stands above a message that was meant for one person and now stands in a group. */
  preface: readonly Inline[] | undefined;
}

export interface Places {
  /** Throws SlackCallError or what a call to Slack throws. */
  placeOf(destination: Destination): Promise<Place>;
  /** Where a message goes instead whose person cannot be reached for this reason; undefined where there is no such place. */
  insteadOf(destination: Destination, code: string): Place | undefined;
  /** Notes why a person could not be told something privately; without a code, that they could. */
  note(destination: Destination, code: string | undefined): void;
  /** Why the last direct message to somebody was refused; undefined when it was not. */
  refusalOf(personId: string): string | undefined;
  /** The direct message with a member of the workspace. */
  directMessage(userId: string): Promise<string>;
  /** The language in which a conversation is written that some message stands in. */
  languageIn(channel: string): Language;
  /** Is this conversation a group of the policy file, or a direct message? */
  isOurs(channel: string): boolean;
}

export function openPlaces(gateway: SlackGateway, directory: Directory, policy: Policy): Places {
  const groups = policy.groups.filter((group) => group.platform === 'slack');
  /** Conversations opened so far; Slack keeps one for each person for good. */
  const opened = new Map<string, string>();
  const readers = new Map<string, Language>();
  const refusals = new Map<string, string>();
  const { language: teamLanguage } = policy.team;

  const directMessage = async (userId: string): Promise<string> => {
    const known = opened.get(userId);
    if (known !== undefined) return known;
    const { channel } = await gateway.client().conversations.open({ users: userId });
    if (!channel?.id) throw new SlackCallError({ code: 'cannot_dm_user', outcome: 'again' });
    opened.set(userId, channel.id);
    return channel.id;
  };

  const personally = async (personId: string): Promise<Place> => {
    const userId = await directory.userIdOf(personId);
    const channel = await directMessage(userId);
    const person = findPerson(policy.people, personId);
    const language = person?.language ?? (await directory.languageOf(userId)) ?? teamLanguage;
    readers.set(channel, language);
    return { channel, language, preface: undefined };
  };

  return {
    directMessage,
    note(destination, code) {
      if (destination.kind === 'group') return;
      if (code === undefined) refusals.delete(destination.personId);
      else refusals.set(destination.personId, code);
    },
    refusalOf: (personId) => refusals.get(personId),
    languageIn: (channel) => readers.get(channel) ?? teamLanguage,
    isOurs: (channel) => channel.startsWith('D') || groups.some((group) => group.channel === channel),
    async placeOf(destination) {
      if (destination.kind === 'group') {
        const group = groups.find(({ id }) => id === destination.groupId);
        if (!group) throw new SlackCallError({ code: 'no_such_place', outcome: 'never' });
        return { channel: group.channel, language: teamLanguage, preface: undefined };
      }
      return personally(destination.personId);
    },
    insteadOf(destination, code) {
      const group = groups.find(({ stores }) => stores === undefined) ?? groups[0];
      if (destination.kind === 'group' || !group || !isAboutPerson(code)) return undefined;
      const preface = meantFor(policy.people, destination.personId, adviceFor(code))[teamLanguage];
      return { channel: group.channel, language: teamLanguage, preface };
    },
  };
}
