// Who are you: the list of people on this machine, the sign-in link elsewhere; leaving; choosing the language.

import type { Hono } from 'hono';
import { withTransaction } from '../../context.ts';
import { languages, texts } from '../../lib/language.ts';
import { roleWords } from '../../messages/words.ts';
import {
  endSession,
  endSessionsOf,
  linkMinutes,
  sessionDays,
  startSession,
  useLink,
  whoseLink,
} from '../../store/sign-ins.ts';
import type { WebEnv } from '../deps.ts';
import { safePath } from '../identity/identify.ts';
import { throttle } from '../identity/throttle.ts';
import { remoteAddress } from '../remote-address.ts';
import { page } from '../view/page.tsx';
import { refusalPage } from '../view/refusal.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    who: 'Who are you?',
    whoHint:
      'This console is open to this machine only, so it believes you. What you do is recorded under the name you choose.',
    signIn: 'Sign in',
    askForLink: 'You need a sign-in link.',
    howToGetLink: 'Whoever runs Skuwatch makes one for you with',
    linkRules: `It works once, for ${linkMinutes} minutes. You then stay signed in on this device for ${sessionDays} days.`,
    signInAs: (name: string) => `Sign in as ${name}`,
    signInHint: 'Only go on if you asked for this link yourself.',
    badLink: 'This link is used up, too old or wrong. Ask for a new one.',
    manager: 'manager',
  },
  zh: {
    who: '你是谁？',
    whoHint: '控制台只对本机开放，所以不需要密码。你的操作会记在所选的人名下。',
    signIn: '登录',
    askForLink: '需要登录链接。',
    howToGetLink: '请管理员用下面的命令为你生成：',
    linkRules: `链接只能用一次，${linkMinutes} 分钟内有效。登录后本设备保持登录 ${sessionDays} 天。`,
    signInAs: (name) => `以“${name}”登录`,
    signInHint: '请确认这个链接是你自己要的，再继续。',
    badLink: '链接已用过、已过期或不正确，请重新索取。',
    manager: '上级',
  },
});

const triesPerMinute = 10;

export function doorRoutes(app: Hono<WebEnv>, web: Web): void {
  if (web.mode === 'open') whoRoutes(app, web);
  else loginRoutes(app, web);

  app.post('/logout', async (c) => {
    const { ctx } = web.deps;
    const person = c.get('person');
    const session = c.get('session');
    if (person && session) {
      if (c.get('form').everywhere?.[0] === 'yes') await endSessionsOf(ctx.db, person.id, c.get('now'));
      else await endSession(ctx.db, session, c.get('now'));
    }
    web.cookies.clear(c, 'session');
    web.cookies.clear(c, 'visit');
    return c.redirect('/', 303);
  });

  app.post('/language', (c) => {
    const to = languages.find((each) => each === c.get('form').to?.[0]);
    if (to) web.cookies.set(c, 'language', to, 365 * 24 * 3600);
    return c.redirect(safePath(c.get('form').back?.[0]), 303);
  });
}

function whoRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/who', (c) => {
    const language = c.get('language');
    const say = words[language];
    const { people } = web.deps.ctx.policy;
    return page(c, web, {
      title: say.who,
      children: (
        <section class="door">
          <h1>{say.who}</h1>
          <p>{say.whoHint}</p>
          <form method="post" action="/who">
            <input type="hidden" name="token" value={c.get('formToken')} />
            <input type="hidden" name="back" value={safePath(c.req.query('back'))} />
            <ul class="people">
              {people.map((person) => (
                <li>
                  <button type="submit" name="person" value={person.id}>
                    <strong>{person.name}</strong>
                    <span>
                      {roleWords[person.role][language]}
                      {person.manager !== undefined &&
                        ` · ${say.manager} ${people.find((each) => each.id === person.manager)?.name ?? person.manager}`}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </form>
        </section>
      ),
    });
  });

  app.post('/who', async (c) => {
    const { ctx } = web.deps;
    const person = ctx.policy.people.find((each) => each.id === c.get('form').person?.[0]);
    if (!person) return c.redirect('/who', 303);
    const old = c.get('session');
    if (old) await endSession(ctx.db, old, c.get('now'));
    web.cookies.set(c, 'session', await startSession(ctx.db, person.id, c.get('now')), sessionDays * 24 * 3600);
    web.cookies.clear(c, 'visit');
    return c.redirect(safePath(c.get('form').back?.[0]), 303);
  });
}

function loginRoutes(app: Hono<WebEnv>, web: Web): void {
  const tries = throttle(triesPerMinute, 1);

  app.get('/login', (c) => {
    const say = words[c.get('language')];
    return page(c, web, {
      title: say.signIn,
      children: (
        <section class="door">
          <h1>{say.signIn}</h1>
          <p>
            {say.askForLink} {say.howToGetLink}
          </p>
          <pre>skuwatch login {web.deps.ctx.policy.people[0]?.id ?? 'USER'}</pre>
          <p class="small">{say.linkRules}</p>
        </section>
      ),
    });
  });

  // Opening a link must not use it up: chat programs open every link to show a preview.
  app.get('/login/:link', async (c) => {
    const { ctx } = web.deps;
    const say = words[c.get('language')];
    if (!tries.admit(remoteAddress(c), c.get('now'))) return refusalPage(c, 'too_many', 429);
    const link = c.req.param('link');
    const personId = await whoseLink(ctx.db, link, c.get('now'));
    const person = ctx.policy.people.find((each) => each.id === personId);
    return page(c, web, {
      title: say.signIn,
      status: person ? 200 : 403,
      children: (
        <section class="door">
          <h1>{say.signIn}</h1>
          {person ? (
            <form method="post" action={`/login/${encodeURIComponent(link)}`}>
              <input type="hidden" name="token" value={c.get('formToken')} />
              <p>{say.signInHint}</p>
              <button type="submit" data-style="primary">
                {say.signInAs(person.name)}
              </button>
              <p class="small">{say.linkRules}</p>
            </form>
          ) : (
            <p role="alert" class="problem">
              {say.badLink}
            </p>
          )}
        </section>
      ),
    });
  });

  app.post('/login/:link', async (c) => {
    if (!tries.admit(remoteAddress(c), c.get('now'))) return refusalPage(c, 'too_many', 429);
    const now = c.get('now');
    const old = c.get('session');
    const session = await withTransaction(web.deps.ctx, async ({ db, policy }) => {
      const personId = await useLink(db, c.req.param('link'), now);
      if (personId === undefined || !policy.people.some((each) => each.id === personId)) return undefined;
      if (old) await endSession(db, old, now);
      return startSession(db, personId, now);
    });
    if (session === undefined) return c.redirect(`/login/${encodeURIComponent(c.req.param('link'))}`, 303);
    web.cookies.set(c, 'session', session, sessionDays * 24 * 3600);
    web.cookies.clear(c, 'visit');
    return c.redirect('/', 303);
  });
}
