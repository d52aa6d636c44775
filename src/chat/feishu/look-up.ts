// Finds a message of ours by the mark its card carries: asked only after a failure that may have come too late. Within the
// hour in which Feishu takes an id once, nothing needs to be found: asking again says nothing twice.

import type { Clock } from '../../lib/clock.ts';
import type { Destination, MessageRef } from '../../messages/destination.ts';
import type { FeishuGateway } from './gateway.ts';
import type { Places, Readers } from './places.ts';
import { readStanding, refOf, standingOf } from './refs.ts';
import { markOf } from './render-for.ts';
import { FeishuCallError, isAboutReading, isGone, readTrouble } from './trouble.ts';

/** Feishu takes an id once within an hour; a part of it is left for clocks that differ. */
const onceMs = 50 * 60_000;
/** Before the first attempt nothing can stand; the rest is for clocks that differ. */
const slackMs = 10 * 60_000;
const longestLookBackMs = 14 * 24 * 60 * 60_000;
const pageSize = 50;
const mostPages = 20;

interface Tools {
  gateway: FeishuGateway;
  places: Places;
  appId: string;
  clock: Clock;
}

interface Sought {
  destination: Destination;
  key: string;
  /** Given for what was to stand in its thread. */
  parent: MessageRef | undefined;
  /** How long ago the first attempt was that may have succeeded; undefined when nobody knows. */
  agoMs: number | undefined;
}

/** A conversation, or a thread, in which the message may stand. */
interface Spot {
  container: { type: 'chat' | 'thread'; id: string };
  readers: Readers;
}

/**
 * The newest message under the key, wherever posting may have put it. Where the app may not read, undefined within the
 * hour and FeishuCallError "never" (cannot_look_up) after it. Throws what a call to Feishu throws.
 */
export async function lookUp(tools: Tools, sought: Sought): Promise<MessageRef | undefined> {
  try {
    for (const spot of await spotsOf(tools, sought)) {
      const found = await search(tools, spot, sought);
      if (found) return found;
    }
    return undefined;
  } catch (error) {
    const { code } = readTrouble(error);
    if (!isAboutReading(code) && code !== 'cannot_look_up') throw error;
    if (sought.agoMs !== undefined && sought.agoMs < onceMs) return undefined;
    throw new FeishuCallError({ code: 'cannot_look_up', outcome: 'never' });
  }
}

/** In its thread, and outside where that is gone; with its person, and in the group where they cannot be reached. */
async function spotsOf(tools: Tools, { destination, parent }: Sought): Promise<Spot[]> {
  const { places } = tools;
  if (parent) {
    const { messageId, chatId, only } = standingOf(parent);
    const readers = only === undefined ? places.readersOf(undefined) : { language: only, only };
    const thread = await threadOf(tools, messageId);
    const inThread: Spot[] = thread === undefined ? [] : [{ container: { type: 'thread', id: thread }, readers }];
    return [...inThread, { container: { type: 'chat', id: chatId }, readers }];
  }
  if (destination.kind === 'group') {
    const { to, readers } = await places.placeOf(destination);
    return [{ container: { type: 'chat', id: to.id }, readers }];
  }
  const chatId = places.directChatOf(destination.personId);
  const instead = places.insteadOf(destination, 'no_feishu_id');
  // A conversation that nobody has spoken in since the start is not known by its id: it cannot be read.
  if (chatId === undefined) throw new FeishuCallError({ code: 'cannot_look_up', outcome: 'never' });
  return [
    { container: { type: 'chat', id: chatId }, readers: places.readersOf(destination.personId) },
    ...(instead ? [{ container: { type: 'chat' as const, id: instead.to.id }, readers: instead.readers }] : []),
  ];
}

/** The thread below a message; undefined while nobody has answered it, or when it is gone. */
async function threadOf({ gateway }: Tools, messageId: string): Promise<string | undefined> {
  try {
    const { data } = await gateway.call('im.message.get', (client) =>
      client.im.v1.message.get({ path: { message_id: messageId } }),
    );
    return data?.items?.[0]?.thread_id || undefined;
  } catch (error) {
    if (isGone(readTrouble(error).code)) return undefined;
    throw error;
  }
}

async function search(
  { gateway, appId, clock }: Tools,
  { container, readers }: Spot,
  { key, agoMs }: Sought,
): Promise<MessageRef | undefined> {
  const mark = markOf(key);
  const backMs = Math.min(longestLookBackMs, (agoMs ?? longestLookBackMs) + slackMs);
  const since = Math.floor((clock.now().getTime() - backMs) / 1_000);
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { data } = await gateway.call('im.message.list', (client) =>
      client.im.v1.message.list({
        params: {
          container_id_type: container.type,
          container_id: container.id,
          // A thread is read whole: Feishu takes no times for it.
          ...(container.type === 'chat' && { start_time: String(since) }),
          sort_type: 'ByCreateTimeDesc',
          page_size: pageSize,
          card_msg_content_type: 'user_card_content',
          ...(token !== undefined && { page_token: token }),
        },
      }),
    );
    const ours = (data?.items ?? []).filter(
      ({ sender, msg_type: type, deleted }) => sender?.id === appId && type === 'interactive' && deleted !== true,
    );
    const found = ours.find(({ body }) => body?.content.includes(mark));
    const standing = readStanding(found, readers.only);
    if (standing) return refOf(standing);
    // A card that is shown without what it was made of proves nothing about any other.
    if (ours.some(({ body }) => !body?.content.includes('schema'))) {
      throw new FeishuCallError({ code: 'cannot_look_up', outcome: 'never' });
    }
    if (!data?.has_more || !data.page_token) return undefined;
    token = data.page_token;
  }
  // Not having seen everything is no proof that the message is missing.
  throw new FeishuCallError({ code: 'search_too_long', outcome: 'unclear' });
}
