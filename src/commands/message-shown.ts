// How a message stands after somebody clicked or sent a form in on it, for platforms that show it anew in their answer.

import { resolveContent } from '../cases/resolve-content.ts';
import { loadCaseView, teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { type FieldErrors, wholeForm } from '../forms/form.ts';
import type { Language } from '../lib/language.ts';
import { caseCard } from '../messages/card.ts';
import { formMessage, returnMessage } from '../messages/form-message.ts';
import type { Reply } from '../messages/inbound.ts';
import { compose } from '../messages/index.ts';
import type { Block, Message } from '../messages/message.ts';
import { isAnswerOwed } from '../model/anomaly-case.ts';
import type { RefusalCode } from '../model/transition.ts';
import { findCase } from '../store/cases.ts';
import { deliveryByKey } from '../store/deliveries.ts';
import { alsoOf } from './also.ts';
import type { EventOf } from './receive.ts';

type Touch = EventOf<'button' | 'form'>;

/** Refusals of what a message offers that is out of date. */
const outdated: ReadonlySet<string> = new Set<RefusalCode | 'FORM_OUTDATED' | 'CONFLICT'>([
  'ALREADY_ACKNOWLEDGED',
  'ALREADY_ANSWERED',
  'CASE_CLOSED',
  'CONFLICT',
  'FORM_OUTDATED',
  'NOTHING_DUE',
  'NOT_ANSWERED',
]);

/**
 * The touched message in both languages, with forms inside. Undefined when it did not change for the event: showing it anew
 * would cost others what they have half typed in it.
 */
export async function messageShown(ctx: Context, event: Touch, reply: Reply): Promise<Reply['shown']> {
  const key = event.messageKey;
  if (key === undefined || !(isEffect(reply) || errorsOf(reply))) return undefined;
  const form = /^form:(\d{1,15}):\d{1,15}$/.exec(key);
  const write = form ? await formAnew(ctx, Number(form[1]), { event, reply }) : await deliveryAnew(ctx, key, event);
  if (!write) return undefined;
  const message = (language: Language) => withTyped(write(language), event, errorsOf(reply));
  return { zh: message('zh'), en: message('en') };
}

function isEffect(reply: Reply): boolean {
  return reply.type === 'done' || (reply.type === 'refused' && outdated.has(reply.code));
}

/** What is wrong with the form that was sent in; undefined when that is not what came of it. */
function errorsOf(reply: Reply): FieldErrors | undefined {
  if (reply.type === 'field_errors') return reply.errors;
  if (reply.type === 'refused' && reply.code === 'SAME_CAUSE_INCOMPLETE') return { [wholeForm]: reply.text };
  return undefined;
}

type Write = (language: Language) => Message;

async function deliveryAnew(ctx: Context, key: string, { platform }: Touch): Promise<Write | undefined> {
  const delivery = await deliveryByKey(ctx.db, key);
  if (delivery?.platform !== platform) return undefined;
  const view = await resolveContent(ctx, delivery.content);
  return view && ((language) => compose(view, language, { forms: 'in-message' }));
}

/** A form that came as a reply: itself while an answer is owed, or something is wrong with it; else what became of it. */
async function formAnew(
  ctx: Context,
  caseId: number,
  { event, reply }: { event: Touch; reply: Reply },
): Promise<Write | undefined> {
  const stored = await findCase(ctx.db, caseId);
  const view = stored && (await loadCaseView(ctx, caseId));
  if (!stored || !view) return undefined;
  const team = teamView(ctx);
  const isWrong = errorsOf(reply) !== undefined;
  const isReturn = event.type === 'form' && event.formKind === 'return';
  if (isReturn && isWrong) return (language) => returnMessage(view, team, language);
  if (!isWrong && (isReturn || !isAnswerOwed(view))) return (language) => caseCard(view, team, language);
  const also = await alsoOf(ctx, view, { stored, checked: false });
  return (language) => formMessage(view, team, { language, also });
}

/** The form that was sent in keeps what was typed, and says what is wrong. */
function withTyped(message: Message, event: Touch, errors: FieldErrors | undefined): Message {
  if (event.type !== 'form' || !errors) return message;
  const blocks = message.blocks.map((block): Block => {
    if (block.type !== 'form' || block.caseId !== event.caseId || block.round !== event.round) return block;
    const also = block.also?.map((each) => ({ ...each, checked: event.alsoCaseIds.includes(each.caseId) }));
    return { ...block, values: { ...block.values, ...event.values }, errors, ...(also && { also }) };
  });
  return { ...message, blocks };
}
