// Forms that are sent in. Slack wants the verdict in the acknowledgement: when it is not there in time the window says so,
// and shows it as soon as it is known. Nothing that was typed is lost on the way.

import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { type FieldErrors, wholeForm } from '../../../forms/form.ts';
import type { Language } from '../../../lib/language.ts';
import { within } from '../../../lib/patience.ts';
import type { Deed } from '../../../messages/inbound.ts';
import { formOf } from '../../form-of.ts';
import { noticeMessage, notices, noticeView, section } from '../notices.ts';
import { renderErrors } from '../render/errors.ts';
import { alsoBlockId } from '../render/fields.ts';
import { type FilledForm, readModal } from '../render/read-modal.ts';
import type { Desk } from './desk.ts';
import { type Envelope, envelopeOf } from './envelope.ts';
import { type Heard, hear } from './hear.ts';
import { republishHome } from './home.ts';
import { formView, updateView } from './present.ts';
import { tellDirectly } from './tell.ts';

/** Then the acknowledgement goes out, with the verdict or without. */
const verdictWithinMs = 800;

type SubmittedView = ViewSubmitAction['view'];

export function submissionListener(desk: Desk) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const envelope = envelopeOf(body);
    const filled = readModal(view);
    const form = filled && formOf(filled.formKind);
    if (!filled || !form) {
      await ack({ response_action: 'update', view: noticeView(notices.retired, desk.policy.team.language) });
      return;
    }
    const { caseId, round, values, alsoCaseIds } = filled;
    const pending = hear(desk, envelope, { type: 'form', formKind: form.kind, caseId, round, values, alsoCaseIds });
    const early = await within(verdictWithinMs, pending);
    if (early) {
      const errors = errorsOf(early);
      const { fields } = form;
      if (errors) await ack(renderErrors(errors, view, { fields, language: early.language }));
      else await ack({ response_action: 'update', view: verdictView(early) });
    } else {
      await ack({ response_action: 'update', view: noticeView(notices.saving, desk.policy.team.language) });
      await showVerdict(desk, envelope, { heard: await pending, filled, view });
    }
    const heard = await pending;
    if (heard.reply.type === 'done') await republishHome(desk, envelope.userId, heard);
  };
}

/** The form again with the fields that belong to what was chosen; Slack keeps what was typed in those that stay. */
export async function refreshForm(desk: Desk, envelope: Envelope, view: SubmittedView | undefined): Promise<void> {
  const filled = view && readModal(view);
  if (!filled) return;
  const heard = await hear(desk, envelope, askAgain(filled, view));
  if (heard.reply.type !== 'form') return;
  const changed = await formView(desk, heard.reply.message, heard, filled);
  if (changed) await updateView(desk, view.id, changed, view.hash);
}

/** What is wrong with the form; undefined when it was taken. A refusal keeps the window too: nothing typed is lost. */
function errorsOf({ reply }: Heard): FieldErrors | undefined {
  if (reply.type === 'field_errors') return reply.errors;
  return reply.type === 'refused' ? { [wholeForm]: reply.text } : undefined;
}

function verdictView({ reply, language }: Heard) {
  const text = reply.type === 'form' || reply.type === 'message' ? notices.failed : reply.text;
  return noticeView(text, language);
}

/** The verdict in the window that waits for it, or in a direct message when it was closed meanwhile. */
async function showVerdict(
  desk: Desk,
  envelope: Envelope,
  late: { heard: Heard; filled: FilledForm; view: SubmittedView },
): Promise<void> {
  const { heard, filled, view } = late;
  const errors = errorsOf(heard);
  const lines = errors ? errorLines(errors, filled, heard.language) : [];
  const shown = errors ? await formWithErrors(desk, envelope, { ...late, lines }) : verdictView(heard);
  if (shown && (await updateView(desk, view.id, shown))) return;
  const { reply, language } = heard;
  const text = reply.type === 'form' || reply.type === 'message' ? notices.failed[language] : reply.text[language];
  await tellDirectly(desk, envelope.userId, noticeMessage([text, ...lines].join('\n')));
}

/** The form as it was filled in, below what is wrong with it. */
async function formWithErrors(
  desk: Desk,
  envelope: Envelope,
  { heard, filled, view, lines }: { heard: Heard; filled: FilledForm; view: SubmittedView; lines: readonly string[] },
) {
  const again = { ...envelope, eventId: `${envelope.eventId}:form` };
  const { reply } = await hear(desk, again, askAgain(filled, view));
  if (reply.type !== 'form') return undefined;
  const form = await formView(desk, reply.message, heard, filled);
  const above: KnownBlock[] = [section(lines.join('\n'))];
  return form && { ...form, blocks: [...above, ...form.blocks].slice(0, 100) };
}

/** The click that opens the same form. */
function askAgain({ formKind, caseId, round }: FilledForm, view: SubmittedView): Deed {
  const hasOthers = view.blocks.some((block) => block.block_id === alsoBlockId);
  const action = formKind === 'return' ? 'return' : hasOthers ? 'same_cause' : 'answer';
  return { type: 'button', action, caseId, round };
}

function errorLines(errors: FieldErrors, { formKind }: FilledForm, language: Language): string[] {
  const fields = formOf(formKind)?.fields ?? [];
  return Object.entries(errors).map(([name, error]) => {
    const label = fields.find((field) => field.name === name)?.label[language];
    return label === undefined ? error[language] : `${label}: ${error[language]}`;
  });
}
