// The project's Slack side, connected to the double over either transport, as `main.ts` connects it to Slack.

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type SlackDouble, secrets } from '../../../doubles/slack/open.ts';
import type { OpenPlatform } from '../../../src/chat/platform.ts';
import { openSlack, type SlackOptions } from '../../../src/chat/slack/adapter.ts';
import { slackPath } from '../../../src/chat/slack/settings.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { type Log, silentLog } from '../../../src/lib/log.ts';
import type { Policy } from '../../../src/policy/policy.ts';

export type TransportKind = 'http' | 'socket';
export const transports: readonly TransportKind[] = ['http', 'socket'];

/** So that a test need not wait for the pace at which Slack wants messages; what that pace is has tests of its own. */
const atOnce = { burst: 1_000, perSecond: 1_000 };

export interface Connected {
  slack: OpenPlatform;
  /** Opens the way for what people do; call it once the adapter is started. */
  listens(): Promise<void>;
  close(): Promise<void>;
}

export function connectSlack(
  double: SlackDouble,
  options: {
    transport: TransportKind;
    policy: Policy;
    home?: SlackOptions['home'];
    log?: Log;
    rate?: SlackOptions['rate'];
  },
): Connected {
  const { botToken, appToken, signingSecret } = secrets;
  const slack = openSlack({
    settings: {
      botToken,
      apiUrl: double.apiUrl,
      transport: options.transport === 'socket' ? { kind: 'socket', appToken } : { kind: 'http', signingSecret },
    },
    policy: options.policy,
    consoleUrl: 'https://skuwatch.lumora.example',
    home: options.home ?? (async () => []),
    clock: systemClock,
    log: options.log ?? silentLog,
    rate: options.rate ?? atOnce,
  });
  let server: ReturnType<typeof serve> | undefined;
  return {
    slack,
    async listens() {
      if (options.transport === 'socket') return double.socket.untilLinks(2);
      const listening = new Promise<AddressInfo>((resolve) => {
        const answer = slack.requests?.answer ?? (async () => new Response(null, { status: 404 }));
        server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, resolve);
      });
      double.sendTo(`http://127.0.0.1:${(await listening).port}${slackPath}`);
    },
    async close() {
      await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    },
  };
}
