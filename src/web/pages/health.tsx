// How the service itself is doing, for the people who rely on it: feeds, clockwork, queue, what is late, calendar.

import type { Hono } from 'hono';
import { caseNumber } from '../../cases/model/anomaly-case.ts';
import { dayIn } from '../../lib/day.ts';
import type { Language } from '../../lib/language.ts';
import { dayText } from '../../messages/format.ts';
import { casePath } from '../../messages/paths.ts';
import { texts } from '../../messages/texts.ts';
import type { TeamView } from '../../messages/views.ts';
import { countDeliveries, overdueSince } from '../../store/overdue.ts';
import { countCases } from '../../store/reads/case-list.ts';
import {
  lastJudgedDays,
  newestFeedDays,
  newestJobRuns,
  troubledDeliveries,
  troubledRuns,
} from '../../store/reads/health.ts';
import { calendarCoverage } from '../../team/calendar.ts';
import type { Policy } from '../../team/policy.ts';
import type { WebEnv } from '../deps.ts';
import { Cell, DataTable, DayTime, Moment } from '../view/bits.tsx';
import { page, teamOf } from '../view/page.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Health',
    good: 'Everything runs as it should.',
    bad: 'Something needs a look.',
    checks: {
      cases: (count: number) =>
        count === 0
          ? 'Every due step of every case has been taken.'
          : `${count} cases have a step overdue by more than five minutes.`,
      troubledCases: (count: number) =>
        count === 0 ? 'No case had to be put aside.' : `${count} cases could not be decided and were put aside.`,
      deliveries: (count: number) =>
        count === 0
          ? 'No message is waiting too long.'
          : `${count} messages should have gone out more than five minutes ago.`,
      jobs: (count: number) => (count === 0 ? 'No scheduled job is stuck.' : `${count} scheduled jobs are stuck.`),
      failed: (count: number) =>
        count === 0 ? 'No message was given up.' : `${count} messages were given up or may not have arrived.`,
      calendar: 'The holiday calendar covers the coming 60 days.',
      calendarShort: (day: string) =>
        `The holiday calendar is known until ${day} only. Add the coming holidays to the policy file (extraHolidays, extraWorkdays).`,
      calendarNone: 'No holidays are known. Add them to the policy file (extraHolidays, extraWorkdays).',
    },
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
    trouble: 'Messages in trouble',
    troubleColumns: {
      kind: 'Kind',
      case: 'Case',
      platform: 'Platform',
      state: 'State',
      attempts: 'Attempts',
      error: 'Last error',
      due: 'Due',
    },
  },
  zh: {
    title: '运行状态',
    good: '一切正常。',
    bad: '有需要处理的问题。',
    checks: {
      cases: (count) =>
        count === 0 ? '所有异常单都已按时处理。' : `有 ${count} 张异常单的到期事项超过 5 分钟未处理。`,
      troubledCases: (count) => (count === 0 ? '没有被搁置的异常单。' : `有 ${count} 张异常单无法判断，已搁置。`),
      deliveries: (count) => (count === 0 ? '没有积压的消息。' : `有 ${count} 条消息超过 5 分钟未发出。`),
      jobs: (count) => (count === 0 ? '没有卡住的定时任务。' : `有 ${count} 个定时任务卡住。`),
      failed: (count) => (count === 0 ? '没有发送失败的消息。' : `有 ${count} 条消息发送失败或可能未送达。`),
      calendar: '节假日历覆盖未来 60 天。',
      calendarShort: (day) => `节假日历只到 ${day}。请在策略文件中补充节假日和调休（extraHolidays、extraWorkdays）。`,
      calendarNone: '没有节假日信息。请在策略文件中补充（extraHolidays、extraWorkdays）。',
    },
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
    trouble: '有问题的消息',
    troubleColumns: {
      kind: '类型',
      case: '异常单',
      platform: '平台',
      state: '状态',
      attempts: '尝试次数',
      error: '最近错误',
      due: '应发时间',
    },
  },
});

const stuckMs = 5 * 60_000;
const weekMs = 7 * 86_400_000;
const listed = 20;

export function healthRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/health', async (c) => {
    const { ctx } = web.deps;
    const now = c.get('now');
    const language = c.get('language');
    const say = words[language];
    const team = teamOf(web, now);
    const health = await readHealth(web, now);
    const checks = checksOf(health, language);
    const good = checks.every((check) => check.good);
    return page(c, web, {
      title: say.title,
      active: 'health',
      live: true,
      children: (
        <>
          <h1>{say.title}</h1>
          <p class={good ? 'verdict-line' : 'problem'} role={good ? undefined : 'alert'}>
            <strong>{good ? say.good : say.bad}</strong>
          </p>
          <ul class="checks">
            {checks.map((check) => (
              <li data-tone={check.good ? 'good' : 'alarm'}>
                <span aria-hidden="true">{check.good ? '✓' : '✗'}</span> {check.text}
              </li>
            ))}
          </ul>
          <h2>{say.forms}</h2>
          <p>
            {say.owing(health.cases.owing, health.cases.overdue)}{' '}
            {health.cases.overdue > 0 && <a href="/cases?state=overdue">{say.seeOverdue}</a>}
          </p>
          <Feeds health={health} policy={ctx.policy} team={team} language={language} />
          <Jobs health={health} team={team} language={language} />
          <Queue health={health} team={team} language={language} />
        </>
      ),
    });
  });
}

type Health = Awaited<ReturnType<typeof readHealth>>;

async function readHealth(web: Web, now: Date) {
  const { db, policy } = web.deps.ctx;
  const today = dayIn(policy.team.zone, now);
  return {
    overdue: (await overdueSince(db, new Date(now.getTime() - stuckMs))).counts,
    cases: await countCases(db, now),
    feeds: await newestFeedDays(db),
    judged: await lastJudgedDays(db),
    jobs: await newestJobRuns(db),
    failedRuns: await troubledRuns(db, new Date(now.getTime() - weekMs), listed),
    deliveries: await countDeliveries(db),
    trouble: await troubledDeliveries(db, listed),
    calendar: calendarCoverage(policy.team, today),
  };
}

function checksOf({ overdue, trouble, calendar }: Health, language: Language): { good: boolean; text: string }[] {
  const say = words[language].checks;
  const counted = (['cases', 'troubledCases', 'deliveries', 'jobs'] as const).map((what) => ({
    good: overdue[what] === 0,
    text: say[what](overdue[what]),
  }));
  const failed = { good: trouble.length === 0, text: say.failed(trouble.length) };
  return [...counted, failed, { good: calendar.covered, text: calendarText(calendar, language) }];
}

function calendarText({ covered, lastKnownDay }: Health['calendar'], language: Language): string {
  const say = words[language].checks;
  if (covered) return say.calendar;
  return lastKnownDay === null ? say.calendarNone : say.calendarShort(dayText(lastKnownDay, language));
}

interface PartProps {
  health: Health;
  team: TeamView;
  language: Language;
}

function Feeds({ health, policy, team, language }: PartProps & { policy: Policy }) {
  const say = words[language];
  const titles = say.feedColumns;
  return (
    <section>
      <h2>{say.feeds}</h2>
      <DataTable label={say.feeds} columns={titles} stack>
        {policy.stores.flatMap((store) => {
          const judged = health.judged.find((each) => each.storeId === store.id)?.day;
          const feeds = health.feeds.filter((feed) => feed.storeId === store.id);
          if (feeds.length === 0) {
            return [
              <tr>
                <Cell label={titles.store}>{store.name ?? store.id}</Cell>
                <td colspan={5}>{say.noFeed}</td>
              </tr>,
            ];
          }
          return feeds.map((feed) => (
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

function Jobs({ health, team, language }: PartProps) {
  const say = words[language];
  const titles = say.jobColumns;
  const runs = [...health.jobs, ...health.failedRuns.filter((run) => !health.jobs.some((job) => isSameRun(job, run)))];
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

function Queue({ health, team, language }: PartProps) {
  const say = words[language];
  const titles = say.queueColumns;
  return (
    <section>
      <h2>{say.queue}</h2>
      {health.deliveries.length === 0 ? (
        <p>{say.noQueue}</p>
      ) : (
        <DataTable label={say.queue} columns={titles} numbers={['count']}>
          {health.deliveries.map((row) => (
            <tr>
              <Cell label={titles.platform}>{row.platform}</Cell>
              <Cell label={titles.state}>{stateText(row.state, language)}</Cell>
              <Cell label={titles.count} number>
                {row.count}
              </Cell>
            </tr>
          ))}
        </DataTable>
      )}
      {health.trouble.length > 0 && <Trouble health={health} team={team} language={language} />}
    </section>
  );
}

function Trouble({ health, team, language }: PartProps) {
  const say = words[language];
  const titles = say.troubleColumns;
  return (
    <>
      <h3>{say.trouble}</h3>
      <DataTable label={say.trouble} columns={titles} numbers={['attempts']} stack>
        {health.trouble.map((row) => (
          <tr>
            <Cell label={titles.kind}>{row.kind}</Cell>
            <Cell label={titles.case}>
              {row.caseId === null ? '–' : <a href={casePath(row.caseId)}>{caseNumber(row.caseId)}</a>}
            </Cell>
            <Cell label={titles.platform}>{row.platform}</Cell>
            <Cell label={titles.state}>{stateText(row.state, language)}</Cell>
            <Cell label={titles.attempts} number>
              {row.attempts}
            </Cell>
            <Cell label={titles.error}>{row.lastError ?? '–'}</Cell>
            <Cell label={titles.due}>
              <Moment at={row.dueAt} team={team} language={language} />
            </Cell>
          </tr>
        ))}
      </DataTable>
    </>
  );
}

function stateText(state: string, language: Language): string {
  const states: Readonly<Record<string, string>> = words[language].deliveryStates;
  return states[state] ?? state;
}

function isSameRun(a: { job: string; slot: string }, b: { job: string; slot: string }): boolean {
  return a.job === b.job && a.slot === b.slot;
}
