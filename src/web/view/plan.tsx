// The plan of a SKU on its page: what to do first, then every section with its formulas one click away.

import { type Language, texts } from '../../lib/language.ts';
import { formulaFacts, planSections, planSummary } from '../../messages/plan.ts';
import type { PlanView } from '../../messages/plan-view.ts';
import type { TeamView } from '../../messages/views.ts';
import { BlockView, type MessageFrame } from '../message.tsx';

const words = texts({
  en: { formulas: 'Formulas and inputs' },
  zh: { formulas: '公式与数据' },
});

export function Plan({ view, team, frame }: { view: PlanView; team: TeamView; frame: MessageFrame }) {
  const language: Language = frame.language;
  return (
    <>
      <p>{planSummary(view, language)}</p>
      {planSections(view, team, language).map(({ title, blocks, formulas }) => {
        const explained = formulaFacts(formulas, language);
        return (
          <section class="plan-part">
            <h3>{title}</h3>
            {blocks.map((block) => block && <BlockView block={block} frame={frame} />)}
            {explained && (
              <details class="formulas">
                <summary>{words[language].formulas}</summary>
                <BlockView block={explained} frame={frame} />
              </details>
            )}
          </section>
        );
      })}
    </>
  );
}
