// The ledger of decisions about stock: what was suggested, what was decided and why, and what came of it.

import type { Hono } from 'hono';
import { personName } from '../../cases/display-names.ts';
import { type Language, texts } from '../../lib/language.ts';
import { decisionText } from '../../messages/choice-words.ts';
import { dayText, units } from '../../messages/format.ts';
import { casePath } from '../../messages/paths.ts';
import { caseNumber } from '../../model/anomaly-case.ts';
import { type DecisionRow, newestDecisions } from '../../store/decisions.ts';
import type { WebEnv } from '../deps.ts';
import { Cell, DataTable, Empty, Moment, SkuLink } from '../view/bits.tsx';
import { page, teamOf } from '../view/page.tsx';
import { SuggestionBasis } from '../view/suggestion-basis.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Decisions',
    hint: 'What answers decided about stock. The outcome is told when the lead time is over.',
    none: 'Nothing has been decided yet.',
    noneHint: 'Every answer with a proposal is noted here.',
    columns: {
      at: 'When',
      number: 'Case',
      sku: 'SKU',
      by: 'Who',
      suggested: 'Suggested',
      decided: 'Decided',
      reason: 'Reason',
      approval: 'Approval',
      outcome: 'Outcome',
    },
    approvals: { not_needed: '–', waiting: 'waits', approved: 'approved', returned: 'returned' },
    superseded: 'superseded',
    due: (day: string) => `told after ${day}`,
    arrived: (day: string) => `arrived ${day}`,
    late: 'too late',
    notArrived: 'nothing arrived',
    out: (days: number) => `out of stock on ${days} days`,
    neverOut: 'never out of stock',
    sizes: { over: 'ordered too much', under: 'ordered too little', right: 'ordered about right', unknown: '' },
    hindsight: (count: string) => `hindsight: ${count}`,
    separator: ', ',
  },
  zh: {
    title: '决策记录',
    hint: '每份答复对库存的决定。采购周期过后自动给出结果。',
    none: '还没有决策记录。',
    noneHint: '每份带补货建议的答复都会记在这里。',
    columns: {
      at: '时间',
      number: '单号',
      sku: 'SKU',
      by: '决策人',
      suggested: '建议量',
      decided: '决定',
      reason: '理由',
      approval: '审批',
      outcome: '结果',
    },
    approvals: { not_needed: '–', waiting: '待审批', approved: '已批准', returned: '已退回' },
    superseded: '已被替代',
    due: (day) => `${day}后给出`,
    arrived: (day) => `${day}到货`,
    late: '晚于计划',
    notArrived: '没有到货',
    out: (days) => `断货 ${days} 天`,
    neverOut: '没有断货',
    sizes: { over: '订多了', under: '订少了', right: '数量合适', unknown: '' },
    hindsight: (count) => `事后看应订 ${count}`,
    separator: '，',
  },
});

const shown = 200;

export function decisionRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/decisions', async (c) => {
    const language = c.get('language');
    const say = words[language];
    const { ctx } = web.deps;
    const rows = await newestDecisions(ctx.db, shown);
    const team = teamOf(web, c.get('now'));
    return page(c, web, {
      title: say.title,
      active: 'decisions',
      children: (
        <>
          <h1>{say.title}</h1>
          <p>{say.hint}</p>
          {rows.length === 0 ? (
            <Empty text={say.none} hint={say.noneHint} />
          ) : (
            <DataTable label={say.title} columns={say.columns} numbers={['suggested']} stack>
              {rows.map((row) => (
                <tr>
                  <Cell label={say.columns.at}>
                    <Moment at={row.decidedAt} team={team} language={language} />
                  </Cell>
                  <Cell label={say.columns.number}>
                    <a href={casePath(row.caseId)}>{caseNumber(row.caseId)}</a>
                  </Cell>
                  <Cell label={say.columns.sku}>
                    <SkuLink storeId={row.storeId} sku={row.sku} name={null} />
                  </Cell>
                  <Cell label={say.columns.by}>{personName(ctx.policy, row.decidedBy)}</Cell>
                  <Cell label={say.columns.suggested} number>
                    {row.suggestedUnits === null ? '–' : units(row.suggestedUnits)}
                    <SuggestionBasis decision={row} language={language} />
                  </Cell>
                  <Cell label={say.columns.decided}>{decidedText(row, language)}</Cell>
                  <Cell label={say.columns.reason}>{row.reason ?? '–'}</Cell>
                  <Cell label={say.columns.approval}>{say.approvals[row.approval]}</Cell>
                  <Cell label={say.columns.outcome}>{outcomeText(row, language)}</Cell>
                </tr>
              ))}
            </DataTable>
          )}
        </>
      ),
    });
  });
}

function decidedText({ action, quantity, arriveBy }: DecisionRow, language: Language): string {
  const parts = [
    decisionText(action, language),
    quantity === null ? undefined : units(quantity),
    arriveBy === null ? undefined : dayText(arriveBy, language),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function outcomeText({ outcome, outcomeDueOn, superseded, arriveBy }: DecisionRow, language: Language): string {
  const say = words[language];
  if (superseded) return say.superseded;
  if (!outcome) return say.due(dayText(outcomeDueOn, language));
  const { arrivedOn, inTime, outOfStockDays, size, hindsightUnits } = outcome;
  const arrival = arrivedOn === null ? say.notArrived : say.arrived(dayText(arrivedOn, language));
  const parts = [
    arriveBy === null ? '' : arrival,
    arrivedOn !== null && inTime === false ? say.late : '',
    outOfStockDays > 0 ? say.out(outOfStockDays) : say.neverOut,
    say.sizes[size],
    hindsightUnits === null ? '' : say.hindsight(units(hindsightUnits)),
  ];
  return parts.filter((part) => part !== '').join(say.separator);
}
