// Clicks on messages, on the home tab and inside a form. Every click is acknowledged, also those of buttons that this
// version no longer has.

import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deed } from '../../../messages/inbound.ts';
import { noticeMessage, notices } from '../notices.ts';
import { actionPrefix, type ButtonValue } from '../render/names.ts';
import type { Desk } from './desk.ts';
import { type Envelope, envelopeOf } from './envelope.ts';
import { hear, readerLanguage } from './hear.ts';
import { republishHome } from './home.ts';
import { present, presentForm } from './present.ts';
import { refreshForm } from './submissions.ts';
import { tellPrivately } from './tell.ts';

/** Buttons that ask for a form: its window has to open within seconds of the click. */
const asksForForm = ['answer', 'same_cause', 'return'];

/** A change of an input on which other fields depend. */
const inputAction = `${actionPrefix}field`;

export function actionListener(desk: Desk) {
  return async ({ ack, body, action }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const envelope = envelopeOf(body);
    if (action.action_id === inputAction) return refreshForm(desk, envelope, body.view);
    const said = buttonOf(action.action_id, 'value' in action ? action.value : undefined);
    const isElsewhere = envelope.channel !== undefined && !desk.places.isOurs(envelope.channel);
    if (said && !isElsewhere) return pressed(desk, envelope, said);
    const notice = said ? notices.otherChannel : notices.retired;
    await tellPrivately(desk, envelope, noticeMessage(notice[await readerLanguage(desk, envelope.userId)]));
  };
}

async function pressed(desk: Desk, envelope: Envelope, said: Deed & { type: 'button' }): Promise<void> {
  const pending = hear(desk, envelope, said);
  if (asksForForm.includes(said.action)) return presentForm(desk, envelope, pending);
  const heard = await pending;
  await present(desk, envelope, heard, notices.clickAgain);
  if (heard.reply.type === 'done') await republishHome(desk, envelope.userId, heard);
}

/** What a button means; undefined for buttons that never were ours, or whose value is not to be read. */
function buttonOf(actionId: string, value: string | undefined): (Deed & { type: 'button' }) | undefined {
  if (!actionId.startsWith(actionPrefix)) return undefined;
  const ids = readValue(value);
  return ids && { type: 'button', action: actionId.slice(actionPrefix.length), caseId: ids.c, round: ids.r };
}

function readValue(value: string | undefined): ButtonValue | undefined {
  try {
    const ids: unknown = JSON.parse(value ?? '');
    return isValue(ids) ? ids : undefined;
  } catch {
    return undefined;
  }
}

function isValue(ids: unknown): ids is ButtonValue {
  if (typeof ids !== 'object' || ids === null || !('c' in ids) || !('r' in ids)) return false;
  return Number.isSafeInteger(ids.c) && Number.isSafeInteger(ids.r);
}
