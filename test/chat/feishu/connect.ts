// The project's Feishu side, connected to the double over either transport, as `main.ts` connects it to Feishu.

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type FeishuDouble, secrets } from '../../../doubles/feishu/open.ts';
import { type Feishu, type FeishuOptions, openFeishu } from '../../../src/chat/feishu/adapter.ts';
import { feishuPath } from '../../../src/chat/feishu/settings.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { silentLog } from '../../../src/lib/log.ts';
import type { Policy } from '../../../src/policy/policy.ts';

export type TransportKind = 'webhook' | 'long-connection';
export const transports: readonly TransportKind[] = ['webhook', 'long-connection'];

/** So that a test need not wait for the pace at which Feishu wants messages; what that pace is has tests of its own. */
const atOnce = { burst: 1_000, perSecond: 1_000 };

export interface Connected {
  feishu: Feishu;
  /** Opens the way for what people do; call it once the adapter is started. */
  listens(): Promise<void>;
  close(): Promise<void>;
}

export interface ConnectOptions
  extends Partial<Pick<FeishuOptions, 'log' | 'rate' | 'clock' | 'silenceSeconds' | 'commands' | 'people'>> {
  transport: TransportKind;
  policy: Policy;
  /** Cards of answers are not sent once more, unless a test wants that. */
  repairCards?: boolean;
}

export function connectFeishu(double: FeishuDouble, options: ConnectOptions): Connected {
  const { appId, appSecret, encryptKey, verificationToken } = secrets;
  const { transport, policy, log, rate, clock, silenceSeconds, commands, people } = options;
  const feishu = openFeishu({
    settings: {
      appId,
      appSecret,
      domain: double.url,
      transport: transport === 'webhook' ? { kind: 'webhook', encryptKey, verificationToken } : { kind: transport },
      repairCards: options.repairCards ?? false,
    },
    policy,
    consoleUrl: 'https://skuwatch.lumora.example',
    clock: clock ?? systemClock,
    log: log ?? silentLog,
    rate: rate ?? atOnce,
    ...(people && { people }),
    ...(silenceSeconds !== undefined && { silenceSeconds }),
    ...(commands && { commands }),
  });
  let server: ReturnType<typeof serve> | undefined;
  return {
    feishu,
    async listens() {
      if (transport === 'long-connection') return double.connection.untilLinks(1);
      const listening = new Promise<AddressInfo>((resolve) => {
        const answer = feishu.requests?.answer ?? (async () => new Response(null, { status: 404 }));
        server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, resolve);
      });
      double.sendTo(`http://127.0.0.1:${(await listening).port}${feishuPath}`);
    },
    async close() {
      await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    },
  };
}
