// `resend`: what becomes of a message that was given up or may have arrived: it is sent again, or needs no sending.

import { type Context, withTransaction } from '../context.ts';
import { UserError } from '../errors.ts';
import type { Bilingual } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { actorName } from '../policy/actor.ts';
import { type Delivery, lockTroubled, queueAgain, settleDelivery } from '../store/deliveries.ts';
import { requireRight } from '../team/rights.ts';
import { logSettingChange } from '../team/setting-log.ts';
import type { Command } from './command.ts';
import { malformed, missing, quoted } from './malformed.ts';
import { done, expectNoMore } from './replies.ts';

/** What to do about it; `sure` says that somebody has looked and it does not stand. */
type Wish = 'send' | 'sure' | 'settled';

export const resendCommand: Command = {
  name: 'resend',
  aliases: ['重发', '补发'],
  usage: { zh: 'resend 消息编号 [确认|已处理]', en: 'resend N [sure|settled]' },
  summary: { zh: '重发一条没发出去的消息，或标为已处理', en: 'send a failed message again, or mark it as settled' },
  example: { zh: 'resend 57', en: 'resend 57' },
  role: 'manager',
  run: async (ctx, { args }) => {
    const [number, wish, ...rest] = args;
    expectNoMore(rest);
    const id = parseDeliveryNumber(number);
    return done(await settle(ctx, id, parseWish(wish)));
  },
};

/** Sends or settles it and notes who wanted that; returns what was done. */
function settle(ctx: Context, id: number, wish: Wish): Promise<Bilingual> {
  return withTransaction(ctx, async (tx) => {
    await requireRight(tx, 'resend', { kind: 'team' });
    const delivery = await lockTroubled(tx.db, id);
    if (!delivery) throw notInTrouble(id);
    if (wish === 'settled') {
      await settleDelivery(tx.db, id, `settled by ${actorName(tx.actor)}`);
    } else {
      requireWorthSending(tx, delivery);
      if (mayStand(delivery) && wish !== 'sure') throw mayStandAlready(delivery);
      await queueAgain(tx.db, id, tx.clock.now());
    }
    const after = wish === 'settled' ? 'settled' : 'queued';
    await logSettingChange(tx, { setting: 'delivery', scope: `delivery:${id}`, before: delivery.state, after });
    tx.log.info(
      { key: delivery.key, by: actorName(tx.actor), before: delivery.state, after },
      'delivery taken in hand',
    );
    tx.wake();
    return outcome(id, after);
  });
}

function mayStand({ state, maybeSent }: Delivery): boolean {
  return state === 'unclear' || maybeSent;
}

function requireWorthSending(tx: Context, { id, expiresAt }: Delivery): void {
  if (expiresAt === null || expiresAt > tx.clock.now()) return;
  throw new UserError('DELIVERY_EXPIRED', { id });
}

function outcome(id: number, after: 'queued' | 'settled'): Bilingual {
  return after === 'queued'
    ? { zh: `消息 ${id} 已重新排队，马上发送。`, en: `Message ${id} is queued again and goes out at once.` }
    : { zh: `消息 ${id} 已标为已处理，不再发送。`, en: `Message ${id} is settled and is not sent any more.` };
}

function mayStandAlready({ id, lastError }: Delivery): UserError {
  const why = clean(lastError ?? '–', 160);
  return new UserError('MAY_STAND_ALREADY', { id, why });
}

function notInTrouble(id: number): UserError {
  return new UserError('DELIVERY_NOT_FOUND', { id });
}

function parseDeliveryNumber(word: string | undefined): number {
  if (word === undefined) throw missing({ zh: '消息编号（见 doctor）', en: 'number of the message (doctor tells it)' });
  const digits = /^#?(\d{1,15})$/.exec(word.normalize('NFKC'))?.[1];
  if (digits !== undefined) return Number(digits);
  throw malformed({
    zh: `${quoted(word)}不是消息编号，应写成 57。`,
    en: `${quoted(word)} is not the number of a message; write 57.`,
  });
}

const wishes: ReadonlyMap<string, Wish> = new Map([
  ['sure', 'sure'],
  ['yes', 'sure'],
  ['确认', 'sure'],
  ['确定', 'sure'],
  ['settled', 'settled'],
  ['done', 'settled'],
  ['已处理', 'settled'],
  ['不用发', 'settled'],
]);

function parseWish(word: string | undefined): Wish {
  if (word === undefined) return 'send';
  const wish = wishes.get(word.normalize('NFKC').toLowerCase());
  if (wish) return wish;
  throw malformed({
    zh: `看不懂${quoted(word)}，应写“确认”或“已处理”。`,
    en: `${quoted(word)} is not understood; write sure or settled.`,
  });
}
