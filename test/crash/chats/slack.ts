// Slack as the chat of the crash test: the product's own adapter over Socket Mode, at the double with people in it.

import { secrets } from '../../../doubles/slack/open.ts';
import { openSlack } from '../../../src/chat/slack/adapter.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import type { ChatUnderTest } from './chat.ts';
import { openServer } from './server.ts';
import type { SlackAddress } from './slack-server.ts';
import { stretched } from './stretched.ts';

export const slackChat: ChatUnderTest = {
  platform: 'slack',
  open: (behaviour) => openServer(new URL('./slack-server.ts', import.meta.url), behaviour),
  adapter(settings, { ctx, timeScale }) {
    const { apiUrl } = settings as SlackAddress;
    const { adapter } = openSlack({
      settings: { botToken: secrets.botToken, apiUrl, transport: { kind: 'socket', appToken: secrets.appToken } },
      policy: ctx.policy,
      consoleUrl: undefined,
      home: async () => [],
      clock: systemClock,
      log: ctx.log,
      rate: { burst: 1_000, perSecond: 1_000 },
    });
    return stretched(adapter, timeScale);
  },
};
