// Opens the chat platforms that are set up: the console always, the others where they have a token.

import type { ChatAdapter } from './chat/adapter.ts';
import type { LinkState, PlatformCheck } from './chat/checks.ts';
import { consoleAdapter } from './chat/console/adapter.ts';
import { consoleKnows } from './chat/console/members.ts';
import { checkSlackOnce, openSlack } from './chat/slack/adapter.ts';
import { type SlackSettings, slackPath } from './chat/slack/settings.ts';
import { homeMessages } from './commands/home.ts';
import type { Context } from './context.ts';
import { systemClock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import { consoleRoom } from './store/console-messages.ts';
import type { Policy } from './team/policy.ts';

export interface PlatformSettings {
  slack: SlackSettings | undefined;
  /** Where people reach the console from elsewhere; undefined when they cannot. */
  publicUrl: string | undefined;
}

export interface Platforms {
  adapters: readonly ChatAdapter[];
  /** Requests that platforms send to us, by path of our own server. */
  requests: readonly { path: string; answer: (request: Request) => Promise<Response> }[];
  /** What the platforms found when they last looked at their own set-up. */
  checks(): readonly PlatformCheck[];
  /** Connections through which events come. */
  links(): readonly LinkState[];
}

/** The platforms over `ctx`, unconnected: starting the adapters connects them. */
export function openPlatforms(ctx: Context, { slack: settings, publicUrl }: PlatformSettings): Platforms {
  const console = consoleAdapter(consoleRoom(ctx.db, ctx.clock), consoleKnows(ctx.policy));
  if (!settings) return { adapters: [console], requests: [], checks: () => [], links: () => [] };
  const slack = openSlack({
    settings,
    policy: ctx.policy,
    consoleUrl: publicUrl,
    home: (personId, language) => homeMessages(ctx, personId, language),
    clock: systemClock,
    log: ctx.log,
  });
  return {
    adapters: [console, slack.adapter],
    requests: slack.answer ? [{ path: slackPath, answer: slack.answer }] : [],
    checks: slack.checks,
    links: slack.links,
  };
}

/** One look at the set-up of the platforms, for a process that does not connect to them. Never throws. */
export async function checkPlatforms(
  { slack }: Pick<PlatformSettings, 'slack'>,
  { policy, log }: { policy: Policy; log: Log },
): Promise<readonly PlatformCheck[]> {
  return slack ? checkSlackOnce({ settings: slack, policy, log }) : [];
}
