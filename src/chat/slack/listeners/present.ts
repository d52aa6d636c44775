// Shows somebody the core's reply: a form as a window, everything else as words that only they see.

import type { ModalView } from '@slack/types';
import type { Bilingual } from '../../../lib/language.ts';
import { within } from '../../../lib/patience.ts';
import type { Attachment } from '../../../messages/destination.ts';
import type { Message } from '../../../messages/message.ts';
import { noticeMessage, notices, noticeView, section } from '../notices.ts';
import type { SlackMessage } from '../render/message.ts';
import { renderModal, type Typed } from '../render/modal.ts';
import { namesFor, renderFor } from '../render-for.ts';
import { readTrouble } from '../trouble.ts';
import type { Desk } from './desk.ts';
import type { Envelope } from './envelope.ts';
import type { Heard } from './hear.ts';
import { tellPrivately } from './tell.ts';

/** A window is opened at once, empty, when the form is not there by then: Slack gives three seconds from the click. */
const skeletonAfterMs = 700;

/** The reply in a window where it is a form, in words otherwise. `late` is said when the window cannot be opened. */
export async function present(desk: Desk, envelope: Envelope, heard: Heard, late: Bilingual): Promise<void> {
  const { reply, language } = heard;
  if (reply.type !== 'form') {
    await tellPrivately(desk, envelope, await inWords(desk, heard));
    if (reply.type === 'message') await shareAttachments(desk, envelope.userId, reply.attachments ?? []);
    return;
  }
  const view = await formView(desk, reply.message, heard);
  if (!view || (await openView(desk, envelope, view)) === undefined) {
    await tellPrivately(desk, envelope, noticeMessage((view ? late : notices.failed)[language]));
  }
}

/** The same for a click that is known to ask for a form: the window opens in time even when the form comes late. */
export async function presentForm(desk: Desk, envelope: Envelope, pending: Promise<Heard>): Promise<void> {
  const early = await within(skeletonAfterMs, pending);
  if (early) return present(desk, envelope, early, notices.clickAgain);
  const { language } = desk.policy.team;
  const viewId = await openView(desk, envelope, noticeView(notices.opening, language));
  const heard = await pending;
  if (viewId === undefined) return present(desk, envelope, heard, notices.clickAgain);
  const shown = await updateView(desk, viewId, await replyView(desk, heard));
  if (!shown) await tellPrivately(desk, envelope, noticeMessage(notices.clickAgain[heard.language]));
}

/** The window for a form; undefined when the message holds none. */
export async function formView(
  desk: Desk,
  message: Message,
  { language }: Heard,
  typed?: Typed,
): Promise<ModalView | undefined> {
  return renderModal(message, await namesFor(message, desk.naming), language, typed);
}

/** Any reply as a window. */
async function replyView(desk: Desk, heard: Heard): Promise<ModalView> {
  const { reply, language } = heard;
  if (reply.type === 'form') {
    const form = await formView(desk, reply.message, heard);
    return form ?? noticeView(notices.failed, language);
  }
  if (reply.type !== 'message') return noticeView(reply.text, language);
  const { blocks } = await renderFor(reply.message, { naming: desk.naming, language });
  return { ...noticeView(notices.failed, language), blocks };
}

/** The id of the window; undefined when Slack did not open it, mostly because the click was too long ago. */
async function openView(desk: Desk, { triggerId }: Envelope, view: ModalView): Promise<string | undefined> {
  if (triggerId === undefined) return undefined;
  try {
    const answer = await desk.gateway.client().views.open({ trigger_id: triggerId, view });
    return answer.view?.id;
  } catch (error) {
    desk.log.warn({ platform: 'slack', code: readTrouble(error).code }, 'window could not be opened');
    return undefined;
  }
}

/** False when the window is gone, or shows something newer than `hash`. */
export async function updateView(desk: Desk, viewId: string, view: ModalView, hash?: string): Promise<boolean> {
  try {
    await desk.gateway.client().views.update({ view_id: viewId, view, ...(hash !== undefined && { hash }) });
    return true;
  } catch (error) {
    desk.log.info({ platform: 'slack', code: readTrouble(error).code }, 'window could not be changed');
    return false;
  }
}

/** A reply that is no form, as a message for the asker. */
async function inWords(desk: Desk, { reply, language }: Heard): Promise<SlackMessage> {
  if (reply.type === 'message') {
    const said = await renderFor(reply.message, { naming: desk.naming, language });
    if ((reply.attachments ?? []).length === 0) return said;
    return { ...said, blocks: [...said.blocks.slice(0, 49), section(notices.fileInDirectMessage[language])] };
  }
  return noticeMessage(reply.type === 'form' ? reply.message.title : reply.text[language]);
}

/** Files cannot be shown to one person only where others read: they go to the direct message. */
async function shareAttachments(desk: Desk, userId: string, attachments: readonly Attachment[]): Promise<void> {
  if (attachments.length === 0) return;
  try {
    const channel = await desk.places.directMessage(userId);
    for (const attachment of attachments) await desk.files.share(attachment, { channel });
  } catch (error) {
    desk.log.warn({ platform: 'slack', code: readTrouble(error).code }, 'file could not be sent to the asker');
  }
}
