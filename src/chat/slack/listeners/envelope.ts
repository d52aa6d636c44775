// Who did something, where, and how to answer: read from the parts of an event that Slack signed. Pure.

import { createHash } from 'node:crypto';

export interface Envelope {
  /** The same for the same event, however often it comes. */
  eventId: string;
  teamId: string | undefined;
  userId: string;
  /** The member's own workspace, which is another one in a shared channel. */
  userTeamId: string | undefined;
  channel: string | undefined;
  triggerId: string | undefined;
  responseUrl: string | undefined;
}

/** The parts that commands, clicks and submissions have in common, wherever each of them keeps it. */
interface Body {
  type?: string;
  trigger_id?: string;
  response_url?: string;
  team?: { id?: string } | null;
  team_id?: string;
  user?: { id?: string; team_id?: string };
  user_id?: string;
  channel?: { id?: string };
  channel_id?: string;
  container?: { channel_id?: string };
  view?: { id?: string };
}

/** Reads the envelope; an event without a trigger is known by all that it says. */
export function envelopeOf(body: Body): Envelope {
  const known = body.trigger_id ?? createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return {
    eventId: `${body.type ?? 'command'}:${known}`,
    teamId: body.team?.id ?? body.team_id,
    userId: body.user?.id ?? body.user_id ?? '',
    userTeamId: body.user?.team_id,
    channel: body.channel?.id ?? body.channel_id ?? body.container?.channel_id,
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
  };
}
