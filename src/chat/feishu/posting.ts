// Says something in Feishu: a card, an answer below it, a new wording. Each call is made once; whoever asked for it decides,
// by the error, whether it is made again.

import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Destination, MessageRef } from '../../messages/destination.ts';
import type { Person } from '../../policy/policy.ts';
import type { Outgoing } from '../adapter.ts';
import { below } from '../group-fallback.ts';
import { shownFiles } from '../shown-files.ts';
import { acceptably } from './acceptable.ts';
import type { Files } from './files.ts';
import type { Place, Places, Readers } from './places.ts';
import { canBeChanged, onceOnly, refOf, type Standing, standingOf } from './refs.ts';
import { inAllLanguages, type Naming, type Said } from './render-for.ts';
import type { Sending, Speech } from './sending.ts';
import { isGone, isTooOld, readTrouble } from './trouble.ts';

export interface Posting {
  post(destination: Destination, outgoing: Outgoing): Promise<MessageRef>;
  reply(parent: MessageRef, outgoing: Outgoing): Promise<MessageRef>;
  update(ref: MessageRef, outgoing: Outgoing): Promise<MessageRef>;
  /** Says something at a place at once, for what answers somebody. */
  say(place: Place, utterance: Utterance): Promise<MessageRef>;
  /** Says something to a message at once. */
  answer(parent: Pick<Standing, 'messageId' | 'chatId'>, utterance: Utterance, how: Beside): Promise<MessageRef>;
}

/** `key` is the id under which it is said once; the card carries `cardKey` where that is another. */
export type Utterance = Outgoing & { cardKey?: string };

type Beside = Parameters<Sending['reply']>[2];

interface Tools {
  sending: Sending;
  places: Places;
  naming: Naming;
  files: Files;
  /** With the managers above them. */
  people(): Promise<readonly Person[]>;
  clock: Clock;
  log: Log;
}

/** How a card, or a file that goes with it, gets to where it belongs. `part` tells the parts of one message apart. */
type Way = (speech: Omit<Speech, 'once' | 'only' | 'signal'>, part: string) => Promise<Standing>;

export function openPosting(tools: Tools): Posting {
  return {
    post: (destination, outgoing) => post(tools, destination, outgoing),
    reply(ref, outgoing) {
      const parent = standingOf(ref);
      const how = tools.places.isGroup(parent.chatId) ? 'in-thread' : 'beside';
      return answer(tools, parent, { outgoing, readers: readersBeside(tools, parent), how });
    },
    update: (ref, outgoing) => change(tools, standingOf(ref), outgoing),
    say: (place, utterance) => say(tools, place, utterance),
    answer: (parent, outgoing, how) =>
      answer(tools, parent, { outgoing, readers: tools.places.readersOf(undefined), how }),
  };
}

/** What cannot be told to a person is told in the group, where somebody can help. */
async function post(tools: Tools, destination: Destination, outgoing: Outgoing): Promise<MessageRef> {
  const { places } = tools;
  try {
    const ref = await say(tools, await places.placeOf(destination), outgoing);
    places.note(destination, undefined);
    if (destination.kind === 'person' && ref.chat !== undefined) places.noteDirect(ref.chat, destination.personId);
    return ref;
  } catch (error) {
    const { code } = readTrouble(error);
    const instead = places.insteadOf(destination, code, await tools.people());
    if (!instead) throw error;
    places.note(destination, code);
    tools.log.warn({ platform: 'feishu', code }, 'person cannot be told privately: told in the group');
    return say(tools, instead, outgoing);
  }
}

function say(tools: Tools, { to, readers, preface }: Place, outgoing: Utterance): Promise<MessageRef> {
  const said = inAllLanguages((language) => below(outgoing.message(language), preface?.[language]));
  const { key, signal } = outgoing;
  const way: Way = (speech, part) =>
    tools.sending.create(to, { ...speech, once: onceOnly(key, to.id, part), only: readers.only, signal });
  return speak(tools, { said, outgoing, readers }, way);
}

/** Below a message in its thread, or beside it. */
async function answer(
  tools: Tools,
  parent: Pick<Standing, 'messageId' | 'chatId'>,
  { outgoing, readers, how }: { outgoing: Utterance; readers: Readers; how: Beside },
): Promise<MessageRef> {
  const said = inAllLanguages((language) => outgoing.message(language));
  try {
    return await speak(tools, { said, outgoing, readers }, beside(tools, parent, { outgoing, readers, how }));
  } catch (error) {
    // The message at the top may have been recalled: what was to stand under it is still owed.
    if (!isGone(readTrouble(error).code)) throw error;
    return say(tools, { to: { type: 'chat_id', id: parent.chatId }, readers, preface: undefined }, outgoing);
  }
}

function beside(
  { sending }: Tools,
  parent: Pick<Standing, 'messageId' | 'chatId'>,
  { outgoing, readers, how }: { outgoing: Utterance; readers: Readers; how: Beside },
): Way {
  const { key, signal } = outgoing;
  return (speech, part) =>
    sending.reply(parent, { ...speech, once: onceOnly(key, parent.messageId, part), only: readers.only, signal }, how);
}

async function change(tools: Tools, standing: Standing, outgoing: Outgoing): Promise<MessageRef> {
  const readers = readersBeside(tools, standing);
  const said = inAllLanguages((language) => outgoing.message(language));
  if (!canBeChanged(standing, tools.clock.now().getTime())) return renew(tools, standing, { said, outgoing, readers });
  const { key, signal } = outgoing;
  try {
    const pictures = await uploadPictures(tools, said, outgoing);
    await acceptably(tools, { said, readers, key, pictures }, (card) => tools.sending.patch(standing, card, signal));
    return refOf(standing);
  } catch (error) {
    if (!isTooOld(readTrouble(error).code)) throw error;
    return renew(tools, standing, { said, outgoing, readers });
  }
}

interface Saying {
  said: Said;
  outgoing: Utterance;
  readers: Readers;
}

/** A fresh card beside one that Feishu lets nobody change any more. */
function renew(tools: Tools, old: Standing, saying: Saying): Promise<MessageRef> {
  return speak(tools, saying, beside(tools, old, { ...saying, how: 'beside' }));
}

async function speak(tools: Tools, { said, outgoing, readers }: Saying, way: Way): Promise<MessageRef> {
  const pictures = await uploadPictures(tools, said, outgoing);
  const key = outgoing.cardKey ?? outgoing.key;
  const standing = await acceptably(tools, { said, readers, key, pictures }, (card) =>
    way({ type: 'interactive', content: card }, 'card'),
  );
  await shareFiles(tools, { said, outgoing, readers, way });
  return refOf(standing);
}

function uploadPictures({ files }: Tools, said: Said, outgoing: Outgoing): Promise<ReadonlyMap<string, string>> {
  const pictures = Object.values(said).flatMap((message) => shownFiles(message).pictures);
  return files.pictures(
    outgoing.attachments.filter(({ id }) => pictures.includes(id)),
    outgoing.signal,
  );
}

/** Files come right after the message. A file that gets lost on the way costs no text. */
async function shareFiles(tools: Tools, { said, outgoing, readers, way }: Saying & { way: Way }): Promise<void> {
  const wanted = shownFiles(said[readers.language]).files;
  for (const attachment of outgoing.attachments.filter(({ id }) => wanted.includes(id))) {
    const fileKey = await tools.files.file(attachment, outgoing.signal);
    if (fileKey === undefined) continue;
    await way({ type: 'file', content: { file_key: fileKey } }, attachment.id).catch((error: unknown) => {
      const { code } = readTrouble(error);
      tools.log.warn({ platform: 'feishu', attachmentId: attachment.id, code }, 'file could not be shared');
    });
  }
}

function readersBeside({ places }: Tools, { only }: Standing): Readers {
  return only === undefined ? places.readersOf(undefined) : { language: only, only };
}
