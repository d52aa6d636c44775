// One long connection to Feishu: no public address needed. The SDK reconnects as Feishu tells it to; what it gives up, or
// takes too long over, is ended here and begun anew.

import { setTimeout as pause } from 'node:timers/promises';
import { type EventDispatcher, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk';
import { backoffMs } from '../../../lib/backoff.ts';
import { monotonicMs } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import { finishWithin, within } from '../../../lib/patience.ts';
import type { LinkState } from '../../checks.ts';
import { openLinkHttp } from '../http.ts';
import { sdkLog } from '../sdk-log.ts';
import type { FeishuSettings } from '../settings.ts';

export interface LongConnectionOptions {
  settings: Pick<FeishuSettings, 'appId' | 'appSecret' | 'domain'>;
  log: Log;
  /** How long a peer may leave a ping unanswered. */
  silenceSeconds?: number | undefined;
}

const name = 'feishu-long-connection';
const handshakeMs = 15_000;
const usualSilenceSeconds = 10;
/** From asking for an address to the open connection, and from its loss to the next one. */
const downLimitMs = 60_000;
/** The service starts all the same when Feishu does not answer by then. */
const startLimitMs = 5_000;
const lookMs = 500;
/** A connection that held this long was no failure. */
const heldMs = 60_000;
const retry = { baseMs: 1_000, capMs: 60_000 };
const finishMs = 1_000;

export class LongConnection {
  readonly #options: LongConnectionOptions;
  readonly #stopping = new AbortController();
  #state: LinkState = { name, isUp: false, trouble: undefined, connections: 0 };
  #working: Promise<void> | undefined;

  constructor(options: LongConnectionOptions) {
    this.#options = options;
  }

  /** Resolves when the connection is up, or after five seconds: it is opened all the same. */
  async start(dispatcher: EventDispatcher): Promise<void> {
    let up: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      up = resolve;
    });
    this.#working = this.#keepUp(dispatcher, up);
    await within(startLimitMs, opened);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#working) await finishWithin([this.#working], finishMs);
  }

  links(): readonly LinkState[] {
    return [this.#state];
  }

  async #keepUp(dispatcher: EventDispatcher, onUp: () => void): Promise<void> {
    const { log } = this.#options;
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      const startedMs = monotonicMs();
      const trouble = await this.#liveOnce(dispatcher, onUp);
      if (signal.aborted) return;
      failures = monotonicMs() - startedMs > heldMs ? 1 : failures + 1;
      log.warn({ platform: 'feishu', link: name, trouble, failures }, 'long connection ended');
      await pause(backoffMs(failures, retry), undefined, { signal }).catch(() => undefined);
    }
  }

  /** From opening to the moment at which the SDK gives up, or is too long about it; says why. Never throws. */
  async #liveOnce(dispatcher: EventDispatcher, onUp: () => void): Promise<string> {
    const { settings, log, silenceSeconds } = this.#options;
    let ended: string | undefined;
    const isUp = () => {
      this.#up();
      onUp();
    };
    const client = new WSClient({
      ...settings,
      httpInstance: openLinkHttp(),
      logger: sdkLog(log),
      loggerLevel: LoggerLevel.error,
      handshakeTimeoutMs: handshakeMs,
      wsConfig: { pingTimeout: silenceSeconds ?? usualSilenceSeconds },
      onReady: isUp,
      onReconnected: isUp,
      onReconnecting: () => this.#down('closed'),
      onError: (error) => {
        ended = /code=(\d+)/.exec(error.message)?.[1] ?? 'closed';
      },
    });
    try {
      await client.start({ eventDispatcher: dispatcher });
      let upAtMs = monotonicMs();
      while (ended === undefined && !this.#stopping.signal.aborted) {
        await pause(lookMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
        if (client.getConnectionStatus().state === 'connected') upAtMs = monotonicMs();
        else if (monotonicMs() - upAtMs > downLimitMs) ended = 'no_answer';
      }
    } catch {
      ended = 'no_answer';
    } finally {
      client.close({ force: true });
    }
    this.#down(ended ?? 'closed');
    return ended ?? 'closed';
  }

  #up(): void {
    this.#state = { name, isUp: true, trouble: undefined, connections: this.#state.connections + 1 };
    this.#options.log.info({ platform: 'feishu', link: name }, 'long connection is up');
  }

  #down(trouble: string): void {
    this.#state = { ...this.#state, isUp: false, trouble };
  }
}
