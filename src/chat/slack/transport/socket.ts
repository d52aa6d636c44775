// Socket Mode: no public address needed. Two connections, so that one is up while Slack renews the other; each event
// comes through one of them.

import type { App, Receiver } from '@slack/bolt';
import type { Log } from '../../../lib/log.ts';
import { finishWithin } from '../../../lib/patience.ts';
import type { LinkState } from '../../checks.ts';
import type { SlackGateway } from '../gateway.ts';
import { processWithOneAck } from './ack.ts';
import { keepSocketLink, type SocketEvent, type SocketLink } from './socket-link.ts';

const linkNames = ['socket-1', 'socket-2'];
/** Work under way gets this long at a stop; what comes later is safe in the database. */
const finishMs = 3_000;

export class SocketTransport implements Receiver {
  readonly #options: { appToken: string; gateway: SlackGateway; log: Log };
  readonly #underWay = new Set<Promise<void>>();
  #links: SocketLink[] = [];
  #app: App | undefined;

  constructor(options: { appToken: string; gateway: SlackGateway; log: Log }) {
    this.#options = options;
  }

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {
    this.#links = linkNames.map((name) =>
      keepSocketLink({ ...this.#options, name }, (event) => {
        const work = this.#process(event).finally(() => this.#underWay.delete(work));
        this.#underWay.add(work);
      }),
    );
  }

  /** Lets the work under way finish while acknowledgements can still be sent, then closes. */
  async stop(): Promise<void> {
    await finishWithin(this.#underWay, finishMs);
    await Promise.all(this.#links.map((link) => link.stop()));
  }

  links(): readonly LinkState[] {
    return this.#links.map((link) => link.state());
  }

  async #process({ body, ack, retry_num: retryNum, retry_reason: retryReason }: SocketEvent): Promise<void> {
    if (!this.#app) return;
    const send = (response: unknown) => ack(typeof response === 'object' && response !== null ? response : {});
    await processWithOneAck(this.#app, { body, send, retryNum, retryReason }, this.#options.log);
  }
}
