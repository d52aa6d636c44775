// One Socket Mode connection, kept up: opened again whenever it ends, goes quiet or cannot be opened. The SDK's own
// reconnecting is off: it waits five seconds each time, and gives up in a way that ends the process.

import { setTimeout as pause } from 'node:timers/promises';
import { SocketModeClient } from '@slack/socket-mode';
import { backoffMs } from '../../../lib/backoff.ts';
import { monotonicMs } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import { withTimeLimit } from '../../../lib/time-limit.ts';
import type { LinkState } from '../../checks.ts';
import type { SlackGateway } from '../gateway.ts';
import { sdkLog } from '../sdk-log.ts';
import { readTrouble } from '../trouble.ts';

/** What the SDK hands over for everything Slack sends. */
export interface SocketEvent {
  body: Readonly<Record<string, unknown>>;
  ack(response?: object): Promise<void>;
  retry_num?: number;
  retry_reason?: string;
}

export interface SocketLink {
  state(): LinkState;
  /** Resolves when the connection is closed, or after a moment: the process ends anyway. */
  stop(): Promise<void>;
}

/** From asking for an address to Slack's "hello". */
const openLimitMs = 10_000;
/** The SDK pings and gives a silent peer this long; a look every second sees that it gave up. */
const silenceMs = 10_000;
const lookMs = 1_000;
const stopLimitMs = 1_000;
/** A connection that held this long was no failure. */
const heldMs = 10_000;
const retry = { baseMs: 1_000, capMs: 30_000 };

/** Opens the connection and keeps it up until stopped. */
export function keepSocketLink(
  options: { name: string; appToken: string; gateway: SlackGateway; log: Log },
  onEvent: (event: SocketEvent) => void,
): SocketLink {
  const { name, gateway, log } = options;
  const stopping = new AbortController();
  let state: LinkState = { name, isUp: false, trouble: undefined, connections: 0 };
  const working = keepUp();

  async function keepUp(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const startedMs = monotonicMs();
      const trouble = await liveOnce();
      state = { ...state, isUp: false, trouble };
      if (stopping.signal.aborted) return;
      failures = monotonicMs() - startedMs > heldMs ? 0 : failures + 1;
      log.warn({ platform: 'slack', link: name, trouble, failures }, 'socket connection ended');
      // The first time at once: Slack renews every connection now and then.
      if (failures < 2) continue;
      await pause(backoffMs(failures - 1, retry), undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** From opening to the end of one connection; says why it ended. Never throws. */
  async function liveOnce(): Promise<string> {
    const client = new SocketModeClient({
      appToken: options.appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: silenceMs,
      logger: sdkLog(log),
      clientOptions: gateway.clientOptions(),
    });
    client.on('slack_event', onEvent);
    try {
      await withTimeLimit(openLimitMs, () => client.start());
      state = { ...state, isUp: true, trouble: undefined, connections: state.connections + 1 };
      log.info({ platform: 'slack', link: name }, 'socket connection is up');
      await untilEnded(client);
      return 'closed';
    } catch (error) {
      return readTrouble(error).code;
    } finally {
      state = { ...state, isUp: false };
      await close(client);
    }
  }

  /** The SDK closes politely and waits half a minute for a peer that may be dead: nobody waits for that here. */
  function untilEnded(client: SocketModeClient): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearInterval(look);
        resolve();
      };
      const look = setInterval(() => {
        if (!client.websocket?.isActive()) end();
      }, lookMs);
      client.once('disconnected', end);
      client.on('ws_message', (data: unknown) => {
        if (isGoodbye(data)) end();
      });
      stopping.signal.addEventListener('abort', end, { once: true });
    });
  }

  return {
    state: () => state,
    async stop() {
      stopping.abort();
      await withTimeLimit(stopLimitMs * 2, () => working).catch(() => undefined);
    },
  };
}

/** Twice: the second call ends the connection without waiting for the peer's goodbye. */
async function close(client: SocketModeClient): Promise<void> {
  const closed = withTimeLimit(stopLimitMs, () => client.disconnect()).catch(() => undefined);
  await pause(stopLimitMs / 10);
  if (client.websocket !== undefined) client.websocket.disconnect();
  await closed;
}

/** "disconnect": Slack is about to take this connection away. */
function isGoodbye(data: unknown): boolean {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return false;
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === 'disconnect';
  } catch {
    return false;
  }
}
