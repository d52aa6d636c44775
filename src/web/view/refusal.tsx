// The page for a request that is turned away before anybody looked at who sent it; in both languages, because nobody knows.

import type { Context as HonoContext } from 'hono';
import { raw } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Bilingual } from '../../lib/language.ts';
import type { WebEnv } from '../deps.ts';

const reasons = {
  wrong_host: {
    zh: '控制台不认识这个地址。请用本机地址打开，或把对外地址写进设置 SKUWATCH_PUBLIC_URL。',
    en: 'The console does not know this address. Open it by its own address, or set SKUWATCH_PUBLIC_URL to the one people use.',
  },
  proxy: {
    zh: '请求经过了代理，但控制台只对本机开放。请把对外地址写进设置 SKUWATCH_PUBLIC_URL，成员改用登录链接。',
    en: 'This request came through a proxy, but the console is open to this machine only. Set SKUWATCH_PUBLIC_URL; people then sign in by link.',
  },
  wrong_method: { zh: '不支持这种请求方式。', en: 'The console does not take requests of this kind.' },
  cross_site: {
    zh: '这个操作不是从控制台的页面发出的，已拒绝。请回到控制台重试。',
    en: 'This change did not come from a page of the console, so it was refused. Go back to the console and try again.',
  },
  not_a_form: {
    zh: '提交的内容不是控制台的表单，或者太大。',
    en: 'What was sent is not a form of the console, or too large.',
  },
  no_token: {
    zh: '页面已过期（例如登录状态变了）。请返回，刷新后再提交。',
    en: 'The page is out of date (you may have signed in anew). Go back, reload and send it again.',
  },
  too_many: { zh: '尝试次数太多，请一分钟后再试。', en: 'Too many tries. Wait a minute and try again.' },
  no_metrics_token: {
    zh: '请在请求头 Authorization: Bearer 中带上设置 METRICS_TOKEN 的值。',
    en: 'Send the value of the setting METRICS_TOKEN in the header Authorization: Bearer.',
  },
  trouble: { zh: '系统出错了，请稍后重试。', en: 'Something went wrong. Try again in a moment.' },
  demo_only: {
    zh: '时钟按钮只在演示模式、且只能从本机使用。',
    en: 'The clock can be moved in the demo only, from this machine only.',
  },
} as const satisfies Record<string, Bilingual>;

export type RefusalReason = keyof typeof reasons;

/** Answers with the reason and nothing else. */
export function refusalPage(c: HonoContext<WebEnv>, reason: RefusalReason, status: ContentfulStatusCode) {
  const { zh, en } = reasons[reason];
  return c.html(
    <>
      {raw('<!doctype html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Skuwatch</title>
          <link rel="stylesheet" href="/static/console.css" />
        </head>
        <body class="bare">
          <main>
            <h1>Skuwatch</h1>
            <p>{en}</p>
            <p lang="zh-CN">{zh}</p>
            <p>
              <a href="/">Skuwatch</a>
            </p>
          </main>
        </body>
      </html>
    </>,
    status,
  );
}
