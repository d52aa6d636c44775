// What a submitted form means: an answer to its case, and to the others the person ticked "same cause" for; or an answer
// sent back.

import { requireCase } from '../cases/apply-event.ts';
import { currentNumbers } from '../cases/form-numbers.ts';
import { submitReturn } from '../cases/return-answer.ts';
import { submitAnswer } from '../cases/submit-answer.ts';
import { type Context, withTransaction } from '../context.ts';
import { UserError } from '../errors.ts';
import type { FormFacts, RawValues } from '../forms/form.ts';
import { formFor } from '../forms/index.ts';
import { suggestedFor } from '../forms/suggested.ts';
import type { Reply } from '../messages/inbound.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { EventOf } from './receive.ts';
import { isReturned } from './return.ts';

/** Takes what was filled in, or says field by field what is missing. */
export function onForm(ctx: Context, event: EventOf<'form'>): Promise<Reply> {
  return event.formKind === 'return' ? onReturn(ctx, event) : onAnswer(ctx, event);
}

async function onReturn(ctx: Context, event: EventOf<'form'>): Promise<Reply> {
  const result = await submitReturn(ctx, event);
  return result.ok ? isReturned(ctx, result.case) : { type: 'field_errors', errors: result.errors, text: incomplete };
}

/** Several cases are answered together or not at all. */
function onAnswer(ctx: Context, event: EventOf<'form'>): Promise<Reply> {
  return withTransaction(ctx, async (tx) => {
    const result = await submitAnswer(tx, event);
    if (!result.ok) return { type: 'field_errors', errors: result.errors, text: incomplete };
    const others = event.alsoCaseIds.filter((id) => id !== event.caseId);
    for (const caseId of others) await answerAlike(tx, caseId, event.values);
    const numbers = [event.caseId, ...others].map(caseNumber).join(', ');
    return {
      type: 'done',
      text: {
        zh: result.corrected ? `已更正 ${numbers} 的答复。` : `已收到 ${numbers} 的答复，记录已发到群里。`,
        en: result.corrected
          ? `The answer to ${numbers} is corrected.`
          : `Answer to ${numbers} received; the record is in the group.`,
      },
    };
  });
}

const incomplete = {
  zh: '还差几项没填好，已在对应位置标出。改完再提交，已填的内容都保留着。',
  en: 'Some fields still need you; they are marked. Nothing you typed is lost.',
};

/** The same cause and checks, with that case's own stock and suggestion. */
async function answerAlike(tx: Context, caseId: number, values: RawValues): Promise<void> {
  const stored = await requireCase(tx, caseId);
  const shared = formFor(stored.formKind).fields.filter((field) => field.part === 'cause' || field.kind === 'tick');
  const copied = Object.fromEntries(shared.map((field) => [field.name, values[field.name] ?? '']));
  const { facts, prefill } = await currentNumbers(tx, stored);
  const given = { ...prefill, ...copied };
  const result = await submitAnswer(tx, {
    caseId,
    round: stored.round,
    values: { ...given, ...quantityFor(given, facts) },
    firstOnly: true,
  });
  if (result.ok) return;
  const number = caseNumber(caseId);
  throw new UserError('SAME_CAUSE_INCOMPLETE', { number, fault: Object.values(result.errors)[0] ?? '' });
}

/** The quantity that is suggested for the nature of the common cause, where the form arrived with one for another. */
function quantityFor(values: RawValues, facts: FormFacts): RawValues {
  const { units } = suggestedFor(values, facts);
  if (values.action !== 'replenish' || units === null) return {};
  return units > 0 ? { quantity: String(units) } : { action: 'none' };
}
