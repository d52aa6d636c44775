// What a suggestion of the ledger was made from: the version of the formulas and, as long as they are the present ones,
// each with its numbers.

import { type Language, texts } from '../../lib/language.ts';
import { dayText } from '../../messages/format.ts';
import { formulaText } from '../../messages/formula-texts.ts';
import { formulaLines } from '../../messages/plan-view.ts';
import { formulaVersion } from '../../rules/inventory/hindsight.ts';
import { planStock } from '../../rules/inventory/plan.ts';
import type { DecisionRow } from '../../store/decisions.ts';

const words = texts({
  en: {
    estimated: (day: string) => `The stock was estimated since the report of ${day}.`,
    version: (version: number) => `Formulas, version ${version}`,
    earlier: 'Made by earlier formulas. Its inputs are in the export of the decisions.',
    line: (how: string, sum: string) => `${how}: ${sum}`,
  },
  zh: {
    estimated: (day) => `当时的库存由 ${day}的报表推算。`,
    version: (version) => `公式版本 ${version}`,
    earlier: '由旧版公式算出，计算依据见决策导出。',
    line: (how, sum) => `${how}：${sum}`,
  },
});

/** Nothing where nothing was suggested. */
export function SuggestionBasis({ decision, language }: { decision: DecisionRow; language: Language }) {
  const { inputs, suggestedUnits } = decision;
  if (!inputs || suggestedUnits === null) return null;
  const say = words[language];
  return (
    <details class="formulas">
      <summary>{say.version(decision.formulaVersion)}</summary>
      {inputs.estimatedSince ? <p>{say.estimated(dayText(inputs.estimatedSince, language))}</p> : null}
      {decision.formulaVersion === formulaVersion ? (
        <dl>
          {linesOf(inputs).map(({ of }) => {
            const { name, how, sum } = formulaText(of, language);
            return (
              <>
                <dt>{name}</dt>
                <dd>{say.line(how, sum)}</dd>
              </>
            );
          })}
        </dl>
      ) : (
        <p>{say.earlier}</p>
      )}
    </details>
  );
}

function linesOf(inputs: NonNullable<DecisionRow['inputs']>) {
  const { trend, expectedRate, forecast, extra, safety, replenishment } = planStock(inputs);
  return formulaLines(
    trend,
    expectedRate,
    forecast,
    extra,
    safety?.reorderLine,
    replenishment?.gross,
    replenishment?.inbound,
    replenishment?.shortfall,
    replenishment?.net,
    replenishment?.units,
  );
}
