// What goes wrong with calls of the Web API, in the order in which a test asked for it.

import type { Json } from './json.ts';

/**
 * rate_limited: 429, nothing stored; request_lost: the connection breaks before anything is stored; answer_lost: after;
 * server_error: 500 before, stored_then_server_error: 500 after; hang: never answers and stores nothing;
 * hang_after_storing: never answers; held: answers when the test calls `release`; refused: `ok: false`;
 * not_shared: an upload that says it went well and shows nothing.
 */
export type Fault =
  | {
      is:
        | 'request_lost'
        | 'answer_lost'
        | 'server_error'
        | 'stored_then_server_error'
        | 'hang'
        | 'hang_after_storing'
        | 'held'
        | 'not_shared';
    }
  | { is: 'rate_limited'; retryAfterSeconds: number }
  | { is: 'refused'; error: string };

interface Planned {
  method: string;
  fault: Fault;
  /** Only calls with such arguments. */
  when: (args: Json) => boolean;
  always: boolean;
}

export class Faults {
  private planned: Planned[] = [];
  private waiting: (() => void)[] = [];
  private readonly watchers: (() => void)[] = [];

  /** The next call of a method goes wrong; several given for one method come one after the other. */
  next(method: string, fault: Fault, when: (args: Json) => boolean = () => true): void {
    this.planned.push({ method, fault, when, always: false });
  }

  /** Every call of a method goes wrong until `clear`. */
  always(method: string, fault: Fault, when: (args: Json) => boolean = () => true): void {
    this.planned.push({ method, fault, when, always: true });
  }

  clear(): void {
    this.planned = [];
  }

  /** Lets all held calls go on. */
  release(): void {
    for (const go of this.waiting.splice(0)) go();
  }

  take(method: string, args: Json): Fault | undefined {
    const found = this.planned.find((each) => each.method === method && each.when(args));
    if (found && !found.always) this.planned = this.planned.filter((each) => each !== found);
    return found?.fault;
  }

  /** Resolves when a call is held. */
  async untilHeld(): Promise<void> {
    if (this.waiting.length === 0) await new Promise<void>((resolve) => this.watchers.push(resolve));
  }

  /** Resolves when the test releases held calls. */
  hold(): Promise<void> {
    for (const tell of this.watchers.splice(0)) tell();
    return new Promise((go) => this.waiting.push(go));
  }
}
