// Finds a message of ours by the key in its metadata: asked only after a failure that may have come too late.

import { systemClock } from '../../lib/clock.ts';
import type { Destination, MessageRef } from '../../messages/destination.ts';
import type { SlackGateway } from './gateway.ts';
import type { Places } from './places.ts';
import { metadataType, placeIn, refOf } from './posting.ts';
import { readTrouble, SlackCallError } from './trouble.ts';

/** A delivery in doubt is looked up within a minute, or when the service comes back after a long stop. */
const lookBackMs = 7 * 24 * 60 * 60_000;
const pageSize = 999;
const longestSearchPages = 10;

interface Candidate {
  ts?: string;
  thread_ts?: string;
  metadata?: { event_type?: string; event_payload?: { [key: string]: unknown } };
}

/** Where a message may stand. */
interface Sought {
  destination: Destination;
  key: string;
  /** Given for what was to stand in its thread. */
  parent: MessageRef | undefined;
}

/** The newest message under the key, wherever posting may have put it. Throws what a call to Slack throws. */
export async function lookUp(
  { gateway, places }: { gateway: SlackGateway; places: Places },
  { destination, key, parent }: Sought,
): Promise<MessageRef | undefined> {
  for (const spot of await spotsOf(places, destination, parent)) {
    const found = await search(gateway, { ...spot, key });
    if (found) return found;
  }
  return undefined;
}

/** In its thread, and outside where that is gone; with its person, and in the group where they cannot be reached. */
async function spotsOf(places: Places, destination: Destination, parent: MessageRef | undefined) {
  if (parent) {
    const { channel, root } = placeIn(parent);
    return [
      { channel, root },
      { channel, root: undefined },
    ];
  }
  const instead = places.insteadOf(destination, 'no_slack_id')?.channel;
  const place = await places.placeOf(destination).catch((error: unknown) => {
    if (places.insteadOf(destination, readTrouble(error).code)) return undefined;
    throw error;
  });
  return [place?.channel, instead].flatMap((channel) => (channel === undefined ? [] : [{ channel, root: undefined }]));
}

async function search(
  gateway: SlackGateway,
  { channel, key, root }: { channel: string; key: string; root: string | undefined },
): Promise<MessageRef | undefined> {
  const oldest = String((systemClock.now().getTime() - lookBackMs) / 1_000);
  const asked = { channel, include_all_metadata: true, limit: pageSize };
  let cursor: string | undefined;
  for (let page = 0; page < longestSearchPages; page++) {
    const { conversations } = gateway.client();
    const next = cursor === undefined ? {} : { cursor };
    const answer =
      root === undefined
        ? await conversations.history({ ...asked, ...next, oldest })
        : await conversations.replies({ ...asked, ...next, ts: root });
    const found = (answer.messages as readonly Candidate[] | undefined)?.find((message) => isUnder(message, key));
    if (found?.ts !== undefined) return refOf(channel, found.ts, found.thread_ts);
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return undefined;
  }
  // Not having seen everything is no proof that the message is missing.
  throw new SlackCallError({ code: 'search_too_long', outcome: 'unclear' });
}

function isUnder({ metadata }: Candidate, key: string): boolean {
  return metadata?.event_type === metadataType && metadata.event_payload?.key === key;
}
