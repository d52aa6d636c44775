// Slack as a chat platform: posting through the Web API, hearing through Bolt. Wires the parts; decides nothing itself.

import { App, LogLevel } from '@slack/bolt';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Destination, MessageRef } from '../../messages/destination.ts';
import type { Policy } from '../../policy/policy.ts';
import type { ChatAdapter, Tried } from '../adapter.ts';
import type { PlatformCheck } from '../checks.ts';
import type { HomeMessages, OpenPlatform } from '../platform.ts';
import type { Rate } from '../rate-limit.ts';
import { slackCapabilities } from './capabilities.ts';
import { checkAppToken, checkSlack, openCheck } from './check.ts';
import { openDirectory } from './directory.ts';
import { openFiles } from './files.ts';
import { openGateway, type SlackGateway } from './gateway.ts';
import { listen } from './listeners/index.ts';
import { lookUp } from './look-up.ts';
import { openPlaces } from './places.ts';
import { openPosting } from './posting.ts';
import { sdkLog } from './sdk-log.ts';
import { type SlackSettings, slackPath } from './settings.ts';
import { HttpTransport } from './transport/http.ts';
import { SocketTransport } from './transport/socket.ts';
import { deliveryError, SlackCallError } from './trouble.ts';
import { lookUpScopes, mayHave, rememberWorkspace, type WorkspaceMemory } from './workspace.ts';

export interface SlackOptions {
  settings: SlackSettings;
  policy: Policy;
  /** Where people reach the console; undefined when they cannot reach it from elsewhere. */
  consoleUrl: string | undefined;
  home: HomeMessages;
  /** Real time, also where the program runs on a simulated clock: requests are signed with it. */
  clock: Clock;
  log: Log;
  /** How fast one channel may be written to; Slack's own rate when left out. */
  rate?: Rate;
}

/** Slack as it is set up by `settings`. Nothing is connected before the adapter is started. */
export function openSlack(options: SlackOptions): OpenPlatform {
  const { settings, policy, consoleUrl, log } = options;
  const gateway = openGateway(settings, log);
  const workspace = rememberWorkspace(gateway);
  const directory = openDirectory(gateway, workspace, policy);
  const places = openPlaces(gateway, directory, policy);
  const files = openFiles(gateway, log);
  const naming = { directory, consoleUrl };
  const posting = openPosting({ gateway, places, naming, files, log, rate: options.rate });
  const transport = openTransport(options, gateway);
  const check = openCheck({ gateway, workspace, directory, places, policy, links: () => transport.links() });
  let app: App | undefined;

  const adapter: ChatAdapter = {
    platform: 'slack',
    get capabilities() {
      return { ...slackCapabilities, findByKey: mayHave(workspace.known(), lookUpScopes) };
    },
    async start(handler) {
      app = boltApp({ transport, gateway, workspace, settings, log });
      listen(app, { policy, gateway, workspace, places, naming, files, log, handler, home: options.home }, check.soon);
      await workspace.know().catch(() => undefined);
      await app.start();
      check.start();
    },
    async stop() {
      check.stop();
      await app?.stop();
    },
    post: (destination, outgoing) => named('post', () => posting.post(destination, outgoing)),
    reply: (parent, outgoing) => named('reply', () => posting.reply(parent, outgoing)),
    update: (ref, outgoing) => named('update', () => posting.update(ref, outgoing)),
    get findByKey() {
      return mayHave(workspace.known(), lookUpScopes) ? look : undefined;
    },
  };

  function look(destination: Destination, key: string, tried?: Tried): Promise<MessageRef | undefined> {
    return named('look-up', async () => {
      if (!mayHave(await workspace.know(), lookUpScopes)) {
        throw new SlackCallError({ code: 'missing_scope', outcome: 'unclear' });
      }
      return lookUp({ gateway, places }, { destination, key, parent: tried?.parent });
    });
  }

  return {
    adapter,
    requests:
      transport instanceof HttpTransport
        ? { path: slackPath, answer: (request) => transport.answer(request) }
        : undefined,
    checks: check.found,
    links: () => transport.links(),
  };
}

/** One look at token, scopes, channels, people and, in Socket Mode, the app token. Never throws. */
export async function checkSlackOnce(options: {
  settings: SlackSettings;
  policy: Policy;
  log: Log;
}): Promise<PlatformCheck[]> {
  const { settings, policy, log } = options;
  const gateway = openGateway(settings, log);
  const workspace = rememberWorkspace(gateway);
  const directory = openDirectory(gateway, workspace, policy);
  const places = openPlaces(gateway, directory, policy);
  const found = await checkSlack({ gateway, workspace, directory, places, policy });
  const ofAppToken = await checkAppToken(gateway, settings);
  return [...found.filter(({ level }) => level !== 'ok' || ofAppToken.length === 0), ...ofAppToken];
}

function openTransport({ settings, clock, log }: SlackOptions, gateway: SlackGateway): SocketTransport | HttpTransport {
  return settings.transport.kind === 'socket'
    ? new SocketTransport({ appToken: settings.transport.appToken, gateway, log })
    : new HttpTransport({ signingSecret: settings.transport.signingSecret, clock, log });
}

/** Bolt dispatches what the transport brings; it asks Slack nothing by itself and keeps no conversation. */
function boltApp({
  transport,
  gateway,
  workspace,
  settings,
  log,
}: {
  transport: SocketTransport | HttpTransport;
  gateway: SlackGateway;
  workspace: WorkspaceMemory;
  settings: SlackSettings;
  log: Log;
}): App {
  return new App({
    receiver: transport,
    authorize: async () => {
      const known = workspace.known();
      return { botToken: settings.botToken, botId: known?.botId ?? '', botUserId: known?.botUserId ?? '' };
    },
    convoStore: false,
    clientOptions: gateway.clientOptions(),
    logger: sdkLog(log),
    logLevel: LogLevel.WARN,
  });
}

/** Failures as the outbox wants to hear them. */
async function named<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw deliveryError(error, doing);
  }
}
