// What goes wrong with Slack's Web API during the crash test, by a seeded table; notes who does not wait when told to.

import type { Json } from '../../support/json.ts';
import { word } from '../../support/json.ts';
import type { Fault, Faults } from '../../support/slack-double/faults.ts';

const faults: readonly Fault[] = [
  { is: 'answer_lost' },
  { is: 'request_lost' },
  { is: 'hang_after_storing' },
  { is: 'stored_then_server_error' },
  { is: 'server_error' },
  { is: 'rate_limited', retryAfterSeconds: 1 },
];
const silenceMs = 1_000;
const troubled = ['chat.postMessage', 'chat.update', 'conversations.history'];

export class SlackTrouble {
  impatientCalls = 0;
  private readonly decided = new WeakMap<Json, Fault | undefined>();
  private readonly silentUntil = new Map<string, number>();
  private readonly faults: Faults;
  private readonly random: () => number;
  private share: number;

  constructor(planned: Faults, { share, random }: { share: number; random: () => number }) {
    this.faults = planned;
    this.random = random;
    this.share = share;
    for (const method of troubled) {
      for (const fault of faults) planned.always(method, fault, (args) => this.faultOf(args) === fault);
    }
  }

  /** From now on nothing goes wrong. */
  calm(): true {
    this.share = 0;
    this.faults.release();
    return true;
  }

  /** Decided once for each call. */
  private faultOf(args: Json): Fault | undefined {
    if (!this.decided.has(args)) this.decided.set(args, this.decide(args));
    return this.decided.get(args);
  }

  private decide(args: Json): Fault | undefined {
    const channel = word(args, 'channel');
    const now = Date.now();
    const isDelivery = args.metadata !== undefined;
    if (isDelivery && (this.silentUntil.get(channel) ?? 0) > now) this.impatientCalls += 1;
    const fault = this.random() < this.share ? faults[Math.floor(this.random() * faults.length)] : undefined;
    if (fault?.is === 'rate_limited' && isDelivery) this.silentUntil.set(channel, now + silenceMs);
    return fault;
  }
}
