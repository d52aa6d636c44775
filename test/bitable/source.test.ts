// Tables of 多维表格 as sources: what is read from them over the wire stands in the database as if it had come as a file; what
// cannot be read changes nothing and is told once.

import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import type { NewTable } from '../../doubles/feishu/bases.ts';
import { findings } from '../../src/doctor/findings.ts';
import { doctorReport } from '../../src/doctor/report.ts';
import { tableJobs } from '../../src/jobs/bitable.ts';
import { testDatabase } from '../support/db.ts';
import { testPolicy } from '../support/team.ts';
import { addressOf, baseOf, openTableWorld, type TableWorld } from './table-world.ts';

const database = testDatabase();

const noCall = () => Promise.reject(new Error('No call is made here'));
const tablesOfNobody = {
  ...{ page: noCall, find: noCall, add: noCall, change: noCall, personOf: noCall },
  consoleUrl: undefined,
};

const search = 'POST bitable/v1/apps/:app_token/tables/:table_id/records/search';

let open: TableWorld | undefined;
afterEach(async () => {
  await open?.feishu.close();
  open = undefined;
});

const ownerTable = (rows: NewTable['rows'] = [{ SKU: 'LAMP', 负责人: ['li'] }]): NewTable => ({
  id: 'tblOwners',
  fields: { SKU: 'text', 负责人: 'person', 品名: 'text', 备注: 'formula' },
  rows: rows ?? [],
});
const owners = { owners: addressOf('basOwners', 'tblOwners') };

async function withOwners(rows?: NewTable['rows'], more: { start?: string } = {}): Promise<TableWorld> {
  open = await openTableWorld(database.db, {
    bases: [baseOf('basOwners', ownerTable(rows))],
    bitable: owners,
    ...more,
  });
  return open;
}

const ownersNow = async () =>
  (
    await database.db.execute<{ sku: string; owner_id: string }>(sql`select sku, owner_id from sku_owners order by sku`)
  ).map(({ sku, owner_id }) => `${sku} ${owner_id}`);
const batches = () => database.db.execute<{ status: string }>(sql`select status from ingest_batches order by id`);
const pulls = ({ feishu }: TableWorld) => feishu.callsOf(search).length;
const notices = ({ world }: TableWorld) => world.told('wang').filter((text) => text.includes('Feishu table of'));
/** What doctor says of the tables. */
const doctorSays = async ({ world }: TableWorld) =>
  findings(await doctorReport(world.ctx)).filter(({ text }) => text.en.startsWith('Feishu table'));

describe('a table as a source', () => {
  it('of owners: people by their account or address, Chinese columns, empty rows left out', async () => {
    const tables = await withOwners([
      { SKU: 'LAMP', 负责人: ['li'] },
      {},
      { SKU: 'CABLE', 负责人: ['wang'], 品名: '数据线' },
    ]);
    await tables.world.passUntil('2026-03-03T12:00+08:00');
    expect(await ownersNow()).toEqual(['CABLE wang', 'LAMP li']);
    expect(await doctorSays(tables)).toMatchObject([
      { level: 'ok', text: { en: expect.stringContaining('2 rows read') } },
    ]);
    expect(notices(tables)).toEqual([]);
  });

  it('of lead times and orders: numbers, choices, days at midnight of the team, formulas', async () => {
    const midnight = Date.UTC(2026, 2, 8, 16);
    const leadTimes: NewTable = {
      id: 'tblTerms',
      fields: {
        SKU: 'text',
        供应商: 'select',
        采购周期: 'number',
        海运天数: 'number',
        采购价: 'number',
        币种: 'select',
        负责人: 'person',
      },
      rows: [
        { SKU: 'LAMP', 供应商: '华强', 采购周期: 15, 海运天数: 32, 采购价: 0.1 + 0.2, 币种: 'CNY', 负责人: ['li'] },
      ],
    };
    const purchases: NewTable = {
      id: 'tblOrders',
      fields: {
        采购单号: 'text',
        SKU: 'formula',
        数量: 'number',
        下单日期: 'date',
        预计交期: 'date',
        supplier: 'text',
      },
      rows: [{ 采购单号: 'PO-7', SKU: 'LAMP', 数量: 1200, 下单日期: midnight, supplier: '华强' }],
    };
    open = await openTableWorld(database.db, {
      bases: [baseOf('basTerms1', leadTimes), baseOf('basOrders', purchases)],
      bitable: { leadTimes: addressOf('basTerms1', 'tblTerms'), purchases: addressOf('basOrders', 'tblOrders') },
    });
    await open.world.passUntil('2026-03-03T12:00+08:00');
    const [terms] = await database.db.execute(
      sql`select sku, supplier, production_days, sea_days, unit_cost::text, currency from lead_times`,
    );
    expect(terms).toEqual({
      sku: 'LAMP',
      supplier: '华强',
      production_days: 15,
      sea_days: 32,
      unit_cost: '0.3',
      currency: 'CNY',
    });
    const [order] = await database.db.execute(
      sql`select order_id, sku, units, ordered_on::text, expected_on, supplier from purchase_lines`,
    );
    expect(order).toEqual({
      ...{ order_id: 'PO-7', sku: 'LAMP', units: 1200, ordered_on: '2026-03-09', expected_on: null, supplier: '华强' },
    });
    expect(await ownersNow()).toEqual(['LAMP li']);
  });

  it('is what the policy file says it is, whatever other columns it has', async () => {
    const table = {
      ...ownerTable(),
      fields: { SKU: 'text', 负责人: 'person', 起订量: 'number', 安全天数: 'number' },
    } as const;
    const rows = [{ SKU: 'LAMP', 负责人: ['li'], 起订量: 500, 安全天数: 7 }];
    open = await openTableWorld(database.db, { bases: [baseOf('basOwners', { ...table, rows })], bitable: owners });
    await open.world.passUntil('2026-03-03T12:00+08:00');
    expect(await ownersNow()).toEqual(['LAMP li']);
    expect(await database.db.execute(sql`select sku from lead_times`)).toHaveLength(0);
  });

  it('of more rows than a page is read page by page', async () => {
    const tables = await withOwners(Array.from({ length: 1_203 }, (_, i) => ({ SKU: `S-${i}`, 负责人: ['li'] })));
    await tables.world.passUntil('2026-03-03T12:00+08:00');
    expect(await ownersNow()).toHaveLength(1_203);
    expect(tables.feishu.callsOf(search).map((asked) => asked.page_size)).toEqual(['500', '500', '500']);
  });

  it('is read once in each working hour, and taken in when it changed', async () => {
    const tables = await withOwners(undefined, { start: '2026-03-03T08:30+08:00' });
    const { world, feishu } = tables;
    const hours = async (from: number, to: number) => {
      for (let hour = from; hour <= to; hour++)
        await world.passUntil(`2026-03-03T${String(hour).padStart(2, '0')}:30+08:00`);
    };
    await hours(9, 22);
    expect(pulls(tables)).toBe(9);
    expect(
      await database.db.execute(sql`select file_name, received_at, status from ingest_batches order by id`),
    ).toHaveLength(1);
    Object.assign(feishu.bases.table('basOwners', 'tblOwners')?.rows[0]?.fields ?? {}, { 负责人: ['wang'] });
    await world.passUntil('2026-03-04T12:00+08:00');
    expect(await ownersNow()).toEqual(['LAMP wang']);
    expect(await batches()).toHaveLength(2);
  });

  it('has a minute of its own, beside the full and the half hour', () => {
    const policy = (tableId: string) =>
      testPolicy({
        bitable: { owners: addressOf('basOwners', `tbl${tableId}`) },
        team: { name: 'T', zone: 'Asia/Shanghai' },
      });
    const minutes = Array.from({ length: 200 }, (_, i) => {
      const [job] = tableJobs(policy(String(i)), tablesOfNobody);
      return job?.schedule.kind === 'every' ? (job.schedule.offsetMinutes ?? 0) : 0;
    });
    expect(new Set(minutes).size).toBeGreaterThan(30);
    for (const minute of minutes) {
      expect(minute % 30).toBeGreaterThanOrEqual(5);
      expect(minute % 30).toBeLessThan(25);
    }
  });

  it('gives the rows of the view that is named, and days in the zone in which they were entered', async () => {
    const midnight = Date.UTC(2026, 2, 9, 7);
    const table: NewTable = {
      id: 'tblOrders',
      fields: { 采购单号: 'text', SKU: 'text', 数量: 'number', 下单日期: 'date', 约定交期: 'date' },
      rows: [{ 采购单号: 'PO-7', SKU: 'LAMP', 数量: 12, 下单日期: midnight }],
    };
    open = await openTableWorld(database.db, {
      bases: [baseOf('basOrders', table)],
      bitable: { purchases: `${addressOf('basOrders', 'tblOrders')}&view=vewOpen`, zone: 'America/Los_Angeles' },
    });
    await open.world.passUntil('2026-03-03T12:00+08:00');
    expect(open.feishu.callsOf(search)).toMatchObject([{ view_id: 'vewOpen' }]);
    const [order] = await database.db.execute(sql`select ordered_on::text as day from purchase_lines`);
    expect(order).toEqual({ day: '2026-03-09' });
  });

  it('is read at once on demand, by whoever may import, and says what came of it', async () => {
    const tables = await withOwners([
      { SKU: 'LAMP', 负责人: ['li'] },
      { SKU: 'CABLE', 负责人: ['sam'] },
    ]);
    const reply = await tables.world.types('chen', 'import bitable');
    expect(JSON.stringify(reply)).toMatch(/owners: .*1 rows imported, 1 refused/);
    expect(JSON.stringify(reply)).toContain('sam');
    expect(await ownersNow()).toEqual(['LAMP li']);
  });

  it('says what to do where none is named', async () => {
    open = await openTableWorld(database.db, { bases: [], bitable: {} });
    expect(await open.world.types('li', 'import 多维表格')).toMatchObject({ type: 'refused', code: 'NO_TABLES' });
  });
});

describe('rows that are wrong', () => {
  it('are named with their line and told once; the others are taken', async () => {
    const tables = await withOwners([
      { SKU: 'LAMP', 负责人: ['li'] },
      {},
      { SKU: 'CABLE', 负责人: ['sam'] },
      { 负责人: ['li'] },
    ]);
    await tables.world.passUntil('2026-03-03T16:00+08:00');
    expect(await ownersNow()).toEqual(['LAMP li']);
    expect(notices(tables)).toHaveLength(1);
    expect(notices(tables)[0]).toMatch(/rows were refused[\s\S]*line 4[\s\S]*line 5/);
    expect(await batches()).toHaveLength(1);
    expect(await doctorSays(tables)).toMatchObject([
      { level: 'warning', text: { en: expect.stringContaining('2 refused') } },
    ]);
  });

  it('are told anew when they are others, and are over when they are right', async () => {
    const tables = await withOwners([{ SKU: 'LAMP', 负责人: ['sam'] }]);
    const { world, feishu } = tables;
    const [row] = feishu.bases.table('basOwners', 'tblOwners')?.rows ?? [];
    await world.passUntil('2026-03-03T12:00+08:00');
    Object.assign(row?.fields ?? {}, { SKU: '1.2E+11' });
    await world.passUntil('2026-03-03T13:00+08:00');
    expect(notices(tables)).toHaveLength(2);
    Object.assign(row?.fields ?? {}, { SKU: 'LAMP', 负责人: ['li'] });
    await world.passUntil('2026-03-03T15:00+08:00');
    expect(notices(tables)).toHaveLength(2);
    expect(await doctorSays(tables)).toMatchObject([{ level: 'ok' }]);
  });

  it('a column that must be there is asked for by its name', async () => {
    const table: NewTable = { id: 'tblOwners', fields: { SKU: 'text', 谁: 'text' }, rows: [{ SKU: 'LAMP', 谁: 'li' }] };
    open = await openTableWorld(database.db, { bases: [baseOf('basOwners', table)], bitable: owners });
    await open.world.passUntil('2026-03-03T12:00+08:00');
    expect(await ownersNow()).toEqual([]);
    expect(notices(open)).toHaveLength(1);
    expect(notices(open)[0]).toMatch(/could not be read[\s\S]*owner/);
  });
});

describe('a table that cannot be read', () => {
  const base = ({ feishu }: TableWorld) => {
    const [first] = feishu.bases.all;
    if (!first) throw new Error('No base');
    return first;
  };

  it('changes nothing where reading succeeds and gives nothing; it is told once, and over once rows come', async () => {
    const tables = await withOwners();
    await tables.world.passUntil('2026-03-03T12:00+08:00');
    base(tables).access = 'hidden';
    await tables.world.passUntil('2026-03-03T17:30+08:00');
    expect(await ownersNow()).toEqual(['LAMP li']);
    expect(await batches()).toHaveLength(1);
    expect(notices(tables)).toHaveLength(1);
    expect(notices(tables)[0]).toMatch(/not one row came[\s\S]*Advanced Permissions[\s\S]*stays in force/);
    expect(await doctorSays(tables)).toMatchObject([{ level: 'warning' }]);
    base(tables).access = 'read';
    await tables.world.passUntil('2026-03-04T12:00+08:00');
    expect(await doctorSays(tables)).toMatchObject([{ level: 'ok' }]);
    base(tables).access = 'hidden';
    await tables.world.passUntil('2026-03-04T17:00+08:00');
    expect(notices(tables)).toHaveLength(2);
  });

  it('of empty rows alone counts as empty', async () => {
    const tables = await withOwners([{}, {}]);
    await tables.world.passUntil('2026-03-03T12:00+08:00');
    expect(notices(tables)[0]).toContain('not one row came');
    expect(await batches()).toHaveLength(0);
  });

  it.each<[string, (tables: TableWorld) => void, RegExp]>([
    [
      'the app is no collaborator',
      (tables) => Object.assign(base(tables), { access: 'none' }),
      /may not use this base/,
    ],
    ['the base was deleted', (tables) => tables.feishu.bases.all.splice(0), /no such base or table/],
    ['the table was deleted', (tables) => base(tables).tables.splice(0), /no such base or table/],
    ['the permission is missing', ({ feishu }) => feishu.scopes.revoke('base:record:retrieve'), /base:record:retrieve/],
  ])('%s: told once, with what to do', async (_, breaks, says) => {
    const tables = await withOwners();
    breaks(tables);
    await tables.world.passUntil('2026-03-03T17:30+08:00');
    expect(notices(tables)).toHaveLength(1);
    expect(notices(tables)[0]).toMatch(says);
    expect(await ownersNow()).toEqual([]);
  });

  it('in the middle of it is taken not at all, and is read again soon', async () => {
    const tables = await withOwners(Array.from({ length: 700 }, (_, i) => ({ SKU: `S-${i}`, 负责人: ['li'] })));
    tables.feishu.faults.always(
      search,
      { is: 'server_error', status: 500 },
      ({ page_token: token }) => token !== undefined,
    );
    await tables.world.passUntil('2026-03-03T11:00+08:00');
    expect(pulls(tables)).toBeGreaterThan(0);
    expect(await ownersNow()).toEqual([]);
    expect(notices(tables)).toEqual([]);
    tables.feishu.faults.clear();
    await tables.world.passUntil('2026-03-03T11:05+08:00');
    await tables.world.passUntil('2026-03-03T12:00+08:00');
    expect(await ownersNow()).toHaveLength(700);
    expect(await batches()).toHaveLength(1);
  });

  it('for a while, by no fault of anybody, is told when it lasts', async () => {
    const tables = await withOwners();
    tables.feishu.faults.always(search, { is: 'server_error', status: 503 });
    await tables.world.passUntil('2026-03-03T11:00+08:00');
    expect(notices(tables)).toEqual([]);
    await tables.world.passUntil('2026-03-03T13:00+08:00');
    tables.feishu.faults.clear();
    tables.feishu.faults.always(search, { is: 'request_lost' });
    await tables.world.passUntil('2026-03-03T16:00+08:00');
    expect(notices(tables)).toHaveLength(1);
  });
});
