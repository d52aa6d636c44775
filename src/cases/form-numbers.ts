// The numbers a form is pre-filled with and checked against: those of the stock at this moment, as every surface shows it.

import type { Context } from '../context.ts';
import type { FormFacts, FormKind, RawValues } from '../forms/form.ts';
import { formFor } from '../forms/index.ts';
import { prefill } from '../forms/prefill.ts';
import { type AskedChange, loadStock, type StockBook } from '../inventory/book.ts';
import { dayIn } from '../lib/day.ts';
import type { ChangedNumbers } from '../messages/views.ts';
import { type AnomalyCase, isAnswerOwed } from '../model/anomaly-case.ts';
import type { AnswerRow, StoredCase } from '../store/cases.ts';

export type FormNumbers = Pick<AnomalyCase, 'facts' | 'prefill'>;

/** Facts and prefill of a form about a SKU; about a whole store (`sku` null) there is nothing to fill in. */
export function formNumbers(
  stock: StockBook,
  { sku, formKind, ...change }: { sku: string | null; formKind: FormKind } & AskedChange,
): FormNumbers {
  const facts = stock.factsFor(sku, change);
  if (sku === null) return { facts, prefill: {} };
  return { facts, prefill: prefill(formKind, { stock: stock.of(sku), suggestion: stock.suggestionFor(sku) }) };
}

/**
 * The numbers of a case's form by `stock`, which is read at this moment. An answered case keeps those its answer was
 * checked against, and so does one without a SKU or whose store has left the policy file.
 */
export function numbersOf(stock: StockBook | undefined, stored: StoredCase): FormNumbers {
  const { sku, formKind, facts } = stored;
  if (!isAnswerOwed(stored) || !stock || sku === null) return { facts, prefill: stored.prefill };
  return formNumbers(stock, { sku, formKind, surge: facts.surge });
}

/** The same, with the stock read now, and for answered cases too. */
export async function currentNumbers(
  ctx: Context,
  { storeId, sku, formKind, ...of }: StoredCase,
): Promise<FormNumbers> {
  const store = ctx.policy.stores.find((each) => each.id === storeId);
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  if (!store || sku === null) return { facts: { ...of.facts, today }, prefill: of.prefill };
  return formNumbers(await loadStock(ctx, store, { only: [sku] }), { sku, formKind, surge: of.facts.surge });
}

/** What has changed since the question was asked; null when nothing has. */
export function changedSince(asked: FormFacts, now: FormFacts): ChangedNumbers | null {
  const available = [asked.reported?.available ?? null, now.reported?.available ?? null] as const;
  const suggested = [asked.suggestedUnits, now.suggestedUnits] as const;
  const moved = [available, suggested].some(([from, to]) => from !== to);
  return moved ? { available, suggested } : null;
}

/**
 * What a form starts from. A correction starts from the answer; a returned one from the answer as well, but with the
 * numbers of now, and nothing ticked.
 */
export function startingValues(
  stored: StoredCase,
  { prefill: fresh, answers }: { prefill: RawValues; answers: readonly AnswerRow[] },
): RawValues {
  if (!isAnswerOwed(stored)) return answers.filter(({ round }) => round === stored.round).at(-1)?.values ?? fresh;
  const earlier = stored.policy.dueBecause === 'returned' ? answers.at(-1) : undefined;
  if (!earlier) return fresh;
  const kept = formFor(stored.formKind).fields.filter(({ kind, part }) => kind !== 'tick' && part !== 'stock');
  const said = kept.flatMap(({ name }) => (earlier.values[name] ? [[name, earlier.values[name]] as const] : []));
  return { ...fresh, ...Object.fromEntries(said) };
}
