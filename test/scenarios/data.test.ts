import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { findings } from '../../src/doctor/findings.ts';
import { doctorReport } from '../../src/doctor/report.ts';
import { day } from '../../src/lib/day.ts';
import { findCase } from '../../src/store/cases.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld } from '../support/world.ts';

const database = testDatabase();

describe('data', () => {
  it('restated day that no longer deviates: the open case is withdrawn, with the old and new numbers', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 60, CABLE: 100 });
    await world.settle();
    const { id } = await world.onlyCase();
    await world.passUntil('2026-03-03T11:00+08:00');
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 96, CABLE: 100 });
    await world.settle();
    expect(await findCase(database.db, id)).toMatchObject({ status: 'closed', resolution: 'withdrawn' });
    expect(world.told('team').join('\n')).toMatch(/60.*96/);
    await world.passUntil('2026-03-04T12:00+08:00');
    expect(world.chat.posted.filter((each) => each.destination.kind === 'person')).toHaveLength(0);
  });

  it('restated day that crosses only now: one case, marked as a supplement', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 101, CABLE: 100 });
    await world.settle();
    expect(await world.cases()).toHaveLength(0);
    await world.passUntil('2026-03-03T11:00+08:00');
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 140, CABLE: 100 });
    await world.settle();
    expect(await world.onlyCase()).toMatchObject({ supplement: true, sku: 'LAMP' });
  });

  it('restated days of the past: what rests on them is judged anew, and a form that they no longer bear is withdrawn', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 124, CABLE: 100 });
    await world.settle();
    const { id } = await world.onlyCase();
    await world.passUntil('2026-03-03T11:00+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 110, CABLE: 100 }, 20);
    await world.settle();
    expect(await findCase(database.db, id)).toMatchObject({ status: 'closed', resolution: 'withdrawn' });
    expect(await world.cases()).toHaveLength(0);
  });

  it('restated day that turned round: the form about the rise is withdrawn, the fall is asked about', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 }, 21);
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await world.settle();
    const rise = await world.onlyCase();
    await world.passUntil('2026-03-03T11:00+08:00');
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 60, CABLE: 100 });
    await world.settle();
    expect(await findCase(database.db, rise.id)).toMatchObject({ status: 'closed', resolution: 'withdrawn' });
    expect(await world.onlyCase()).toMatchObject({ sku: 'LAMP', direction: 'down' });
    expect(world.told('team').join('\n')).toMatch(/150 to 60: now .40 %, the other way/);
  });

  it('one of two days put right: the case goes on with the other, and its log says so', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 }, 21);
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await world.passUntil('2026-03-04T00:50+08:00');
    await world.sells('cn-shop', day('2026-03-03'), { LAMP: 180, CABLE: 100 });
    await world.settle();
    await world.passUntil('2026-03-04T10:00+08:00');
    await world.sells('cn-shop', day('2026-03-03'), { LAMP: 101, CABLE: 100 });
    await world.settle();
    const left = await world.onlyCase();
    expect(left).toMatchObject({ firstDay: '2026-03-02', lastDay: '2026-03-02' });
    expect(left.lastDeviation).toBeCloseTo(0.5);
    expect(await world.eventsOf(left.id)).toContain('day_dropped');
  });

  it('restated day that grows: a note in the thread, never a second form', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 130, CABLE: 100 });
    await world.settle();
    await world.passUntil('2026-03-03T11:00+08:00');
    const cards = world.chat.posted.filter((each) => each.parentId === null).length;
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 180, CABLE: 100 });
    await world.settle();
    await world.onlyCase();
    expect(world.chat.posted.filter((each) => each.parentId === null)).toHaveLength(cards);
    expect(world.told('team').join('\n')).toMatch(/130.*180/);
  });

  it('a store that cannot be judged is shown by the doctor, retried later, and keeps no other store waiting', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 }, 21);
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await database.db.execute(sql`alter table shop_verdicts rename to shop_verdicts_away`);
    const complaints = async () => findings(await doctorReport(world.ctx)).filter(({ level }) => level === 'alarm');
    try {
      await world.settle();
      expect((await complaints())[0]?.text.en).toMatch(/new sales of cn-shop cannot be judged \(failed 1 times/);
    } finally {
      await database.db.execute(sql`alter table shop_verdicts_away rename to shop_verdicts`);
    }
    await world.settle();
    expect(await world.cases()).toHaveLength(0);
    await world.passUntil('2026-03-03T00:52+08:00');
    expect(await world.cases()).toHaveLength(1);
    expect(await complaints()).toHaveLength(0);
  });

  it('a check in a chat judges each store’s day for itself: one that fails undoes no other, and no reply', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 }, 21);
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await database.db.execute(sql`alter table shop_verdicts rename to shop_verdicts_away`);
    try {
      expect(await world.types('chen', 'check')).toMatchObject({ message: { title: 'Nothing new to judge' } });
    } finally {
      await database.db.execute(sql`alter table shop_verdicts_away rename to shop_verdicts`);
    }
    await world.downUntil('2026-03-03T00:52+08:00');
    expect(await world.types('chen', 'check')).toMatchObject({ message: { title: '1 day judged, 1 new form' } });
    expect(await world.cases()).toHaveLength(1);
    expect(await world.types('chen', 'check soon')).toMatchObject({ type: 'refused', code: 'MALFORMED' });
  });

  it('feed late: one notice to the data owner, no forms, and no second notice', async () => {
    const world = await makeWorld(database.db, '2026-03-02T16:00+08:00');
    await world.soldSteadily('amz-us', day('2026-02-28'), { LAMP: 100, CABLE: 100 });
    await world.passUntil('2026-03-03T18:00+08:00');
    const notices = world.told('team').filter((text) => /have not arrived/.test(text) && text.includes('Amazon US'));
    expect(notices.length).toBeGreaterThan(0);
    expect(new Set(notices).size).toBe(notices.length);
    expect(await world.cases()).toHaveLength(0);
  });

  it('one episode, one case: the next deviating day joins the open case', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await world.passUntil('2026-03-04T00:50+08:00');
    await world.sells('cn-shop', day('2026-03-03'), { LAMP: 160, CABLE: 100 });
    await world.settle();
    expect(await world.onlyCase()).toMatchObject({ firstDay: '2026-03-02', lastDay: '2026-03-03' });
  });

  it('an answered one-off that is still out on the third day is asked again, saying why', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await world.settle();
    const { id } = await world.onlyCase();
    await world.answer(id, 'chen', { nature: 'one_off' });
    for (const [sold, at] of [
      ['2026-03-03', '2026-03-04'],
      ['2026-03-04', '2026-03-05'],
    ] as const) {
      await world.passUntil(`${at}T00:50+08:00`);
      await world.sells('cn-shop', day(sold), { LAMP: 150, CABLE: 100 });
      await world.settle();
      expect((await findCase(database.db, id))?.status).toBe('answered');
    }
    await world.passUntil('2026-03-06T00:50+08:00');
    await world.sells('cn-shop', day('2026-03-05'), { LAMP: 150, CABLE: 100 });
    await world.settle();
    expect(await findCase(database.db, id)).toMatchObject({ status: 'open', round: 2 });
    expect(world.told('team').join('\n')).toMatch(/one-off/i);
  });

  it('an answered case closes after three quiet days, and the one-off days have left the baseline', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    await world.settle();
    const { id } = await world.onlyCase();
    await world.answer(id, 'chen', { nature: 'one_off' });
    for (const offset of [3, 4, 5]) {
      await world.passUntil(`2026-03-0${offset + 1}T00:50+08:00`);
      await world.sells('cn-shop', day(`2026-03-0${offset}`), { LAMP: 100, CABLE: 100 });
      await world.settle();
    }
    expect(await findCase(database.db, id)).toMatchObject({ status: 'closed', resolution: 'confirmed' });
    const explained = await world.types('chen', 'explain cn-shop/LAMP 2026-03-05');
    expect(explained.type).toBe('message');
  });
});
