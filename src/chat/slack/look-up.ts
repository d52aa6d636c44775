// Finds a message of ours by the key in its metadata: asked only after a failure that may have come too late.

import { systemClock } from '../../lib/clock.ts';
import type { MessageRef } from '../adapter.ts';
import type { SlackGateway } from './gateway.ts';
import { metadataType, placeIn, refOf } from './posting.ts';
import { SlackCallError } from './trouble.ts';

/** A delivery in doubt is looked up within a minute, or when the service comes back after a long stop. */
const lookBackMs = 7 * 24 * 60 * 60_000;
const pageSize = 999;
const longestSearchPages = 10;

interface Candidate {
  ts?: string;
  thread_ts?: string;
  metadata?: { event_type?: string; event_payload?: { [key: string]: unknown } };
}

/** The newest message under `key`, in the conversation or in the thread of `parent`. Throws what a call to Slack throws. */
export async function findByKey(
  gateway: SlackGateway,
  { channel, key, parent }: { channel: string; key: string; parent: MessageRef | undefined },
): Promise<MessageRef | undefined> {
  if (parent !== undefined) {
    const thread = placeIn(parent);
    const inThread = await search(gateway, { channel: thread.channel, key, root: thread.root });
    // Where the message above is gone, what was to stand under it was posted by itself.
    return inThread ?? search(gateway, { channel: thread.channel, key, root: undefined });
  }
  return search(gateway, { channel, key, root: undefined });
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
