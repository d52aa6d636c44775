// Cases as a table.

import { personName, storeName } from '../../cases/display-names.ts';
import { type Language, texts } from '../../lib/language.ts';
import { answerPath, casePath } from '../../messages/paths.ts';
import type { TeamView } from '../../messages/views.ts';
import { caseNumber, isAnswerOwed, isOverdue } from '../../model/anomaly-case.ts';
import type { Policy } from '../../policy/policy.ts';
import type { ListedCase } from '../../store/reads/case-list.ts';
import { Cell, DataTable, DayTime, Deviation, Moment, SkuLink, StatusTag } from './bits.tsx';

const words = texts({
  en: {
    title: 'Cases',
    columns: {
      number: 'Case',
      sku: 'SKU',
      store: 'Store',
      deviation: 'Deviation',
      day: 'Sales day',
      assignee: 'Held by',
      due: 'Answer due',
      status: 'Status',
    },
    wholeStore: 'Whole store',
    nobody: 'nobody',
    answer: 'Answer',
  },
  zh: {
    title: '异常单',
    columns: {
      number: '单号',
      sku: 'SKU',
      store: '店铺',
      deviation: '偏差',
      day: '销售日',
      assignee: '处理人',
      due: '截止时间',
      status: '状态',
    },
    wholeStore: '全店',
    nobody: '无人',
    answer: '填写',
  },
});

interface TableProps {
  rows: readonly ListedCase[];
  policy: Policy;
  team: TeamView;
  language: Language;
  toAnswer?: boolean;
}

/** With `toAnswer` each row has a button that opens its form. */
export function CaseTable({ rows, policy, team, language, toAnswer = false }: TableProps) {
  const say = words[language];
  const titles = say.columns;
  const columns = toAnswer ? { ...titles, answer: say.answer } : titles;
  return (
    <DataTable label={say.title} columns={columns} numbers={['deviation']} stack>
      {rows.map(({ case: each, name }) => {
        const owed = isAnswerOwed(each);
        return (
          <tr>
            <Cell label={titles.number}>
              <a href={casePath(each.id)}>{caseNumber(each.id)}</a>
            </Cell>
            <Cell label={titles.sku}>
              {each.sku === null ? say.wholeStore : <SkuLink storeId={each.storeId} sku={each.sku} name={name} />}
            </Cell>
            <Cell label={titles.store}>{storeName(policy, each.storeId)}</Cell>
            <Cell label={titles.deviation} number>
              <Deviation value={each.lastDeviation} language={language} />
            </Cell>
            <Cell label={titles.day}>
              <DayTime day={each.lastDay} />
            </Cell>
            <Cell label={titles.assignee}>{personName(policy, each.assigneeId) ?? say.nobody}</Cell>
            <Cell label={titles.due}>
              <Moment at={owed ? each.answerDueAt : null} team={team} language={language} />
            </Cell>
            <Cell label={titles.status}>
              <StatusTag
                status={each.status}
                resolution={each.resolution}
                overdue={isOverdue(each, new Date(team.now))}
                snoozed={each.snoozedUntil !== null}
                language={language}
              />
            </Cell>
            {toAnswer && (
              <Cell label="">
                <a class="button" data-style="primary" href={answerPath(each.id)}>
                  {say.answer}
                </a>
              </Cell>
            )}
          </tr>
        );
      })}
    </DataTable>
  );
}
