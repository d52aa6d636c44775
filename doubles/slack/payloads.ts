// What Slack tells an app: payloads of commands, clicks, modals and events, with all the fields that Slack sends. Pure.

import { type Json, part, parts, word } from '../shared/json.ts';
import { appId, botUserId, teamId } from './workspace.ts';

export interface Who {
  userId: string;
  userName: string;
  /** Another team's, where a test wants that. */
  teamId?: string;
}

const token = 'legacy-verification-token';

export function commandPayload(
  who: Who,
  said: { command: string; text: string; channelId: string; channelName: string; responseUrl: string; trigger: string },
): Json {
  return {
    token,
    team_id: who.teamId ?? teamId,
    team_domain: 'lumora',
    channel_id: said.channelId,
    channel_name: said.channelName,
    user_id: who.userId,
    user_name: who.userName,
    command: said.command,
    text: said.text,
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: said.responseUrl,
    trigger_id: said.trigger,
  };
}

/** A click in a message. */
export function messageClickPayload(
  who: Who,
  clicked: {
    message: Json;
    channelId: string;
    channelName: string;
    action: Json;
    responseUrl: string;
    trigger: string;
  },
): Json {
  const { message, channelId } = clicked;
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  return {
    ...common(who, 'block_actions'),
    container: { type: 'message', message_ts: message.ts, channel_id: channelId, is_ephemeral: false, ...thread },
    trigger_id: clicked.trigger,
    channel: { id: channelId, name: clicked.channelName },
    message,
    state: { values: {} },
    response_url: clicked.responseUrl,
    actions: [clicked.action],
  };
}

/** A click in a modal or in the Home tab. */
export function viewClickPayload(who: Who, clicked: { view: Json; action: Json; trigger: string; state: Json }): Json {
  const { view } = clicked;
  return {
    ...common(who, 'block_actions'),
    container: { type: 'view', view_id: view.id },
    trigger_id: clicked.trigger,
    view: { ...view, state: clicked.state },
    actions: [clicked.action],
  };
}

export function submissionPayload(
  who: Who,
  { view, state, trigger }: { view: Json; state: Json; trigger: string },
): Json {
  return {
    ...common(who, 'view_submission'),
    trigger_id: trigger,
    view: { ...view, state },
    response_urls: [],
  };
}

export function closedPayload(who: Who, view: Json): Json {
  return { ...common(who, 'view_closed'), view, is_cleared: false };
}

export function eventPayload(event: Json, { id, seconds }: { id: string; seconds: number }): Json {
  return {
    token,
    team_id: teamId,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: id,
    event_time: seconds,
    authorizations: [{ enterprise_id: null, team_id: teamId, user_id: botUserId, is_bot: true }],
    is_ext_shared_channel: false,
  };
}

/** A button; without its value the first one with this action_id. */
export interface Clicked {
  actionId: string;
  value?: string;
}

/** The element of these blocks that was clicked, as Slack tells of it. */
export function actionOf(blocks: Json[], { actionId, value }: Clicked, stamp: string): Json {
  for (const block of blocks) {
    const elements = [...parts(block, 'elements'), part(block, 'accessory'), part(block, 'element')];
    const found = elements.find((each) => each.action_id === actionId && (value === undefined || each.value === value));
    if (!found) continue;
    const { style, url, ...element } = found;
    void style;
    void url;
    return { ...element, block_id: word(block, 'block_id') || 'b0', action_ts: stamp };
  }
  throw new Error(`Nothing to click is called ${actionId}`);
}

function common(who: Who, type: string): Json {
  return {
    type,
    user: { id: who.userId, username: who.userName, name: who.userName, team_id: who.teamId ?? teamId },
    api_app_id: appId,
    token,
    team: { id: who.teamId ?? teamId, domain: 'lumora' },
    enterprise: null,
    is_enterprise_install: false,
  };
}
