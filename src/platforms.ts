// Opens the chat platforms that are set up: the console always, the others where they have credentials.

import { type Bitables, openBitables } from './bitable/calls.ts';
import type { ChatAdapter } from './chat/adapter.ts';
import type { LinkState, PlatformCheck } from './chat/checks.ts';
import { consoleAdapter } from './chat/console/adapter.ts';
import { consoleKnows } from './chat/console/members.ts';
import { checkFeishuOnce, openFeishu } from './chat/feishu/adapter.ts';
import { openDirectory } from './chat/feishu/directory.ts';
import { openGateway } from './chat/feishu/gateway.ts';
import { type FeishuSettings, feishuPath } from './chat/feishu/settings.ts';
import { checkSlackOnce, openSlack, type SlackOptions } from './chat/slack/adapter.ts';
import { type SlackSettings, slackPath } from './chat/slack/settings.ts';
import { homeMessages } from './commands/home.ts';
import { commands } from './commands/index.ts';
import type { Context } from './context.ts';
import { systemClock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { Policy } from './policy/policy.ts';
import { consoleRoom } from './store/console-messages.ts';
import { peopleWithManagers } from './team/roster.ts';

export interface PlatformSettings {
  slack: SlackSettings | undefined;
  feishu: FeishuSettings | undefined;
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
  /** Feishu's tables; undefined where it is not set up. */
  bitables(): Promise<Bitables | undefined>;
}

/** A platform elsewhere, as its folder opens it, and where it calls us. */
interface Remote {
  adapter: ChatAdapter;
  answer: ((request: Request) => Promise<Response>) | undefined;
  path: string;
  checks(): readonly PlatformCheck[];
  links(): readonly LinkState[];
}

/** The platforms over `ctx`, unconnected: starting the adapters connects them. */
export function openPlatforms(ctx: Context, settings: PlatformSettings): Platforms {
  const console = consoleAdapter(consoleRoom(ctx.db, ctx.clock), consoleKnows(ctx.policy));
  const { remotes, bitables } = openRemotes(ctx, settings);
  return {
    adapters: [console, ...remotes.map(({ adapter }) => adapter)],
    requests: remotes.flatMap(({ answer, path }) => (answer ? [{ path, answer }] : [])),
    checks: () => remotes.flatMap(({ checks }) => checks()),
    links: () => remotes.flatMap(({ links }) => links()),
    bitables: async () => bitables,
  };
}

/** Feishu's tables alone, for a process that does not connect to the chat; undefined where Feishu is not set up. */
export function openTables(
  { feishu, publicUrl }: Pick<PlatformSettings, 'feishu' | 'publicUrl'>,
  { policy, log }: { policy: Policy; log: Log },
): Bitables | undefined {
  if (!feishu) return undefined;
  const gateway = openGateway(feishu, log);
  return openBitables({ gateway, directory: openDirectory(gateway, policy), consoleUrl: publicUrl });
}

/** One look at the set-up of the platforms, for a process that does not connect to them. Never throws. */
export async function checkPlatforms(
  { slack, feishu }: Pick<PlatformSettings, 'slack' | 'feishu'>,
  { policy, log }: { policy: Policy; log: Log },
): Promise<readonly PlatformCheck[]> {
  const found = await Promise.all([
    slack ? checkSlackOnce({ settings: slack, policy, log }) : [],
    feishu ? checkFeishuOnce({ settings: feishu, policy, log }) : [],
  ]);
  return found.flat();
}

function openRemotes(
  ctx: Context,
  { slack, feishu, publicUrl }: PlatformSettings,
): { remotes: Remote[]; bitables: Bitables | undefined } {
  const common = { policy: ctx.policy, consoleUrl: publicUrl, clock: systemClock, log: ctx.log };
  const home: SlackOptions['home'] = (personId, language) => homeMessages(ctx, personId, language);
  const people = () => peopleWithManagers(ctx).catch(() => ctx.policy.people);
  const onFeishu = feishu && openFeishu({ ...common, settings: feishu, commands, people });
  return {
    remotes: [
      ...(slack ? [{ ...openSlack({ ...common, settings: slack, home }), path: slackPath }] : []),
      ...(onFeishu ? [{ ...onFeishu, path: feishuPath }] : []),
    ],
    bitables: onFeishu && openBitables({ ...onFeishu, consoleUrl: publicUrl }),
  };
}
