// Feishu as the chat of the crash test: the product's own adapter over the long connection, at the double with people in it.

import { secrets } from '../../../doubles/feishu/open.ts';
import { openFeishu } from '../../../src/chat/feishu/adapter.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import type { ChatUnderTest } from './chat.ts';
import type { FeishuAddress } from './feishu-server.ts';
import { openServer } from './server.ts';
import { stretched } from './stretched.ts';

export const feishuChat: ChatUnderTest = {
  platform: 'feishu',
  open: (behaviour) => openServer(new URL('./feishu-server.ts', import.meta.url), behaviour),
  adapter(settings, { ctx, timeScale }) {
    const { domain } = settings as FeishuAddress;
    const { appId, appSecret } = secrets;
    const { adapter } = openFeishu({
      settings: { appId, appSecret, domain, transport: { kind: 'long-connection' }, repairCards: true },
      policy: ctx.policy,
      consoleUrl: undefined,
      clock: systemClock,
      log: ctx.log,
      rate: { burst: 1_000, perSecond: 1_000 },
    });
    return stretched(adapter, timeScale);
  },
};
