// The page for an address that leads nowhere.

import type { Context as HonoContext } from 'hono';
import { texts } from '../../lib/language.ts';
import type { WebEnv } from '../deps.ts';
import type { Web } from '../web.ts';
import { page } from './page.tsx';

const words = texts({
  en: {
    title: 'Not found',
    hint: 'There is nothing at this address. It may have been removed, or the link was cut short.',
    home: 'To the group',
  },
  zh: { title: '没有找到', hint: '这个地址没有内容：可能已被删除，或链接不完整。', home: '回到群消息' },
});

export function notFoundPage(c: HonoContext<WebEnv>, web: Web): Promise<Response> {
  const say = words[c.get('language')];
  return page(c, web, {
    title: say.title,
    status: 404,
    children: (
      <div class="empty">
        <h1>{say.title}</h1>
        <p>{say.hint}</p>
        <p>
          <a class="button" href="/">
            {say.home}
          </a>
        </p>
      </div>
    ),
  });
}
