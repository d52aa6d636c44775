// Events over HTTP: signed requests to a path of our own server. What Slack did not sign within five minutes of now is
// refused, and nothing is done about it.

import { type App, type Receiver, verifySlackRequest } from '@slack/bolt';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import { finishWithin } from '../../../lib/patience.ts';
import type { LinkState } from '../../checks.ts';
import { bodyBytes } from '../../request-body.ts';
import { processWithOneAck } from './ack.ts';

const mostBytes = 1_000_000;
const longestAheadSeconds = 5 * 60;
/** Work under way gets this long at a stop. */
const finishMs = 3_000;

export class HttpTransport implements Receiver {
  readonly #options: { signingSecret: string; clock: Clock; log: Log };
  readonly #underWay = new Set<Promise<void>>();
  #app: App | undefined;
  #accepted = 0;
  #isOpen = false;

  constructor(options: { signingSecret: string; clock: Clock; log: Log }) {
    this.#options = options;
  }

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {
    this.#isOpen = true;
  }

  async stop(): Promise<void> {
    this.#isOpen = false;
    await finishWithin(this.#underWay, finishMs);
  }

  links(): readonly LinkState[] {
    return [{ name: 'http', isUp: this.#isOpen, trouble: undefined, connections: this.#accepted }];
  }

  /** Answers one request of Slack's; resolves with the acknowledgement, while the work may still go on. */
  async answer(request: Request): Promise<Response> {
    const { log } = this.#options;
    if (!this.#app || !this.#isOpen) return new Response(null, { status: 503 });
    const bytes = await bodyBytes(request, mostBytes);
    if (bytes === undefined) return new Response(null, { status: 413 });
    const text = Buffer.from(bytes).toString('utf8');
    const body = parsed(request, text);
    // Slack's look at our certificate is not signed; nothing is done about it.
    if (body?.ssl_check === '1') return new Response(null, { status: 200 });
    if (!this.#isSigned(request, text)) {
      log.warn({ platform: 'slack' }, 'request without a valid signature refused');
      return new Response(null, { status: 401 });
    }
    if (!body) return new Response(null, { status: 400 });
    if (body.type === 'url_verification') return Response.json({ challenge: body.challenge });
    this.#accepted += 1;
    return this.#process(this.#app, body, request);
  }

  #process(app: App, body: Record<string, unknown>, request: Request): Promise<Response> {
    return new Promise((resolve) => {
      const work = processWithOneAck(
        app,
        {
          body,
          send: (response) => resolve(acknowledged(response)),
          retryNum: Number(request.headers.get('x-slack-retry-num') ?? Number.NaN) || undefined,
          retryReason: request.headers.get('x-slack-retry-reason') ?? undefined,
        },
        this.#options.log,
      ).finally(() => this.#underWay.delete(work));
      this.#underWay.add(work);
    });
  }

  /** The SDK refuses what is old or signed wrongly; what comes from the future is refused here. */
  #isSigned(request: Request, body: string): boolean {
    const seconds = Number(request.headers.get('x-slack-request-timestamp') ?? Number.NaN);
    const nowMilliseconds = this.#options.clock.now().getTime();
    if (!Number.isSafeInteger(seconds) || seconds - nowMilliseconds / 1_000 > longestAheadSeconds) return false;
    try {
      verifySlackRequest({
        signingSecret: this.#options.signingSecret,
        body,
        headers: {
          'x-slack-signature': request.headers.get('x-slack-signature') ?? '',
          'x-slack-request-timestamp': seconds,
        },
        nowMilliseconds,
      });
      return true;
    } catch {
      return false;
    }
  }
}

function parsed(request: Request, text: string): Record<string, unknown> | undefined {
  const contentType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  try {
    const body: unknown =
      contentType === 'application/x-www-form-urlencoded' ? readForm(text) : (JSON.parse(text) as unknown);
    return typeof body === 'object' && body !== null ? { ...body } : undefined;
  } catch {
    return undefined;
  }
}

/** Commands are a plain form; everything that was clicked or sent in is JSON in one field of it. */
function readForm(text: string): unknown {
  const fields = new URLSearchParams(text);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : JSON.parse(payload);
}

function acknowledged(response: unknown): Response {
  if (typeof response === 'string') return new Response(response, { status: 200 });
  return response === undefined ? new Response(null, { status: 200 }) : Response.json(response);
}
