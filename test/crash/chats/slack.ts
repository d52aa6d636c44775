// Slack as the chat of the crash test: the product's own adapter over Socket Mode, at the double with people in it.

import { type ChatAdapter, DeliveryError } from '../../../src/chat/adapter.ts';
import { openSlack } from '../../../src/chat/slack/adapter.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import type { Platform } from '../../../src/team/policy.ts';
import { secrets } from '../../support/slack-double/open.ts';
import { startProgram } from '../processes.ts';
import type { ChatRecord, ChatUnderTest } from './chat.ts';
import type { ServerAddress } from './slack-server.ts';

export function chatUnderTest(platform: Platform): ChatUnderTest {
  return {
    platform,
    module: import.meta.url,
    idOf(place, settings) {
      const { people, groups } = settings as ServerAddress;
      return ('person' in place ? people[place.person] : groups[place.group]) ?? 'nowhere';
    },
    async open(behaviour) {
      const program = startProgram(new URL('./slack-server.ts', import.meta.url), behaviour);
      const address = JSON.parse(await program.firstLine) as ServerAddress;
      const ask = async (what: string) => (await fetch(`${address.url}/${what}`)).json();
      return {
        settings: address,
        say: async (event) => {
          await fetch(`${address.url}/say`, { method: 'POST', body: JSON.stringify(event) });
        },
        calm: async () => {
          await ask('calm');
        },
        isAnswered: async () => (await ask('answered')) === true,
        record: async () => (await ask('record')) as ChatRecord,
        stop: () => program.signal('SIGKILL'),
      };
    },
    adapter(settings, { ctx, timeScale }) {
      const { apiUrl } = settings as ServerAddress;
      const { adapter } = openSlack({
        settings: { botToken: secrets.botToken, apiUrl, transport: { kind: 'socket', appToken: secrets.appToken } },
        policy: ctx.policy,
        consoleUrl: undefined,
        home: async () => [],
        clock: systemClock,
        log: ctx.log,
        rate: { burst: 1_000, perSecond: 1_000 },
      });
      return waitingLonger(adapter, timeScale);
    },
  };
}

/** The adapter for a program whose clock runs faster than Slack's: a second of silence lasts as many of its seconds. */
function waitingLonger(adapter: ChatAdapter, timeScale: number): ChatAdapter {
  const stretched = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.retryAfterMs === undefined) throw error;
      const { message, outcome, retryAfterMs, cause } = error;
      throw new DeliveryError(message, { outcome, retryAfterMs: retryAfterMs * timeScale, cause });
    }
  };
  return {
    platform: adapter.platform,
    get capabilities() {
      return adapter.capabilities;
    },
    get findByKey() {
      return adapter.findByKey;
    },
    start: (handler) => adapter.start(handler),
    stop: () => adapter.stop(),
    post: (destination, outgoing) => stretched(adapter.post(destination, outgoing)),
    reply: (parent, outgoing) => stretched(adapter.reply(parent, outgoing)),
    update: (ref, outgoing) => stretched(adapter.update(ref, outgoing)),
  };
}
