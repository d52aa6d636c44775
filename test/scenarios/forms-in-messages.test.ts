// A platform whose messages hold the form itself: cards come with it, and what somebody does to a message shows them how
// it stands afterwards.

import { describe, expect, it } from 'vitest';
import type { RawValues } from '../../src/forms/form.ts';
import { day } from '../../src/lib/day.ts';
import type { Inbound, Reply } from '../../src/messages/inbound.ts';
import type { Block, FormBlock, Message } from '../../src/messages/message.ts';
import { plainText } from '../../src/messages/plain-text.ts';
import type { StoredCase } from '../../src/store/cases.ts';
import { testDatabase } from '../support/db.ts';
import { type Posted, RecordingChat } from '../support/recording-chat.ts';
import { makeWorld, type Sales, type World, wholeAnswer } from '../support/world.ts';

const database = testDatabase();

interface Setting {
  world: World;
  chat: RecordingChat;
}

/** Sales of these SKUs fall from 100 to what is given; the shop's owner holds the cases. */
async function fallTo(sales: Sales, forms: 'in-message' | 'modal' = 'in-message'): Promise<Setting> {
  const chat = new RecordingChat({ platform: 'console', oneMessagePerKey: true, capabilities: { forms } });
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00', undefined, () => chat);
  await chat.start(world.app.handle);
  const usual = Object.fromEntries(Object.keys(sales).map((sku) => [sku, 100]));
  await world.soldSteadily('cn-shop', day('2026-03-01'), { ...usual, CABLE: 100 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { ...sales, CABLE: 100 });
  await world.passUntil('2026-03-03T10:00+08:00');
  return { world, chat };
}

function cardOf({ chat }: Setting): Posted {
  const card = chat.posted.find(({ key }) => key.startsWith('card:'));
  if (!card) throw new Error('No card was posted');
  return card;
}

function formsOf(message: Message | undefined): FormBlock[] {
  return (message?.blocks ?? []).filter((block) => block.type === 'form');
}

function actionsOf(message: Message | undefined): string[] {
  return (message?.blocks ?? []).flatMap((block) =>
    block.type === 'buttons' ? block.buttons.map(({ action }) => action) : [],
  );
}

let events = 0;

/** Chen, the owner, sends the form in that stands on the message with this key. */
function submits(
  { chat }: Setting,
  stored: StoredCase,
  key: string | undefined,
  changes: RawValues = {},
  over: Partial<Inbound> = {},
) {
  events += 1;
  const values = { ...wholeAnswer(stored), ...changes };
  const { id: caseId, round } = stored;
  const form = { type: 'form', personId: 'chen', caseId, round, values, alsoCaseIds: [], messageKey: key } as const;
  return chat.say({ ...form, eventId: `submit-${events}`, ...over } as Parameters<RecordingChat['say']>[0]);
}

describe('the card of a case', () => {
  it('holds the whole form where messages can, after what happened and before the other buttons', async () => {
    const setting = await fallTo({ LAMP: 60 });
    const { message } = cardOf(setting);
    const [form] = formsOf(message.en);
    const { id } = await setting.world.onlyCase();
    expect(form).toMatchObject({ caseId: id, round: 1, form: { kind: 'drop' }, errors: {} });
    const types = message.en.blocks.map(({ type }: Block) => type);
    expect(types.indexOf('facts')).toBeLessThan(types.indexOf('form'));
    expect(types.indexOf('form')).toBeLessThan(types.indexOf('buttons'));
  });

  it('holds none where a form opens by itself', async () => {
    expect(formsOf(cardOf(await fallTo({ LAMP: 60 }, 'modal')).message.en)).toEqual([]);
  });

  it('holds none any more once it is answered', async () => {
    const setting = await fallTo({ LAMP: 60 });
    await submits(setting, await setting.world.onlyCase(), cardOf(setting).key);
    await setting.world.settle();
    expect(cardOf(setting).edits).toBeGreaterThan(0);
    expect(formsOf(cardOf(setting).message.en)).toEqual([]);
  });
});

describe('the card of several cases', () => {
  it('has the form of each under its row, with the others that the same cause may hold for', async () => {
    const setting = await fallTo({ LAMP: 60, RUG: 50 });
    const { blocks } = cardOf(setting).message.en;
    const types = blocks.map(({ type }: Block) => type).filter((type) => type === 'row' || type === 'form');
    expect(types).toEqual(['row', 'form', 'row', 'form']);
    const [first, second] = formsOf(cardOf(setting).message.en);
    expect(first?.also?.map(({ caseId, checked }) => [caseId, checked])).toEqual([[second?.caseId, false]]);
    expect(first?.also?.[0]?.label).toMatch(/LAMP|RUG/);
  });
});

describe('what is shown after an event', () => {
  it('is the message with its form, what was typed in it and what is wrong', async () => {
    const setting = await fallTo({ LAMP: 60, RUG: 50 });
    const [, other] = await setting.world.cases();
    const [stored] = await setting.world.cases();
    if (!stored || !other) throw new Error('Two cases were expected');
    const typed = { cause: '', detail: 'half a sentence', quantity: '１２ 件' };
    const reply = await submits(setting, stored, cardOf(setting).key, typed, { alsoCaseIds: [other.id] });
    expect(reply.type).toBe('field_errors');
    const form = formsOf(reply.shown?.en).find(({ caseId }) => caseId === stored.id);
    expect(form?.values).toMatchObject(typed);
    expect(Object.keys(form?.errors ?? {})).toContain('cause');
    expect(form?.also?.map(({ checked }) => checked)).toEqual([true]);
    const untouched = formsOf(reply.shown?.en).find(({ caseId }) => caseId === other.id);
    expect(untouched?.errors).toEqual({});
    expect(untouched?.values.detail ?? '').toBe('');
    expect(plainText(reply.shown?.zh ?? emptyMessage, 'zh')).toContain('LAMP');
  });

  it('is the answered card after a whole answer', async () => {
    const setting = await fallTo({ LAMP: 60 });
    const reply = await submits(setting, await setting.world.onlyCase(), cardOf(setting).key);
    expect(reply.type).toBe('done');
    expect(reply.shown?.en.title).toMatch(/^\[Answered\]/);
    expect(reply.shown?.zh.title).toMatch(/^【已答复】/);
    expect(formsOf(reply.shown?.en)).toEqual([]);
  });

  it('is the card as it stands for whoever comes second', async () => {
    const setting = await fallTo({ LAMP: 60 });
    const stored = await setting.world.onlyCase();
    await submits(setting, stored, cardOf(setting).key);
    const second = await submits(setting, stored, cardOf(setting).key, {}, { personId: 'liu' });
    expect(second).toMatchObject({ type: 'refused', code: 'ALREADY_ANSWERED' });
    expect(second.shown?.en.title).toMatch(/^\[Answered\]/);
  });

  it('is what the message says now, also for an event that comes again', async () => {
    const setting = await fallTo({ LAMP: 60 });
    const stored = await setting.world.onlyCase();
    const first = await presses(setting, 'acknowledge', 'click-1');
    expect(plainText(first.shown?.en ?? emptyMessage, 'en')).toContain('Chen is on it');
    expect(formsOf(first.shown?.en)).toHaveLength(1);
    await submits(setting, stored, cardOf(setting).key);
    const again = await presses(setting, 'acknowledge', 'click-1');
    expect(again).toMatchObject({ type: 'done' });
    expect(again.shown?.en.title).toMatch(/^\[Answered\]/);
  });

  it('is nothing where the message did not change for it: what others typed in it stays', async () => {
    const setting = await fallTo({ LAMP: 60 });
    const stored = await setting.world.onlyCase();
    expect((await presses(setting, 'open', 'click-2')).shown).toBeUndefined();
    const stranger = await submits(setting, stored, cardOf(setting).key, {}, { personId: 'wang' });
    expect(stranger).toMatchObject({ type: 'refused', code: 'NOT_ALLOWED' });
    expect(stranger.shown).toBeUndefined();
    const unknown = await submits(setting, stored, 'card:999:post@console/group:team', { cause: '' });
    expect(unknown.type).toBe('field_errors');
    expect(unknown.shown).toBeUndefined();
  });

  it('is nothing for platforms that do not say on which message it was', async () => {
    const setting = await fallTo({ LAMP: 60 });
    const reply = await submits(setting, await setting.world.onlyCase(), undefined);
    expect(reply.type).toBe('done');
    expect(reply.shown).toBeUndefined();
  });

  it('keeps a form for several cases that cannot be answered alike, with the reason above it', async () => {
    const setting = await fallTo({ LAMP: 60, RUG: 50 });
    const [stored, other] = await setting.world.cases();
    if (!stored || !other) throw new Error('Two cases were expected');
    const changes = { nature: 'lasting', cause: 'competitor', stockReason: 'counted by hand', available: '5' };
    const reply = await submits(setting, stored, cardOf(setting).key, changes, { alsoCaseIds: [other.id] });
    expect(reply).toMatchObject({ type: 'refused', code: 'SAME_CAUSE_INCOMPLETE' });
    const form = formsOf(reply.shown?.en).find(({ caseId }) => caseId === stored.id);
    expect(form?.values).toMatchObject(changes);
    expect(form?.errors).toHaveProperty('_form');
  });
});

describe('a form that came as a reply', () => {
  it('is shown with its errors, then as the answered card', async () => {
    const setting = await fallTo({ LAMP: 60 });
    const stored = await setting.world.onlyCase();
    const key = `form:${stored.id}:1`;
    const refused = await submits(setting, stored, key, { cause: '' });
    expect(formsOf(refused.shown?.en)).toMatchObject([{ values: { cause: '' }, errors: { cause: expect.anything() } }]);
    expect(actionsOf(refused.shown?.en)).toEqual([]);
    const done = await submits(setting, stored, key);
    expect(done.shown?.en.title).toMatch(/^\[Answered\]/);
    expect(formsOf(done.shown?.en)).toEqual([]);
  });

  it('shows the remark that is missing when an answer is returned, then the case that is open again', async () => {
    const setting = await fallTo({ LAMP: 60 });
    const stored = await setting.world.onlyCase();
    await submits(setting, stored, cardOf(setting).key);
    const key = `form:${stored.id}:1`;
    const remark = (text: string) =>
      submits(setting, stored, key, {}, {
        personId: 'liu',
        formKind: 'return',
        values: { remark: text },
      } as Partial<Inbound>);
    const empty = await remark('');
    expect(formsOf(empty.shown?.en)).toMatchObject([
      { form: { kind: 'return' }, errors: { remark: expect.anything() } },
    ]);
    const returned = await remark('how many are left?');
    expect(returned.type).toBe('done');
    expect(plainText(returned.shown?.en ?? emptyMessage, 'en')).toContain('how many are left?');
    expect(formsOf(returned.shown?.en)).toEqual([]);
  });
});

const emptyMessage: Message = { tone: 'plain', title: '', blocks: [] };

async function presses(setting: Setting, action: string, eventId: string): Promise<Reply> {
  const [only] = await setting.world.cases();
  if (!only) throw new Error('A case was expected');
  const { id: caseId, round } = only;
  const { key } = cardOf(setting);
  return setting.chat.say({ type: 'button', personId: 'chen', action, caseId, round, messageKey: key, eventId });
}
