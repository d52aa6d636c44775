// What every request must pass before a page sees it: the right host, our own headers on the answer, and for anything
// that changes something a form of our own. Decides from the request alone; who somebody is comes from `identify.ts`.

import { timingSafeEqual } from 'node:crypto';
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { WebEnv } from '../deps.ts';
import { refusalPage } from '../view/refusal.tsx';
import type { Web } from '../web.ts';
import { allowsHost, isOwnOrigin } from './access.ts';
import { formTokenOf, newVisit } from './cookies.ts';

/** The only path that takes files; its route checks the form's token itself, before the first file. */
export const uploadPath = '/import';

/** The demo's clock also obeys programs, which have no form; see `demo.tsx`. */
export const clockPath = '/demo/clock';

const maxFormBytes = 256 * 1024;

/** No script or style but our own files, no frames, no guessing of types, no address told to other sites. */
export const answerHeaders: MiddlewareHandler<WebEnv> = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // With "no-referrer" browsers also hide the origin of our own forms, which the guard below must see.
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
});

/** Refuses requests that call the console by a name that is not its own. */
export function guardHost(web: Web): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const host = c.req.header('host');
    if (!allowsHost(web.deps.config, host)) return refusalPage(c, 'wrong_host', 421);
    // Behind a proxy everybody looks like this machine: without a public address the console would believe them all.
    if (web.mode === 'open' && cameThroughProxy(c)) return refusalPage(c, 'proxy', 403);
    await next();
  };
}

/** Lets a change through only when it comes from a form that this console made for this visitor. */
export function guardForms(web: Web): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    c.set('form', {});
    c.set('formTokenUnchecked', false);
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    if (c.req.method !== 'POST') return refusalPage(c, 'wrong_method', 405);
    if (isForProgram(c)) return next();
    if (!comesFromUs(web, c)) return refusalPage(c, 'cross_site', 403);
    if (isUpload(c)) {
      c.set('formTokenUnchecked', true);
      return next();
    }
    const form = await readForm(c);
    if (form === undefined) return refusalPage(c, 'not_a_form', 415);
    if (!isFormToken(c, form.token?.[0])) return refusalPage(c, 'no_token', 403);
    c.set('form', form);
    await next();
  };
}

/** Is this the token of the visitor's forms? Takes the same time for every wrong one. */
export function isFormToken(c: HonoContext<WebEnv>, token: string | undefined): boolean {
  const expected = Buffer.from(c.get('formToken'));
  const given = Buffer.from(token ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Gives a visitor without a session something that their forms' token can be computed from. */
export function visitToken(web: Web, c: HonoContext<WebEnv>): string {
  const known = web.cookies.get(c, 'visit');
  if (known) return formTokenOf(known);
  const visit = newVisit();
  web.cookies.set(c, 'visit', visit);
  return formTokenOf(visit);
}

function comesFromUs(web: Web, c: HonoContext<WebEnv>): boolean {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  return origin !== undefined && isOwnOrigin(web.deps.config, origin, c.req.header('host') ?? '');
}

/** JSON to the demo's clock: no web site can send that across origins without asking first, and it is never told yes. */
function isForProgram(c: HonoContext<WebEnv>): boolean {
  const json = /^application\/json\b/i.test(c.req.header('content-type') ?? '');
  return c.req.path === clockPath && json && c.req.header('origin') === undefined;
}

function isUpload(c: HonoContext<WebEnv>): boolean {
  return c.req.path === uploadPath && /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');
}

function cameThroughProxy(c: HonoContext<WebEnv>): boolean {
  return ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some(
    (name) => c.req.header(name) !== undefined,
  );
}

/** The fields of a submitted form; undefined when the body is something else or too long to be one. */
async function readForm(c: HonoContext<WebEnv>): Promise<Record<string, string[]> | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) return undefined;
  if (Number(c.req.header('content-length') ?? 0) > maxFormBytes) return undefined;
  const text = await readText(c.req.raw.body, maxFormBytes);
  if (text === undefined) return undefined;
  const fields: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) fields[name] = [...(fields[name] ?? []), value];
  return fields;
}

async function readText(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
