// Events over HTTP: signed and encrypted requests to a path of our own server. What Feishu did not sign within five minutes
// of now is refused, what was taken once is not taken again, and no request can do more than be refused.

import type { EventDispatcher } from '@larksuiteoapi/node-sdk';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import { finishWithin } from '../../../lib/patience.ts';
import type { LinkState } from '../../checks.ts';
import { bodyBytes } from '../../request-body.ts';
import { openRequest, type Secrets, type Signature } from './signed.ts';

const mostBytes = 1_000_000;
/** Work under way gets this long at a stop. */
const finishMs = 3_000;
/** Longer than a request is believed, before and after its time. */
const replayMs = 11 * 60_000;

export class WebhookTransport {
  readonly #options: { secrets: Secrets; clock: Clock; log: Log };
  readonly #underWay = new Set<Promise<unknown>>();
  /** Signatures that were taken, and when. */
  readonly #taken = new Map<string, number>();
  #dispatcher: EventDispatcher | undefined;
  #accepted = 0;

  constructor(options: { secrets: Secrets; clock: Clock; log: Log }) {
    this.#options = options;
  }

  async start(dispatcher: EventDispatcher): Promise<void> {
    this.#dispatcher = dispatcher;
  }

  async stop(): Promise<void> {
    this.#dispatcher = undefined;
    await finishWithin(this.#underWay, finishMs);
  }

  links(): readonly LinkState[] {
    const isUp = this.#dispatcher !== undefined;
    return [{ name: 'feishu-http', isUp, trouble: undefined, connections: this.#accepted }];
  }

  /** Answers one request of Feishu's. Never throws. */
  async answer(request: Request): Promise<Response> {
    const { log, secrets, clock } = this.#options;
    const dispatcher = this.#dispatcher;
    if (!dispatcher) return new Response(null, { status: 503 });
    const bytes = await bodyBytes(request, mostBytes).catch(() => undefined);
    if (bytes === undefined) return new Response(null, { status: 413 });
    const now = clock.now();
    const signature = signatureOf(request);
    const opened = openRequest(bytes, signature, { secrets, now });
    if ('refused' in opened) {
      log.warn({ platform: 'feishu', reason: opened.refused }, 'request refused');
      return new Response(null, { status: opened.refused === 'body' ? 400 : 401 });
    }
    if (opened.body.type === 'url_verification') return Response.json({ challenge: opened.body.challenge });
    if (signature && this.#wasTaken(signature.signature, now)) {
      log.warn({ platform: 'feishu', reason: 'replay' }, 'request refused');
      return new Response(null, { status: 401 });
    }
    this.#accepted += 1;
    const work = answered(dispatcher, opened.body);
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }

  #wasTaken(signature: string, now: Date): boolean {
    const nowMs = now.getTime();
    for (const [old, atMs] of this.#taken) {
      if (nowMs - atMs < replayMs) break;
      this.#taken.delete(old);
    }
    if (this.#taken.has(signature)) return true;
    this.#taken.set(signature, nowMs);
    return false;
  }
}

/** What a listener says; nothing for events that none listens to. */
async function answered(dispatcher: EventDispatcher, body: object): Promise<Response> {
  const said: unknown = await dispatcher.invoke(body, { needCheck: false }).catch(() => undefined);
  return Response.json(typeof said === 'object' && said !== null ? said : {});
}

function signatureOf({ headers }: Request): Signature | undefined {
  const signature = headers.get('x-lark-signature');
  if (signature === null) return undefined;
  const timestamp = headers.get('x-lark-request-timestamp') ?? '';
  return { signature, timestamp, nonce: headers.get('x-lark-request-nonce') ?? '' };
}
