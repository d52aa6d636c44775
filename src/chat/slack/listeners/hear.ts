// From a signed envelope to the core and back: who it was, what the core says to it, and in which language they read it.

import type { Bilingual, Language } from '../../../lib/language.ts';
import type { Deed, Inbound, Reply } from '../../../messages/inbound.ts';
import type { Person } from '../../../policy/policy.ts';
import { notices, strangerNotice } from '../notices.ts';
import { readTrouble } from '../trouble.ts';
import type { Desk } from './desk.ts';
import type { Envelope } from './envelope.ts';

/** The core's reply, for the person it is for; `personId` is undefined for a person who is not on the team. */
export interface Heard {
  reply: Reply;
  language: Language;
  personId: string | undefined;
}

/** Who did it, or why we do not listen to them. */
export type Identity =
  | { person: Person; language: Language }
  | { person: undefined; language: Language; refusal: Bilingual };

/** Hands what was done to the core. Never throws: whatever goes wrong becomes a refusal that says what to do. */
export async function hear(desk: Desk, envelope: Envelope, said: Deed): Promise<Heard> {
  try {
    const identity = await identify(desk, envelope);
    const { language } = identity;
    if (!identity.person) return refused(identity.refusal, language);
    const personId = identity.person.id;
    const event: Inbound = { ...said, platform: 'slack', eventId: envelope.eventId, personId, language };
    return { reply: await desk.handler(event), language, personId };
  } catch (error) {
    const { code } = readTrouble(error);
    desk.log.error({ platform: 'slack', type: said.type, code }, 'event could not be handled');
    return refused(notices.tryAgain, desk.policy.team.language);
  }
}

/** Who the sender is. Throws when Slack cannot be asked. */
export async function identify(desk: Desk, { userId, teamId, userTeamId }: Envelope): Promise<Identity> {
  const workspace = await desk.workspace.know();
  const teamLanguage = desk.policy.team.language;
  const isElsewhere = (id: string | undefined) => id !== undefined && id !== workspace.teamId;
  if (teamId === undefined || isElsewhere(teamId) || isElsewhere(userTeamId)) {
    return { person: undefined, language: teamLanguage, refusal: notices.otherTeam };
  }
  const person = await desk.naming.directory.personOf(userId);
  const language = person?.language ?? (await desk.naming.directory.languageOf(userId)) ?? teamLanguage;
  return person ? { person, language } : { person, language, refusal: strangerNotice(userId) };
}

/** The language in which somebody is told what concerns no case of theirs; never throws. */
export async function readerLanguage(desk: Desk, userId: string): Promise<Language> {
  const { directory } = desk.naming;
  const person = await directory.personOf(userId).catch(() => undefined);
  return person?.language ?? (await directory.languageOf(userId)) ?? desk.policy.team.language;
}

function refused(text: Bilingual, language: Language): Heard {
  return { reply: { type: 'refused', code: 'NOT_HEARD', text }, language, personId: undefined };
}
