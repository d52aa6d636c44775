import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { type Handlers, receive } from '../../src/commands/receive.ts';
import type { Context } from '../../src/context.ts';
import { OperationalError, UserError } from '../../src/errors.ts';
import type { Log } from '../../src/lib/log.ts';
import type { Inbound, Reply } from '../../src/messages/inbound.ts';
import { saveAttachment } from '../../src/store/attachments.ts';
import { forgetEvents } from '../../src/store/inbox.ts';
import { inbox, settings } from '../../src/store/schema/index.ts';
import { OutboxWorld } from '../outbox/outbox-world.ts';
import { databaseKind, testDatabase } from '../support/db.ts';

const database = testDatabase();
const done: Reply = { type: 'done', text: { zh: '好', en: 'fine' } };

/** Every event counts itself in the database, then does what the test says. */
function setUp(then: (ctx: Context) => Promise<Reply> = async () => done) {
  const logged: { level: string; fields: object; message: string }[] = [];
  const wakes: string[] = [];
  const log = loggingTo(logged);
  const world = new OutboxWorld(database.db, { log, wake: () => wakes.push('woken') });
  const seen: { type: string; actor: unknown; language: string }[] = [];
  const handle = async (ctx: Context, event: Inbound, language: string) => {
    seen.push({ type: event.type, actor: ctx.actor, language });
    await ctx.db.insert(settings).values({ name: `effect ${seen.length}`, value: event.eventId });
    ctx.wake();
    return then(ctx);
  };
  const handlers: Handlers = { command: handle, button: handle, form: handle };
  const effects = async () => (await database.db.select().from(settings)).map(({ value }) => value);
  return { ctx: world.ctx, clock: world.clock, handlers, seen, effects, logged, wakes };
}

function event(overrides: Partial<Extract<Inbound, { type: 'command' }>> = {}): Inbound {
  return {
    type: 'command',
    platform: 'slack',
    eventId: 'E1',
    personId: 'li',
    language: undefined,
    text: 'status',
    ...overrides,
  };
}

const clicked = {
  type: 'button',
  platform: 'slack',
  personId: 'li',
  language: undefined,
  action: 'acknowledge',
  caseId: 1,
  round: 1,
} as const;

function loggingTo(lines: { level: string; fields: object; message: string }[]): Log {
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => loggingTo(lines) };
}

describe('an event from a platform', () => {
  it('is handled as the person of the policy file who caused it', async () => {
    const { ctx, handlers, seen } = setUp();
    expect(await receive(ctx, event({ personId: 'chen' }), handlers)).toEqual(done);
    expect(seen).toEqual([
      { type: 'command', actor: { kind: 'person', personId: 'chen', role: 'manager' }, language: 'zh' },
    ]);
  });

  it('goes to the handler of its kind', async () => {
    const { ctx, handlers, seen } = setUp();
    const base = { platform: 'slack', personId: 'li', language: undefined, caseId: 1, round: 1 } as const;
    await receive(ctx, { ...base, type: 'button', eventId: 'E1', action: 'acknowledge' }, handlers);
    await receive(ctx, { ...base, type: 'form', eventId: 'E2', values: {}, alsoCaseIds: [] }, handlers);
    expect(seen.map(({ type }) => type)).toEqual(['button', 'form']);
  });

  it('is answered in the person’s language, else the platform’s, else the team’s', async () => {
    const { ctx, handlers, seen } = setUp();
    await receive(ctx, event({ eventId: 'E1', personId: 'li', language: 'zh' }), handlers);
    await receive(ctx, event({ eventId: 'E2', personId: 'chen', language: 'en' }), handlers);
    await receive(ctx, event({ eventId: 'E3', personId: 'chen' }), handlers);
    expect(seen.map(({ language }) => language)).toEqual(['en', 'en', 'zh']);
  });

  it('has one effect and one reply however often it is delivered', async () => {
    let count = 0;
    const { ctx, handlers, effects, clock } = setUp(async () => ({ type: 'done', text: { zh: '', en: `${++count}` } }));
    const first = await receive(ctx, event(), handlers);
    clock.advanceMinutes(23 * 60);
    await forgetEvents(ctx.db, new Date(clock.now().getTime() - 24 * 3_600_000));
    expect(await receive(ctx, event(), handlers)).toEqual(first);
    expect(await effects()).toEqual(['E1']);
  });

  it('has one effect when two replicas get it at the same time', async () => {
    const { ctx, handlers, effects } = setUp();
    const replies = await Promise.all([1, 2, 3].map(() => receive(ctx, event(), handlers)));
    expect(replies).toEqual([done, done, done]);
    expect(await effects()).toEqual(['E1']);
  });

  it('is answered with the files that the message shows, also when it is delivered again', async () => {
    const picture = { id: 'sku-1', name: 'LM-1.png', contentType: 'image/png', bytes: Buffer.from('png') };
    const message = {
      tone: 'plain',
      title: 'LM-1',
      blocks: [
        { type: 'image', attachmentId: picture.id, alt: 'sales' },
        { type: 'file', attachmentId: 'gone', name: 'gone.xlsx' },
      ],
    } as const;
    const { ctx, handlers, logged } = setUp(async (inner) => {
      await saveAttachment(inner.db, picture, inner.clock.now());
      return { type: 'message', message };
    });
    const reply = await receive(ctx, event(), handlers);
    expect(reply).toMatchObject({
      message,
      attachments: [{ id: 'sku-1', name: 'LM-1.png', contentType: 'image/png' }],
    });
    expect(reply.type === 'message' && reply.attachments?.map(({ bytes }) => String(Buffer.from(bytes)))).toEqual([
      'png',
    ]);
    expect(logged).toMatchObject([{ level: 'error', fields: { attachmentId: 'gone' } }]);
    expect(await receive(ctx, event(), handlers)).toEqual(reply);
    const [row] = await ctx.db.select().from(inbox);
    expect(row?.reply).toEqual({ type: 'message', message });
  });

  it('shows its message as it stands afterwards, anew each time, and not at all for a command', async () => {
    const { ctx, handlers } = setUp();
    let count = 0;
    const shown: Handlers['shown'] = async () => {
      const message = { tone: 'plain', title: `time ${++count}`, blocks: [] } as const;
      return { zh: message, en: message };
    };
    const click = { ...clicked, eventId: 'E1' };
    expect((await receive(ctx, click, { ...handlers, shown })).shown?.en.title).toBe('time 1');
    expect((await receive(ctx, click, { ...handlers, shown })).shown?.en.title).toBe('time 2');
    expect((await ctx.db.select().from(inbox))[0]?.reply).toEqual(done);
    expect(await receive(ctx, event({ eventId: 'E2' }), { ...handlers, shown })).toEqual(done);
  });

  it('is done although its message cannot be shown just now', async () => {
    const { ctx, handlers, effects, logged } = setUp();
    const shown: Handlers['shown'] = async () =>
      Promise.reject(new OperationalError('connection lost', { retry: true }));
    expect(await receive(ctx, { ...clicked, eventId: 'E1' }, { ...handlers, shown })).toEqual(done);
    expect(await effects()).toEqual(['E1']);
    expect(logged).toMatchObject([{ level: 'warn', message: 'message could not be shown anew' }]);
  });

  it('has its long work done outside the transaction, and the rest inside, once', async () => {
    const { ctx, handlers, effects } = setUp();
    const inside: boolean[] = [];
    const prepare: Handlers['prepare'] = async (outer) => {
      inside.push(outer.inTransaction);
      return async (tx) => {
        inside.push(tx.inTransaction);
        await tx.db.insert(settings).values({ name: 'effect', value: 'prepared' });
        return done;
      };
    };
    expect(await receive(ctx, event(), { ...handlers, prepare })).toEqual(done);
    expect(await receive(ctx, event(), { ...handlers, prepare })).toEqual(done);
    expect(inside).toEqual([false, true, false]);
    expect(await effects()).toEqual(['prepared']);
  });

  it('is another event on another platform', async () => {
    const { ctx, handlers, effects } = setUp();
    await receive(ctx, event(), handlers);
    await receive(ctx, event({ platform: 'feishu' }), handlers);
    expect(await effects()).toHaveLength(2);
  });

  it('is refused, in both languages, from someone who is not in the policy file', async () => {
    const { ctx, handlers, seen } = setUp();
    const reply = await receive(ctx, event({ personId: 'stranger' }), handlers);
    expect(reply).toMatchObject({
      type: 'refused',
      code: 'NOT_IN_TEAM',
      text: { en: expect.stringContaining('policy file') },
    });
    expect(seen).toEqual([]);
  });

  it('wakes the clockwork only after its effect is committed', async () => {
    const { ctx, handlers, wakes } = setUp(async () => {
      expect(wakes).toEqual([]);
      return done;
    });
    await receive(ctx, event(), handlers);
    expect(wakes).toEqual(['woken']);
  });
});

describe('an event that fails', () => {
  it('by a user’s error becomes a refusal that is remembered, and leaves no effect', async () => {
    const refusal = new UserError('BUTTON_RETIRED');
    const { ctx, handlers, effects, seen } = setUp(async () => {
      throw refusal;
    });
    const refused = { type: 'refused', code: 'BUTTON_RETIRED', text: refusal.text };
    expect(await receive(ctx, event(), handlers)).toEqual(refused);
    expect(await receive(ctx, event(), handlers)).toEqual(refused);
    expect(seen).toHaveLength(1);
    expect(await effects()).toEqual([]);
  });

  it('because somebody changed the same thing at that moment is tried once more', async () => {
    let conflicts = 1;
    const { ctx, handlers, effects } = setUp(async () => {
      if (conflicts-- > 0) throw new UserError('CONFLICT', { number: 'SW-1' });
      return done;
    });
    expect(await receive(ctx, event(), handlers)).toEqual(done);
    expect(await effects()).toEqual(['E1']);
    conflicts = 2;
    expect(await receive(ctx, event({ eventId: 'E2' }), handlers)).toMatchObject({ code: 'CONFLICT' });
  });

  it('by outside trouble asks to try again, and does work when it comes again', async () => {
    let down = true;
    const { ctx, handlers, effects } = setUp(async () => {
      if (!down) return done;
      throw new OperationalError('database gone', { retry: true });
    });
    expect(await receive(ctx, event(), handlers)).toMatchObject({ type: 'refused', code: 'TRY_AGAIN' });
    expect(await effects()).toEqual([]);
    down = false;
    expect(await receive(ctx, event(), handlers)).toEqual(done);
    expect(await effects()).toEqual(['E1']);
  });

  it('by a fault of the program shows a number that the log has too, and nothing of the fault', async () => {
    const { ctx, handlers, effects, logged } = setUp(async () => {
      throw new TypeError('secret is not a function');
    });
    const reply = await receive(ctx, event(), handlers);
    const [line] = logged.filter(({ level }) => level === 'error');
    const errorId = line && 'errorId' in line.fields ? String(line.fields.errorId) : 'not logged';
    expect(JSON.stringify(reply)).toContain(errorId);
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(await effects()).toEqual([]);
    expect(await ctx.db.select().from(inbox).where(eq(inbox.key, 'slack:E1'))).toEqual([]);
  });

  it.runIf(databaseKind === 'postgres')('by a database that hangs up is told as outside trouble', async () => {
    const { ctx, handlers } = setUp(async (inside) => {
      await inside.db.execute('select pg_terminate_backend(pg_backend_pid())');
      return done;
    });
    expect(await receive(ctx, event(), handlers)).toMatchObject({ code: 'TRY_AGAIN' });
  });
});
