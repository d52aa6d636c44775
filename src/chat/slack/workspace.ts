// Which workspace the token belongs to, who we are there and what the token may do. Asked once, and again until Slack
// answers; nothing here throws away a good answer.

import { type Memory, rememberAnswer } from '../remember.ts';
import type { SlackGateway } from './gateway.ts';
import { SlackCallError } from './trouble.ts';

export interface Workspace {
  teamId: string;
  botUserId: string;
  botId: string;
  /** Scopes of the bot token; undefined when Slack did not say. */
  scopes: ReadonlySet<string> | undefined;
}

/** Scopes change when the app is reinstalled: then it is asked again. */
export type WorkspaceMemory = Memory<Workspace>;

/** Looking up what stands needs all of these: cards in channels of both kinds, reminders in direct messages. */
export const lookUpScopes = ['channels:history', 'groups:history', 'im:history'] as const;

/** False only when Slack said that a scope is missing. */
export function mayHave(workspace: Workspace | undefined, scopes: readonly string[]): boolean {
  const given = workspace?.scopes;
  return given === undefined || scopes.every((scope) => given.has(scope));
}

export function rememberWorkspace(gateway: SlackGateway): WorkspaceMemory {
  return rememberAnswer(() => ask(gateway));
}

async function ask(gateway: SlackGateway): Promise<Workspace> {
  const answer = await gateway.client().auth.test();
  const { team_id: teamId, user_id: botUserId, bot_id: botId } = answer;
  if (!teamId || !botUserId) throw new SlackCallError({ code: 'unreadable_answer', outcome: 'unclear' });
  const scopes = answer.response_metadata?.scopes;
  return { teamId, botUserId, botId: botId ?? '', scopes: scopes && new Set(scopes) };
}
