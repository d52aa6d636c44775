// The weekly inventory summaries as they were posted, and the present one on demand.

import type { Hono } from 'hono';
import { texts } from '../../lib/language.ts';
import { dayRangeText } from '../../messages/format.ts';
import { compose } from '../../messages/index.ts';
import { postedWeeklies } from '../../store/reads/weekly-list.ts';
import type { WebEnv } from '../deps.ts';
import { MessageView } from '../message.tsx';
import { frameOf, inboundBase, replyPage } from '../replies.tsx';
import { Empty } from '../view/bits.tsx';
import { page, teamOf } from '../view/page.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Weekly summary',
    week: 'Week',
    now: 'Summary as of now',
    none: 'No weekly summary has been posted yet.',
    noneHint: 'It comes on Monday morning, also after a downtime. You can have one made now.',
  },
  zh: {
    title: '库存周报',
    week: '周',
    now: '生成当前周报',
    none: '还没有发过周报。',
    noneHint: '每周一上午自动发出，服务中断后也会补发。也可以现在生成一份。',
  },
});

const weeksListed = 12;

export function weeklyRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/weekly', async (c) => {
    const language = c.get('language');
    const say = words[language];
    const weeks = await postedWeeklies(web.deps.ctx.db, weeksListed);
    const chosen = weeks.find(({ weekly }) => weekly.from === c.req.query('week')) ?? weeks[0];
    const team = teamOf(web, chosen?.postedAt ?? c.get('now'));
    return page(c, web, {
      title: say.title,
      active: 'weekly',
      children: (
        <>
          <div class="title-line">
            <h1>{say.title}</h1>
            <form method="post" action="/weekly">
              <input type="hidden" name="token" value={c.get('formToken')} />
              <input type="hidden" name="event" value={frameOf(c).eventId()} />
              <button type="submit">{say.now}</button>
            </form>
          </div>
          {weeks.length > 1 && (
            <nav class="tabs" aria-label={say.week}>
              {weeks.map((each) => (
                <a href={`/weekly?week=${each.weekly.from}`} aria-current={each === chosen ? 'true' : undefined}>
                  {dayRangeText(each.weekly.from, each.weekly.to, language)}
                </a>
              ))}
            </nav>
          )}
          {chosen ? (
            <section class="card">
              <MessageView
                message={compose({ kind: 'weekly', team, weekly: chosen.weekly }, language)}
                frame={frameOf(c)}
              />
            </section>
          ) : (
            <Empty text={say.none} hint={say.noneHint} />
          )}
        </>
      ),
    });
  });

  app.post('/weekly', async (c) => {
    const reply = await web.deps.handle({ ...inboundBase(c), type: 'command', text: 'summary' });
    return replyPage(c, web, reply, { back: '/weekly', active: 'weekly' });
  });
}
