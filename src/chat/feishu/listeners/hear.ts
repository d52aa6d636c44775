// From an event of Feishu's to the core and back: who it was, what the core says to it, and who reads the answer.

import type { Bilingual } from '../../../lib/language.ts';
import type { Deed, Inbound, Reply } from '../../../messages/inbound.ts';
import type { Person } from '../../../policy/policy.ts';
import { notices, strangerNotice } from '../notices.ts';
import type { Readers } from '../places.ts';
import { readTrouble } from '../trouble.ts';
import type { Desk } from './desk.ts';
import type { Envelope } from './envelope.ts';

/** The core's reply, and for whom it is. */
export interface Heard {
  reply: Reply;
  readers: Readers;
}

/** Who did it, or why we do not listen to them. */
export type Identity =
  | { person: Person; readers: Readers }
  | { person: undefined; readers: Readers; refusal: Bilingual };

/** Hands what was done to the core. Never throws: whatever goes wrong becomes a refusal that says what to do. */
export async function hear(desk: Desk, envelope: Envelope, deed: Deed): Promise<Heard> {
  try {
    const identity = await identify(desk, envelope);
    const { readers } = identity;
    if (!identity.person) return refused(identity.refusal, readers);
    if (envelope.chatId !== undefined && !(await desk.places.isOurs(envelope.chatId))) {
      return refused(notices.otherChat, readers);
    }
    const { id: personId, language } = identity.person;
    const event: Inbound = { ...deed, platform: 'feishu', eventId: envelope.eventId, personId, language };
    return { reply: await desk.handler(event), readers };
  } catch (error) {
    const { code } = readTrouble(error);
    desk.log.error({ platform: 'feishu', type: deed.type, code }, 'event could not be handled');
    return refused(notices.tryAgain, desk.places.readersOf(undefined));
  }
}

/** Who the sender is. Throws when Feishu cannot be asked. */
export async function identify(desk: Desk, envelope: Envelope): Promise<Identity> {
  const { openId, tenantKey, personTenantKey, appId } = envelope;
  const everybody = desk.places.readersOf(undefined);
  const ours = (await desk.bot.know().catch(() => undefined))?.tenantKey ?? tenantKey;
  const isElsewhere = tenantKey !== ours || (personTenantKey !== undefined && personTenantKey !== ours);
  if (appId !== desk.appId || tenantKey === undefined || isElsewhere) {
    return { person: undefined, readers: everybody, refusal: notices.otherTenant };
  }
  const person = openId === '' ? undefined : await desk.naming.directory.personOf(openId);
  if (!person) return { person: undefined, readers: everybody, refusal: strangerNotice(openId) };
  return { person, readers: desk.places.readersOf(person.id) };
}

export function refused(text: Bilingual, readers: Readers): Heard {
  return { reply: { type: 'refused', code: 'NOT_HEARD', text }, readers };
}
