// Says something in Slack: a message, an answer in a thread, a new wording. Each call is made once; whoever asked for
// it decides, by the error, whether it is made again.

import type { Log } from '../../lib/log.ts';
import type { Destination, MessageRef } from '../../messages/destination.ts';
import type { Inline, Message } from '../../messages/message.ts';
import type { Outgoing } from '../adapter.ts';
import { below } from '../group-fallback.ts';
import { openPace, type Pace } from '../pace.ts';
import type { Rate } from '../rate-limit.ts';
import { shownFiles } from '../shown-files.ts';
import type { Files } from './files.ts';
import type { SlackGateway } from './gateway.ts';
import type { Place, Places } from './places.ts';
import type { SlackMessage } from './render/message.ts';
import { type Naming, renderFor } from './render-for.ts';
import { isAboutBlocks, readTrouble, SlackCallError } from './trouble.ts';

/** Names our messages among all metadata of a workspace. */
export const metadataType = 'skuwatch';

/** Slack's own: one message a second in each channel. */
const slackRate: Rate = { burst: 1, perSecond: 1 };

export interface Posting {
  post(destination: Destination, outgoing: Outgoing): Promise<MessageRef>;
  reply(parent: MessageRef, outgoing: Outgoing): Promise<MessageRef>;
  update(ref: MessageRef, outgoing: Outgoing): Promise<MessageRef>;
}

interface Tools {
  gateway: SlackGateway;
  places: Places;
  naming: Naming;
  log: Log;
  pace: Pace;
  files: Files;
}

/** Where to write: a conversation, and the thread in it if any. */
type Spot = Omit<Place, 'preface'> & { preface?: readonly Inline[] | undefined; threadTs?: string | undefined };

export function openPosting(options: Omit<Tools, 'pace'> & { rate?: Rate | undefined }): Posting {
  const pace = openPace(options.rate ?? slackRate, (error) => readTrouble(error).retryAfterMs);
  const tools: Tools = { ...options, pace };
  return {
    post: (destination, outgoing) => post(tools, destination, outgoing),
    reply: (parent, outgoing) => {
      const { channel, root } = placeIn(parent);
      return say(tools, { channel, language: tools.places.languageIn(channel), threadTs: root }, outgoing);
    },
    update: (ref, outgoing) => change(tools, ref, outgoing),
  };
}

/** The reference of a message; `root` of a reply is the message at the top of its thread. */
export function refOf(channel: string, ts: string, root: string | undefined): MessageRef {
  return root === undefined || root === ts ? { channel, ts } : { channel, ts, root };
}

/** Throws SlackCallError "never" for a reference that names no message of Slack's. */
export function placeIn(ref: MessageRef): { channel: string; ts: string; root: string } {
  const { channel, ts, root } = ref;
  if (channel === undefined || ts === undefined) {
    throw new SlackCallError({ code: 'message_not_found', outcome: 'never' });
  }
  return { channel, ts, root: root ?? ts };
}

/** What cannot be told to a person is told in the group, where somebody can help. */
async function post(tools: Tools, destination: Destination, outgoing: Outgoing): Promise<MessageRef> {
  const { places } = tools;
  try {
    const ref = await say(tools, await places.placeOf(destination), outgoing);
    places.note(destination, undefined);
    return ref;
  } catch (error) {
    const { code } = readTrouble(error);
    const instead = places.insteadOf(destination, code);
    if (!instead) throw error;
    places.note(destination, code);
    tools.log.warn({ platform: 'slack', code }, 'person cannot be told privately: told in the group');
    return say(tools, instead, outgoing);
  }
}

async function say(tools: Tools, spot: Spot, outgoing: Outgoing): Promise<MessageRef> {
  const { channel, language } = spot;
  const message = below(outgoing.message(language), spot.preface);
  const pictures = await uploadPictures(tools, message, outgoing);
  const rendered = await renderFor(message, { naming: tools.naming, language, pictures });
  const metadata = { event_type: metadataType, event_payload: { key: outgoing.key } };
  const send = (threadTs: string | undefined) =>
    acceptably(tools.log, rendered, (said) =>
      tools.pace.inTurn(
        channel,
        () => {
          const call = { ...said, channel, metadata, unfurl_links: false, unfurl_media: false };
          const { chat } = tools.gateway.client({ signal: outgoing.signal });
          return threadTs === undefined ? chat.postMessage(call) : chat.postMessage({ ...call, thread_ts: threadTs });
        },
        outgoing.signal,
      ),
    );
  // The message at the top may have been deleted: what was to stand under it is still owed.
  const { answer, withPictures } = await send(spot.threadTs).catch((error: unknown) => {
    if (spot.threadTs === undefined || readTrouble(error).code !== 'thread_not_found') throw error;
    return send(undefined);
  });
  if (!answer.ts || !answer.channel) throw new SlackCallError({ code: 'unreadable_answer', outcome: 'unclear' });
  // A reply to a message that is gone stands by itself; only the missing thread says so.
  const root = answer.message ? answer.message.thread_ts : spot.threadTs;
  const inMessage = withPictures ? pictures : new Map<string, string>();
  await shareFiles(tools, { message, outgoing, inMessage }, { channel: answer.channel, ts: answer.ts, root });
  return refOf(answer.channel, answer.ts, root);
}

async function change(tools: Tools, ref: MessageRef, outgoing: Outgoing): Promise<MessageRef> {
  const { channel, ts } = placeIn(ref);
  const language = tools.places.languageIn(channel);
  const message = outgoing.message(language);
  const pictures = await uploadPictures(tools, message, outgoing);
  const rendered = await renderFor(message, { naming: tools.naming, language, pictures });
  await acceptably(tools.log, rendered, (said) =>
    tools.gateway.client({ signal: outgoing.signal }).chat.update({ ...said, channel, ts }),
  );
  return ref;
}

/** When Slack does not take the blocks, the words still have to arrive: without pictures, then as text alone. */
async function acceptably<T>(
  log: Log,
  { text, blocks }: SlackMessage,
  call: (said: SlackMessage) => Promise<T>,
): Promise<{ answer: T; withPictures: boolean }> {
  const wordsOnly = blocks.filter(({ type }) => type !== 'image');
  const simpler = wordsOnly.length < blocks.length ? [wordsOnly, []] : [[]];
  let attempt = blocks;
  for (;;) {
    try {
      return { answer: await call({ text, blocks: attempt }), withPictures: attempt === blocks };
    } catch (error) {
      const { code } = readTrouble(error);
      const next = simpler.shift();
      if (!isAboutBlocks(code) || next === undefined) throw error;
      log.error({ platform: 'slack', code }, 'slack did not take the blocks of a message');
      attempt = next;
    }
  }
}

function uploadPictures({ files }: Tools, message: Message, outgoing: Outgoing): Promise<ReadonlyMap<string, string>> {
  const { pictures } = shownFiles(message);
  return files.pictures(
    outgoing.attachments.filter(({ id }) => pictures.includes(id)),
    outgoing.signal,
  );
}

/** Files, and pictures that could not stand in the message, come right after it. */
async function shareFiles(
  { files }: Tools,
  said: { message: Message; outgoing: Outgoing; inMessage: ReadonlyMap<string, string> },
  place: { channel: string; ts: string; root: string | undefined },
): Promise<void> {
  const { attachments, signal } = said.outgoing;
  const shown = shownFiles(said.message);
  for (const attachment of attachments) {
    const isLost = shown.pictures.includes(attachment.id) && !said.inMessage.has(attachment.id);
    if (isLost) await files.share(attachment, { channel: place.channel, threadTs: place.root ?? place.ts }, signal);
    if (shown.files.includes(attachment.id)) {
      await files.share(attachment, { channel: place.channel, threadTs: place.root }, signal);
    }
  }
}
