import { describe, expect, it } from 'vitest';
import { judgePending } from '../../src/cases/judge-pending.ts';
import { liveCases } from '../../src/store/cases.ts';
import { leaves, policyOverrides, promotions, settingChanges, silences } from '../../src/store/schema/index.ts';
import { findSku } from '../../src/store/skus.ts';
import { loadRoster } from '../../src/team/roster.ts';
import { testDatabase } from '../support/db.ts';
import { codeOf, commandWorld, firstCase, sell, textOf } from './world.ts';

const database = testDatabase();

describe('threshold and policy', () => {
  it('are shown with where they come from and who set them when', async () => {
    const world = await commandWorld(database.db);
    await world.type('chen', 'threshold class A +30%');
    world.clock.advanceMinutes(1);
    await world.type('zhao', 'policy amz-us literal');
    const sku = textOf(await world.type('li', 'threshold LM-LAMP-S'));
    expect(sku).toContain('+30 % (set for its class) / −20 % (policy file)');
    expect(sku).toContain('literal (every 20 % asks) (set for its store)');
    const all = textOf(await world.type('li', 'policy'));
    expect(all).toMatch(/class A\s+rise\s+\+30 %\s+陈敏, Tue 3 Mar 17:00/);
    expect(all).toContain('赵磊: store Amazon US policy not set → literal');
  });

  it('leave a record of every change that is never overwritten', async () => {
    const world = await commandWorld(database.db);
    await world.type('chen', 'threshold team 25%');
    await world.type('zhao', 'threshold team +30%');
    await world.type('zhou', 'threshold default');
    const changes = await database.db.select().from(settingChanges).orderBy(settingChanges.id);
    expect(
      changes.map(({ changedBy, setting, scope, before, after }) => [changedBy, setting, scope, before, after]),
    ).toEqual([
      ['chen', 'threshold_up', 'team', null, '0.25'],
      ['chen', 'threshold_down', 'team', null, '0.25'],
      ['zhao', 'threshold_up', 'team', '0.25', '0.3'],
      ['zhou', 'threshold_up', 'team', '0.3', null],
      ['zhou', 'threshold_down', 'team', '0.25', null],
    ]);
    expect(await database.db.$count(policyOverrides)).toBe(0);
  });

  it('read a number alone as the percentage of the team', async () => {
    const world = await commandWorld(database.db);
    await world.type('chen', 'threshold 25');
    expect(await database.db.select().from(policyOverrides)).toMatchObject([
      { scope: 'team', threshold: 0.25 },
      { scope: 'team', threshold: 0.25 },
    ]);
    expect(textOf(await world.type('chen', 'threshold 1.5'))).toMatch(/1\.5%.*150%/);
  });

  it('say so when there is nothing to take back', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('chen', 'threshold LM-MUG default'))).toContain('nothing to take back');
    expect(textOf(await world.type('chen', 'policy amz-us default'))).toContain('nothing to take back');
  });

  it('hold for days judged from then on, and leave what was judged', async () => {
    const world = await commandWorld(database.db);
    expect((await liveCases(database.db)).map(({ sku }) => sku)).toEqual(['LM-LAMP-S']);
    await world.type('chen', 'threshold LM-MUG 60%');
    await sell(world, { 'LM-LAMP-S': 10, 'LM-MUG': 30, 'LM-CAP': 5, 'LM-BOTTLE': 45 });
    await judgePending(world.ctx);
    expect((await liveCases(database.db)).map(({ sku }) => sku).sort()).toEqual(['LM-BOTTLE', 'LM-LAMP-S']);
  });

  it('are refused for scopes and values that do not exist, naming those that do', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('chen', 'threshold store amz-uk 25%'))).toContain('There is amz-us, amz-jp');
    expect(textOf(await world.type('chen', 'threshold class Z 25%'))).toContain('There is A, B, C, D');
    expect(textOf(await world.type('chen', 'policy amz-us lax'))).toContain('literal, loose, balanced and strict');
    expect(codeOf(await world.type('chen', 'threshold amz-us 1.5'))).toBe('MALFORMED');
    expect(codeOf(await world.type('chen', 'threshold LM-BOTTLE 25%'))).toBe('SKU_AMBIGUOUS');
  });

  it('understand how Chinese teams write them', async () => {
    const world = await commandWorld(database.db);
    for (const line of ['阈值 A类 ２５％', '阈值 店铺：amz-us 上涨 30%', '策略 团队 严格', '阈值 sku：LM-MUG 0.3']) {
      expect((await world.type('chen', line, { language: 'zh' })).type, line).toBe('done');
    }
    const rows = await database.db.select().from(policyOverrides);
    expect(rows.map(({ scope, setting }) => `${scope} ${setting}`).sort()).toEqual([
      'class:A threshold_down',
      'class:A threshold_up',
      'sku:amz-us/LM-MUG threshold_down',
      'sku:amz-us/LM-MUG threshold_up',
      'store:amz-us threshold_up',
      'team policy',
    ]);
  });
});

describe('leave', () => {
  it('puts the deputy in place, tells what stays open, and ends with "back"', async () => {
    const world = await commandWorld(database.db);
    const entered = textOf(await world.type('li', 'leave me today 3-6 @meng'));
    expect(entered).toContain('new forms go to 孟瑶');
    expect(entered).toContain('1 open form stays with them');
    expect((await loadRoster(world.ctx)).leaves).toMatchObject([{ personId: 'li', deputyId: 'meng' }]);
    expect(textOf(await world.type('wang', 'leave'))).toMatch(/李强: 3 Mar – .*6 Mar.*孟瑶/);
    expect(textOf(await world.type('li', 'leave back'))).toContain('is back');
    expect((await loadRoster(world.ctx)).leaves).toEqual([]);
    expect(textOf(await world.type('li', 'leave me back'))).toContain('No leave is entered');
  });

  it('keeps the days that were taken when somebody comes back early', async () => {
    const world = await commandWorld(database.db);
    await world.type('li', 'leave me today 3-10');
    world.clock.advanceMinutes(2 * 24 * 60);
    await world.type('chen', 'leave @li 销假');
    const changes = await database.db.select().from(settingChanges).orderBy(settingChanges.id);
    expect(changes.at(-1)).toMatchObject({
      changedBy: 'chen',
      before: '2026-03-03..2026-03-10',
      after: '2026-03-03..2026-03-04',
    });
  });

  it('is refused when it makes no sense', async () => {
    const world = await commandWorld(database.db);
    expect(codeOf(await world.type('li', 'leave me 2026-03-10 2026-03-05'))).toBe('LEAVE_BACKWARDS');
    expect(codeOf(await world.type('li', 'leave me 2026-02-01 2026-02-02'))).toBe('LEAVE_OVER');
    expect(codeOf(await world.type('li', 'leave me 2026-03-10 2028-03-10'))).toBe('LEAVE_TOO_LONG');
    expect(codeOf(await world.type('li', 'leave me tomorrow @li'))).toBe('LEAVE_DEPUTY_SELF');
    expect(codeOf(await world.type('li', 'leave me someday'))).toBe('MALFORMED');
  });
});

it('leave and promotions go over New Year, and name the year that is not this one', async () => {
  const world = await commandWorld(database.db);
  const away = textOf(await world.type('li', 'leave me 12-20 1-5'));
  expect(away).toContain('20 Dec – 5 Jan 2027');
  expect((await world.ctx.db.select().from(leaves)).map(({ fromDay, toDay }) => [fromDay, toDay])).toEqual([
    ['2026-12-20', '2027-01-05'],
  ]);
  expect(textOf(await world.type('li', 'promo LM-LAMP-S 12-30 1-2'))).toContain('30 Dec – 2 Jan 2027');
  // Yesterday without a year is a day of the next one; who means the last writes its year.
  expect(textOf(await world.type('li', 'promo LM-MUG 3-2'))).toContain('2 Mar 2027');
});

describe('promo', () => {
  it('enters a promotion once, shows it and takes it back before it begins', async () => {
    const world = await commandWorld(database.db);
    for (let again = 0; again < 2; again++) await world.type('li', 'promo LM-LAMP-S 3-10 到 3-12 大促 开门红');
    const rows = await database.db.select().from(promotions);
    expect(rows).toMatchObject([{ sku: 'LM-LAMP-S', fromDay: '2026-03-10', toDay: '2026-03-12', note: '大促 开门红' }]);
    expect(textOf(await world.type('wang', 'promo'))).toContain('amz-us/LM-LAMP-S: 10 Mar – ');
    expect(textOf(await world.type('li', 'promo LM-LAMP-S none'))).toContain('1 promotion is taken back');
    expect(await database.db.$count(promotions)).toBe(0);
  });

  it('of the whole store needs its store, not a class or the team', async () => {
    const world = await commandWorld(database.db);
    expect((await world.type('chen', 'promo amz-us 3-10')).type).toBe('done');
    expect(codeOf(await world.type('chen', 'promo class A 3-10'))).toBe('MALFORMED');
    expect(codeOf(await world.type('chen', 'promo amz-us 3-12 3-10'))).toBe('PROMOTION_BACKWARDS');
  });
});

describe('assign', () => {
  it('makes somebody the owner of a SKU and leaves its open case', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('chen', 'assign LM-LAMP-S @王芳'))).toContain('王芳 is now the owner');
    expect(await findSku(database.db, 'amz-us', 'LM-LAMP-S')).toMatchObject({ ownerId: 'wang', known: true });
    expect((await liveCases(database.db))[0]?.assigneeId).toBe('li');
  });

  it('hands a case over', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('chen', `assign ${firstCase} @wang`))).toContain('handed to 王芳');
    expect((await liveCases(database.db))[0]?.assigneeId).toBe('wang');
  });

  it('takes a number without a case for a SKU of digits', async () => {
    const world = await commandWorld(database.db, [{ storeId: 'amz-us', sku: '22423' }]);
    expect(textOf(await world.type('chen', 'assign 22423 @wang'))).toContain('owner of amz-us/22423');
  });

  it('asks when a number is a case and a SKU', async () => {
    const world = await commandWorld(database.db, [{ storeId: 'amz-us', sku: String(firstCase) }]);
    expect(textOf(await world.type('chen', `assign ${firstCase} @wang`))).toContain(`SW-${firstCase} for the case`);
    expect((await world.type('chen', `assign SW-${firstCase} @wang`)).type).toBe('done');
    expect(textOf(await world.type('chen', `assign amz-us/${firstCase} @wang`))).toContain('owner of');
  });
});

describe('silence', () => {
  it('holds through its last day for a SKU, a class of a store or a store', async () => {
    const world = await commandWorld(database.db);
    expect(textOf(await world.type('chen', 'silence LM-MUG 7 clearing the rest'))).toContain('through Mon 9 Mar');
    await world.type('chen', 'silence class B amz-jp 3d season over');
    await world.type('chen', 'silence amz-jp 1天 盘点');
    const rows = await database.db.select().from(silences).orderBy(silences.id);
    expect(rows).toMatchObject([
      { storeId: 'amz-us', sku: 'LM-MUG', class: null, untilDay: '2026-03-09' },
      { storeId: 'amz-jp', sku: null, class: 'B', untilDay: '2026-03-05' },
      { storeId: 'amz-jp', sku: null, class: null, untilDay: '2026-03-03' },
    ]);
    expect(textOf(await world.type('li', 'silence'))).toContain(
      'store Amazon JP · class B until Thu 5 Mar: season over (陈敏)',
    );
  });

  it('needs days, a reason and something smaller than the team', async () => {
    const world = await commandWorld(database.db);
    for (const line of [
      'silence LM-MUG',
      'silence LM-MUG 7',
      'silence LM-MUG 91 why so',
      'silence team 7 why so',
      'silence class A 7 why so',
    ]) {
      expect(codeOf(await world.type('chen', line)), line).toBe('MALFORMED');
    }
  });
});
