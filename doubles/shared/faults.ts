// What goes wrong with calls to a double of a platform, in the order in which a test asked for it.

import type { Json } from './json.ts';

interface Planned<Fault> {
  method: string;
  fault: Fault;
  /** Only calls with such arguments. */
  when: (args: Json) => boolean;
  always: boolean;
}

export class PlannedFaults<Fault> {
  private planned: Planned<Fault>[] = [];
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
