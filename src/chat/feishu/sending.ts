// The calls that put something into a conversation or change it, each at the pace Feishu wants. Every new message carries
// an id under which Feishu takes it once, so that asking again after a lost answer says nothing twice.

import { monotonicMs } from '../../lib/clock.ts';
import { keepNewest } from '../../lib/keep-newest.ts';
import type { Language } from '../../lib/language.ts';
import { openPace } from '../pace.ts';
import type { Rate } from '../rate-limit.ts';
import type { FeishuGateway } from './gateway.ts';
import type { Place } from './places.ts';
import { readStanding, type Standing } from './refs.ts';
import { FeishuCallError, readTrouble } from './trouble.ts';

/** What is said: a card or a file, and the id under which it is said once. */
export interface Speech {
  type: 'interactive' | 'file';
  content: object;
  once: string;
  /** The only language it is written in. */
  only: Language | undefined;
  signal: AbortSignal | undefined;
}

export interface Sending {
  /** A message of its own. Throws FeishuCallError or DeliveryError, like the others. */
  create(to: Place['to'], speech: Speech): Promise<Standing>;
  /** An answer to a message: below it in its thread, or beside it with a quotation. */
  reply(to: Pick<Standing, 'messageId' | 'chatId'>, speech: Speech, how: 'in-thread' | 'beside'): Promise<Standing>;
  /** A new wording of a card. */
  patch(to: Pick<Standing, 'messageId'>, content: object, signal: AbortSignal | undefined): Promise<void>;
  /** Did this process change the message after `sinceMs` (monotonic)? */
  changedAfter(messageId: string, sinceMs: number): boolean;
}

/** Feishu's own: five messages a second in each conversation, five changes a second of each message. */
const feishuRate: Rate = { burst: 5, perSecond: 5 };
const keptChanges = 1_000;

export function openSending(gateway: FeishuGateway, rate: Rate = feishuRate): Sending {
  const pace = openPace(rate, (error) => readTrouble(error).retryAfterMs);
  const changes = new Map<string, number>();
  return {
    create: (to, { type, content, once, only, signal }) =>
      pace.inTurn(
        to.id,
        async () => {
          const data = { receive_id: to.id, msg_type: type, content: JSON.stringify(content), uuid: once };
          const answer = await gateway.call(
            'im.message.create',
            (client) => client.im.v1.message.create({ params: { receive_id_type: to.type }, data }),
            { signal },
          );
          return standing(answer.data, only);
        },
        signal,
      ),
    reply: ({ messageId, chatId }, { type, content, once, only, signal }, how) =>
      pace.inTurn(
        chatId,
        async () => {
          const inThread = how === 'in-thread';
          const data = { msg_type: type, content: JSON.stringify(content), uuid: once, reply_in_thread: inThread };
          const answer = await gateway.call(
            'im.message.reply',
            (client) => client.im.v1.message.reply({ path: { message_id: messageId }, data }),
            { signal },
          );
          return standing(answer.data, only);
        },
        signal,
      ),
    patch: ({ messageId }, content, signal) =>
      pace.inTurn(
        messageId,
        async () => {
          keepNewest(changes, [messageId, monotonicMs()], keptChanges);
          await gateway.call(
            'im.message.patch',
            (client) =>
              client.im.v1.message.patch({
                path: { message_id: messageId },
                data: { content: JSON.stringify(content) },
              }),
            { signal },
          );
        },
        signal,
      ),
    changedAfter: (messageId, sinceMs) => (changes.get(messageId) ?? 0) > sinceMs,
  };
}

function standing(data: Parameters<typeof readStanding>[0], only: Language | undefined): Standing {
  const found = readStanding(data, only);
  if (!found) throw new FeishuCallError({ code: 'unreadable_answer', outcome: 'unclear' });
  return found;
}
