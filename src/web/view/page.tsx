// The frame of every page: navigation, language, who is signed in, what was just done, the demo's clock.

import type { Context as HonoContext } from 'hono';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Bilingual, type Language, texts } from '../../lib/language.ts';
import type { TeamView } from '../../messages/views.ts';
import { countOwed } from '../../store/reads/case-list.ts';
import type { WebEnv } from '../deps.ts';
import type { Web } from '../web.ts';
import { ClockBar } from './clock-bar.tsx';

const words = texts({
  en: {
    nav: {
      feed: 'Group',
      mine: 'My forms',
      cases: 'Cases',
      skus: 'SKUs',
      verdicts: 'Daily verdicts',
      weekly: 'Weekly summary',
      decisions: 'Decisions',
      rehearsal: 'Rehearsal',
      import: 'Import',
      team: 'Team & rules',
      health: 'Health',
    },
    menu: 'Pages',
    skip: 'Skip to content',
    language: 'Language',
    signOut: 'Sign out',
    switchPerson: 'Be somebody else',
    signOutEverywhere: 'Sign out on all devices',
    account: 'Account',
    examplePolicy:
      'This runs with the example policy file: invented people and rules. Write your own team, stores and working hours before you rely on it.',
  },
  zh: {
    nav: {
      feed: '群消息',
      mine: '待我填写',
      cases: '异常单',
      skus: 'SKU',
      verdicts: '每日判定',
      weekly: '库存周报',
      decisions: '决策记录',
      rehearsal: '策略试算',
      import: '导入数据',
      team: '团队与规则',
      health: '运行状态',
    },
    menu: '页面',
    skip: '跳到正文',
    language: '语言',
    signOut: '退出登录',
    switchPerson: '切换身份',
    signOutEverywhere: '在所有设备上退出',
    account: '账号',
    examplePolicy: '当前使用的是示例策略文件：人员和规则都是虚构的。正式使用前，请填写自己的团队、店铺和工作时间。',
  },
});

export type NavKey = keyof (typeof words)['en']['nav'];

const navPaths: Record<NavKey, string> = {
  feed: '/',
  mine: '/mine',
  cases: '/cases',
  skus: '/skus',
  verdicts: '/verdicts',
  weekly: '/weekly',
  decisions: '/decisions',
  rehearsal: '/rehearsal',
  import: '/import',
  team: '/team',
  health: '/health',
};

const navKeys = Object.keys(navPaths) as NavKey[];

export interface PageOptions {
  title: string;
  active?: NavKey;
  status?: ContentfulStatusCode;
  /** Renews itself while nobody types in it. */
  live?: boolean;
  children: Child;
}

/** Answers with a whole page. */
export async function page(c: HonoContext<WebEnv>, web: Web, options: PageOptions): Promise<Response> {
  const language = c.get('language');
  const { config, ctx, clockControls } = web.deps;
  const person = c.get('person');
  const owed = person ? await countOwed(ctx.db, person.id) : 0;
  const here = new URL(c.req.url);
  const back = c.req.method === 'GET' ? here.pathname + here.search : '/';
  const note = takeNote(c, web);
  return c.html(
    <>
      {raw('<!doctype html>')}
      <html lang={htmlLanguage(language)}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${options.title} · Skuwatch`}</title>
          <link rel="icon" href="/static/icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/static/console.css" />
          <link rel="stylesheet" href="/static/forms.css" />
          <script src="/static/console.js" defer />
        </head>
        <body>
          <a class="skip" href="#content">
            {words[language].skip}
          </a>
          <header class="top">
            <a class="brand" href="/">
              <strong>Skuwatch</strong>
              <span>{ctx.policy.team.name}</span>
            </a>
            <div class="corner">
              <LanguageSwitch language={language} token={c.get('formToken')} back={back} />
              {person && (
                <details class="menu">
                  <summary>
                    <span class="visually-hidden">{words[language].account}: </span>
                    {person.name}
                  </summary>
                  <form method="post" action="/logout">
                    <input type="hidden" name="token" value={c.get('formToken')} />
                    <button type="submit">
                      {web.mode === 'open' ? words[language].switchPerson : words[language].signOut}
                    </button>
                    {web.mode === 'sessions' && (
                      <button type="submit" name="everywhere" value="yes">
                        {words[language].signOutEverywhere}
                      </button>
                    )}
                  </form>
                </details>
              )}
            </div>
            {person && (
              <nav aria-label={words[language].menu}>
                <ul>
                  {navKeys.map((key) => (
                    <li>
                      <a href={navPaths[key]} aria-current={options.active === key ? 'page' : undefined}>
                        {words[language].nav[key]}
                        {key === 'mine' && owed > 0 && <span class="badge">{owed}</span>}
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            )}
          </header>
          {clockControls && (
            <ClockBar language={language} token={c.get('formToken')} team={teamOf(web, c.get('now'))} back={back} />
          )}
          {config.examplePolicy && person && <p class="banner">{words[language].examplePolicy}</p>}
          <div role="status" aria-live="polite" class="note-area">
            {note && <p class="note">{note}</p>}
          </div>
          <main id="content" data-live={options.live ? 'yes' : undefined}>
            {options.children}
          </main>
        </body>
      </html>
    </>,
    options.status ?? 200,
  );
}

/** Says `text` once, on the next page. */
export function leaveNote(c: HonoContext<WebEnv>, web: Web, text: Bilingual): void {
  web.cookies.set(c, 'note', encodeURIComponent(text[c.get('language')].slice(0, 600)), 60);
}

/** What texts need to know of the team at this moment. */
export function teamOf(web: Web, now: Date): TeamView {
  const { name, zone } = web.deps.ctx.policy.team;
  return { name, zone, now: now.toISOString() };
}

function htmlLanguage(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}

function takeNote(c: HonoContext<WebEnv>, web: Web): string | undefined {
  const stored = web.cookies.get(c, 'note');
  if (stored === undefined || c.req.method !== 'GET') return undefined;
  web.cookies.clear(c, 'note');
  try {
    return decodeURIComponent(stored);
  } catch {
    return undefined;
  }
}

function LanguageSwitch({ language, token, back }: { language: Language; token: string; back: string }) {
  return (
    <form method="post" action="/language" class="language" aria-label={words[language].language}>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="back" value={back} />
      <button type="submit" name="to" value="zh" lang="zh-CN" aria-pressed={language === 'zh' ? 'true' : 'false'}>
        中文
      </button>
      <button type="submit" name="to" value="en" lang="en" aria-pressed={language === 'en' ? 'true' : 'false'}>
        EN
      </button>
    </form>
  );
}
