// What the listeners work with, and where what they still have to do is kept until it is done.

import type { Log } from '../../../lib/log.ts';
import { finishWithin } from '../../../lib/patience.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { InboundHandler } from '../../adapter.ts';
import type { BotMemory } from '../bot.ts';
import type { Files } from '../files.ts';
import type { Places } from '../places.ts';
import type { Posting } from '../posting.ts';
import type { Naming } from '../render-for.ts';
import type { Sending } from '../sending.ts';

export interface Desk {
  policy: Policy;
  appId: string;
  repairCards: boolean;
  bot: BotMemory;
  places: Places;
  naming: Naming;
  files: Files;
  posting: Posting;
  sending: Sending;
  log: Log;
  handler: InboundHandler;
  /** The groups the bot is in have changed. */
  onMembership(): void;
  later: Later;
}

/** Work that goes on after an event was answered. */
export interface Later {
  do(work: (stopping: AbortSignal) => Promise<void>): void;
  /** Waits for it, up to a limit. */
  stop(): Promise<void>;
}

const finishMs = 3_000;

/** `onFault` hears of work that threw, which it should not. */
export function openLater(onFault: (error: unknown) => void): Later {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  return {
    do(work) {
      const running = work(stopping.signal)
        .catch(onFault)
        .finally(() => underWay.delete(running));
      underWay.add(running);
    },
    async stop() {
      stopping.abort();
      await finishWithin(underWay, finishMs);
    },
  };
}
