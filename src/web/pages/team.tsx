// People, working hours and rules as they are in force. Read only: the policy file and the commands change them.

import type { Hono } from 'hono';
import { personName } from '../../cases/display-names.ts';
import { dayIn } from '../../lib/day.ts';
import { type Language, texts } from '../../lib/language.ts';
import { dayText, share } from '../../messages/format.ts';
import { policyWords, roleWords } from '../../messages/words.ts';
import type { Policy } from '../../policy/policy.ts';
import { teamSettings } from '../../store/team-settings.ts';
import type { WebEnv } from '../deps.ts';
import { Cell, DataTable } from '../view/bits.tsx';
import { page } from '../view/page.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Team & rules',
    intro:
      'These come from the policy file and from commands such as “leave”, “silence” and “threshold”. Running deadlines keep the rules under which they were set.',
    people: 'People',
    peopleColumns: { name: 'Name', id: 'Id', role: 'Role', manager: 'Reports to', deputy: 'Deputy', leave: 'On leave' },
    rules: 'Rules',
    workingHours: 'Working hours',
    zone: 'Time zone',
    breaks: 'Break',
    workweek: 'Workweek',
    weekdays: ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    holidays: 'Holidays',
    china: 'China, with make-up workdays',
    noHolidays: 'none',
    threshold: 'Threshold',
    upDown: (up: string, down: string) => `+${up} / −${down}`,
    detection: 'Detection policy',
    cap: 'New forms for one person and day',
    atMost: (count: number) => `at most ${count}`,
    answering: 'Least time to answer',
    minutes: (count: number) => `${count} working minutes`,
    escalation: 'Escalation',
    level: (level: number) => (level === 1 ? 'manager' : `${'manager’s '.repeat(level - 1)}manager`),
    atDeadline: 'at the deadline',
    later: (days: number, time: string) => `${time} on workday ${days} after it`,
    stores: 'Stores',
    storeColumns: {
      name: 'Store',
      zone: 'Time zone',
      measure: 'Counted in',
      owner: 'Default owner',
      dataOwner: 'Data owner',
      detection: 'Detection',
      threshold: 'Threshold',
    },
    measures: { units: 'units', orders: 'orders' },
    silences: 'Silences',
    noSilences: 'None.',
    silenceColumns: { scope: 'For', until: 'Until', reason: 'Reason', by: 'By' },
    overrides: 'Changed by command',
    overrideColumns: { scope: 'For', setting: 'Setting', value: 'Value', by: 'By' },
    settings: { policy: 'detection policy', threshold_up: 'threshold up', threshold_down: 'threshold down' },
    wholeStore: 'whole store',
  },
  zh: {
    title: '团队与规则',
    intro: '内容来自策略文件，以及 leave、silence、threshold 等指令。已发出的截止时间仍按发出时的规则。',
    people: '人员',
    peopleColumns: { name: '姓名', id: 'ID', role: '角色', manager: '上级', deputy: '代理人', leave: '请假' },
    rules: '规则',
    workingHours: '工作时间',
    zone: '时区',
    breaks: '休息',
    workweek: '工作日',
    weekdays: ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    holidays: '节假日',
    china: '中国法定节假日，含调休',
    noHolidays: '无',
    threshold: '阈值',
    upDown: (up, down) => `上升 ${up} / 下降 ${down}`,
    detection: '判定策略',
    cap: '每人每天新表单',
    atMost: (count) => `最多 ${count} 张`,
    answering: '最短答复时间',
    minutes: (count) => `${count} 个工作分钟`,
    escalation: '升级',
    level: (level) => (level === 1 ? '上级' : `${'上级的'.repeat(level - 1)}上级`),
    atDeadline: '截止时',
    later: (days, time) => `截止后第 ${days} 个工作日 ${time}`,
    stores: '店铺',
    storeColumns: {
      name: '店铺',
      zone: '时区',
      measure: '计量',
      owner: '默认负责人',
      dataOwner: '数据负责人',
      detection: '判定策略',
      threshold: '阈值',
    },
    measures: { units: '件数', orders: '订单数' },
    silences: '静默',
    noSilences: '无。',
    silenceColumns: { scope: '范围', until: '截至', reason: '原因', by: '操作人' },
    overrides: '通过指令修改',
    overrideColumns: { scope: '范围', setting: '设置', value: '值', by: '操作人' },
    settings: { policy: '判定策略', threshold_up: '上升阈值', threshold_down: '下降阈值' },
    wholeStore: '全店',
  },
});

export function teamRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/team', async (c) => {
    const { ctx } = web.deps;
    const { policy } = ctx;
    const language = c.get('language');
    const say = words[language];
    const settings = await teamSettings(ctx.db, dayIn(policy.team.zone, c.get('now')));
    return page(c, web, {
      title: say.title,
      active: 'team',
      children: (
        <>
          <h1>{say.title}</h1>
          <p>{say.intro}</p>
          <People policy={policy} leave={settings.leave} language={language} />
          <Rules policy={policy} language={language} />
          <Stores policy={policy} language={language} />
          <h2>{say.silences}</h2>
          {settings.silence.length === 0 ? (
            <p>{say.noSilences}</p>
          ) : (
            <DataTable label={say.silences} columns={say.silenceColumns} stack>
              {settings.silence.map((each) => (
                <tr>
                  <Cell label={say.silenceColumns.scope}>
                    {[each.storeId, each.sku ?? each.class ?? say.wholeStore].join(' / ')}
                  </Cell>
                  <Cell label={say.silenceColumns.until}>{each.untilDay}</Cell>
                  <Cell label={say.silenceColumns.reason}>{each.reason}</Cell>
                  <Cell label={say.silenceColumns.by}>{personName(policy, each.setBy)}</Cell>
                </tr>
              ))}
            </DataTable>
          )}
          {settings.overrides.length > 0 && (
            <>
              <h2>{say.overrides}</h2>
              <DataTable label={say.overrides} columns={say.overrideColumns} stack>
                {settings.overrides.map((each) => (
                  <tr>
                    <Cell label={say.overrideColumns.scope}>{each.scope}</Cell>
                    <Cell label={say.overrideColumns.setting}>{say.settings[each.setting]}</Cell>
                    <Cell label={say.overrideColumns.value}>
                      {each.policy ? policyWords[each.policy][language] : share(each.threshold ?? 0)}
                    </Cell>
                    <Cell label={say.overrideColumns.by}>{personName(policy, each.setBy)}</Cell>
                  </tr>
                ))}
              </DataTable>
            </>
          )}
        </>
      ),
    });
  });
}

type Leave = Awaited<ReturnType<typeof teamSettings>>['leave'][number];

function People({ policy, leave, language }: { policy: Policy; leave: readonly Leave[]; language: Language }) {
  const say = words[language];
  const titles = say.peopleColumns;
  return (
    <section>
      <h2>{say.people}</h2>
      <DataTable label={say.people} columns={titles} stack>
        {policy.people.map((person) => (
          <tr>
            <Cell label={titles.name}>{person.name}</Cell>
            <Cell label={titles.id}>
              <code>{person.id}</code>
            </Cell>
            <Cell label={titles.role}>{roleWords[person.role][language]}</Cell>
            <Cell label={titles.manager}>{personName(policy, person.manager ?? null) ?? '–'}</Cell>
            <Cell label={titles.deputy}>{personName(policy, person.deputy ?? null) ?? '–'}</Cell>
            <Cell label={titles.leave}>
              {leave
                .filter((each) => each.personId === person.id)
                .map((each) => `${dayText(each.fromDay, language)} – ${dayText(each.toDay, language)}`)
                .join(', ') || '–'}
            </Cell>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}

function Rules({ policy, language }: { policy: Policy; language: Language }) {
  const say = words[language];
  const { team, detection, answering, escalation } = policy;
  const { start, end, breaks } = team.workingHours;
  return (
    <section>
      <h2>{say.rules}</h2>
      <dl class="facts wide">
        <Fact label={say.workingHours} value={`${clock(start)}–${clock(end)}`} />
        {breaks.length > 0 && (
          <Fact label={say.breaks} value={breaks.map((each) => `${clock(each.from)}–${clock(each.to)}`).join(', ')} />
        )}
        <Fact label={say.zone} value={team.zone} />
        <Fact label={say.workweek} value={team.workweek.map((weekday) => say.weekdays[weekday]).join(' ')} />
        <Fact label={say.holidays} value={holidaysText(policy, language)} />
        <Fact
          label={say.threshold}
          value={say.upDown(share(detection.threshold.up), share(detection.threshold.down))}
        />
        <Fact label={say.detection} value={policyWords[detection.policy][language]} />
        <Fact label={say.cap} value={say.atMost(detection.maxFormsPerOperatorDay)} />
        <Fact label={say.answering} value={say.minutes(answering.minAnswerMinutes)} />
        <Fact
          label={say.escalation}
          value={escalation.steps
            .map(({ level, at }) => {
              const when = at === 'deadline' ? say.atDeadline : say.later(at.workdaysLater, clock(at.time));
              return `${say.level(level)}${language === 'zh' ? '：' : ': '}${when}`;
            })
            .join(language === 'zh' ? '；' : '; ')}
        />
      </dl>
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Stores({ policy, language }: { policy: Policy; language: Language }) {
  const say = words[language];
  const titles = say.storeColumns;
  return (
    <section>
      <h2>{say.stores}</h2>
      <DataTable label={say.stores} columns={titles} stack>
        {policy.stores.map((store) => (
          <tr>
            <Cell label={titles.name}>
              {store.name ?? store.id} {store.name && <code>{store.id}</code>}
            </Cell>
            <Cell label={titles.zone}>{store.zone}</Cell>
            <Cell label={titles.measure}>{say.measures[store.measure]}</Cell>
            <Cell label={titles.owner}>{personName(policy, store.owner ?? null) ?? '–'}</Cell>
            <Cell label={titles.dataOwner}>{personName(policy, store.dataOwner ?? null) ?? '–'}</Cell>
            <Cell label={titles.detection}>{policyWords[store.detection ?? policy.detection.policy][language]}</Cell>
            <Cell label={titles.threshold}>
              {say.upDown(
                share((store.threshold ?? policy.detection.threshold).up),
                share((store.threshold ?? policy.detection.threshold).down),
              )}
            </Cell>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}

function holidaysText({ team }: Policy, language: Language): string {
  if (team.holidays === 'china') return words[language].china;
  if (team.holidays === 'none') return words[language].noHolidays;
  return [team.holidays.country, team.holidays.state, team.holidays.region].filter(Boolean).join(' / ');
}

/** Minutes since midnight as a time. */
function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
