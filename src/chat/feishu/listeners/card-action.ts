// Clicks and forms on cards. Feishu wants the answer within three seconds: a line that pops up, and the card as it stands
// now. What is not known by then is told in the bot's conversation with the person, and the card is changed afterwards.

import { setTimeout as pause } from 'node:timers/promises';
import { monotonicMs } from '../../../lib/clock.ts';
import { within } from '../../../lib/patience.ts';
import type { Deed, Reply } from '../../../messages/inbound.ts';
import { formOf } from '../../form-of.ts';
import { notices } from '../notices.ts';
import type { FeishuCard } from '../render/card.ts';
import { readAction } from '../render/read-action.ts';
import { cardFor } from '../render-for.ts';
import { readTrouble } from '../trouble.ts';
import type { Desk } from './desk.ts';
import { type CardEvent, cardEnvelope, type Envelope } from './envelope.ts';
import { errorLines } from './errors.ts';
import { type Heard, hear, refused } from './hear.ts';
import { formKeyIn, saidBy, withLines } from './present.ts';
import { tellDirectly } from './tell.ts';
import { type Toast, toastOf } from './toast.ts';

/** What Feishu's client shows to the person who used the card, and the card that everybody sees afterwards. */
export interface CardAnswer {
  toast: Toast;
  card?: { type: 'raw'; data: FeishuCard };
}

/** Then the answer goes out, with the verdict or without. */
const verdictWithinMs = 2_000;
const pictureWithinMs = 1_000;
/** Some clients show the old card again after the answer: it is changed once more when that is over. */
const repairAfterMs = 1_000;

export async function onCardAction(desk: Desk, event: CardEvent): Promise<CardAnswer> {
  const startedMs = monotonicMs();
  const envelope = cardEnvelope(event);
  const pending = verdict(desk, envelope, event.action ?? {});
  const early = await within(verdictWithinMs, pending);
  if (!early) {
    desk.later.do(async () => tellLate(desk, envelope, await pending));
    return { toast: toastOf('info', notices.saving, desk.places.readersOf(undefined)) };
  }
  const { toast, card } = early;
  if (card && desk.repairCards) desk.later.do((stopping) => repair(desk, envelope, { card, startedMs, stopping }));
  return { toast, ...(card && { card: { type: 'raw', data: card } }) };
}

interface Verdict {
  heard: Heard;
  toast: Toast;
  card: FeishuCard | undefined;
}

async function verdict(desk: Desk, envelope: Envelope, action: NonNullable<CardEvent['action']>): Promise<Verdict> {
  const touched = readAction(action);
  const deed = touched && deedOf(touched);
  if (!deed) {
    const heard = refused(notices.retired, desk.places.readersOf(undefined));
    return { heard, toast: toastFor(heard), card: undefined };
  }
  const heard = await hear(desk, envelope, deed);
  const { reply, readers } = heard;
  if (reply.type === 'form') desk.later.do(() => postForm(desk, envelope, heard));
  if (reply.type === 'message') {
    const attachments = reply.attachments ?? [];
    desk.later.do(() => tellReply(desk, envelope, { reply, readers }, attachments));
  }
  // The command has succeeded: a card that cannot be updated must not hide that.
  const card = await shownCard(desk, envelope, { heard, key: touched?.messageKey }).catch((error: unknown) => {
    desk.log.error(
      { platform: 'feishu', kind: error instanceof Error ? error.name : typeof error },
      'card not rendered',
    );
    return undefined;
  });
  return { heard, toast: toastFor(heard, 'formKind' in deed ? deed.formKind : undefined), card };
}

/** What a touch means to the core; undefined for a form that this version does not know. */
function deedOf(touched: NonNullable<ReturnType<typeof readAction>>): Deed | undefined {
  const { kind, caseId, round, messageKey } = touched;
  if (kind === 'button') return { type: 'button', action: touched.action, caseId, round, messageKey };
  const form = formOf(touched.formKind);
  const { values, alsoCaseIds } = touched;
  return form && { type: 'form', formKind: form.kind, caseId, round, values, alsoCaseIds, messageKey };
}

/** The touched card as it stands now. In a conversation with one person it is theirs alone, in a group everybody's. */
async function shownCard(
  { naming, files, places }: Desk,
  { chatId }: Envelope,
  { heard, key }: { heard: Heard; key: string | undefined },
): Promise<FeishuCard | undefined> {
  const { shown, shownFiles = [] } = heard.reply;
  if (!shown || key === undefined) return undefined;
  // Known by now, unless the process is new: the card's picture is worth a moment, the answer more.
  const pictures = await files.pictures(shownFiles, AbortSignal.timeout(pictureWithinMs));
  const readers = chatId !== undefined && places.isGroup(chatId) ? places.readersOf(undefined) : heard.readers;
  return cardFor(shown, { naming, readers, key, pictures });
}

/** The form below the card that was touched. */
async function postForm(desk: Desk, envelope: Envelope, { reply, readers }: Heard): Promise<void> {
  const said = saidBy(reply);
  const { messageId, chatId, openId, eventId } = envelope;
  const key = formKeyIn(said) ?? `answer:${eventId}`;
  if (messageId !== undefined && chatId !== undefined) {
    try {
      const utterance = { key, message: (language: keyof typeof said) => said[language], attachments: [] };
      await desk.posting.answer({ messageId, chatId }, utterance, desk.places.isGroup(chatId) ? 'in-thread' : 'beside');
      return;
    } catch (error) {
      desk.log.warn({ platform: 'feishu', code: readTrouble(error).code }, 'form could not be posted below its card');
    }
  }
  await tellDirectly(desk, { openId, readers, said, once: `answer:${eventId}`, cardKey: key });
}

function tellReply(
  desk: Desk,
  { openId, eventId }: Envelope,
  { reply, readers }: Heard,
  attachments: NonNullable<Extract<Reply, { type: 'message' }>['attachments']>,
): Promise<void> {
  return tellDirectly(desk, { openId, readers, said: saidBy(reply), attachments, once: `answer:${eventId}` });
}

/** After the three seconds: the card as it stands, and to the person what came of it. */
async function tellLate(desk: Desk, envelope: Envelope, { heard, card }: Verdict): Promise<void> {
  const { messageId, openId, eventId } = envelope;
  if (card && messageId !== undefined) await changeCard(desk, messageId, card);
  const { reply, readers } = heard;
  if (reply.type === 'message' || reply.type === 'form') return;
  await tellDirectly(desk, { openId, readers, said: saidBy(reply), once: `late:${eventId}` });
}

/** Unless something newer was written there meanwhile. */
async function repair(
  desk: Desk,
  { messageId }: Envelope,
  { card, startedMs, stopping }: { card: FeishuCard; startedMs: number; stopping: AbortSignal },
): Promise<void> {
  if (messageId === undefined) return;
  await pause(repairAfterMs, undefined, { signal: stopping }).catch(() => undefined);
  if (!desk.sending.changedAfter(messageId, startedMs)) await changeCard(desk, messageId, card);
}

async function changeCard(desk: Desk, messageId: string, card: FeishuCard): Promise<void> {
  try {
    await desk.sending.patch({ messageId }, card, undefined);
  } catch (error) {
    desk.log.info({ platform: 'feishu', code: readTrouble(error).code }, 'card could not be changed once more');
  }
}

function toastFor({ reply, readers }: Heard, formKind?: string): Toast {
  switch (reply.type) {
    case 'done':
      return toastOf('success', reply.text, readers);
    case 'refused':
      return toastOf('error', reply.text, readers);
    case 'field_errors':
      return toastOf('warning', withLines(reply.text, errorLines(reply.errors, formKind)), readers);
    case 'form':
      return toastOf('info', notices.formBelow, readers);
    default:
      return toastOf('info', notices.sentToYou, readers);
  }
}
