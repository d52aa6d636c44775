// What must be answered: one definition of each form, rendered by every platform and enforced in validate.ts.

import type { Bilingual } from '../lib/language.ts';
import type { PlanInput } from '../rules/inventory/plan.ts';
import type { ComparedFigure, StockFigures } from '../rules/inventory/stock-figures.ts';

export const formKinds = ['surge', 'drop', 'store_wide', 'out_of_stock', 'exit_signal'] as const;
export type FormKind = (typeof formKinds)[number];

export interface Option {
  value: string;
  label: Bilingual;
}

export interface Condition {
  field: string;
  is: readonly string[];
}

interface FieldBase {
  name: string;
  label: Bilingual;
  hint?: Bilingual;
  /** Part of the form that the field belongs to. */
  part: 'cause' | 'stock' | 'proposal' | 'checks' | 'remark';
  required: boolean;
  /** Shown, and enforced, only when the named field has one of the values. */
  when?: Condition;
  /** Always shown, but must be filled in only then; for fields with `required: false`. */
  requiredWhen?: Condition;
  /** Asked only when sales are three times the baseline or more. */
  surgeOnly?: true;
}

export type Field =
  | (FieldBase & { kind: 'choice'; options: readonly Option[] })
  | (FieldBase & { kind: 'tick' })
  | (FieldBase & { kind: 'whole_number'; unit: Bilingual; min: number; max: number })
  | (FieldBase & { kind: 'day' })
  /** `minLength` applies where the field must be filled in; spaces do not count. */
  | (FieldBase & { kind: 'text'; minLength: number; maxLength: number; lines: number });

/** A form; its parts in the order in which they are asked. */
export interface Form {
  /** What a case asks, or the remark with which an answer is returned. */
  kind: FormKind | 'return';
  version: number;
  title: Bilingual;
  parts: readonly { part: Field['part']; title: Bilingual }[];
  fields: readonly Field[];
}

/** What a person typed, or the pre-filled values, by field name; ticks are "yes" or "". */
export type RawValues = Readonly<Record<string, string>>;

/** Key of errors that concern the whole form. */
export const wholeForm = '_form';

/** Field name (or `wholeForm`) → what is wrong and what to write. */
export type FieldErrors = Readonly<Record<string, Bilingual>>;

/** The numbers that an answer is compared with when it is validated. */
export interface FormFacts {
  /** The team's day on which the answer is given, "2026-10-26". */
  today: string;
  /** Three times the baseline or more: the form asks for the three self-checks. */
  surge: boolean;
  /** Suggested replenishment, in units; null when nothing is suggested. */
  suggestedUnits: number | null;
  /** Days until the stock is gone at the present rate; null when unknown. */
  countdownDays: number | null;
  /** Days until the next arrival becomes sellable; null when nothing is on its way. */
  nextArrivalInDays: number | null;
  /** The input of the suggestion, so that it can be made again for the answer; without days that do not count. */
  plan?: PlanInput;
  /** The stock as reported, in units; null = not reported. */
  reported?: Pick<StockFigures, ComparedFigure>;
  /** Cost of one ordered unit; null = not known. */
  unitCost?: { amount: number; currency: string } | null;
}
