// Feishu (and Lark) as a chat platform: posting through its API, hearing over a long connection or pushes. Wires the parts;
// decides nothing itself.

import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Person, Policy } from '../../policy/policy.ts';
import type { ChatAdapter } from '../adapter.ts';
import type { PlatformCheck } from '../checks.ts';
import type { OpenPlatform } from '../platform.ts';
import type { Rate } from '../rate-limit.ts';
import { rememberBot } from './bot.ts';
import { feishuCapabilities } from './capabilities.ts';
import { checkFeishu, openCheck } from './check.ts';
import { type Directory, openDirectory } from './directory.ts';
import { openFiles } from './files.ts';
import { type FeishuGateway, openGateway } from './gateway.ts';
import { openLeaders } from './leaders.ts';
import { type Later, openLater } from './listeners/desk.ts';
import { listenersOf } from './listeners/index.ts';
import { lookUp } from './look-up.ts';
import { openPlaces } from './places.ts';
import { openPosting } from './posting.ts';
import { openSending } from './sending.ts';
import { type FeishuSettings, feishuPath } from './settings.ts';
import { registerCommands, type SlashCommand } from './slash-commands.ts';
import { openReception, type Reception } from './transport/handle.ts';
import { LongConnection } from './transport/long-connection.ts';
import { WebhookTransport } from './transport/webhook.ts';
import { deliveryError, readTrouble } from './trouble.ts';
import { makeUrgent } from './urgent.ts';

export interface FeishuOptions {
  settings: FeishuSettings;
  policy: Policy;
  /** People with the managers above them, as they are now; those of `policy` when left out. Never throws. */
  people?: () => Promise<readonly Person[]>;
  /** Where people reach the console; undefined when they cannot reach it from elsewhere. */
  consoleUrl: string | undefined;
  /** Real time, also where the program runs on a simulated clock: requests are signed with it, cards age by it. */
  clock: Clock;
  log: Log;
  /** What clients offer after a slash; nothing is registered when left out. */
  commands?: readonly SlashCommand[];
  /** How fast one conversation may be written to; Feishu's own rate when left out. */
  rate?: Rate;
  /** How long the long connection may be silent after a ping; ten seconds when left out. */
  silenceSeconds?: number;
}

export interface Feishu extends OpenPlatform {
  /** For what is no chat (`src/bitable`): the same pace and the same count of calls hold for it. */
  gateway: FeishuGateway;
  directory: Directory;
}

/** Feishu as it is set up by `settings`. Nothing is connected before the adapter is started. */
export function openFeishu(options: FeishuOptions): Feishu {
  const { settings, policy, consoleUrl, clock, log } = options;
  const { appId, repairCards } = settings;
  const parts = openParts(options);
  const { gateway, bot, directory, places } = parts;
  const files = openFiles(gateway, log);
  const sending = openSending(gateway, options.rate);
  const leaderOf = openLeaders(gateway, directory);
  const naming = { directory, bot, consoleUrl };
  const people = options.people ?? (async () => policy.people);
  const posting = openPosting({ sending, places, naming, files, people, clock, log });
  const transport = openTransport(options);
  const check = openCheck({ ...parts, settings, policy, links: () => transport.links() });
  let running: { reception: Reception; later: Later } | undefined;

  const adapter: ChatAdapter = {
    platform: 'feishu',
    capabilities: feishuCapabilities,
    async start(handler) {
      const later = openLater((error) =>
        log.error({ platform: 'feishu', code: readTrouble(error).code }, 'work after an event failed'),
      );
      const desk = { policy, appId, repairCards, bot, places, naming, files, posting, sending, log, handler, later };
      const reception = openReception(listenersOf({ ...desk, onMembership: check.soon }), log);
      running = { reception, later };
      await Promise.all([transport.start(reception.dispatcher), bot.know().catch(() => undefined)]);
      check.start();
      const { commands } = options;
      if (commands) later.do((signal) => registerCommands(gateway, commands, { log, signal }));
    },
    async stop() {
      check.stop();
      await running?.reception.finish();
      await running?.later.stop();
      await transport.stop();
    },
    post: (destination, outgoing) => named('post', () => posting.post(destination, outgoing)),
    reply: (parent, outgoing) => named('reply', async () => posting.reply(parent, outgoing)),
    update: (ref, outgoing) => named('update', async () => posting.update(ref, outgoing)),
    findByKey: (destination, key, { parent, agoMs } = {}) =>
      named('look-up', () => lookUp({ gateway, places, appId, clock }, { destination, key, parent, agoMs })),
    makeUrgent: (ref, call) => named('urgent', () => makeUrgent(parts, ref, call)),
    leaderOf: (personId) => named('leader', () => leaderOf(personId)),
    callsMade: gateway.counts,
  };
  return {
    adapter,
    requests:
      transport instanceof WebhookTransport
        ? { path: feishuPath, answer: (request) => transport.answer(request) }
        : undefined,
    checks: check.found,
    links: () => transport.links(),
    gateway,
    directory,
  };
}

/** One look at credentials, bot, groups and people. Never throws. */
export function checkFeishuOnce(options: Pick<FeishuOptions, 'settings' | 'policy' | 'log'>): Promise<PlatformCheck[]> {
  const { settings, policy } = options;
  return checkFeishu({ ...openParts(options), settings, policy });
}

function openParts({ settings, policy, log }: Pick<FeishuOptions, 'settings' | 'policy' | 'log'>) {
  const gateway = openGateway(settings, log);
  const directory = openDirectory(gateway, policy);
  return { gateway, bot: rememberBot(gateway, policy), directory, places: openPlaces(gateway, directory, policy) };
}

function openTransport({ settings, clock, log, silenceSeconds }: FeishuOptions): LongConnection | WebhookTransport {
  const { transport: way } = settings;
  if (way.kind === 'long-connection') return new LongConnection({ settings, log, silenceSeconds });
  const { encryptKey, verificationToken } = way;
  return new WebhookTransport({ secrets: { encryptKey, verificationToken }, clock, log });
}

/** Failures as the outbox wants to hear them. */
async function named<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw deliveryError(error, doing);
  }
}
