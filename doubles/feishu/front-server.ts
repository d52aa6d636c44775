// Feishu's side of HTTP: takes calls, lets them go wrong where a test asked for it, asks for token and scopes, counts, and
// passes the rest on. Writes down every call.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpFront } from '../shared/http-front.ts';
import type { Json } from '../shared/json.ts';
import { type Answer, refusal, send } from './answers.ts';
import type { Behind, Route } from './behind.ts';
import { argsOf, type Call, readCall } from './calls.ts';
import type { Fault, Faults } from './faults.ts';
import { tooMany } from './rates.ts';

export interface RecordedCall {
  /** "POST im/v1/messages/:message_id/reply". */
  route: string;
  args: Json;
  /** "ok", the code of the refusal, "server_error", or "lost" when no answer left the house. */
  outcome: string;
}

export class FrontServer extends HttpFront {
  readonly calls: RecordedCall[] = [];
  private readonly behind: Behind;
  private readonly faults: Faults;
  private readonly routes: readonly Route[];

  constructor(made: { behind: Behind; faults: Faults; routes: readonly Route[] }) {
    super((problem) => made.behind.problems.push(problem));
    this.behind = made.behind;
    this.faults = made.faults;
    this.routes = made.routes;
  }

  protected async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    const found = this.routes.find(({ is }) => matches(is, call));
    const route = found?.is ?? `${call.method} ${call.path}`;
    if (found) call.params = paramsOf(found.is, call.path);
    const recorded: RecordedCall = { route, args: argsOf(call), outcome: 'lost' };
    this.calls.push(recorded);
    const fault = this.faults.take(route, recorded.args);
    if (fault?.is === 'held') await this.faults.hold();
    if (fault && this.failsBefore(fault, recorded, response)) return;
    const answer = await this.perform(found, route, call);
    if (fault?.is === 'hang_after_storing') return;
    if (fault?.is === 'answer_lost') return void response.destroy();
    if (fault?.is === 'stored_then_server_error') return this.breaks(recorded, response, fault.status);
    this.answers(recorded, response, answer);
  }

  /** True when that was the whole answer. */
  private failsBefore(fault: Fault, recorded: RecordedCall, response: ServerResponse): boolean {
    switch (fault.is) {
      case 'rate_limited':
        this.answers(recorded, response, tooMany(fault.resetSeconds));
        return true;
      case 'refused':
        this.answers(recorded, response, refusal(fault.code, fault.msg ?? 'refused', { status: fault.status ?? 400 }));
        return true;
      case 'server_error':
        this.breaks(recorded, response, fault.status);
        return true;
      case 'request_lost':
        response.destroy();
        return true;
      default:
        return fault.is === 'hang';
    }
  }

  private async perform(found: Route | undefined, route: string, call: Call): Promise<Answer> {
    const { tokens, scopes, rates, problems } = this.behind;
    if (!found) {
      problems.push(`${route}: not known to the double`);
      return { status: 404, body: { code: 404, msg: '404 page not found' } };
    }
    if (found.isOpen) return found.carryOut(call, this.behind);
    const refused = tokens.judge(call.token) ?? rates.ofApi(route);
    if (refused) return refused;
    if (found.scopes.length > 0 && !scopes.has(...found.scopes)) return scopes.missing(found.scopes);
    return found.carryOut(call, this.behind);
  }

  private answers(recorded: RecordedCall, response: ServerResponse, answer: Answer): void {
    recorded.outcome = answer.body.code === 0 ? 'ok' : String(answer.body.code);
    send(response, answer);
  }

  private breaks(recorded: RecordedCall, response: ServerResponse, status = 500): void {
    recorded.outcome = 'server_error';
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html>internal error</html>');
  }
}

function matches(is: string, { method, path }: Call): boolean {
  const [verb = '', pattern = ''] = is.split(' ');
  const wanted = pattern.split('/');
  const given = path.split('/');
  const fits = wanted.every((name, i) => (name.startsWith(':') ? given[i] !== undefined : name === given[i]));
  return verb === method && wanted.length === given.length && fits;
}

function paramsOf(is: string, path: string): Record<string, string> {
  const given = path.split('/');
  const named = (is.split(' ')[1] ?? '').split('/').map((name, i) => [name, decodeURIComponent(given[i] ?? '')]);
  return Object.fromEntries(
    named.filter(([name]) => name?.startsWith(':')).map(([name, value]) => [name?.slice(1), value]),
  );
}
