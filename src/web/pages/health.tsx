// How the service itself is doing, for the people who rely on it: what `doctor` finds, with the rows behind it.

import type { Hono } from 'hono';
import { areaWords } from '../../doctor/finding.ts';
import { findings, worst } from '../../doctor/findings.ts';
import { doctorReport } from '../../doctor/report.ts';
import { type Language, texts } from '../../lib/language.ts';
import type { TeamView } from '../../messages/views.ts';
import type { Policy } from '../../policy/policy.ts';
import { countDeliveries } from '../../store/overdue.ts';
import { countCases } from '../../store/reads/case-list.ts';
import { lastJudgedDays, newestFeedDays, newestJobRuns } from '../../store/reads/health.ts';
import type { WebEnv } from '../deps.ts';
import { inboundBase, replyPage } from '../replies.tsx';
import { Cell, DataTable, DayTime, Moment } from '../view/bits.tsx';
import { page, teamOf } from '../view/page.tsx';
import { resendLine, TroubledMessages } from '../view/troubled-messages.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Health',
    states: {
      ok: 'Everything runs as it should.',
      warning: 'It runs, but somebody should look at this.',
      alarm: 'Something promised is not happening.',
    },
    levels: { ok: 'fine', warning: 'attention', alarm: 'urgent' },
    forms: 'Forms',
    owing: (owing: number, overdue: number) => `${owing} waiting for an answer, ${overdue} of them overdue.`,
    seeOverdue: 'See the overdue ones',
    feeds: 'Feeds',
    feedColumns: {
      store: 'Store',
      source: 'Source',
      day: 'Newest sales day',
      state: 'State',
      asOf: 'Data as of',
      judged: 'Judged until',
    },
    feedStates: { partial: 'day not over', complete: 'complete', quarantined: 'set aside: looks cut short' },
    noFeed: 'No sales have come in for this store yet.',
    jobs: 'Scheduled work',
    jobColumns: { job: 'Job', due: 'Last due', state: 'State', outcome: 'Outcome' },
    jobStates: { running: 'running', done: 'done', failed: 'failed', missed: 'missed' },
    noJobs: 'No scheduled job has run yet.',
    queue: 'Messages',
    queueColumns: { platform: 'Platform', state: 'State', count: 'Messages' },
    deliveryStates: {
      queued: 'waiting',
      sending: 'being sent',
      sent: 'sent',
      unclear: 'unclear',
      failed: 'given up',
      skipped: 'no longer needed',
    },
    noQueue: 'No message has been queued yet.',
  },
  zh: {
    title: '运行状态',
    states: { ok: '一切正常。', warning: '运行中，但有事项需要留意。', alarm: '有该做的事没有做到，请处理。' },
    levels: { ok: '正常', warning: '注意', alarm: '紧急' },
    forms: '表单',
    owing: (owing, overdue) => `待答复 ${owing} 张，其中逾期 ${overdue} 张。`,
    seeOverdue: '查看逾期',
    feeds: '数据源',
    feedColumns: {
      store: '店铺',
      source: '来源',
      day: '最新销售日',
      state: '状态',
      asOf: '数据截至',
      judged: '已判定到',
    },
    feedStates: { partial: '当天未结束', complete: '完整', quarantined: '暂存：疑似不完整' },
    noFeed: '该店铺还没有销量数据。',
    jobs: '定时任务',
    jobColumns: { job: '任务', due: '最近应执行', state: '状态', outcome: '结果' },
    jobStates: { running: '执行中', done: '完成', failed: '失败', missed: '错过' },
    noJobs: '还没有执行过定时任务。',
    queue: '消息',
    queueColumns: { platform: '平台', state: '状态', count: '条数' },
    deliveryStates: {
      queued: '待发送',
      sending: '发送中',
      sent: '已发送',
      unclear: '是否送达不明',
      failed: '发送失败',
      skipped: '已无需发送',
    },
    noQueue: '还没有消息。',
  },
});

export function healthRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/health', async (c) => {
    const { ctx, platforms } = web.deps;
    const language = c.get('language');
    const say = words[language];
    const team = teamOf(web, c.get('now'));
    const report = await doctorReport(ctx, platforms?.checks());
    const found = findings(report);
    const level = worst(found);
    const cases = await countCases(ctx.db, c.get('now'));
    return page(c, web, {
      title: say.title,
      active: 'health',
      live: true,
      children: (
        <>
          <h1>{say.title}</h1>
          <p class="health-state" data-tone={level} role={level === 'ok' ? undefined : 'alert'}>
            {say.states[level]}
          </p>
          <Findings found={found} language={language} />
          <h2>{say.forms}</h2>
          <p>
            {say.owing(cases.owing, cases.overdue)}{' '}
            {cases.overdue > 0 && <a href="/cases?state=overdue">{say.seeOverdue}</a>}
          </p>
          <Feeds web={web} policy={ctx.policy} team={team} language={language} />
          <Jobs web={web} team={team} language={language} />
          <Queue web={web} language={language} />
          <TroubledMessages c={c} troubled={report.queue.troubled} />
        </>
      ),
    });
  });

  app.post('/health/messages/:id{\\d+}', async (c) => {
    const text = resendLine(Number(c.req.param('id')), c.get('form'));
    if (text === undefined) return c.redirect('/health', 303);
    const reply = await web.deps.handle({ ...inboundBase(c), type: 'command', text });
    return replyPage(c, web, reply, { back: '/health', active: 'health' });
  });
}

type Found = ReturnType<typeof findings>;

/** What needs a look comes first. */
function Findings({ found, language }: { found: Readonly<Found>; language: Language }) {
  const order = { alarm: 0, warning: 1, ok: 2 };
  const marks = { alarm: '✗', warning: '!', ok: '✓' };
  return (
    <ul class="checks">
      {[...found]
        .sort((a, b) => order[a.level] - order[b.level])
        .map(({ area, level, text }) => (
          <li data-tone={level}>
            <span aria-hidden="true">{marks[level]}</span>
            <span class="visually-hidden">{words[language].levels[level]}: </span> {areaWords[area][language]}
            {language === 'zh' ? '：' : ': '}
            {text[language]}
          </li>
        ))}
    </ul>
  );
}

interface PartProps {
  web: Web;
  team: TeamView;
  language: Language;
}

async function Feeds({ web, policy, team, language }: PartProps & { policy: Policy }) {
  const { db } = web.deps.ctx;
  const [feeds, judgedDays] = [await newestFeedDays(db), await lastJudgedDays(db)];
  const say = words[language];
  const titles = say.feedColumns;
  return (
    <section>
      <h2>{say.feeds}</h2>
      <DataTable label={say.feeds} columns={titles} stack>
        {policy.stores.flatMap((store) => {
          const ofStore = feeds.filter((feed) => feed.storeId === store.id);
          const judged = judgedDays.find((each) => each.storeId === store.id)?.day;
          if (ofStore.length === 0) {
            return [
              <tr>
                <Cell label={titles.store}>{store.name ?? store.id}</Cell>
                <td colspan={5}>{say.noFeed}</td>
              </tr>,
            ];
          }
          return ofStore.map((feed) => (
            <tr>
              <Cell label={titles.store}>{store.name ?? store.id}</Cell>
              <Cell label={titles.source}>{feed.source}</Cell>
              <Cell label={titles.day}>
                <DayTime day={feed.day} />
              </Cell>
              <Cell label={titles.state}>
                <span class="tag" data-tone={feed.state === 'quarantined' ? 'warning' : undefined}>
                  {say.feedStates[feed.state]}
                </span>
              </Cell>
              <Cell label={titles.asOf}>
                <Moment at={feed.asOf} team={team} language={language} />
              </Cell>
              <Cell label={titles.judged}>{judged ? <DayTime day={judged} /> : '–'}</Cell>
            </tr>
          ));
        })}
      </DataTable>
    </section>
  );
}

async function Jobs({ web, team, language }: PartProps) {
  const runs = await newestJobRuns(web.deps.ctx.db);
  const say = words[language];
  const titles = say.jobColumns;
  return (
    <section>
      <h2>{say.jobs}</h2>
      {runs.length === 0 ? (
        <p>{say.noJobs}</p>
      ) : (
        <DataTable label={say.jobs} columns={titles} stack>
          {runs.map((run) => (
            <tr>
              <Cell label={titles.job}>
                <code>{run.job}</code>
              </Cell>
              <Cell label={titles.due}>
                <Moment at={run.dueAt} team={team} language={language} />
              </Cell>
              <Cell label={titles.state}>
                <span class="tag" data-tone={run.state === 'failed' || run.state === 'missed' ? 'alarm' : undefined}>
                  {say.jobStates[run.state]}
                </span>
              </Cell>
              <Cell label={titles.outcome}>{run.outcome ?? '–'}</Cell>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}

async function Queue({ web, language }: { web: Web; language: Language }) {
  const counts = await countDeliveries(web.deps.ctx.db);
  const say = words[language];
  const titles = say.queueColumns;
  const states: Readonly<Record<string, string>> = say.deliveryStates;
  return (
    <section>
      <h2>{say.queue}</h2>
      {counts.length === 0 ? (
        <p>{say.noQueue}</p>
      ) : (
        <DataTable label={say.queue} columns={titles} numbers={['count']}>
          {counts.map((row) => (
            <tr>
              <Cell label={titles.platform}>{row.platform}</Cell>
              <Cell label={titles.state}>{states[row.state] ?? row.state}</Cell>
              <Cell label={titles.count} number>
                {row.count}
              </Cell>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}
