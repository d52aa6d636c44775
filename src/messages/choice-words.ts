// Labels of causes and replenishment actions, for texts that do not have the answered form at hand.

import type { FormKind } from '../forms/form.ts';
import { formFor } from '../forms/index.ts';
import type { Language } from '../lib/language.ts';
import type { Direction } from '../rules/verdict.ts';
import { shortLabel } from './answer-lines.ts';
import { clean } from './clean.ts';

/** Where to look up a cause: first the form of its direction, because forms share values under different labels. */
const formsOf: Readonly<Record<Direction, readonly FormKind[]>> = {
  up: ['surge', 'store_wide', 'drop', 'out_of_stock', 'exit_signal'],
  down: ['drop', 'out_of_stock', 'exit_signal', 'store_wide', 'surge'],
};

/** The label of a cause; an unknown one is shown as it was stored. */
export function causeText(cause: string, direction: Direction, language: Language): string {
  return optionLabel({ field: 'cause', value: cause }, formsOf[direction], language);
}

/** The label of a replenishment action; an unknown one is shown as it was stored. */
export function actionText(action: string, language: Language): string {
  return optionLabel({ field: 'action', value: action }, formsOf.up, language);
}

/** The label of a decision about stock: a replenishment action, or an exit signal's decision. */
export function decisionText(value: string, language: Language): string {
  const field = formFor('exit_signal').fields.some(
    (each) =>
      each.name === 'decision' && each.kind === 'choice' && each.options.some((option) => option.value === value),
  );
  return field ? optionLabel({ field: 'decision', value }, ['exit_signal'], language) : actionText(value, language);
}

function optionLabel(
  { field: name, value }: { field: string; value: string },
  kinds: readonly FormKind[],
  language: Language,
): string {
  for (const kind of kinds) {
    const field = formFor(kind).fields.find((each) => each.name === name);
    const option = field?.kind === 'choice' ? field.options.find((each) => each.value === value) : undefined;
    if (option) return shortLabel(option.label[language]);
  }
  return clean(value, 40);
}
