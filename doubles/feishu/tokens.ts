// Tenant access tokens: given for two hours, the same one again while half an hour of it is left, taken back on demand.

import type { Clock } from '../../src/lib/clock.ts';
import { type Json, word } from '../shared/json.ts';
import { type Answer, refusal } from './answers.ts';

const lifeMs = 2 * 3_600_000;
const renewedMs = 30 * 60_000;

export class Tokens {
  /** HTTP status with which a token that is no good is refused; only a real tenant can tell. */
  staleStatus = 400;
  private readonly clock: Clock;
  private readonly app: { id: string; secret: string };
  private given: { token: string; untilMs: number }[] = [];
  private count = 0;

  constructor(clock: Clock, app: { id: string; secret: string }) {
    this.clock = clock;
    this.app = app;
  }

  /** Answers a request for a token; without an envelope round it, as the platform does. */
  give(body: Json): Answer {
    if (word(body, 'app_id') !== this.app.id) return { status: 200, body: { code: 10003, msg: 'invalid param' } };
    if (word(body, 'app_secret') !== this.app.secret)
      return { status: 200, body: { code: 10014, msg: 'app secret invalid' } };
    const now = this.clock.now().getTime();
    const last = this.given.at(-1);
    const current = last && last.untilMs - now >= renewedMs ? last : this.fresh(now);
    const expire = Math.floor((current.untilMs - now) / 1000);
    return { status: 200, body: { code: 0, msg: 'ok', tenant_access_token: current.token, expire } };
  }

  /** The platform's refusal, or undefined when the token is good. */
  judge(token: string): Answer | undefined {
    if (token === '') return refusal(99991661, 'Missing access token for authorization. Please make a test attempt.');
    const now = this.clock.now().getTime();
    if (this.given.some((each) => each.token === token && each.untilMs > now)) return undefined;
    return refusal(99991663, 'Invalid access token for authorization. Please make a test attempt.', {
      status: this.staleStatus,
    });
  }

  /** No token given until now is good any more. */
  revoke(): void {
    this.given = [];
  }

  private fresh(now: number) {
    this.count += 1;
    const made = { token: `t-double-token-${this.count}-3Vq8`, untilMs: now + lifeMs };
    this.given.push(made);
    return made;
  }
}
