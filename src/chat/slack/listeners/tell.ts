// Tells one person something that nobody else sees: where they did something, or in a direct message.

import { callLimitMs } from '../gateway.ts';
import type { SlackMessage } from '../render/message.ts';
import { readTrouble, SlackCallError } from '../trouble.ts';
import type { Desk } from './desk.ts';
import type { Envelope } from './envelope.ts';

/** Tries what is nearest to the person first. Never throws: what cannot be told is logged. */
export async function tellPrivately(desk: Desk, envelope: Envelope, said: SlackMessage): Promise<void> {
  const { responseUrl, channel, userId } = envelope;
  const client = desk.gateway.client();
  const ways = [
    responseUrl === undefined ? undefined : () => respond(responseUrl, said),
    channel === undefined || channel.startsWith('D')
      ? undefined
      : () => client.chat.postEphemeral({ ...said, channel, user: userId }),
    async () => client.chat.postMessage({ ...said, channel: await desk.places.directMessage(userId) }),
  ];
  for (const way of ways) {
    if (way === undefined) continue;
    try {
      await way();
      return;
    } catch (error) {
      desk.log.warn({ platform: 'slack', code: readTrouble(error).code }, 'private reply could not be shown');
    }
  }
}

/** Tells somebody in a direct message. Never throws. */
export function tellDirectly(desk: Desk, userId: string, said: SlackMessage): Promise<void> {
  const nowhere = { eventId: '', teamId: undefined, userTeamId: undefined, channel: undefined, triggerId: undefined };
  return tellPrivately(desk, { ...nowhere, userId, responseUrl: undefined }, said);
}

/** Slack's address for answers to one event: five times, for half an hour. */
async function respond(url: string, said: SlackMessage): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...said, response_type: 'ephemeral', replace_original: false }),
    redirect: 'error',
    signal: AbortSignal.timeout(callLimitMs),
  });
  if (!answer.ok) throw new SlackCallError({ code: `http_${answer.status}`, outcome: 'unclear' });
}
