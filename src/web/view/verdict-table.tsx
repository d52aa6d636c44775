// Verdicts as a table: of a day with its SKUs, or of a SKU with its days.

import type { Day } from '../../lib/day.ts';
import { type Language, texts } from '../../lib/language.ts';
import { odds } from '../../messages/format.ts';
import { casePath, verdictsPath } from '../../messages/paths.ts';
import { caseNumber } from '../../model/anomaly-case.ts';
import type { VerdictRow } from '../../store/verdicts.ts';
import { Cell, DataTable, DayTime, Deviation, quantity, SkuLink, VerdictTag } from './bits.tsx';

const words = texts({
  en: {
    title: 'Verdicts',
    day: 'Sales day',
    columns: {
      sku: 'SKU',
      word: 'Verdict',
      units: 'Sold',
      baseline: 'Baseline',
      deviation: 'Deviation',
      window: 'Days',
      chance: 'Chance',
      steadiness: 'Days past the threshold',
      case: 'Case',
    },
    days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
    ofDays: (days: number, of: number) => `${days} of ${of}`,
    explain: 'Explain',
  },
  zh: {
    title: '判定',
    day: '销售日',
    columns: {
      sku: 'SKU',
      word: '判定',
      units: '销量',
      baseline: '平日',
      deviation: '偏差',
      window: '天数',
      chance: '偶然概率',
      steadiness: '过线天数',
      case: '异常单',
    },
    days: (count) => `${count} 天`,
    ofDays: (days, of) => `${of} 天中 ${days} 天`,
    explain: '说明',
  },
});

/** Verdicts as a table; on a SKU's page with its days in the place of SKUs. */
export function VerdictTable(props: { rows: readonly VerdictRow[]; language: Language; byDay?: boolean }) {
  const { rows, language, byDay = false } = props;
  const say = words[language];
  const titles = { ...say.columns, sku: byDay ? say.day : say.columns.sku };
  return (
    <DataTable
      label={say.title}
      columns={titles}
      numbers={['units', 'baseline', 'deviation', 'window', 'chance', 'steadiness']}
    >
      {rows.map((row) => (
        <tr>
          <Cell label={titles.sku}>
            {byDay ? (
              <a href={explainPath(row)}>
                <DayTime day={row.day} />
              </a>
            ) : (
              <SkuLink storeId={row.storeId} sku={row.sku} name={null} />
            )}
          </Cell>
          <Cell label={titles.word}>
            <a href={explainPath(row)} title={say.explain}>
              <VerdictTag word={row.word} language={language} />
            </a>
          </Cell>
          <Cell label={titles.units} number>
            {quantity(row.units)}
          </Cell>
          <Cell label={titles.baseline} number>
            {quantity(row.baseline, 'expected')}
          </Cell>
          <Cell label={titles.deviation} number>
            <Deviation value={row.deviation} language={language} />
          </Cell>
          <Cell label={titles.window} number>
            {row.units === null ? '–' : say.days(row.windowDays)}
          </Cell>
          <Cell label={titles.chance} number>
            {row.chance === null ? '–' : odds(row.chance)}
          </Cell>
          <Cell label={titles.steadiness} number>
            {row.evidence.overThreshold.of === 0
              ? '–'
              : say.ofDays(row.evidence.overThreshold.days, row.evidence.overThreshold.of)}
          </Cell>
          <Cell label={titles.case}>
            {row.caseId === null ? '–' : <a href={casePath(row.caseId)}>{caseNumber(row.caseId)}</a>}
          </Cell>
        </tr>
      ))}
    </DataTable>
  );
}

/** Where a verdict's whole reasoning is told. */
function explainPath(row: { storeId: string; day: Day; sku: string }): string {
  return `${verdictsPath(row.storeId, row.day)}/${encodeURIComponent(row.sku)}`;
}
