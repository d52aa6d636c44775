// What each policy would have asked for, before one is taken: figures, a chart, the loudest SKUs, the episodes.

import type { Hono } from 'hono';
import { raw } from 'hono/html';
import { type Language, texts } from '../../lib/language.ts';
import { dayRangeText, momentText } from '../../messages/format.ts';
import type { RehearsalView } from '../../messages/rehearsal-view.ts';
import { rehearsalWords } from '../../messages/rehearsal-words.ts';
import { backgroundRehearsal, type RehearsalState } from '../../rehearsal/background-rehearsal.ts';
import { rehearsalView } from '../../rehearsal/rehearsal-view.ts';
import { rehearsedDays } from '../../rehearsal/rehearse.ts';
import type { WebEnv } from '../deps.ts';
import { frameOf, inboundBase, replyPage } from '../replies.tsx';
import { Empty } from '../view/bits.tsx';
import { page, teamOf } from '../view/page.tsx';
import { EpisodeTable, LoudestTable, PeopleTable, type PolicyForm, PolicyTable } from '../view/rehearsal-tables.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Rehearsal',
    intro: 'How many forms each policy would have asked for on your own sales. Looking changes nothing.',
    span: 'How far back',
    days: (count: number) => `${count} days`,
    running: (percent: number) => `Rehearsing … ${percent} %`,
    runningHint: 'The result shows here by itself. Forms, reminders and answers go on meanwhile.',
    empty: 'There are no whole sales days to rehearse yet.',
    emptyHint: 'Bring the sales of the past weeks in first.',
    import: 'Import data',
    failed: 'The rehearsal failed; why is in the log. Open the page again to try once more.',
    made: (range: string, moment: string) => `Sales of ${range}, rehearsed ${moment}.`,
    chart: 'Forms a day under each policy, day by day. The table above has the figures.',
    policies: 'Policies',
    people: 'By person, under what is in force',
    loudest: 'The loudest SKUs, in forms',
    episodes: 'Episodes: who would have asked',
    shown: (shown: number, all: number) => (shown < all ? `The ${shown} with the most at stake of ${all}.` : ''),
    literalOnly: (count: number) => (count > 0 ? `literal alone would have asked about ${count} more.` : ''),
  },
  zh: {
    title: '策略试算',
    intro: '用自己的历史销量试算每种策略会发多少表单。查看不会改动任何数据。',
    span: '试算天数',
    days: (count) => `${count} 天`,
    running: (percent) => `试算中…… ${percent} %`,
    runningHint: '算完后自动显示结果，期间表单、提醒和答复照常进行。',
    empty: '还没有完整的销量数据，无法试算。',
    emptyHint: '请先导入过去几周的销量。',
    import: '导入数据',
    failed: '试算出错，原因已记入日志；重新打开本页会再试一次。',
    made: (range, moment) => `${range}的销量，${moment}试算。`,
    chart: '每种策略每天的表单数，具体数字见上表。',
    policies: '各种策略',
    people: '按负责人（现行策略）',
    loudest: '表单最多的 SKU（张）',
    episodes: '异常明细：哪种策略会问',
    shown: (shown, all) => (shown < all ? `共 ${all} 次，这里列出金额影响最大的 ${shown} 次。` : ''),
    literalOnly: (count) => (count > 0 ? `另有 ${count} 次只有逐条策略会问。` : ''),
  },
});

const spans = [30, rehearsedDays.usual, 90];
const episodesShown = 40;
/** A small shop is rehearsed before anybody could read that it is under way. */
const worthWaitingMs = 1_000;
const lookAgainSeconds = 2;

export function rehearsalRoutes(app: Hono<WebEnv>, web: Web): void {
  const { ctx, stopping } = web.deps;
  const desk = backgroundRehearsal(ctx, stopping);

  app.get('/rehearsal', async (c) => {
    const language = c.get('language');
    const say = words[language];
    const days = spans.find((span) => String(span) === c.req.query('days')) ?? rehearsedDays.usual;
    const found = await desk.look(days, worthWaitingMs);
    if (found.state === 'running') c.header('refresh', String(lookAgainSeconds));
    const { token, eventId, mayManage } = frameOf(c);
    return page(c, web, {
      title: say.title,
      active: 'rehearsal',
      children: (
        <>
          <h1>{say.title}</h1>
          <p>{say.intro}</p>
          <nav class="tabs" aria-label={say.span}>
            {spans.map((span) => (
              <a href={`/rehearsal?days=${span}`} aria-current={span === days ? 'true' : undefined}>
                {say.days(span)}
              </a>
            ))}
          </nav>
          {found.state === 'ready' ? (
            <Result
              view={rehearsalView(ctx.policy, found.rehearsal, { episodes: episodesShown })}
              made={momentText(found.at.toISOString(), teamOf(web, c.get('now')), language)}
              form={{ token, eventId, mayManage: mayManage === true, days }}
              language={language}
            />
          ) : (
            <NotYet found={found} language={language} />
          )}
        </>
      ),
    });
  });

  app.post('/rehearsal', async (c) => {
    const value = (name: string) => c.get('form')[name]?.[0] ?? '';
    const text = `policy team ${value('policy').slice(0, 40)}`;
    const reply = await web.deps.handle({ ...inboundBase(c), type: 'command', text });
    return replyPage(c, web, reply, { back: `/rehearsal?days=${Number(value('days'))}`, active: 'rehearsal' });
  });
}

function NotYet({ found, language }: { found: Exclude<RehearsalState, { state: 'ready' }>; language: Language }) {
  const say = words[language];
  if (found.state === 'empty') {
    return <Empty text={say.empty} hint={say.emptyHint} action={{ label: say.import, path: '/import' }} />;
  }
  if (found.state === 'failed') return <p role="alert">{say.failed}</p>;
  const { done, of } = found.progress;
  const percent = of === 0 ? 0 : Math.floor((100 * done) / of);
  return (
    <section class="card">
      <p>
        <label>
          {say.running(percent)} <progress max={100} value={percent} />
        </label>
      </p>
      <p class="small">{say.runningHint}</p>
    </section>
  );
}

interface ResultProps {
  view: RehearsalView;
  /** When it was rehearsed, in words. */
  made: string;
  form: PolicyForm;
  language: Language;
}

async function Result({ view, made, form, language }: ResultProps) {
  const say = words[language];
  const { learned, supposed } = rehearsalWords[language];
  const { rehearsalChartSvg } = await import('../../charts/rehearsal-chart.ts');
  return (
    <>
      <p class="meta">
        {say.made(dayRangeText(view.from, view.through, language), made)} {learned(view.judgedDays, view.days.length)}
      </p>
      <h2>{say.policies}</h2>
      <PolicyTable view={view} label={say.policies} form={form} language={language} />
      <section class="card">
        <figure class="chart" role="img" aria-label={say.chart}>
          {raw(rehearsalChartSvg(view, language))}
        </figure>
      </section>
      <div class="columns">
        <section>
          <h2>{say.loudest}</h2>
          <LoudestTable view={view} label={say.loudest} language={language} />
        </section>
        <section>
          <h2>{say.people}</h2>
          <PeopleTable view={view} label={say.people} language={language} />
        </section>
      </div>
      <h2>{say.episodes}</h2>
      <p>
        {say.shown(view.episodes.length, view.allEpisodes)} {say.literalOnly(view.literalOnly)}
      </p>
      <EpisodeTable view={view} label={say.episodes} language={language} />
      <p class="small">{supposed}</p>
    </>
  );
}
