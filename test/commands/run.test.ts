import { describe, expect, it } from 'vitest';
import { acknowledge } from '../../src/cases/acknowledge.ts';
import { runCommand } from '../../src/commands/run.ts';
import { withTransaction } from '../../src/context.ts';
import { findCase } from '../../src/store/cases.ts';
import { testDatabase } from '../support/db.ts';
import { as, codeOf, commandWorld, firstCase, textOf } from './world.ts';

const database = testDatabase();
const chat = { language: 'en', surface: 'chat' } as const;

describe('what a person types', () => {
  it('finds its command in English and Chinese, with or without a space', async () => {
    const world = await commandWorld(database.db);
    const usual = textOf(await world.type('li', 'mine'));
    for (const line of ['MINE', 'Mine ', '我的', '/sku mine', '/skuwatch mine', '@Skuwatch mine', 'mine：']) {
      expect(textOf(await world.type('li', line)), line).toBe(usual);
    }
    expect(textOf(await world.type('li', `认领${firstCase}`), 'zh')).toContain(`已认领 SW-${firstCase}`);
  });

  it('shows help when it is empty', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('li', '  '))).toBe(textOf(await world.type('li', 'help')));
  });

  it('gets the nearest command and an example when it is mistyped', async () => {
    const world = await commandWorld(database.db);
    const typed = [
      ['stauts', 'status', 'Example: status'],
      ['anwser 1042', 'answer', 'Example: answer 1042'],
      ['explian X', 'explain', 'Example: explain'],
      ['sumary', 'summary', 'Example: summary'],
    ] as const;
    for (const [line, nearest, example] of typed) {
      const reply = await world.type('li', line);
      expect(codeOf(reply), line).toBe('MISTYPED_COMMAND');
      expect(textOf(reply)).toContain(`Did you mean ${nearest}`);
      expect(textOf(reply)).toContain(example);
    }
  });

  it('gets the way to help when it resembles nothing', async () => {
    const world = await commandWorld(database.db);
    const reply = await world.type('li', '天气怎么样');
    expect(codeOf(reply)).toBe('UNKNOWN_COMMAND');
    expect(textOf(reply, 'zh')).toContain('help');
  });

  it('is refused at once when it is far too long', async () => {
    const world = await commandWorld(database.db);
    const reply = await world.type('li', `sku ${'"x '.repeat(40_000)}`);
    expect(codeOf(reply)).toBe('TOO_LONG');
    expect(textOf(reply).length).toBeLessThan(300);
  });

  it('is refused when it holds characters that no database takes', async () => {
    const world = await commandWorld(database.db);
    for (const line of [`sku LM\u0000`, `return ${firstCase} a\ud800b`, 'help \u001b[31m']) {
      expect(codeOf(await world.type('li', line))).toBe('UNPRINTABLE');
    }
  });

  it('is shown back only as harmless text', async () => {
    const world = await commandWorld(database.db);
    const reply = await world.type('li', 'sku LM\u202eEVIL');
    expect(textOf(reply)).toContain('⟨U+202E⟩');
    expect(textOf(reply)).not.toContain('\u202e');
  });
});

describe('a fault of the program', () => {
  it('becomes a sentence without a stack outside a transaction', async () => {
    const world = await commandWorld(database.db);
    const broken = new Proxy(as(world.ctx, 'li'), {
      get: (ctx, name) => {
        if (name === 'db') throw new TypeError('the reason is secret');
        return Reflect.get(ctx, name);
      },
    });
    const reply = await runCommand(broken, 'mine', chat);
    expect(codeOf(reply)).toBe('BUG');
    expect(textOf(reply)).not.toMatch(/secret|at .*\.ts/);
  });

  it('is passed on inside a transaction, so that its owner undoes everything', async () => {
    const world = await commandWorld(database.db);
    const work = withTransaction(as(world.ctx, 'li'), async (tx) => {
      await acknowledge(tx, { caseId: firstCase });
      const clock = { now: () => new Date(Number.NaN) };
      return runCommand({ ...tx, clock }, 'status', chat);
    });
    await expect(work).rejects.toThrow();
    expect((await findCase(database.db, firstCase))?.status).toBe('open');
  });
});

describe('a refusal inside a transaction', () => {
  it('undoes what the command had done and leaves the rest of the transaction', async () => {
    const world = await commandWorld(database.db);
    const reply = await withTransaction(as(world.ctx, 'li'), async (tx) => {
      await acknowledge(tx, { caseId: firstCase });
      return runCommand(tx, `ack ${firstCase}`, chat);
    });
    expect(codeOf(reply)).toBe('ALREADY_ACKNOWLEDGED');
    expect((await findCase(database.db, firstCase))?.status).toBe('acknowledged');
  });
});
