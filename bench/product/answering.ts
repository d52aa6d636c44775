// The people of the benchmark. Every form is answered the evening it is posted, and every answer says the same: it lasts
// some days, for a reason that stands in no list. That is the answer nearest to no answer: the form is not asked again before three quiet
// days, or fourteen days still out. Of a store as a whole they say "lasting", which teaches no SKU anything. Nothing here
// looks at what was injected.

import { submitAnswer } from '../../src/cases/submit-answer.ts';
import { actingAs, type Context } from '../../src/context.ts';
import type { Field, RawValues } from '../../src/forms/form.ts';
import { askedFields, formFor, visibleFields } from '../../src/forms/index.ts';
import { addDays, type Day, dayIn } from '../../src/lib/day.ts';
import { liveCases, type StoredCase } from '../../src/store/cases.ts';

/** "Until" lies beyond the fourteen days after which the product asks again by itself. */
const untilDays = 30;

/** Answers every form about a deviation that is owed. */
export async function answerForms(ctx: Context): Promise<void> {
  const manager = actingAs(ctx, { kind: 'person', personId: 'manager', role: 'manager' });
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  for (const stored of await liveCases(ctx.db)) {
    if (stored.status !== 'open' || stored.kind === 'out_of_stock' || stored.formKind === 'exit_signal') continue;
    const values = valuesOf(stored, today);
    const { id: caseId, round } = stored;
    const result = await submitAnswer(manager, { caseId, round, values });
    if (!result.ok) throw new Error(`Case ${caseId} was not answered: ${JSON.stringify(result.errors)}`);
  }
}

function valuesOf(stored: StoredCase, today: Day): RawValues {
  const values: Record<string, string> = { ...stored.prefill };
  for (const field of askedFields(formFor(stored.formKind), stored.facts)) {
    const isAsked = visibleFields([field], values).length > 0 && (values[field.name] ?? '') === '';
    if (isAsked) values[field.name] = valueFor(field, stored, today);
  }
  return values;
}

function valueFor(field: Field, { kind }: StoredCase, today: Day): string {
  switch (field.kind) {
    case 'choice':
      if (field.name === 'nature') return kind === 'store_wide' ? 'lasting' : 'short_term';
      if (field.name === 'cause') return 'other';
      return field.name === 'action' ? 'none' : (field.options[0]?.value ?? '');
    case 'tick':
      return 'yes';
    case 'whole_number':
      return String(field.min);
    case 'day':
      return addDays(today, untilDays);
    case 'text':
      return 'answered by the benchmark';
  }
}
