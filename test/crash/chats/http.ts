// The plain chat of the crash test: messages and events over HTTP, with everything a network can do to them. On Slack's
// place it stores whatever comes, on Feishu's one message for each key.

import type { Platform } from '../../../src/team/policy.ts';
import { startProgram } from '../processes.ts';
import { type ChatRecord, type ChatUnderTest, unansweredOf } from './chat.ts';
import { HttpChat } from './http-adapter.ts';
import type { ServerSettings } from './http-server.ts';

export function chatUnderTest(platform: Platform): ChatUnderTest {
  return {
    platform,
    module: import.meta.url,
    idOf: (place) => ('person' in place ? `U-${place.person}` : `C-${place.group}`),
    async open(behaviour) {
      const settings: ServerSettings = { ...behaviour, oneMessagePerKey: platform === 'feishu' };
      const program = startProgram(new URL('./http-server.ts', import.meta.url), settings);
      const url = await program.firstLine;
      return {
        settings: url,
        say: async (event) => {
          await fetch(`${url}/events/add`, { method: 'POST', body: JSON.stringify(event) });
        },
        calm: async () => {
          await fetch(`${url}/calm`);
        },
        unanswered: async () => unansweredOf(((await (await fetch(`${url}/record`)).json()) as ChatRecord).events),
        record: async () => (await (await fetch(`${url}/record`)).json()) as ChatRecord,
        stop: () => program.signal('SIGKILL'),
      };
    },
    adapter: (url, { timeScale }) => new HttpChat(platform, String(url), timeScale),
  };
}
