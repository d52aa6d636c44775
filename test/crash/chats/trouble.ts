// What goes wrong with calls to a double during the crash test, by a seeded table; notes who does not wait when told to.

import type { Fault as FeishuFault } from '../../../doubles/feishu/faults.ts';
import type { PlannedFaults } from '../../../doubles/shared/faults.ts';
import type { Json } from '../../../doubles/shared/json.ts';
import type { Fault as SlackFault } from '../../../doubles/slack/faults.ts';

/** Milliseconds for which a platform that is asked too often wants silence. */
const silenceMs = 1_000;

const common = [
  { is: 'answer_lost' },
  { is: 'request_lost' },
  { is: 'hang_after_storing' },
  { is: 'stored_then_server_error' },
  { is: 'server_error' },
] as const;

export const slackFaults: readonly SlackFault[] = [...common, { is: 'rate_limited', retryAfterSeconds: 1 }];

/** Feishu asks for silence in one chat without saying for how long (230020). */
export const feishuFaults: readonly FeishuFault[] = [...common, { is: 'refused', code: 230020 }];

interface Options<Fault> {
  /** Share of calls that go wrong, 0–1. */
  share: number;
  random: () => number;
  faults: readonly Fault[];
  methods: readonly string[];
  /** Where a call of the outbox says something; undefined for any other call. */
  channelOf: (args: Json) => string | undefined;
}

export class Trouble<Fault extends { is: string }> {
  impatientCalls = 0;
  private readonly decided = new WeakMap<Json, Fault | undefined>();
  private readonly silentUntil = new Map<string, number>();
  private readonly planned: PlannedFaults<Fault>;
  private readonly options: Options<Fault>;
  private share: number;

  constructor(planned: PlannedFaults<Fault>, options: Options<Fault>) {
    this.planned = planned;
    this.options = options;
    this.share = options.share;
    for (const method of options.methods) {
      for (const fault of options.faults) planned.always(method, fault, (args) => this.faultOf(args) === fault);
    }
  }

  /** From now on nothing goes wrong. */
  calm(): void {
    this.share = 0;
    this.silentUntil.clear();
    this.planned.release();
  }

  /** Decided once for each call. */
  private faultOf(args: Json): Fault | undefined {
    if (!this.decided.has(args)) this.decided.set(args, this.decide(args));
    return this.decided.get(args);
  }

  private decide(args: Json): Fault | undefined {
    const { random, faults, channelOf } = this.options;
    const channel = channelOf(args);
    const now = Date.now();
    if (channel !== undefined && (this.silentUntil.get(channel) ?? 0) > now) this.impatientCalls += 1;
    const fault = random() < this.share ? faults[Math.floor(random() * faults.length)] : undefined;
    if (fault?.is === 'rate_limited' && channel !== undefined) this.silentUntil.set(channel, now + silenceMs);
    return fault;
  }
}
