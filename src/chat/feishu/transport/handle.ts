// What both transports hand events to, and how it is answered: always, soon, and whatever a listener does.

import { EventDispatcher, LoggerLevel } from '@larksuiteoapi/node-sdk';
import type { Log } from '../../../lib/log.ts';
import { finishWithin, within } from '../../../lib/patience.ts';
import { sdkLog } from '../sdk-log.ts';

/** Listeners by type of event; each is given the event with its header, and returns what Feishu is answered. */
export type Listeners = Readonly<Record<string, (data: unknown) => Promise<object>>>;

/** Feishu waits three seconds, the way there and back included. */
const answerWithinMs = 2_500;

/** Work that a stop waits for this long. */
const finishMs = 3_000;

export interface Reception {
  dispatcher: EventDispatcher;
  /** Lets what is being handled end, while it can still be answered. */
  finish(): Promise<void>;
}

/** The SDK's dispatcher over these listeners. A listener that fails is logged by its kind and answered with nothing. */
export function openReception(listeners: Listeners, log: Log): Reception {
  const dispatcher = new EventDispatcher({ logger: sdkLog(log), loggerLevel: LoggerLevel.error });
  const underWay = new Set<Promise<object>>();
  const calm = (type: string, listen: Listeners[string]) => async (data: unknown) => {
    const work = listen(data).catch((error: unknown) => {
      // Errors around events may quote them.
      const kind = error instanceof Error ? error.name : typeof error;
      log.error({ platform: 'feishu', event: type, kind }, 'listener failed');
      return {};
    });
    underWay.add(work);
    const answer = await within(answerWithinMs, work);
    work.finally(() => underWay.delete(work));
    return answer ?? {};
  };
  const entries = Object.entries(listeners).map(([type, listen]) => [type, calm(type, listen)]);
  dispatcher.register(Object.fromEntries(entries) as Listeners);
  return { dispatcher, finish: () => finishWithin(underWay, finishMs) };
}
