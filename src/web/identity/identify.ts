// Finds out who is asking, in which language, and at what moment. Reads the session on every request, so that a
// session ended anywhere is ended everywhere at once.

import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { accepts } from 'hono/accepts';
import { type Language, languages } from '../../lib/language.ts';
import type { Person } from '../../policy/policy.ts';
import { whoseSession } from '../../store/sign-ins.ts';
import type { WebEnv } from '../deps.ts';
import type { Web } from '../web.ts';
import { formTokenOf } from './cookies.ts';
import { visitToken } from './guard.ts';

/** Sets person, session, form token, language and moment of the request. */
export function identify(web: Web): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const now = web.deps.ctx.clock.now();
    c.set('now', now);
    const token = web.cookies.get(c, 'session');
    const person = token === undefined ? undefined : await personOfSession(web, token, now);
    c.set('person', person);
    c.set('session', person && token);
    c.set('formToken', person && token ? formTokenOf(token) : visitToken(web, c));
    c.set('language', languageOf(web, c, person));
    await next();
  };
}

/** Sends visitors whom nobody knows to where they say who they are, and back afterwards. */
export function requirePerson(web: Web): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    if (c.get('person')) return next();
    const door = web.mode === 'open' ? '/who' : '/login';
    if (c.req.method !== 'GET') return c.redirect(door, 303);
    const url = new URL(c.req.url);
    return c.redirect(`${door}?back=${encodeURIComponent(url.pathname + url.search)}`, 303);
  };
}

/** The signed-in person; routes behind `requirePerson` always have one. */
export function personOf(c: HonoContext<WebEnv>): Person {
  const person = c.get('person');
  if (!person) throw new Error('This route must stand behind requirePerson');
  return person;
}

/** A path of this console to go back to; anything else becomes the feed. */
export function safePath(back: string | undefined): string {
  return back !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(back) ? back : '/';
}

async function personOfSession(web: Web, token: string, now: Date): Promise<Person | undefined> {
  const personId = await whoseSession(web.deps.ctx.db, token, now);
  return web.deps.ctx.policy.people.find((each) => each.id === personId);
}

/** What they chose; else what the policy file says of them, what their browser asks for, and the team's, in this order. */
function languageOf(web: Web, c: HonoContext<WebEnv>, person: Person | undefined): Language {
  const chosen = languages.find((each) => each === web.cookies.get(c, 'language'));
  return chosen ?? person?.language ?? browserLanguage(c) ?? web.deps.ctx.policy.team.language;
}

/** "en-GB,en;q=0.9,zh;q=0.5": the first language that is ours, whatever the country. */
function browserLanguage(c: HonoContext<WebEnv>): Language | undefined {
  const wanted = accepts(c, {
    header: 'Accept-Language',
    supports: [...languages],
    default: '',
    match: (asked, { supports }) =>
      asked.map(({ type }) => type.slice(0, 2).toLowerCase()).find((each) => supports.includes(each)) ?? '',
  });
  return languages.find((each) => each === wanted);
}
