// Shows somebody the core's reply to what they typed: where they asked, or to them alone what only they may see.

import type { Bilingual } from '../../../lib/language.ts';
import { formKey, type Reply } from '../../../messages/inbound.ts';
import type { FormBlock } from '../../../messages/message.ts';
import { noticeMessage } from '../notices.ts';
import type { Utterance } from '../posting.ts';
import { inAllLanguages, type Said } from '../render-for.ts';
import { readTrouble } from '../trouble.ts';
import type { Desk } from './desk.ts';
import type { Envelope } from './envelope.ts';
import { errorLines } from './errors.ts';
import type { Heard } from './hear.ts';
import { tellDirectly } from './tell.ts';

/** Never throws: when the answer cannot be given where it was asked, it is given in private. */
export async function present(
  desk: Desk,
  envelope: Envelope,
  { reply, readers }: Heard,
  where: 'direct' | 'group',
): Promise<void> {
  const { chatId, messageId, openId, eventId } = envelope;
  const said = saidBy(reply);
  const attachments = reply.type === 'message' ? (reply.attachments ?? []) : [];
  const cardKey = formKeyIn(said);
  const once = `answer:${eventId}`;
  if (where === 'group' && !isPrivate(reply) && chatId !== undefined && messageId !== undefined) {
    const utterance: Utterance = {
      key: once,
      message: (language) => said[language],
      attachments,
      ...(cardKey !== undefined && { cardKey }),
    };
    try {
      await desk.posting.answer({ chatId, messageId }, utterance, 'beside');
      return;
    } catch (error) {
      desk.log.warn({ platform: 'feishu', code: readTrouble(error).code }, 'answer could not be given in the group');
    }
  }
  await tellDirectly(desk, { openId, readers, said, attachments, once, ...(cardKey !== undefined && { cardKey }) });
}

/** A reply as a message. */
export function saidBy(reply: Reply): Said {
  if (reply.type === 'message' || reply.type === 'form') return inAllLanguages(() => reply.message);
  if (reply.type === 'field_errors') return noticeMessage(withLines(reply.text, errorLines(reply.errors)));
  return noticeMessage(reply.text);
}

/** The key of a form that was no delivery; undefined for what holds none. */
export function formKeyIn(said: Said): string | undefined {
  const form = said.zh.blocks.find((block): block is FormBlock => block.type === 'form');
  return form && formKey(form.caseId, form.round);
}

/** A sentence with what is wrong below it. */
export function withLines(text: Bilingual, lines: readonly Bilingual[]): Bilingual {
  return {
    zh: [text.zh, ...lines.map(({ zh }) => zh)].join('\n'),
    en: [text.en, ...lines.map(({ en }) => en)].join('\n'),
  };
}

/** What others need not see: refusals, forms, and what the core says is private. */
function isPrivate(reply: Reply): boolean {
  return reply.type === 'message' ? reply.private === true : reply.type !== 'done';
}
