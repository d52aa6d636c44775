// The console's cookies: HttpOnly, SameSite=Lax, and bound to the host (`__Host-`) where the connection is https.

import { createHash, randomBytes } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';

/** session: who is signed in; visit: a visitor nobody knows yet; language: what they read; note: said once after a change. */
type CookieName = 'session' | 'visit' | 'language' | 'note';

/** Reads and writes cookies for one scheme. */
export interface Cookies {
  get(c: HonoContext, name: CookieName): string | undefined;
  set(c: HonoContext, name: CookieName, value: string, maxAgeSeconds?: number): void;
  clear(c: HonoContext, name: CookieName): void;
}

export function cookies(secure: boolean): Cookies {
  const fullName = (name: CookieName) => `${secure ? '__Host-' : ''}skuwatch_${name}`;
  const flags: CookieOptions = { path: '/', httpOnly: true, sameSite: 'Lax', secure };
  return {
    get: (c, name) => getCookie(c, fullName(name)),
    set: (c, name, value, maxAgeSeconds) =>
      setCookie(c, fullName(name), value, maxAgeSeconds === undefined ? flags : { ...flags, maxAge: maxAgeSeconds }),
    clear: (c, name) => deleteCookie(c, fullName(name), flags),
  };
}

/** A fresh secret for a visitor. */
export function newVisit(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * The token that every form carries: only pages of this console can know it, because it is computed from a cookie
 * that no script and no other site can read.
 */
export function formTokenOf(secret: string): string {
  return createHash('sha256').update(`form:${secret}`).digest('base64url');
}
