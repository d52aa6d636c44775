// The built-in group chat as a chat platform: what the console shows as the team's feed. Knows no database; the
// place where messages stand is handed in.

import { languages } from '../../lib/language.ts';
import type { Destination, MessageRef } from '../../messages/destination.ts';
import { type Capabilities, type ChatAdapter, DeliveryError, type Outgoing } from '../adapter.ts';
import type { MessageInLanguages, MessageRoom } from '../platform.ts';

export const consoleCapabilities: Capabilities = {
  forms: 'page',
  threads: true,
  editMessage: true,
  privateReply: true,
  findByKey: true,
};

/**
 * The console as a `ChatAdapter`, posting to the places that `knows` names. Events come in through the web pages, which
 * call the same handler themselves.
 */
export function consoleAdapter(room: MessageRoom, knows: (destination: Destination) => boolean): ChatAdapter {
  return {
    platform: 'console',
    capabilities: consoleCapabilities,
    start: async () => undefined,
    stop: async () => undefined,
    post: (destination, outgoing) =>
      carefully(() => {
        if (!knows(destination)) throw noSuchPlace(destination);
        return put(room, channelName(destination), null, outgoing);
      }),
    reply: (parent, outgoing) => carefully(() => reply(room, parent, outgoing)),
    update: (ref, outgoing) => carefully(() => update(room, ref, outgoing)),
    findByKey: (destination, key) =>
      carefully(async () => {
        const id = await room.find(channelName(destination), key);
        return id === undefined ? undefined : { id };
      }),
  };
}

/** How a destination is written in the rows: "group:team", "person:wang". */
function channelName(destination: Destination): string {
  return destination.kind === 'group' ? `group:${destination.groupId}` : `person:${destination.personId}`;
}

async function put(room: MessageRoom, channel: string, parentId: string | null, outgoing: Outgoing) {
  return { id: await room.put({ key: outgoing.key, channel, parentId, message: inBothLanguages(outgoing) }) };
}

async function reply(room: MessageRoom, parent: MessageRef, outgoing: Outgoing): Promise<MessageRef> {
  const parentId = idOf(parent);
  const channel = await room.channelOf(parentId);
  if (channel === undefined) throw gone(parentId);
  return put(room, channel, parentId, outgoing);
}

async function update(room: MessageRoom, ref: MessageRef, outgoing: Outgoing): Promise<MessageRef> {
  const id = idOf(ref);
  if (!(await room.edit(id, inBothLanguages(outgoing)))) throw gone(id);
  return ref;
}

function inBothLanguages(outgoing: Outgoing): MessageInLanguages {
  return Object.fromEntries(languages.map((language) => [language, outgoing.message(language)])) as MessageInLanguages;
}

function idOf(ref: MessageRef): string {
  const id = ref.id;
  if (id === undefined) throw new DeliveryError('The reference names no message of the console', { outcome: 'never' });
  return id;
}

function noSuchPlace(destination: Destination): DeliveryError {
  return new DeliveryError(`The console has no ${channelName(destination)}`, { outcome: 'never' });
}

function gone(id: string): DeliveryError {
  return new DeliveryError(`The console has no message ${id}`, { outcome: 'never' });
}

/** Every write is idempotent by key, so after any trouble with the room trying again is safe. */
async function carefully<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    throw new DeliveryError('The console could not store the message', { outcome: 'again', cause: error });
  }
}
