// What happens when a person types, clicks or submits on any platform: once for each event, in their name and language.
// Effect, reply and the memory of the event commit together. Knows no command and no form; it is given what handles them.

import { randomUUID } from 'node:crypto';
import { actingAs, type Context, undoneWhenRefused, withTransaction } from '../context.ts';
import { OperationalError, UserError } from '../errors.ts';
import { assertNever } from '../lib/assert-never.ts';
import { failpoint } from '../lib/failpoint.ts';
import type { Language } from '../lib/language.ts';
import type { Inbound, Reply } from '../messages/inbound.ts';
import { attachmentsOf } from '../outbox/outgoing.ts';
import type { Actor } from '../policy/actor.ts';
import type { Person } from '../policy/policy.ts';
import { enterEvent, rememberedReply, rememberReply } from '../store/inbox.ts';
import { refused } from './replies.ts';

/** What each kind of event means; run in a transaction, as the person who caused it. */
export interface Handlers {
  /**
   * Work that takes long and does no harm when it is done again, outside the transaction and before it; what it returns
   * handles the event in the place of the others.
   */
  prepare?(ctx: Context, event: Inbound, language: Language): Promise<((tx: Context) => Promise<Reply>) | undefined>;
  command(ctx: Context, event: EventOf<'command'>, language: Language): Promise<Reply>;
  button(ctx: Context, event: EventOf<'button'>, language: Language): Promise<Reply>;
  form(ctx: Context, event: EventOf<'form'>, language: Language): Promise<Reply>;
  /** How the touched message stands after the event was handled, where that has to be shown. */
  shown?(ctx: Context, event: EventOf<'button' | 'form'>, reply: Reply): Promise<Reply['shown']>;
}

export type EventOf<T extends Inbound['type']> = Extract<Inbound, { type: T }>;

/**
 * Handles one event and returns what the person is told; never throws. The same event again, also at the same time on
 * another replica, has no second effect and gets the first reply. When the database or the program fails, all of it
 * is undone and forgotten, so that the person, or the platform by itself, can try again.
 */
export async function receive(ctx: Context, event: Inbound, handlers: Handlers): Promise<Reply> {
  const person = ctx.policy.people.find(({ id }) => id === event.personId);
  if (!person) {
    ctx.log.info({ platform: event.platform, type: event.type }, 'event from someone who is not in the policy file');
    return refused(new UserError('NOT_IN_TEAM'));
  }
  const language = person.language ?? event.language ?? ctx.policy.team.language;
  const acting = actingAs(ctx, actorOf(person));
  try {
    const prepared = await handlers.prepare?.(acting, event, language);
    const reply = await handleOnce(acting, event, prepared ?? ((tx) => handle(tx, event, { handlers, language })));
    failpoint('receive.after-commit');
    ctx.wake();
    return await withMessage(acting, event, { reply, handlers });
  } catch (error) {
    return troubleReply(ctx, event, error);
  }
}

function handleOnce(ctx: Context, event: Inbound, work: (tx: Context) => Promise<Reply>): Promise<Reply> {
  const key = `${event.platform}:${event.eventId}`;
  return withTransaction({ ...ctx, wake: () => {} }, async (tx) => {
    if (!(await enterEvent(tx.db, key, tx.clock.now()))) {
      return withFiles(tx, (await rememberedReply(tx.db, key)) ?? handledReply, key);
    }
    failpoint('receive.before-handle');
    const reply = await replyOrRefusal(tx, work);
    await rememberReply(tx.db, key, isPrivate(reply) ? handledReply : reply);
    const whole = await withFiles(tx, reply, key);
    failpoint('receive.before-commit');
    return whole;
  });
}

/** What was done is done, even when the message cannot be shown anew just now: its edit is on its way anyhow. */
async function withMessage(
  ctx: Context,
  event: Inbound,
  { reply, handlers }: { reply: Reply; handlers: Handlers },
): Promise<Reply> {
  if (event.type === 'command' || !handlers.shown) return reply;
  try {
    const shown = await handlers.shown(ctx, event, reply);
    if (!shown) return reply;
    return { ...reply, shown, shownFiles: await attachmentsOf(ctx, shown[ctx.policy.team.language], event.type) };
  } catch (error) {
    ctx.log.warn({ platform: event.platform, type: event.type, err: error }, 'message could not be shown anew');
    return reply;
  }
}

/** The files are kept once, beside the replies that show them. */
async function withFiles(tx: Context, reply: Reply, key: string): Promise<Reply> {
  if (reply.type !== 'message') return reply;
  const attachments = await attachmentsOf(tx, reply.message, key);
  return attachments.length === 0 ? reply : { ...reply, attachments };
}

/** A refusal is a reply like any other, but nothing that was done before it remains. */
async function replyOrRefusal(tx: Context, work: (tx: Context) => Promise<Reply>): Promise<Reply> {
  try {
    return await undoneWhenRefused(tx, work);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tx.log.info({ code: error.code }, 'refused');
    return refused(error);
  }
}

function isPrivate(reply: Reply): boolean {
  return reply.type === 'message' && reply.private === true;
}

function handle(
  tx: Context,
  event: Inbound,
  { handlers, language }: { handlers: Handlers; language: Language },
): Promise<Reply> {
  switch (event.type) {
    case 'command':
      return handlers.command(tx, event, language);
    case 'button':
      return handlers.button(tx, event, language);
    case 'form':
      return handlers.form(tx, event, language);
    default:
      return assertNever(event);
  }
}

function actorOf({ id, role }: Person): Actor {
  return { kind: 'person', personId: id, role };
}

function troubleReply(ctx: Context, event: Inbound, error: unknown): Reply {
  const fields = { platform: event.platform, type: event.type, err: error };
  if (error instanceof OperationalError) {
    ctx.log.warn(fields, 'event could not be handled now');
    return refused(new UserError('TRY_AGAIN'));
  }
  const id = randomUUID().slice(0, 8);
  ctx.log.error({ ...fields, errorId: id }, 'event could not be handled');
  return refused(new UserError('INTERNAL', { id }));
}

const handledReply: Reply = { type: 'done', text: { zh: '已处理过。', en: 'This was handled already.' } };
