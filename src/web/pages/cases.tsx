// Lists of cases: all of them with filters, and the ones that wait for the person who looks.

import type { Hono, Context as HonoContext } from 'hono';
import { texts } from '../../lib/language.ts';
import type { Policy } from '../../policy/policy.ts';
import { type CaseListState, caseListStates, countCases, listCases } from '../../store/reads/case-list.ts';
import type { WebEnv } from '../deps.ts';
import { personOf } from '../identity/identify.ts';
import { Empty } from '../view/bits.tsx';
import { CaseTable } from '../view/case-table.tsx';
import { page, teamOf } from '../view/page.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Cases',
    mineTitle: 'My forms',
    mineIntro: 'These forms wait for you. The earliest deadline comes first.',
    states: { owing: 'Waiting', overdue: 'Overdue', answered: 'Answered', closed: 'Closed', all: 'All' },
    state: 'State',
    store: 'Store',
    assignee: 'Held by',
    any: 'all',
    search: 'SKU, name or number',
    apply: 'Show',
    next: 'More cases',
    none: 'No case matches.',
    noneHint: 'Change the filter, or look at every verdict of a day to see what was judged and why nothing was asked.',
    verdicts: 'Daily verdicts',
    nothingOwed: 'No form waits for you.',
    nothingOwedHint: 'When one of your SKUs deviates, its form appears here and in the group.',
    allCases: 'All cases',
  },
  zh: {
    title: '异常单',
    mineTitle: '待我填写',
    mineIntro: '以下表单等你填写，截止时间最早的排在最前。',
    states: { owing: '待答复', overdue: '逾期', answered: '已答复', closed: '已关闭', all: '全部' },
    state: '状态',
    store: '店铺',
    assignee: '处理人',
    any: '全部',
    search: 'SKU、品名或单号',
    apply: '查询',
    next: '更多异常单',
    none: '没有符合条件的异常单。',
    noneHint: '可以调整筛选条件，或到“每日判定”查看每个 SKU 的判定结果和未发表单的原因。',
    verdicts: '每日判定',
    nothingOwed: '没有待你填写的表单。',
    nothingOwedHint: '你负责的 SKU 出现异常时，表单会出现在这里和群里。',
    allCases: '全部异常单',
  },
});

const pageSize = 50;

export function caseListRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/cases', async (c) => {
    const { ctx } = web.deps;
    const say = words[c.get('language')];
    const filter = filterOf(c, ctx.policy);
    const rows = await listCases(ctx.db, { ...filter, limit: pageSize + 1 }, c.get('now'));
    const counts = await countCases(ctx.db, c.get('now'));
    const shown = rows.slice(0, pageSize);
    const last = shown.at(-1)?.case.id;
    return page(c, web, {
      title: say.title,
      active: 'cases',
      live: filter.after === undefined,
      children: (
        <>
          <h1>{say.title}</h1>
          <FilterForm c={c} policy={ctx.policy} filter={filter} counts={counts} />
          {shown.length === 0 ? (
            <Empty text={say.none} hint={say.noneHint} action={{ label: say.verdicts, path: '/verdicts' }} />
          ) : (
            <CaseTable rows={shown} policy={ctx.policy} team={teamOf(web, c.get('now'))} language={c.get('language')} />
          )}
          {rows.length > pageSize && last !== undefined && (
            <p class="pager">
              <a href={nextPath(c, last)}>{say.next}</a>
            </p>
          )}
        </>
      ),
    });
  });

  app.get('/mine', async (c) => {
    const { ctx } = web.deps;
    const language = c.get('language');
    const say = words[language];
    const filter = { state: 'owing', assigneeId: personOf(c).id, limit: 200 } as const;
    const rows = await listCases(ctx.db, filter, c.get('now'));
    return page(c, web, {
      title: say.mineTitle,
      active: 'mine',
      live: true,
      children: (
        <>
          <h1>{say.mineTitle}</h1>
          {rows.length === 0 ? (
            <Empty text={say.nothingOwed} hint={say.nothingOwedHint} action={{ label: say.allCases, path: '/cases' }} />
          ) : (
            <>
              <p>{say.mineIntro}</p>
              <CaseTable
                rows={rows}
                policy={ctx.policy}
                team={teamOf(web, c.get('now'))}
                language={language}
                toAnswer
              />
            </>
          )}
        </>
      ),
    });
  });
}

interface ListFilter {
  state: CaseListState;
  storeId?: string;
  assigneeId?: string;
  search?: string;
  after?: number;
}

function filterOf(c: HonoContext<WebEnv>, policy: Policy): ListFilter {
  const state = caseListStates.find((each) => each === c.req.query('state')) ?? 'owing';
  const storeId = policy.stores.find((store) => store.id === c.req.query('store'))?.id;
  const assigneeId = policy.people.find((person) => person.id === c.req.query('who'))?.id;
  const search = c.req.query('q')?.trim().slice(0, 100) || undefined;
  const after = /^\d{1,9}$/.test(c.req.query('after') ?? '') ? Number(c.req.query('after')) : undefined;
  return {
    state,
    ...(storeId === undefined ? {} : { storeId }),
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(search === undefined ? {} : { search }),
    ...(after === undefined ? {} : { after }),
  };
}

interface FilterProps {
  c: HonoContext<WebEnv>;
  policy: Policy;
  filter: ListFilter;
  counts: Record<CaseListState, number>;
}

function FilterForm({ c, policy, filter, counts }: FilterProps) {
  const say = words[c.get('language')];
  const keep = new URLSearchParams(new URL(c.req.url).search);
  keep.delete('after');
  const withState = (state: CaseListState) => {
    keep.set('state', state);
    return `/cases?${keep}`;
  };
  return (
    <>
      <nav class="tabs" aria-label={say.state}>
        {caseListStates.map((state) => (
          <a href={withState(state)} aria-current={filter.state === state ? 'true' : undefined}>
            {say.states[state]} <span class="count">{counts[state]}</span>
          </a>
        ))}
      </nav>
      <form method="get" action="/cases" class="filter">
        <input type="hidden" name="state" value={filter.state} />
        <label>
          {say.store}
          <select name="store">
            <option value="">{say.any}</option>
            {policy.stores.map((store) => (
              <option value={store.id} selected={filter.storeId === store.id}>
                {store.name ?? store.id}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say.assignee}
          <select name="who">
            <option value="">{say.any}</option>
            {policy.people.map((person) => (
              <option value={person.id} selected={filter.assigneeId === person.id}>
                {person.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say.search}
          <input type="search" name="q" value={filter.search ?? ''} />
        </label>
        <button type="submit">{say.apply}</button>
      </form>
    </>
  );
}

function nextPath(c: HonoContext<WebEnv>, after: number): string {
  const query = new URLSearchParams(new URL(c.req.url).search);
  query.set('after', String(after));
  return `/cases?${query}`;
}
