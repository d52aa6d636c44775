// The way to Feishu's API. No call waits for ever, and none is repeated but for a token that ended: who calls decides
// what is safe to do again. Calls are counted, because a tenant has so many a month.

import { AsyncLocalStorage } from 'node:async_hooks';
import { Client, CTenantAccessToken, DefaultCache, LoggerLevel } from '@larksuiteoapi/node-sdk';
import type { Log } from '../../lib/log.ts';
import { openPace } from '../pace.ts';
import { openHttp, type RequestWishes } from './http.ts';
import { sdkLog } from './sdk-log.ts';
import type { FeishuSettings } from './settings.ts';
import { apiLimitCode, isAboutToken, readTrouble } from './trouble.ts';

export interface FeishuGateway {
  /**
   * One call through the SDK. `api` names it for the pace and the count: "im.message.create". Throws FeishuCallError,
   * or DeliveryError when its turn is too far away.
   */
  call<T>(api: string, work: (client: Client) => Promise<T>, wishes?: RequestWishes): Promise<T>;
  /** Calls made so far, by name: what this process used of the month's quota. */
  counts(): ReadonlyMap<string, number>;
}

/** A gateway to `settings.domain`, speaking as the app. */
export function openGateway({ appId, appSecret, domain }: FeishuSettings, log: Log): FeishuGateway {
  const wishesNow = new AsyncLocalStorage<RequestWishes>();
  // A cache of its own: the SDK's shared one takes an app for the same app on another domain.
  const cache = new DefaultCache();
  const client = new Client({
    appId,
    appSecret,
    domain,
    cache,
    httpInstance: openHttp(wishesNow),
    logger: sdkLog(log),
    loggerLevel: LoggerLevel.warn,
  });
  const counts = new Map<string, number>();
  const inTurn = apiPace();
  const once = <T>(api: string, work: (client: Client) => Promise<T>, wishes: RequestWishes) =>
    inTurn(api, wishes.signal, () => {
      counts.set(api, (counts.get(api) ?? 0) + 1);
      return wishesNow.run(wishes, () => work(client));
    });
  return {
    counts: () => counts,
    async call(api, work, wishes = {}) {
      try {
        return await once(api, work, wishes);
      } catch (error) {
        // Nothing was done for a token that had ended, so asking once more cannot do it twice.
        if (!isAboutToken(readTrouble(error).code)) throw error;
        await cache.set(CTenantAccessToken, '', 1, { namespace: appId });
        return once(api, work, wishes);
      }
    },
  };
}

/** Feishu's own pace for each API: 50 calls a second and 1,000 a minute, whatever they are about. */
function apiPace() {
  const silenceAfter = (error: unknown) => {
    const { code, retryAfterMs } = readTrouble(error);
    return code === apiLimitCode || code === 'http_429' ? retryAfterMs : undefined;
  };
  const seconds = openPace({ burst: 50, perSecond: 50 }, silenceAfter);
  const minutes = openPace({ burst: 1_000, perSecond: 1_000 / 60 }, () => undefined);
  return <T>(api: string, signal: AbortSignal | undefined, call: () => Promise<T>) =>
    minutes.inTurn(api, () => seconds.inTurn(api, call, signal), signal);
}
