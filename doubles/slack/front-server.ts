// Slack's side of HTTP: takes calls of the Web API, uploads and answers to response_urls; checks them, lets them go wrong
// where a test asked for it, and passes the rest on. Writes down every call.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '../../src/lib/clock.ts';
import { HttpFront } from '../shared/http-front.ts';
import { type Json, word } from '../shared/json.ts';
import { answerJson, type Call, readCall } from './calls.ts';
import type { Fault, Faults } from './faults.ts';
import { type Behind, carryOutCall } from './methods.ts';
import { judgeCall, messageProblems } from './rules.ts';

export interface RecordedCall {
  method: string;
  args: Json;
  /** What was answered; "lost" when no answer left the house. */
  outcome: 'ok' | 'rate_limited' | 'server_error' | 'lost' | string;
}

export interface FrontOptions {
  behind: () => Behind;
  faults: Faults;
  clock: Clock;
  tokens: { bot: string; app: string };
  /** Refuse a second message in a channel within one second of the test's clock. */
  oneMessagePerSecond: boolean;
  /** What the bot's token may do, as each answer says. */
  scopes: readonly string[];
  /** A new address for Socket Mode. */
  socketUrl: () => string;
}

const secondMs = 1_000;

export class FrontServer extends HttpFront {
  readonly calls: RecordedCall[] = [];
  /** What the app may not do although Slack might let it pass; a test fails over each. */
  readonly problems: string[] = [];
  private readonly options: FrontOptions;
  private readonly lastPost = new Map<string, number>();

  constructor(options: FrontOptions) {
    super((problem) => this.problems.push(problem));
    this.options = options;
  }

  protected async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, first = '', second = ''] = (request.url ?? '').split(/[/?]/);
    if (first === 'api') return this.answerCall(await readCall(second, request), response);
    if (first === 'response') return this.answerPrivately(second, await readCall(second, request), response);
    if (first === 'upload') return this.takeUpload(request, response);
    response.writeHead(404).end();
  }

  private async answerCall(call: Call, response: ServerResponse): Promise<void> {
    const fault = this.options.faults.take(call.method, call.args);
    const recorded: RecordedCall = { method: call.method, args: call.args, outcome: 'lost' };
    this.calls.push(recorded);
    if (fault && (await this.failsBefore(fault, recorded, response))) return;
    const notShared = fault?.is === 'not_shared';
    const args = notShared ? { ...call.args, channel_id: undefined, thread_ts: undefined } : call.args;
    const answer = await this.perform({ ...call, args });
    if (fault?.is === 'hang_after_storing') return;
    if (fault?.is === 'answer_lost') return void response.destroy();
    if (fault?.is === 'stored_then_server_error') {
      recorded.outcome = 'server_error';
      return void response.writeHead(500).end('internal error');
    }
    recorded.outcome = answer.ok === true ? 'ok' : word(answer, 'error');
    if (answer.error === 'ratelimited') return this.throttle(recorded, response, 1);
    answerJson(response, answer, 200, { 'x-oauth-scopes': this.options.scopes.join(',') });
  }

  /** True when that was the whole answer. */
  private async failsBefore(fault: Fault, recorded: RecordedCall, response: ServerResponse): Promise<boolean> {
    switch (fault.is) {
      case 'rate_limited':
        this.throttle(recorded, response, fault.retryAfterSeconds);
        return true;
      case 'refused':
        recorded.outcome = fault.error;
        answerJson(response, { ok: false, error: fault.error });
        return true;
      case 'server_error':
        recorded.outcome = 'server_error';
        response.writeHead(500).end('internal error');
        return true;
      case 'request_lost':
        response.destroy();
        return true;
      case 'hang':
        return true;
      case 'held':
        await this.options.faults.hold();
        return false;
      default:
        return false;
    }
  }

  private throttle(recorded: RecordedCall, response: ServerResponse, seconds: number): void {
    recorded.outcome = 'rate_limited';
    answerJson(response, { ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(seconds) });
  }

  private async perform(call: Call): Promise<Json> {
    const { tokens, socketUrl } = this.options;
    const opensSocket = call.method === 'apps.connections.open';
    if (call.token === '') return { ok: false, error: 'not_authed' };
    if (call.token !== (opensSocket ? tokens.app : tokens.bot)) return { ok: false, error: 'invalid_auth' };
    if (opensSocket) return { ok: true, url: socketUrl() };
    const { error, problems } = judgeCall(call);
    this.problems.push(...problems.map((problem) => `${call.method}: ${problem}`));
    if (error !== undefined) return { ok: false, error };
    if (call.method === 'chat.postMessage' && this.isTooSoon(word(call.args, 'channel')))
      return { ok: false, error: 'ratelimited' };
    const answer = await carryOutCall(call.method, call.args, this.options.behind());
    if (answer.error === 'unknown_method') this.problems.push(`${call.method}: not known to the double`);
    return answer;
  }

  private isTooSoon(channel: string): boolean {
    const now = this.options.clock.now().getTime();
    const last = this.lastPost.get(channel);
    if (this.options.oneMessagePerSecond && last !== undefined && now - last < secondMs) return true;
    this.lastPost.set(channel, now);
    return false;
  }

  private answerPrivately(id: string, { args }: Call, response: ServerResponse): void {
    this.calls.push({ method: 'response_url', args, outcome: 'ok' });
    const deletes = args.delete_original === true;
    const problems = deletes ? [] : messageProblems(args, { metadata: false });
    this.problems.push(...problems.map((problem) => `response_url: ${problem}`));
    const error = this.options.behind().privateWords.answer(id, args);
    if (error) this.problems.push(`response_url: ${error}`);
    if (error) return void answerJson(response, { ok: false, error }, 404);
    response.writeHead(200, { 'content-type': 'text/html' }).end('ok');
  }

  private async takeUpload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.options.faults.take('upload', {});
    if (fault?.is === 'request_lost') return void response.destroy();
    if (fault) return void response.writeHead(500).end('internal error');
    const contentType = request.headers['content-type'] ?? 'application/octet-stream';
    const bytes = await buffer(request);
    const { status, text } = await this.options.behind().workspace.upload(request.url ?? '', { bytes, contentType });
    response.writeHead(status).end(text);
  }
}
