// One request to Feishu: an axios instance for the SDK that hands out bodies, and throws whatever is no success in our
// own words. Nothing of a request, which may hold the secret or somebody's text, is left in what it throws.

import type { AsyncLocalStorage } from 'node:async_hooks';
import { defaultHttpInstance, type HttpInstance } from '@larksuiteoapi/node-sdk';
import { FeishuCallError, type FeishuTrouble, troubleOf } from './trouble.ts';

/** Longest wait for one answer; less than the outbox waits for a whole delivery. */
const callLimitMs = 6_000;

/** What the caller of a request wants of it; the SDK has no way of its own to say so. */
export interface RequestWishes {
  signal?: AbortSignal | undefined;
  limitMs?: number;
}

const tokenPath = /\/open-apis\/auth\/|\/oauth\//;

/** Nothing was sent at all: the connection never came about. */
const notConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'];

/** For the SDK's client. Requests made inside `wishes.run(…)` follow these wishes. */
export function openHttp(wishes: AsyncLocalStorage<RequestWishes>): HttpInstance {
  const http = plainHttp();
  http.interceptors.request.use((request) => {
    const { signal, limitMs } = wishes.getStore() ?? {};
    if (signal) request.signal = signal;
    if (limitMs !== undefined) request.timeout = limitMs;
    return request;
  });
  http.interceptors.response.use(
    ({ data, status, headers }) => {
      if (codeIn(data) !== 0) throw new FeishuCallError(troubleIn({ data, status, headers }));
      return data;
    },
    (error: unknown) => {
      throw new FeishuCallError(troubleOfError(error));
    },
  );
  return http as HttpInstance;
}

/** For the long connection, which reads the codes in the answers itself and shows no error to anybody. */
export function openLinkHttp(): HttpInstance {
  const http = plainHttp();
  http.interceptors.response.use(
    ({ data }) => data,
    (error: unknown) => {
      throw new FeishuCallError(troubleOfError(error));
    },
  );
  return http as HttpInstance;
}

function plainHttp() {
  return defaultHttpInstance.create({ timeout: callLimitMs, maxRedirects: 0 });
}

/** What became of a request that axios gave up. */
function troubleOfError(error: unknown): FeishuTrouble {
  const { response, config, code } = typeof error === 'object' && error !== null ? (error as Failed) : {};
  if (response) return troubleIn(response);
  if (notConnected.includes(code ?? '')) return { code: 'no_connection', outcome: 'again' };
  // A token that did not come means that nothing was asked yet.
  const isBefore = tokenPath.test(config?.url ?? '');
  return { code: 'no_answer', outcome: isBefore ? 'again' : 'unclear' };
}

/** The parts of axios's error that are looked at. */
interface Failed {
  code?: string;
  config?: { url?: string };
  response?: Answer;
}

interface Answer {
  status: number;
  data: unknown;
  headers: unknown;
}

function troubleIn({ status, data, headers }: Answer): FeishuTrouble {
  const trouble = troubleOf(codeIn(data), { status, resetSeconds: resetIn(headers) });
  const scopes = scopesIn(data);
  return scopes.length > 0 ? { ...trouble, scopes } : trouble;
}

/** Names of permissions, and nothing else of what Feishu says about the refusal. */
function scopesIn(data: unknown): string[] {
  const violations = part(part(data, 'error'), 'permission_violations');
  if (!Array.isArray(violations)) return [];
  return violations
    .map((each: unknown) => part(each, 'subject'))
    .filter((subject) => typeof subject === 'string')
    .filter((subject) => /^[\w.:-]{1,100}$/.test(subject));
}

function part(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}

function codeIn(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null || !('code' in data)) return undefined;
  return typeof data.code === 'number' ? data.code : undefined;
}

/** Seconds until the limit is over; undefined when Feishu does not say. */
function resetIn(headers: unknown): number | undefined {
  if (typeof headers !== 'object' || headers === null || !('x-ogw-ratelimit-reset' in headers)) return undefined;
  const seconds = Number(headers['x-ogw-ratelimit-reset']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
