import { describe, expect, it } from 'vitest';
import { receive } from '../../src/commands/receive.ts';
import { runCommand } from '../../src/commands/run.ts';
import { prune } from '../../src/jobs/prune.ts';
import type { Reply } from '../../src/messages/inbound.ts';
import { saveAttachment } from '../../src/store/attachments.ts';
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
    expect(textOf(await world.type('li', 'sku ZZZZZZZZ'))).toContain('no imported file contains it');
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

  it('says why deviations opened no form, and explain says it of each', async () => {
    const world = await commandWorld(database.db);
    await world.type('chen', 'silence LM-MUG 3 known delivery problem');
    await sell(world, { 'LM-LAMP-S': 15, 'LM-MUG': 46, 'LM-CAP': 5, 'LM-BOTTLE': 30 });
    const text = textOf(await world.type('chen', 'check'));
    expect(text).toContain('0 new forms');
    expect(text).toContain('Deviations without a new form: in an open form 1, silenced 1.');
    expect(textOf(await world.type('li', 'check yesterday'))).toContain(
      'without a new form: in an open form 1, silenced 1',
    );
    expect(textOf(await world.type('li', 'explain LM-MUG'))).toContain('a manager silenced the SKU');
    expect(textOf(await world.type('li', 'explain LM-LAMP-S'))).toContain('form of this SKU is there already');
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

describe('a reply’s file', () => {
  it('is the table that was asked for, of the last month', async () => {
    const world = await commandWorld(database.db);
    const reply = await world.type('li', 'export sales csv');
    expect(textOf(reply)).toContain('sales, 1 Feb – 3 Mar');
    const [stored] = await database.db.select().from(attachments);
    expect(stored).toMatchObject({
      id: expect.stringMatching(/^reply-/),
      name: expect.stringMatching(/sales.*\.csv$/),
    });
    const lines = Buffer.from(stored?.content ?? '')
      .toString()
      .trim()
      .split('\r\n');
    expect(lines[0]).toMatch(/^store_id,sku,date,units/);
    expect(lines).toContainEqual(expect.stringMatching(/^amz-us,LM-LAMP-S,2026-03-02,14,/));
    expect(fileIds(reply)).toEqual([stored?.id]);
  });

  it('covers the days and comes in the format that is asked for', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('li', '导出 销量 2026-03-01 2026-03-01'), 'zh')).toContain(
      'sales-2026-03-01_2026-03-01.xlsx',
    );
    await world.type('li', 'export cases --from 2026-03-01 --to today --format json');
    const stored = await database.db.select().from(attachments);
    const json = stored.find(({ name }) => name.endsWith('.json'));
    expect(JSON.parse(Buffer.from(json?.content ?? '').toString())).toMatchObject([{ sku: 'LM-LAMP-S' }]);
    expect(textOf(await world.type('li', 'export inventory'))).toContain('latest report of each SKU');
  });

  it('is not made of words that mean nothing', async () => {
    const world = await commandWorld(database.db);
    for (const line of [
      'export orders',
      'export sales soon',
      'export sales 2026-03-02 2026-03-01',
      'export sales csv csv',
    ]) {
      expect(codeOf(await world.type('li', line)), line).toBe('MALFORMED');
    }
    expect(textOf(await world.type('li', 'export'))).toContain('export verdicts: verdicts');
  });

  it('goes with the weekly summary: a workbook, and a picture where something is urgent', async () => {
    const world = await commandWorld(database.db);
    const reply = await world.type('li', 'summary');
    const stored = await database.db.select().from(attachments);
    expect(fileIds(reply).sort()).toEqual(stored.map(({ id }) => id).sort());
    expect(stored.map(({ name }) => name)).toContain('skuwatch-2026-03-02_2026-03-08.xlsx');
    expect(fileIds(await world.type('li', 'summary', { surface: 'terminal' }))).toEqual([]);
  });

  it('is forgotten after a week; files of the feed are kept', async () => {
    const world = await commandWorld(database.db);
    await world.type('li', 'export sales');
    await world.type('li', 'sku LM-LAMP-S');
    const kept = { id: 'weekly-2026-02-23-workbook', name: 'a.xlsx', contentType: 'x', bytes: new Uint8Array([1]) };
    await saveAttachment(database.db, kept, world.clock.now());
    world.clock.advanceMinutes(6 * 1440);
    await prune(world.ctx);
    expect(await database.db.$count(attachments)).toBe(3);
    world.clock.advanceMinutes(2 * 1440);
    expect(await prune(world.ctx)).toContain('2 files');
    expect((await database.db.select().from(attachments)).map(({ id }) => id)).toEqual([kept.id]);
  });
});

/** Attachments that a reply's message names. */
function fileIds(reply: Reply): string[] {
  if (reply.type !== 'message') return [];
  return reply.message.blocks.flatMap((block) => ('attachmentId' in block ? [block.attachmentId] : []));
}
