// One SKU: its sales against the baseline, its stock with the plan for it, what was judged and what was answered.

import type { Hono } from 'hono';
import { personName, storeName } from '../../cases/display-names.ts';
import { answerView } from '../../cases/views.ts';
import type { Context } from '../../context.ts';
import { formFor } from '../../forms/index.ts';
import { loadPlanView } from '../../inventory/plan-view.ts';
import { dayIn } from '../../lib/day.ts';
import { type Language, texts } from '../../lib/language.ts';
import { answerLine } from '../../messages/answer-lines.ts';
import { casePath } from '../../messages/paths.ts';
import type { TeamView } from '../../messages/views.ts';
import { caseNumber, isOverdue } from '../../model/anomaly-case.ts';
import { answersOfCases, casesOfSku, type StoredCase } from '../../store/cases.ts';
import { findSku } from '../../store/reads/sku-list.ts';
import { verdictsOfSku } from '../../store/verdicts.ts';
import type { WebEnv } from '../deps.ts';
import { frameOf } from '../replies.tsx';
import { DayTime, Deviation, Empty, StatusTag } from '../view/bits.tsx';
import { notFoundPage } from '../view/not-found.tsx';
import { page, teamOf } from '../view/page.tsx';
import { Plan } from '../view/plan.tsx';
import { SkuChart } from '../view/sku-chart.tsx';
import { StockChart } from '../view/stock-chart.tsx';
import { VerdictTable } from '../view/verdict-table.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    owner: 'Owner',
    storeDefault: 'the store’s default owner',
    class: 'Class',
    plan: 'Stock and replenishment plan',
    cases: 'Cases and answers',
    noCases: 'No form has been asked for this SKU.',
    verdicts: 'Verdicts',
    noVerdicts: 'This SKU has not been judged yet.',
    noVerdictsHint: 'A day is judged once its sales are in and the day is over in the store’s time zone.',
    noAnswer: 'no answer yet',
  },
  zh: {
    owner: '负责人',
    storeDefault: '店铺默认负责人',
    class: '分类',
    plan: '库存与补货计划',
    cases: '异常单与答复',
    noCases: '该 SKU 还没有发过表单。',
    verdicts: '判定记录',
    noVerdicts: '该 SKU 还没有判定过。',
    noVerdictsHint: '当天销量到齐、且店铺所在时区的这一天已结束后，就会自动判定。',
    noAnswer: '尚未答复',
  },
});

/** Days in the table of verdicts; the chart looks back by itself. */
const daysListed = 35;

export function skuRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/skus/:store/:sku', async (c) => {
    const { ctx } = web.deps;
    const language = c.get('language');
    const say = words[language];
    const store = ctx.policy.stores.find((each) => each.id === c.req.param('store'));
    const item = store && (await findSku(ctx.db, store.id, c.req.param('sku')));
    if (!store || !item) return notFoundPage(c, web);
    const team = teamOf(web, c.get('now'));
    const plan = await loadPlanView(ctx, store, item.sku);
    const verdicts = await verdictsOfSku(ctx.db, store.id, item.sku, dayIn(store.zone, c.get('now')), daysListed);
    return page(c, web, {
      title: `${item.sku} · ${storeName(ctx.policy, store.id)}`,
      active: 'skus',
      children: (
        <>
          <h1>
            <span class="sku">{item.sku}</span>
            {item.name && <span class="sku-name">{item.name}</span>}
          </h1>
          <p class="meta">
            {storeName(ctx.policy, store.id)} · {say.owner} {personName(ctx.policy, item.ownerId) ?? say.storeDefault}
            {item.class && ` · ${say.class} ${item.class}`}
          </p>
          {verdicts.length === 0 && <Empty text={say.noVerdicts} hint={say.noVerdictsHint} />}
          <div class="columns">
            {verdicts[0] && (
              <section class="card">
                <SkuChart
                  ctx={ctx}
                  chart={{
                    title: `${item.sku} · ${storeName(ctx.policy, store.id)}`,
                    store,
                    sku: item.sku,
                    through: verdicts[0].day,
                    // A day without a verdict of its own (no data, learning) has no level to draw.
                    evidence: (verdicts.find((each) => each.evidence.level !== null) ?? verdicts[0]).evidence,
                    caseDays: verdicts.filter((each) => each.caseId !== null).map((each) => each.day),
                    language,
                  }}
                />
              </section>
            )}
            <div>
              <section class="card">
                <h2>{say.cases}</h2>
                <Cases ctx={ctx} cases={await casesOfSku(ctx.db, store.id, item.sku)} team={team} language={language} />
              </section>
            </div>
          </div>
          <section class="card plan">
            <h2>{say.plan}</h2>
            <StockChart stock={plan.stock} title={item.sku} today={plan.today} language={language} />
            <Plan view={plan} team={team} frame={frameOf(c)} />
          </section>
          {verdicts.length > 0 && (
            <section>
              <h2>{say.verdicts}</h2>
              <VerdictTable rows={verdicts} language={language} byDay />
            </section>
          )}
        </>
      ),
    });
  });
}

interface CasesProps {
  ctx: Context;
  cases: readonly StoredCase[];
  team: TeamView;
  language: Language;
}

async function Cases({ ctx, cases, team, language }: CasesProps) {
  const say = words[language];
  if (cases.length === 0) return <p>{say.noCases}</p>;
  const answers = await answersOfCases(
    ctx.db,
    cases.map((each) => each.id),
  );
  return (
    <ul class="case-lines">
      {cases.map((each) => {
        const row = answers.filter((answer) => answer.caseId === each.id).at(-1);
        const answer = row && answerView(ctx, row);
        return (
          <li>
            <p>
              <a href={casePath(each.id)}>{caseNumber(each.id)}</a> <DayTime day={each.firstDay} />{' '}
              <Deviation value={each.lastDeviation} language={language} />{' '}
              <StatusTag
                status={each.status}
                resolution={each.resolution}
                overdue={isOverdue(each, new Date(team.now))}
                snoozed={each.snoozedUntil !== null}
                language={language}
              />
            </p>
            <p class="small">
              {answer ? `${answerLine(answer, formFor(answer.formKind), language)} (${answer.by.name})` : say.noAnswer}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
