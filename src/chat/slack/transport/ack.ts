// Slack wants exactly one acknowledgement of everything, soon. This sees to it, whatever a listener does or fails to do.

import type { App } from '@slack/bolt';
import type { Log } from '../../../lib/log.ts';

/** What a transport hands over: the body as Slack sent it, and the way to answer it. */
export interface Arrival {
  body: Readonly<Record<string, unknown>>;
  /** Sends the acknowledgement; `undefined` says no more than that it came. */
  send(response: unknown): Promise<void> | void;
  retryNum?: number | undefined;
  retryReason?: string | undefined;
}

/** Nobody may be left without an acknowledgement for longer: Slack waits three seconds. */
const lastMomentMs = 2_000;

/**
 * Has the app process what arrived, and resolves when it has. The first acknowledgement is sent, later ones are dropped;
 * when a listener fails, or is still without one after two seconds, an empty one is sent for it. Never throws.
 */
export async function processWithOneAck(app: App, arrival: Arrival, log: Log): Promise<void> {
  let isAcknowledged = false;
  const ack = async (response?: unknown) => {
    if (isAcknowledged) return;
    isAcknowledged = true;
    clearTimeout(timer);
    try {
      await arrival.send(response);
    } catch (error) {
      log.warn({ platform: 'slack', kind: kindOf(error) }, 'acknowledgement could not be sent');
    }
  };
  const timer = setTimeout(() => {
    log.warn({ platform: 'slack' }, 'event was acknowledged at the last moment');
    void ack();
  }, lastMomentMs);
  const { retryNum, retryReason } = arrival;
  try {
    await app.processEvent({
      body: arrival.body,
      ack,
      ...(retryNum !== undefined && { retryNum }),
      ...(retryReason !== undefined && { retryReason }),
    });
  } catch (error) {
    log.error({ platform: 'slack', kind: kindOf(error) }, 'event could not be processed');
  } finally {
    await ack();
  }
}

/** Errors around events may quote them: only their kind is logged. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
