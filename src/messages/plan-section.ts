// One part of a plan: what is shown, and the numbers in it that were reckoned.

import type { Worked } from '../rules/inventory/worked.ts';
import type { Block } from './message.ts';

export interface PlanSection {
  title: string;
  blocks: readonly (Block | undefined)[];
  formulas: readonly FormulaLine[];
}

/** A number that can be explained; `about` tells several of the same formula apart. */
export interface FormulaLine {
  of: Worked;
  about?: string;
}

/** The lines of those numbers that are known. */
export function formulaLines(...lines: readonly (Worked | null | undefined)[]): FormulaLine[] {
  return lines.flatMap((of) => (of ? [{ of }] : []));
}
