// The built-in group chat as a chat platform: what the console shows as the team's feed. Knows no database; the
// place where messages stand is handed in.

import { type Language, languages } from '../../lib/language.ts';
import type { Destination, MessageRef } from '../../messages/destination.ts';
import type { Message } from '../../messages/message.ts';
import { type ChatAdapter, DeliveryError, type Outgoing } from '../adapter.ts';

/** A message as the console keeps it: in every language, because each reader has their own. */
export type ConsoleMessage = Readonly<Record<Language, Message>>;

/** Where the console's messages stand. Ids are opaque text. */
export interface ConsoleRoom {
  /** Adds a message and returns its id; the id of the one that already stands under `key`, unchanged, if any. */
  put(message: { key: string; channel: string; parentId: string | null; message: ConsoleMessage }): Promise<string>;
  /** The channel of a message; undefined when there is no such message. */
  channelOf(id: string): Promise<string | undefined>;
  /** Replaces what a message says and marks it as edited; false when there is no such message. */
  edit(id: string, message: ConsoleMessage): Promise<boolean>;
  find(channel: string, key: string): Promise<string | undefined>;
}

/**
 * The console as a `ChatAdapter`, posting to the places that `knows` names. Events come in through the web pages, which
 * call the same handler themselves.
 */
export function consoleAdapter(room: ConsoleRoom, knows: (destination: Destination) => boolean): ChatAdapter {
  return {
    platform: 'console',
    capabilities: { forms: 'page', threads: true, editMessage: true, privateReply: true, findByKey: true },
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

async function put(room: ConsoleRoom, channel: string, parentId: string | null, outgoing: Outgoing) {
  return { id: await room.put({ key: outgoing.key, channel, parentId, message: inBothLanguages(outgoing) }) };
}

async function reply(room: ConsoleRoom, parent: MessageRef, outgoing: Outgoing): Promise<MessageRef> {
  const parentId = idOf(parent);
  const channel = await room.channelOf(parentId);
  if (channel === undefined) throw gone(parentId);
  return put(room, channel, parentId, outgoing);
}

async function update(room: ConsoleRoom, ref: MessageRef, outgoing: Outgoing): Promise<MessageRef> {
  const id = idOf(ref);
  if (!(await room.edit(id, inBothLanguages(outgoing)))) throw gone(id);
  return ref;
}

function inBothLanguages(outgoing: Outgoing): ConsoleMessage {
  return Object.fromEntries(languages.map((language) => [language, outgoing.message(language)])) as ConsoleMessage;
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
