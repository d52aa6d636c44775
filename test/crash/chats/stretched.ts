// An adapter for a program whose clock runs faster than the platform's: what lasts a second there lasts many of its seconds.

import { setImmediate as pollOnce } from 'node:timers/promises';
import { type ChatAdapter, DeliveryError } from '../../../src/chat/adapter.ts';

/** `timeScale`: how many times faster the program's clock may run. */
export function stretched(adapter: ChatAdapter, timeScale: number): ChatAdapter {
  const waiting = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.retryAfterMs === undefined) throw error;
      // A worker that had no processor for a while reads the time that it was told meanwhile before it counts from it.
      await pollOnce();
      await pollOnce();
      const { message, outcome, retryAfterMs, cause } = error;
      throw new DeliveryError(message, { outcome, retryAfterMs: retryAfterMs * timeScale, cause });
    }
  };
  return {
    platform: adapter.platform,
    get capabilities() {
      return adapter.capabilities;
    },
    get findByKey(): ChatAdapter['findByKey'] {
      const { findByKey } = adapter;
      return (
        findByKey &&
        ((destination, key, { parent, agoMs } = {}) =>
          findByKey.call(adapter, destination, key, { parent, agoMs: agoMs && agoMs / timeScale }))
      );
    },
    start: (handler) => adapter.start(handler),
    stop: () => adapter.stop(),
    post: (destination, outgoing) => waiting(adapter.post(destination, outgoing)),
    reply: (parent, outgoing) => waiting(adapter.reply(parent, outgoing)),
    update: (ref, outgoing) => waiting(adapter.update(ref, outgoing)),
  };
}
