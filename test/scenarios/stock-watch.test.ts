// While the team is at work the stock is watched: a tier that got worse, a promotion that begins tomorrow, goods that several
// platforms sell out of one stock. Each is told once.

import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { testDatabase } from '../support/db.ts';
import { testPolicy } from '../support/team.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

const terms = ['sku,production_days,qc_days,sea_days,owner', 'LAMP,5,1,30,li', 'CABLE,5,1,30,wang'];

/** LAMP is li's and sells a hundred a day, as does CABLE, which is wang's. Tuesday 3 March 2026, 08:00. */
async function shop(lamps = 2000): Promise<World> {
  const world = await makeWorld(database.db, '2026-03-03T08:00+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-02'), { LAMP: 100, CABLE: 100 });
  await world.receives('lead_times', terms);
  await world.stockIs('cn-shop', '2026-03-03T08:00:00+08:00', { LAMP: lamps, CABLE: 9000 });
  await world.settle();
  return world;
}

const heard = (world: World, who: string, what: string) => world.told(who).filter((text) => text.includes(what));

describe('a stock tier that gets worse during the day', () => {
  const alerts = (world: World, who: string) => heard(world, who, 'Stock alert');

  it('is told within a quarter of an hour, red to the manager too, and once for each tier', async () => {
    const world = await shop();
    await world.passUntil('2026-03-03T10:00+08:00');
    expect(alerts(world, 'li')).toHaveLength(0);
    await world.stockIs('cn-shop', '2026-03-03T10:00:00+08:00', { LAMP: 450, CABLE: 9000 });
    await world.passUntil('2026-03-03T10:16+08:00');
    expect(alerts(world, 'li')).toHaveLength(1);
    expect(alerts(world, 'li')[0]).toContain('orange');
    expect(alerts(world, 'chen')).toHaveLength(0);
    await world.passUntil('2026-03-03T14:00+08:00');
    await world.stockIs('cn-shop', '2026-03-03T14:00:00+08:00', { LAMP: 440, CABLE: 9000 });
    await world.passUntil('2026-03-03T14:16+08:00');
    expect(alerts(world, 'li')).toHaveLength(1);
    await world.passUntil('2026-03-03T15:00+08:00');
    await world.stockIs('cn-shop', '2026-03-03T15:00:00+08:00', { LAMP: 150, CABLE: 9000 });
    await world.passUntil('2026-03-03T15:16+08:00');
    expect(alerts(world, 'li')).toHaveLength(2);
    expect(alerts(world, 'li')[1]).toContain('red');
    expect(alerts(world, 'chen')).toHaveLength(1);
  });

  it('waits for the morning when it comes in after work', async () => {
    const world = await shop();
    await world.passUntil('2026-03-03T19:00+08:00');
    await world.stockIs('cn-shop', '2026-03-03T19:00:00+08:00', { LAMP: 450, CABLE: 9000 });
    await world.passUntil('2026-03-04T08:59+08:00');
    expect(alerts(world, 'li')).toHaveLength(0);
    await world.passUntil('2026-03-04T09:01+08:00');
    expect(alerts(world, 'li')).toHaveLength(1);
  });
});

describe('a promotion', () => {
  const checks = (world: World, who: string) => heard(world, who, 'promotion from');

  it('with too little stock is told to the owner and to whoever entered it, once, with the sum', async () => {
    const world = await shop(500);
    // Nobody works at midnight between Wednesday and Thursday: the check comes on Wednesday when work begins.
    await world.types('chen', 'promo LAMP 2026-03-06 2026-03-07 spring deal');
    await world.passUntil('2026-03-04T08:59+08:00');
    expect(checks(world, 'li')).toHaveLength(0);
    await world.passUntil('2026-03-04T09:01+08:00');
    expect(checks(world, 'li')).toHaveLength(1);
    expect(checks(world, 'chen')).toHaveLength(1);
    expect(checks(world, 'wang')).toHaveLength(0);
    expect(checks(world, 'li')[0]).toContain(
      'LAMP: 500 available − 200 sold until then, 900 needed, 600 short (100 a day × 3 on promotion (assumed: none seen yet) × 2 days × 1.5)',
    );
    expect(checks(world, 'li')[0]).toContain('spring deal');
    expect(checks(world, 'li')[0]).not.toContain('late');
    await world.passUntil('2026-03-08T12:00+08:00');
    expect(checks(world, 'li')).toHaveLength(1);
  });

  it('with enough stock when it begins is not mentioned; goods that arrive in time count', async () => {
    const world = await shop(700);
    await world.receives('inbound', [
      'shipment_id,store_id,sku,qty_shipped,qty_received,mode,status,shipped_on,eta_sellable',
      'S1,cn-shop,LAMP,400,0,air,SHIPPED,2026-02-20,2026-03-06',
    ]);
    await world.types('chen', 'promo LAMP 2026-03-06 2026-03-07');
    await world.passUntil('2026-03-05T18:00+08:00');
    expect(checks(world, 'li')).toHaveLength(0);
  });

  it('of the whole store names each SKU to its owner; unreported stock of a store is nobody’s alarm', async () => {
    const world = await shop(500);
    await world.receives('lead_times', ['sku,production_days,owner', 'UNSEEN,5,li']);
    await world.types('chen', 'promo cn-shop 2026-03-06 2026-03-20');
    await world.passUntil('2026-03-05T18:00+08:00');
    // A week of it must be there when it begins: 100 × 3 × 7 × 1.5.
    expect(checks(world, 'li')[0]).toContain('3,150 needed');
    expect(checks(world, 'li')[0]).not.toContain('UNSEEN');
    expect(checks(world, 'wang')).toHaveLength(0);
  });

  it('whose check fell into a downtime is checked late, and says so; one that is over is not', async () => {
    const world = await shop(500);
    await world.types('chen', 'promo LAMP 2026-03-05');
    await world.types('chen', 'promo LAMP 2026-03-06 2026-03-12');
    await world.downUntil('2026-03-06T11:00+08:00');
    await world.settle();
    expect(checks(world, 'li')).toHaveLength(1);
    expect(checks(world, 'li')[0]).toContain('This check is late');
    expect(checks(world, 'li')[0]).toContain('Fri 6 Mar');
  });

  it('stands on the plan with what it needs, from the day on which it was entered', async () => {
    const world = await shop(500);
    await world.types('chen', 'promo LAMP 2026-03-20 2026-03-21');
    const plan = JSON.stringify(await world.types('li', 'plan LAMP'));
    expect(plan).toContain('["20 Mar – 21 Mar","900","0","900"]');
    expect(JSON.stringify(await world.types('li', 'plan LAMP why'))).toContain('Stock for the event');
  });

  it('that was taken back is not checked', async () => {
    const world = await shop(500);
    await world.types('chen', 'promo LAMP 2026-03-06 2026-03-07');
    await world.types('chen', 'promo LAMP none');
    await world.passUntil('2026-03-05T18:00+08:00');
    expect(checks(world, 'li')).toHaveLength(0);
  });
});

describe('one stock on several platforms', () => {
  const policy = testPolicy({
    stores: [
      { id: 'tiktok', name: 'TikTok', platform: 'tiktok', zone: 'Asia/Shanghai', owner: 'chen', pool: 'wh' },
      { id: 'web', name: 'Web shop', platform: 'shopify', zone: 'Asia/Shanghai', owner: 'chen', pool: 'wh' },
    ],
  });
  const risks = (world: World, who: string) => heard(world, who, 'Risk of overselling');

  async function twoShops(): Promise<World> {
    const world = await makeWorld(database.db, '2026-03-03T08:00+08:00', policy);
    await world.soldSteadily('tiktok', day('2026-03-02'), { LAMP: 75 });
    await world.soldSteadily('web', day('2026-03-02'), { LAMP: 25 });
    await world.receives('owners', ['store,sku,owner', 'tiktok,LAMP,li', 'web,LAMP,wang']);
    await world.settle();
    return world;
  }
  async function stockAt(world: World, at: string, lamps: number): Promise<void> {
    await world.passUntil(`${at}:00+08:00`);
    await world.stockIs(world.ctx.policy.stores[0]?.id ?? '', `${at}:00+08:00`, { LAMP: lamps });
    await world.passUntil(`${at.slice(0, 14)}16+08:00`);
  }

  it('is told of once for each worsening, to the owners in every shop, with each one’s part', async () => {
    const world = await twoShops();
    await stockAt(world, '2026-03-03T10:00', 300);
    expect(risks(world, 'li')).toHaveLength(0);
    await stockAt(world, '2026-03-03T11:00', 200);
    expect(risks(world, 'li')).toHaveLength(1);
    expect(risks(world, 'wang')).toHaveLength(1);
    expect(risks(world, 'li')[0]).toContain('LAMP: 200 left for all platforms together, which sell 100 a day');
    expect(risks(world, 'li')[0]).toContain('TikTok 150, Web shop 50');
    await stockAt(world, '2026-03-03T12:00', 150);
    expect(risks(world, 'li')).toHaveLength(1);
    expect(risks(world, 'chen')).toHaveLength(0);
    await stockAt(world, '2026-03-03T14:00', 0);
    expect(risks(world, 'li')).toHaveLength(2);
    expect(risks(world, 'li')[1]).toContain('nothing left');
    expect(risks(world, 'chen')).toHaveLength(1);
    await stockAt(world, '2026-03-03T15:00', 900);
    await stockAt(world, '2026-03-03T16:00', 100);
    expect(risks(world, 'li')).toHaveLength(3);
  });

  it('shows each channel’s share of the last thirty days on the plan', async () => {
    const world = await twoShops();
    await stockAt(world, '2026-03-03T10:00', 200);
    const reply = await world.types('li', 'plan tiktok/LAMP');
    expect(JSON.stringify(reply)).toContain('One stock on several platforms');
    expect(JSON.stringify(reply)).toContain('["TikTok","2,250","75 %","150"]');
  });

  it('is no risk between the countries of one Amazon account', async () => {
    const amazon = { platform: 'amazon', zone: 'Europe/Berlin', owner: 'li', pool: 'eu' };
    const stores = [
      { id: 'amz-de', ...amazon },
      { id: 'amz-fr', ...amazon },
    ];
    const world = await makeWorld(database.db, '2026-03-03T08:00+08:00', testPolicy({ stores }));
    await world.soldSteadily('amz-de', day('2026-03-02'), { LAMP: 75 });
    await world.soldSteadily('amz-fr', day('2026-03-02'), { LAMP: 25 });
    await stockAt(world, '2026-03-03T10:00', 0);
    expect(risks(world, 'li')).toHaveLength(0);
  });
});

describe('goods on their way', () => {
  const shipped = (eta: string) => [
    'shipment_id,store_id,sku,qty_shipped,qty_received,status,eta_sellable',
    `S1,cn-shop,LAMP,7000,0,SHIPPED,${eta}`,
  ];

  /** 150 left, 100 a day, and a shipment. */
  async function withShipment(eta: string): Promise<World> {
    const world = await shop(150);
    await world.receives('inbound', shipped(eta));
    await world.settle();
    return world;
  }

  it('that are overdue are named as such on plan and weekly summary, and change neither stock-out nor order', async () => {
    const world = await withShipment('2026-01-20');
    const plan = JSON.stringify(await world.types('li', 'plan LAMP'));
    expect(plan).toContain('7,000 overdue since Tue 20 Jan (42 days), not counted');
    expect(plan).toContain('it is gone on Wed 4 Mar');
    expect(plan).toContain('0 (not 7,000 overdue)');
    expect(plan).not.toContain('no day without stock');
    const weekly = JSON.stringify(await world.types('li', 'summary'));
    expect(weekly).toContain('7,000 overdue since 01-20');
    expect(weekly).toContain('LAMP: 7,000 due Tue 20 Jan have not arrived (42 days overdue)');
  });

  it('of a plan whose sales are five weeks old come after that warning, on plan, SKU and weekly summary', async () => {
    const world = await shop(150);
    await world.passUntil('2026-04-07T10:00+08:00');
    const said = 'known only up to Mon 2 Mar, 36 days ago: import newer sales before you rely on these numbers';
    for (const line of ['plan LAMP', 'sku LAMP', 'summary']) {
      expect(JSON.stringify(await world.types('li', line))).toContain(said);
    }
  });

  it('that come long after the order’s days do not reduce it', async () => {
    const orderOf = async (world: World) =>
      /order ([\d,]+)/.exec(JSON.stringify(await world.types('li', 'plan LAMP')))?.[1];
    // Reorder line 100 × 36 × 1.5, forecast 100 × 30, less 150.
    expect(await orderOf(await withShipment('2026-12-20'))).toBe('8,250');
  });

  it('give no order today while the stock is above the reorder line, and the last day to order', async () => {
    const plan = JSON.stringify(await (await shop(9000)).types('li', 'plan LAMP'));
    expect(plan).toContain('nothing to order');
    expect(plan).toContain('0 today: available, inbound and on order are above the reorder line (5,400)');
    // Gone on 1 June: 36 days by sea.
    expect(plan).toContain('Sun 26 Apr, sent by sea: later there is a gap');
  });
});
