// How Feishu's open platform answers a call: an envelope with a code, and an HTTP status that does not always agree.

import type { ServerResponse } from 'node:http';
import type { Json } from '../shared/json.ts';

export interface Answer {
  status: number;
  body: Json;
  headers?: Record<string, string>;
}

export function success(data: Json = {}): Answer {
  return { status: 200, body: { code: 0, msg: 'success', data } };
}

/** Most refusals come with HTTP 400. */
export function refusal(code: number, msg: string, more: Partial<Answer> = {}): Answer {
  const log = { log_id: `double-${code}`, troubleshooter: '' };
  return { status: more.status ?? 400, headers: more.headers ?? {}, body: { code, msg, error: log, ...more.body } };
}

export const invalid = (what: string) => refusal(230001, `Your request contains an invalid request parameter, ${what}`);

export function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'x-tt-logid': 'double', ...headers })
    .end(JSON.stringify(body));
}
