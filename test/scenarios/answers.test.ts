import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { answersOfCases, findCase } from '../../src/store/cases.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

async function lampDrops(): Promise<World> {
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 60, CABLE: 100 });
  await world.settle();
  await world.types('liu', `assign ${(await world.onlyCase()).id} @li`);
  await world.passUntil('2026-03-03T10:00+08:00');
  return world;
}

describe('answering', () => {
  it('refuses half an answer field by field and changes nothing', async () => {
    const world = await lampDrops();
    const { id } = await world.onlyCase();
    const reply = await world.answer(id, 'li', { cause: '', unshippedCounted: '' });
    expect(reply.type).toBe('field_errors');
    expect(reply.type === 'field_errors' && Object.keys(reply.errors)).toEqual(
      expect.arrayContaining(['cause', 'unshippedCounted']),
    );
    expect((await world.onlyCase()).status).toBe('open');
    expect(await answersOfCases(database.db, [id])).toHaveLength(0);
  });

  it('takes a whole answer, edits the card and leaves the record in the thread', async () => {
    const world = await lampDrops();
    const { id } = await world.onlyCase();
    expect((await world.answer(id, 'li')).type).toBe('done');
    await world.settle();
    expect((await findCase(database.db, id))?.status).toBe('answered');
    const [card] = world.chat.in({ kind: 'group', groupId: 'team' }).filter((each) => each.parentId === null);
    expect(card?.edits).toBeGreaterThan(0);
    expect(card?.text.en).toMatch(/Answered|answered/);
    const record = world.chat.posted.filter((each) => each.parentId === card?.id).map((each) => each.text.en);
    expect(record.some((text) => text.includes('answer by Li'))).toBe(true);
  });

  it('lets the first of two answers stand and says so to the second', async () => {
    const world = await lampDrops();
    const { id } = await world.onlyCase();
    const [first, second] = await Promise.all([world.answer(id, 'li'), world.answer(id, 'wang')]);
    const replies = [first, second].map((reply) => (reply.type === 'refused' ? reply.code : reply.type)).sort();
    expect(replies).toEqual(['ALREADY_ANSWERED', 'done']);
    expect(await answersOfCases(database.db, [id])).toHaveLength(1);
  });

  it('keeps a correction as a revision of the same answer', async () => {
    const world = await lampDrops();
    const { id } = await world.onlyCase();
    await world.answer(id, 'li');
    await world.answer(id, 'li', { detail: 'the listing was suppressed for two hours' });
    const answers = await answersOfCases(database.db, [id]);
    expect(answers.map((each) => each.revision)).toEqual([1, 2]);
    expect(answers[0]?.values.detail ?? '').toBe('');
  });

  it('marks an answer after the deadline as late and stops all reminders', async () => {
    const world = await lampDrops();
    const { id } = await world.onlyCase();
    await world.passUntil('2026-03-03T18:30+08:00');
    await world.answer(id, 'li');
    expect((await answersOfCases(database.db, [id]))[0]?.late).toBe(true);
    const told = world.told('li').length;
    await world.passUntil('2026-03-04T18:00+08:00');
    expect(world.told('li')).toHaveLength(told);
    expect(world.told('liu')).toHaveLength(0);
  });

  it('refuses somebody else privately and names who may', async () => {
    const world = await lampDrops();
    const { id } = await world.onlyCase();
    await world.types('liu', `assign ${id} @wang`);
    const reply = await world.answer(id, 'li');
    expect(reply).toMatchObject({ type: 'refused', code: 'NOT_ALLOWED' });
    expect(reply.type === 'refused' && reply.text.en).toContain('Wang');
  });

  it('comes back from the manager with a remark and 60 working minutes', async () => {
    const world = await lampDrops();
    const { id } = await world.onlyCase();
    await world.answer(id, 'li');
    await world.passUntil('2026-03-03T17:30+08:00');
    await world.types('chen', `return ${id} "how many are really left?"`);
    const returned = await world.onlyCase();
    expect(returned).toMatchObject({ status: 'open', round: 2 });
    expect(returned.answerDueAt).toEqual(new Date('2026-03-04T09:30+08:00'));
    await world.settle();
    expect(world.told('team').join('\n')).toContain('how many are really left?');
  });

  it('is sent back by a click and a remark, the same on every platform', async () => {
    const world = await lampDrops();
    const { id } = await world.onlyCase();
    const press = (personId: string, round = 1) =>
      world.chat.say({ type: 'button', personId, action: 'return', caseId: id, round });
    const submit = (personId: string, remark: string, round = 1) =>
      world.chat.say({
        type: 'form',
        formKind: 'return',
        personId,
        caseId: id,
        round,
        values: { remark },
        alsoCaseIds: [],
      });
    expect(await press('chen')).toMatchObject({ type: 'refused', code: 'NOT_ANSWERED' });
    await world.answer(id, 'li');
    await world.settle();
    const card = world.chat.in({ kind: 'group', groupId: 'team' }).find((each) => each.parentId === null);
    expect(card?.text.en).toContain('[Return it]');
    expect(await press('li')).toMatchObject({ type: 'refused', code: 'NOT_ALLOWED' });
    const opened = await press('chen');
    const form = opened.type === 'form' ? opened.message.blocks.find((block) => block.type === 'form') : undefined;
    expect(form).toMatchObject({ caseId: id, round: 1, form: { kind: 'return' }, fields: [{ name: 'remark' }] });
    expect(await submit('chen', ' . ')).toMatchObject({ type: 'field_errors', errors: { remark: {} } });
    expect((await world.onlyCase()).status).toBe('answered');
    expect(await submit('li', 'it was fine')).toMatchObject({ type: 'refused', code: 'NOT_ALLOWED' });
    expect(await submit('chen', 'how many are really left?')).toMatchObject({ type: 'done' });
    expect(await world.onlyCase()).toMatchObject({ status: 'open', round: 2 });
    await world.answer(id, 'li');
    expect(await press('chen')).toMatchObject({ type: 'refused', code: 'FORM_OUTDATED' });
    expect(await submit('chen', 'and this?')).toMatchObject({ type: 'refused', code: 'FORM_OUTDATED' });
    expect((await world.onlyCase()).round).toBe(2);
  });

  it('does not stop the clock when somebody merely takes the case', async () => {
    const world = await lampDrops();
    const { id } = await world.onlyCase();
    await world.types('li', `ack ${id}`);
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(world.told('chen')).toHaveLength(1);
  });
});
