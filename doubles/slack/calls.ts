// One call of the Web API as it comes in, and how it is answered.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { isJson, type Json } from '../shared/json.ts';

export interface Call {
  method: string;
  token: string;
  args: Json;
}

/** Arguments that hold JSON when they come in a form. */
const structured = ['blocks', 'attachments', 'metadata', 'view', 'files'];

export async function readCall(method: string, request: IncomingMessage): Promise<Call> {
  const args = argsOf((await buffer(request)).toString('utf8'), request.headers['content-type'] ?? '');
  const header = request.headers.authorization ?? '';
  const token = header.replace(/^Bearer /, '') || String(args.token ?? '');
  delete args.token;
  return { method, token, args };
}

export function answerJson(response: ServerResponse, body: Json, status = 200, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function argsOf(body: string, contentType: string): Json {
  if (contentType.includes('application/json')) return parsed(body);
  const args: Json = Object.fromEntries(new URLSearchParams(body));
  for (const key of structured) if (typeof args[key] === 'string') args[key] = parsedOrText(args[key]);
  return args;
}

function parsed(text: string): Json {
  const value = parsedOrText(text);
  return isJson(value) ? value : {};
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
