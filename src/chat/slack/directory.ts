// Who is who: people of the policy file and members of the workspace. Answers are kept for a while, so that a burst of
// messages does not become a burst of look-ups.

import type { Language } from '../../lib/language.ts';
import type { Person, Policy } from '../../policy/policy.ts';
import { remembered } from '../remember.ts';
import type { SlackGateway } from './gateway.ts';
import { readTrouble, SlackCallError } from './trouble.ts';
import type { WorkspaceMemory } from './workspace.ts';

export interface Directory {
  /** The Slack user id of a person of the policy file. Throws SlackCallError when there is none, or Slack fails. */
  userIdOf(personId: string): Promise<string>;
  /** The person a member of the workspace is; undefined for strangers. Throws when Slack fails. */
  personOf(userId: string): Promise<Person | undefined>;
  /** The language a member has set Slack to; undefined for one that we do not speak, or when Slack does not say. */
  languageOf(userId: string): Promise<Language | undefined>;
}

interface Member {
  email: string | undefined;
  language: Language | undefined;
  /** Of this workspace, not deactivated, no guest of another company. */
  isOurs: boolean;
}

const lookUpLimitMs = 3_000;

export function openDirectory(gateway: SlackGateway, workspace: WorkspaceMemory, policy: Policy): Directory {
  const ids = remembered((email) => idByEmail(gateway, email), isMiss);
  const members = remembered((userId) => memberInfo(gateway, workspace, userId), isMiss);
  return {
    async userIdOf(personId) {
      const person = policy.people.find(({ id }) => id === personId);
      if (person?.slack !== undefined) return person.slack;
      if (person?.email === undefined) throw new SlackCallError({ code: 'no_slack_id', outcome: 'again' });
      return ids(person.email.toLowerCase());
    },
    async personOf(userId) {
      const named = policy.people.find(({ slack }) => slack === userId);
      if (named) return named;
      const byEmail = policy.people.filter((person) => person.slack === undefined && person.email !== undefined);
      if (byEmail.length === 0) return undefined;
      const { email, isOurs } = await members(userId);
      return isOurs ? byEmail.find((person) => person.email?.toLowerCase() === email) : undefined;
    },
    languageOf: async (userId) => (await members(userId).catch(() => undefined))?.language,
  };
}

async function idByEmail(gateway: SlackGateway, email: string): Promise<string> {
  const answer = await gateway.client({ limitMs: lookUpLimitMs }).users.lookupByEmail({ email });
  const id = answer.user?.id;
  if (!id) throw new SlackCallError({ code: 'users_not_found', outcome: 'again' });
  if (answer.user?.deleted) throw new SlackCallError({ code: 'user_disabled', outcome: 'again' });
  return id;
}

async function memberInfo(gateway: SlackGateway, workspace: WorkspaceMemory, userId: string): Promise<Member> {
  const { user } = await gateway.client({ limitMs: lookUpLimitMs }).users.info({ user: userId, include_locale: true });
  const { teamId } = await workspace.know();
  const elsewhere = user?.team_id !== undefined && user.team_id !== teamId;
  const locale = user?.locale?.toLowerCase();
  return {
    email: user?.is_email_confirmed === false ? undefined : user?.profile?.email?.toLowerCase(),
    language: locale?.startsWith('zh') ? 'zh' : locale?.startsWith('en') ? 'en' : undefined,
    // The e-mail address of somebody from another company says only what that company wrote there.
    isOurs: user?.id === userId && !user.deleted && !user.is_stranger && !elsewhere,
  };
}

function isMiss(error: unknown): boolean {
  return readTrouble(error).code === 'users_not_found';
}
