// Opens the chat platforms that are set up, and Feishu's tables where Feishu is.

import { type Bitables, openBitables } from './bitable/calls.ts';
import type { ChatAdapter } from './chat/adapter.ts';
import type { LinkState, PlatformCheck } from './chat/checks.ts';
import { type ChatSettings, inUse, openChats } from './chat/index.ts';
import type { OpenPlatform } from './chat/platform.ts';
import { homeMessages } from './commands/home.ts';
import { commands } from './commands/index.ts';
import type { Context } from './context.ts';
import { systemClock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { Policy } from './policy/policy.ts';
import { consoleRoom } from './store/console-messages.ts';
import { peopleWithManagers } from './team/roster.ts';

export interface PlatformSettings extends ChatSettings {
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

/** The platforms over `ctx`, unconnected: starting the adapters connects them. */
export async function openPlatforms(ctx: Context, settings: PlatformSettings): Promise<Platforms> {
  const { publicUrl } = settings;
  const opened = await openChats(settings, {
    policy: ctx.policy,
    consoleUrl: publicUrl,
    clock: systemClock,
    log: ctx.log,
    people: () => peopleWithManagers(ctx).catch(() => ctx.policy.people),
    commands,
    home: (personId, language) => homeMessages(ctx, personId, language),
    room: consoleRoom(ctx.db, ctx.clock),
  });
  const all: readonly OpenPlatform[] = Object.values(opened);
  const bitables = opened.feishu && openBitables({ ...opened.feishu, consoleUrl: publicUrl });
  return {
    adapters: all.map(({ adapter }) => adapter),
    requests: all.flatMap(({ requests }) => requests ?? []),
    checks: () => all.flatMap(({ checks }) => checks()),
    links: () => all.flatMap(({ links }) => links()),
    bitables: async () => bitables,
  };
}

/** Feishu's tables alone, for a process that does not connect to the chat; undefined where Feishu is not set up. */
export async function openTables(
  { feishu, publicUrl }: Pick<PlatformSettings, 'feishu' | 'publicUrl'>,
  { policy, log }: { policy: Policy; log: Log },
): Promise<Bitables | undefined> {
  if (!feishu) return undefined;
  const { openGateway } = await import('./chat/feishu/gateway.ts');
  const { openDirectory } = await import('./chat/feishu/directory.ts');
  const gateway = openGateway(feishu, log);
  return openBitables({ gateway, directory: openDirectory(gateway, policy), consoleUrl: publicUrl });
}

/** One look at the set-up of the platforms, for a process that does not connect to them. Never throws. */
export async function checkPlatforms(
  settings: ChatSettings,
  given: { policy: Policy; log: Log },
): Promise<readonly PlatformCheck[]> {
  const found = await Promise.all(inUse(settings).map((each) => each.check(settings[each.id], given)));
  return found.flat();
}
