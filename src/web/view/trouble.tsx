// The page for something that went wrong: what a person can mend is said in words, anything else is ours to look at.

import type { Context as HonoContext } from 'hono';
import type { UserError } from '../../errors.ts';
import { texts } from '../../lib/language.ts';
import type { WebEnv } from '../deps.ts';
import type { Web } from '../web.ts';
import { page } from './page.tsx';

const words = texts({
  en: {
    title: 'That did not work',
    ours: 'Something went wrong on our side. Nothing was changed halfway. Try again; if it stays, tell whoever runs Skuwatch (the log has the details).',
    back: 'To the group',
  },
  zh: {
    title: '操作没有成功',
    ours: '系统出错了，数据没有被改到一半。请重试；如果仍然出错，请联系管理员（日志里有详情）。',
    back: '回到群消息',
  },
});

export function troublePage(c: HonoContext<WebEnv>, web: Web, error?: UserError): Promise<Response> {
  const language = c.get('language');
  const say = words[language];
  return page(c, web, {
    title: say.title,
    status: error ? 422 : 500,
    children: (
      <section class="problem" role="alert">
        <h1>{say.title}</h1>
        <p>{error ? error.text[language] : say.ours}</p>
        <p>
          <a class="button" href="/">
            {say.back}
          </a>
        </p>
      </section>
    ),
  });
}
