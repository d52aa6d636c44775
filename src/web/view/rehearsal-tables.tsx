// The tables of a rehearsal: what each policy would have asked for, of whom, about which SKUs and episodes; and the
// buttons that take a policy.

import { type Language, texts } from '../../lib/language.ts';
import { shortDay, units } from '../../messages/format.ts';
import { casePath } from '../../messages/paths.ts';
import type { EpisodeView, PolicyView, RehearsalView } from '../../messages/rehearsal-view.ts';
import { formsADay, policyLabel, rehearsalWords, uniformPolicies } from '../../messages/rehearsal-words.ts';
import { natureWords } from '../../messages/words.ts';
import { Cell, DataTable, Deviation, SkuLink } from './bits.tsx';

const words = texts({
  en: {
    policy: {
      policy: 'Policy',
      perDay: 'Forms a day',
      busiest: 'Busiest day',
      person: 'One person, busiest day',
      heldBack: 'Held back a day',
      episodes: 'Episodes asked about',
      take: 'Take it',
    },
    busiest: (forms: string, day: string) => `${forms} (${day})`,
    ofAll: (asked: string, all: string) => `${asked} of ${all}`,
    take: (policy: string) => `Use ${policy}`,
    takes: (cap: number) =>
      `Taking a policy holds for the whole team, for days judged from then on; open forms stay as they are, and it is logged with your name. What is set for single stores, classes or SKUs goes on holding there. Held back: more than ${cap} new forms for one person and day are only named in the digest.`,
    managers: (cap: number) =>
      `Managers and admins can take a policy here. Held back: more than ${cap} new forms for one person and day are only named in the digest.`,
    people: { who: 'Person', perDay: 'Forms a day', busiest: 'Busiest day', forms: 'In all' },
    sku: 'SKU',
    episode: { sku: 'SKU', days: 'Days', deviation: 'Deviation', case: 'What was really asked' },
    yes: 'asks',
    no: 'does not ask',
    unanswered: 'no answer',
    none: 'Nothing would have been asked.',
  },
  zh: {
    policy: {
      policy: '策略',
      perDay: '每天表单',
      busiest: '最多的一天',
      person: '一人一天最多',
      heldBack: '每天被限量',
      episodes: '会问到的异常',
      take: '采用',
    },
    busiest: (forms, day) => `${forms}（${day}）`,
    ofAll: (asked, all) => `${asked} / ${all}`,
    take: (policy) => `采用 ${policy}`,
    takes: (cap) =>
      `采用后对整个团队生效，只影响之后判断的日子；已发的表单不变，改动会记在你名下。单独为店铺、分类或商品设置的策略继续有效。被限量：每人每天新表单超过 ${cap} 张的部分，只在每日摘要里列出。`,
    managers: (cap) =>
      `主管和管理员可以在这里采用策略。被限量：每人每天新表单超过 ${cap} 张的部分，只在每日摘要里列出。`,
    people: { who: '负责人', perDay: '每天表单', busiest: '最多的一天', forms: '合计' },
    sku: 'SKU',
    episode: { sku: 'SKU', days: '日期', deviation: '偏差', case: '当时的异常单' },
    yes: '会问',
    no: '不问',
    unanswered: '未答复',
    none: '没有需要问的。',
  },
});

/** What the buttons send along. */
export interface PolicyForm {
  token: string;
  eventId: () => string;
  /** Only managers see the buttons; the verb behind them asks again. */
  mayManage: boolean;
  days: number;
}

interface TableProps {
  view: RehearsalView;
  label: string;
  language: Language;
}

export function PolicyTable({ view, label, form, language }: TableProps & { form: PolicyForm }) {
  const say = words[language];
  const { take, ...figures } = say.policy;
  const titles = form.mayManage ? { ...figures, take } : figures;
  const numbers = ['perDay', 'busiest', 'person', 'heldBack', 'episodes'] as const;
  return (
    <>
      <DataTable label={label} columns={titles} numbers={numbers} stack>
        {view.policies.map((each) => (
          <PolicyRow each={each} view={view} form={form} language={language} />
        ))}
      </DataTable>
      <p class="small">{form.mayManage ? say.takes(view.cap) : say.managers(view.cap)}</p>
    </>
  );
}

function PolicyRow({ each, view, form, language }: Omit<TableProps, 'label'> & { each: PolicyView; form: PolicyForm }) {
  const say = words[language];
  const titles = say.policy;
  const { policies, meaning } = rehearsalWords[language];
  const { policy, busiest } = each;
  return (
    <tr>
      <Cell label={titles.policy}>
        <strong>{policyLabel(policy, view, language)}</strong>
        <span class="sku-name">{meaning[policy]}</span>
      </Cell>
      <Cell label={titles.perDay} number>
        {formsADay(each.perDay)}
      </Cell>
      <Cell label={titles.busiest} number>
        {busiest ? say.busiest(units(busiest.forms), shortDay(busiest.day)) : '–'}
      </Cell>
      <Cell label={titles.person} number>
        {units(Math.max(0, ...each.operators.map((operator) => operator.busiest)))}
      </Cell>
      <Cell label={titles.heldBack} number>
        {formsADay(each.heldBackPerDay)}
      </Cell>
      <Cell label={titles.episodes} number>
        {policy === 'in_force' ? '–' : say.ofAll(units(view.asked[policy]), units(view.allEpisodes))}
      </Cell>
      {form.mayManage && (
        <Cell label={titles.take}>
          {policy !== 'in_force' && policy !== view.inForce && (
            <form method="post" action="/rehearsal">
              <input type="hidden" name="token" value={form.token} />
              <input type="hidden" name="event" value={form.eventId()} />
              <input type="hidden" name="days" value={String(form.days)} />
              <button type="submit" name="policy" value={policy}>
                {say.take(policies[policy])}
              </button>
            </form>
          )}
        </Cell>
      )}
    </tr>
  );
}

export function PeopleTable({ view, label, language }: TableProps) {
  const titles = words[language].people;
  const held = view.policies.find(({ policy }) => policy === view.inForce);
  if (!held || held.operators.length === 0) return <p>{words[language].none}</p>;
  return (
    <DataTable label={label} columns={titles} numbers={['perDay', 'busiest', 'forms']}>
      {held.operators.map(({ who, perDay, busiest, forms }) => (
        <tr>
          <Cell label={titles.who}>{who?.name ?? rehearsalWords[language].nobody}</Cell>
          <Cell label={titles.perDay} number>
            {formsADay(perDay)}
          </Cell>
          <Cell label={titles.busiest} number>
            {units(busiest)}
          </Cell>
          <Cell label={titles.forms} number>
            {units(forms)}
          </Cell>
        </tr>
      ))}
    </DataTable>
  );
}

export function LoudestTable({ view, label, language }: TableProps) {
  const say = words[language];
  const { policies } = rehearsalWords[language];
  const { literal, loose, balanced, strict } = policies;
  const titles = { sku: say.sku, literal, loose, balanced, strict };
  if (view.loudest.length === 0) return <p>{say.none}</p>;
  return (
    <DataTable label={label} columns={titles} numbers={uniformPolicies}>
      {view.loudest.map(({ storeId, storeName, sku, forms }) => (
        <tr>
          <Cell label={titles.sku}>
            <SkuLink storeId={storeId} sku={sku} name={storeName} />
          </Cell>
          {uniformPolicies.map((policy) => (
            <Cell label={titles[policy]} number>
              {units(forms[policy] ?? 0)}
            </Cell>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}

export function EpisodeTable({ view, label, language }: TableProps) {
  const say = words[language];
  const { literal, loose, balanced, strict } = rehearsalWords[language].policies;
  const { sku, days, deviation, case: real } = say.episode;
  const titles = { sku, days, deviation, literal, loose, balanced, strict, case: real };
  if (view.episodes.length === 0) return <p>{say.none}</p>;
  return (
    <DataTable label={label} columns={titles} numbers={['deviation']} stack>
      {view.episodes.map((each) => (
        <tr>
          <Cell label={titles.sku}>
            {each.sku === null ? (
              `${each.storeName} · ${rehearsalWords[language].wholeStore}`
            ) : (
              <SkuLink storeId={each.storeId} sku={each.sku} name={each.storeName} />
            )}
          </Cell>
          <Cell label={titles.days}>{spanText(each)}</Cell>
          <Cell label={titles.deviation} number>
            <Deviation value={each.deviation} language={language} />
          </Cell>
          {uniformPolicies.map((policy) => (
            <Cell label={titles[policy]}>
              <Mark asks={each.askedBy.includes(policy)} language={language} />
            </Cell>
          ))}
          <Cell label={titles.case}>
            <RealCase of={each.pastCase} language={language} />
          </Cell>
        </tr>
      ))}
    </DataTable>
  );
}

function Mark({ asks, language }: { asks: boolean; language: Language }) {
  const say = words[language];
  return (
    <>
      <span aria-hidden="true">{asks ? '✓' : '–'}</span>
      <span class="visually-hidden">{asks ? say.yes : say.no}</span>
    </>
  );
}

function RealCase({ of, language }: { of: EpisodeView['pastCase']; language: Language }) {
  if (!of) return <>–</>;
  const answered = of.nature ? natureWords[of.nature][language] : words[language].unanswered;
  return (
    <>
      <a href={casePath(of.id)}>{of.number}</a> {answered}
    </>
  );
}

function spanText({ firstDay, lastDay }: Pick<EpisodeView, 'firstDay' | 'lastDay'>): string {
  return firstDay === lastDay ? shortDay(firstDay) : `${shortDay(firstDay)} – ${shortDay(lastDay)}`;
}
