import { describe, expect, it } from 'vitest';
import { answersOfCases, findCase } from '../../src/store/cases.ts';
import { testDatabase } from '../support/db.ts';
import { codeOf, commandWorld, completeAnswer, firstCase, textOf } from './world.ts';

const database = testDatabase();

describe('answer in a chat', () => {
  it('opens the form with what is known filled in', async () => {
    const world = await commandWorld(database.db);
    const reply = await world.type('li', `answer SW-${firstCase}`);
    expect(reply.type).toBe('form');
    const form = reply.type === 'form' ? reply.message.blocks.find((block) => block.type === 'form') : undefined;
    expect(form).toMatchObject({ caseId: firstCase, round: 1, values: { available: '180' }, errors: {} });
  });
});

describe('answer in a terminal', () => {
  it('lists every field with its choices and an example', async () => {
    const world = await commandWorld(database.db);
    const text = textOf(await world.type('li', `answer ${firstCase}`, { surface: 'terminal' }));
    for (const part of [
      'cause=',
      'advertising',
      'available=180',
      'only with nature=short_term',
      `answer ${firstCase} cause=`,
    ]) {
      expect(text).toContain(part);
    }
  });

  it('says field by field what is missing, and submits nothing', async () => {
    const world = await commandWorld(database.db);
    const reply = await world.type('li', `answer ${firstCase} cause=other`, { surface: 'terminal' });
    expect(reply).toMatchObject({ type: 'field_errors', errors: { nature: {}, detail: {}, unshippedCounted: {} } });
    expect(textOf(reply)).toContain('nature (How long it lasts):');
    expect(await answersOfCases(database.db, [firstCase])).toEqual([]);
  });
});

describe('answer with field=value', () => {
  it('is an answer like any other: recorded once, and corrected by its author', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('li', `answer ${firstCase} ${completeAnswer}`))).toContain(`SW-${firstCase} is in`);
    expect((await findCase(database.db, firstCase))?.status).toBe('answered');
    const corrected = await world.type('li', `answer ${firstCase} 主要原因=平台活动`);
    expect(textOf(corrected)).toContain('corrected');
    const answers = await answersOfCases(database.db, [firstCase]);
    expect(answers.map(({ revision, values }) => [revision, values.cause])).toEqual([
      [1, 'advertising'],
      [2, 'deal'],
    ]);
  });

  it('of somebody else is told that the first one stands', async () => {
    const world = await commandWorld(database.db);
    await world.type('li', `answer ${firstCase} ${completeAnswer}`);
    const second = await world.type('wang', `answer ${firstCase} ${completeAnswer}`);
    expect(codeOf(second)).toBe('ALREADY_ANSWERED');
    expect(textOf(second)).toContain('李强');
  });
});

describe('around an answer', () => {
  it('mine, ack, return and snooze tell the deadline that holds', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('li', 'mine'))).toContain('1 form waits for you');
    expect(textOf(await world.type('li', `ack ${firstCase}`))).toContain('today 18:00');
    const snoozed = textOf(await world.type('chen', `snooze ${firstCase} tomorrow 10:00 waiting for the factory`));
    expect(snoozed).toContain('paused until tomorrow 10:00');
    await world.type('li', `answer ${firstCase} ${completeAnswer}`);
    expect(textOf(await world.type('li', 'mine'))).toContain('No form waits');
    const returned = textOf(await world.type('chen', `return ${firstCase} which campaign?`));
    expect(returned).toMatch(/李强 answers again by .*today 18:00/);
    expect(textOf(await world.type('li', 'mine'))).toContain('1 form waits for you');
  });

  it('case shows the card and everything that happened, newest first', async () => {
    const world = await commandWorld(database.db);
    await world.type('li', `ack ${firstCase}`);
    world.clock.advanceMinutes(5);
    await world.type('chen', `snooze ${firstCase} tomorrow 10:00 waiting for the factory`);
    const text = textOf(await world.type('wang', `case ${firstCase}`));
    const history = text.slice(text.indexOf('# History')).split('\n');
    expect(history[1]).toContain('paused · 陈敏: waiting for the factory');
    expect(history[2]).toContain('acknowledged · 李强');
    expect(history[3]).toContain('form posted');
  });

  it('a number without a case is told so', async () => {
    const world = await commandWorld(database.db);
    for (const line of [
      'case 9',
      'answer 9',
      'ack 9',
      'return 9 why so',
      'snooze 9 tomorrow why so',
      'assign SW-9 @li',
    ]) {
      expect(codeOf(await world.type('zhou', line)), line).toBe('CASE_NOT_FOUND');
    }
  });

  it('a snooze of months, or into the past, is refused', async () => {
    const world = await commandWorld(database.db);
    expect(codeOf(await world.type('chen', `snooze ${firstCase} 2026-09-01 10:00 later`))).toBe('MALFORMED');
    expect(codeOf(await world.type('chen', `snooze ${firstCase} 2026-03-01 10:00 later`))).toBe('MALFORMED');
    expect(codeOf(await world.type('chen', `snooze ${firstCase} tomorrow`))).toBe('MALFORMED');
  });
});
