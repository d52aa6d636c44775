import { describe, expect, it } from 'vitest';
import { receive } from '../../src/chat/receive.ts';
import { runCommand } from '../../src/commands/run.ts';
import { attachments, inbox, signIns } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { codeOf, commandWorld, firstCase, sell, textOf } from './world.ts';

const database = testDatabase();

describe('sku', () => {
  it('shows baseline, two weeks, stock and cases', async () => {
    const world = await commandWorld(database.db);
    const text = textOf(await world.type('wang', 'sku lm-lamp-s'));
    expect(text).toContain('sold 14, usual 10 (+40 %)');
    expect(text).toMatch(/Available:\s+180/);
    expect(text).toMatch(/03-02\s+14\s+10\s+\+40 %\s+deviation/);
    expect(text.match(/^ {2}\d\d-\d\d /gm)).toHaveLength(14);
    expect(text).toContain(`SW-${firstCase} Mon 2 Mar: open`);
  });

  it('has a chart in a chat, drawn once, and none in a terminal', async () => {
    const world = await commandWorld(database.db);
    for (let again = 0; again < 2; again++) {
      const reply = await world.type('li', 'sku LM-LAMP-S');
      expect(reply.type === 'message' && reply.message.blocks.some((block) => block.type === 'image')).toBe(true);
    }
    expect(await database.db.$count(attachments)).toBe(1);
    expect(textOf(await world.type('li', 'sku LM-LAMP-S', { surface: 'terminal' }))).not.toContain('picture');
  });

  it('asks which store when several sell the SKU, and takes the store in front', async () => {
    const world = await commandWorld(database.db);
    const asked = await world.type('li', 'sku LM-BOTTLE');
    expect(codeOf(asked)).toBe('SKU_AMBIGUOUS');
    expect(textOf(asked)).toContain('amz-jp/LM-BOTTLE, amz-us/LM-BOTTLE');
    expect(textOf(await world.type('li', 'sku amz-jp/LM-BOTTLE'))).toContain('Amazon JP');
  });

  it('suggests the nearest codes for an unknown one', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('li', 'sku LM-LAMPS'))).toContain('Did you mean LM-LAMP-S');
    expect(textOf(await world.type('li', 'sku ZZZZZZZZ'))).toContain('no imported file has named it');
  });

  it('finds a code with a slash of its own, and tells codes apart that differ in case only', async () => {
    const world = await commandWorld(database.db, [
      { storeId: 'amz-us', sku: 'AB/12' },
      { storeId: 'amz-us', sku: 'ab-x' },
      { storeId: 'amz-us', sku: 'AB-X' },
    ]);
    expect(textOf(await world.type('li', 'sku AB/12'))).toContain('AB/12');
    expect(textOf(await world.type('li', 'sku amz-us/AB/12'))).toContain('AB/12');
    expect(textOf(await world.type('li', 'sku ab-x'))).toMatch(/^ab-x/);
    expect(codeOf(await world.type('li', 'sku Ab-x'))).toBe('SKU_AMBIGUOUS');
  });
});

describe('explain', () => {
  it('gives the stored verdict with every number', async () => {
    const world = await commandWorld(database.db);
    const text = textOf(await world.type('li', 'explain LM-LAMP-S'));
    expect(text).toContain('(14 − 10.00) ÷ 10.00 = +40.0 %');
    expect(text).toContain(`SW-${firstCase}`);
    expect(text).not.toContain('worked out just now');
  });

  it('works out a day that was not judged, and says so', async () => {
    const world = await commandWorld(database.db);
    const text = textOf(await world.type('li', 'explain LM-LAMP-S 2026-02-20'));
    expect(text).toContain('Fri 20 Feb 2026');
    expect(text).toContain('worked out just now');
  });

  it('takes yesterday in the store’s own zone, and refuses a day that is not over there', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('li', 'explain LM-LAMP-S yesterday'))).toContain('Mon 2 Mar 2026');
    const today = await world.type('li', 'explain LM-LAMP-S today');
    expect(codeOf(today)).toBe('MALFORMED');
    expect(textOf(today)).toContain('not over yet');
  });

  it('says so when nothing is known of that time', async () => {
    const world = await commandWorld(database.db);
    expect(codeOf(await world.type('li', 'explain LM-LAMP-S 2025-06-01'))).toBe('NO_DATA');
  });
});

describe('check', () => {
  it('judges what came in and names the new forms; again there is nothing to do', async () => {
    const world = await commandWorld(database.db);
    await sell(world, { 'LM-LAMP-S': 10, 'LM-MUG': 26, 'LM-CAP': 5, 'LM-BOTTLE': 30 });
    const text = textOf(await world.type('chen', 'check'));
    expect(text).toContain('1 new form');
    expect(text).toContain(`SW-${firstCase + 1} LM-MUG`);
    expect(textOf(await world.type('chen', 'check'))).toContain('Nothing new to judge');
  });

  it('tells what a day came to in every store', async () => {
    const world = await commandWorld(database.db);
    const text = textOf(await world.type('li', 'check yesterday'));
    expect(text).toMatch(/Amazon US\s+Mon 2 Mar\s+deviation 1, normal 3/);
    expect(textOf(await world.type('li', 'check today'))).toContain('not over yet; newest day that can be judged');
    expect(textOf(await world.type('li', 'check 2025-01-01'))).toContain('missing or incomplete');
  });
});

describe('status', () => {
  it('counts the day’s forms and tells how far each feed has come', async () => {
    const world = await commandWorld(database.db);
    const text = textOf(await world.type('li', 'status'));
    expect(text).toContain('Tue 3 Mar: 1 form waits');
    expect(text).toContain('asked 1, answered 0');
    expect(text).toMatch(/Amazon US: in through Mon 2 Mar/);
    world.clock.set('2026-03-05T17:00:00+08:00');
    const later = textOf(await world.type('li', 'status'));
    expect(later).toContain('1 overdue');
    expect(later).toContain('late: through Mon 2 Mar, Wed 4 Mar is missing');
  });
});

describe('summary', () => {
  it('is this week so far', async () => {
    const world = await commandWorld(database.db);
    const text = textOf(await world.type('li', 'summary'));
    expect(text).toMatch(/Mon 2 Mar|2 Mar/);
    expect(text).toContain('李强');
  });
});

describe('login', () => {
  it('gives a private link that no table keeps', async () => {
    const world = await commandWorld(database.db);
    const event = {
      type: 'command',
      platform: 'console',
      eventId: 'e1',
      personId: 'li',
      language: 'en',
      text: 'login',
    } as const;
    const reply = await receive(world.ctx, event, {
      command: (ctx, { text }, language) => runCommand(ctx, text, { language, surface: 'chat' }),
      button: () => Promise.reject(new Error('no button')),
      form: () => Promise.reject(new Error('no form')),
    });
    expect(reply).toMatchObject({ type: 'message', private: true });
    const token = /\/login\/([\w-]+)/.exec(textOf(reply))?.[1] ?? '';
    expect(token).toHaveLength(43);
    const stored = JSON.stringify([await database.db.select().from(inbox), await database.db.select().from(signIns)]);
    expect(stored).not.toContain(token);
  });
});

describe('import in a chat', () => {
  it('says how to bring files in, and that it cannot read them itself', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('li', 'import'))).toContain('skuwatch import FILE');
    expect(codeOf(await world.type('li', 'import sales.csv'))).toBe('MALFORMED');
  });

  it('takes a word on a day that was set aside only where one was', async () => {
    const world = await commandWorld(database.db);
    expect(codeOf(await world.type('li', 'import accept amz-us 2026-03-02'))).toBe('NOTHING_HELD');
  });
});
