// The shared record in a table of 多维表格: one row for each answered or closed case, never two, whatever breaks in between.

import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import type { BaseTable, FieldType } from '../../doubles/feishu/bases.ts';
import type { Fault } from '../../doubles/feishu/faults.ts';
import type { Bitables } from '../../src/bitable/calls.ts';
import { recordColumns } from '../../src/bitable/model/case-fields.ts';
import { recordCases } from '../../src/bitable/record-cases.ts';
import { findings } from '../../src/doctor/findings.ts';
import { doctorReport } from '../../src/doctor/report.ts';
import { day } from '../../src/lib/day.ts';
import { findCase, insertAnswer, insertCases, type StoredCase, saveCase } from '../../src/store/cases.ts';
import { testDatabase } from '../support/db.ts';
import { anomalyCase } from '../support/factories.ts';
import { addressOf, baseOf, openTableWorld, type TableWorld } from './table-world.ts';

const database = testDatabase();
const records = 'bitable/v1/apps/:app_token/tables/:table_id/records';
const create = `POST ${records}/batch_create`;
const update = `POST ${records}/batch_update`;
const search = `POST ${records}/search`;

const types: Readonly<Partial<Record<keyof typeof recordColumns, FieldType>>> = {
  deviation: 'number',
  answeredAt: 'date',
  late: 'checkbox',
  link: 'url',
};
const fields = Object.fromEntries(
  Object.entries(recordColumns).map(([key, name]) => [name.en, types[key as keyof typeof recordColumns] ?? 'text']),
);

let open: TableWorld | undefined;
afterEach(async () => {
  await open?.feishu.close();
  open = undefined;
});

const bitable = { cases: addressOf('basRecord', 'tblCases') };
const bases = () => [baseOf('basRecord', { id: 'tblCases', fields })];

/** LAMP sells half more on Monday; at 10:00 on Tuesday 3 March li answers for it. */
async function answeredInEarnest(): Promise<{ tables: TableWorld; caseId: number }> {
  open = await openTableWorld(database.db, { bases: bases(), bitable, start: '2026-03-03T00:50+08:00' });
  const { world } = open;
  await world.receives('owners', ['sku,owner', 'LAMP,li']);
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
  await world.passUntil('2026-03-03T10:00+08:00');
  const { id } = await world.onlyCase();
  const reply = await world.answer(id, 'li', { reason: 'stock lasts until the next order' });
  expect(reply, JSON.stringify(reply)).toMatchObject({ type: 'done' });
  return { tables: open, caseId: id };
}

/** The same, as it stands in the database after it. */
async function answered(): Promise<{ tables: TableWorld; caseId: number }> {
  open = await openTableWorld(database.db, { bases: bases(), bitable });
  const now = open.world.clock.now();
  const { id: _, ...fresh } = anomalyCase({ status: 'answered', answeredAt: now, answeredBy: 'li', nextDueAt: null });
  const [stored] = await insertCases(database.db, [{ ...fresh, cardId: null }]);
  if (!stored) throw new Error('No case');
  await answers(stored, 1, 'season');
  await open.world.settle();
  return { tables: open, caseId: stored.id };
}

async function answers(stored: StoredCase, revision: number, cause: string): Promise<void> {
  const { id: caseId, formKind } = stored;
  const values = { cause, nature: 'one_off', action: 'none' };
  const given = { round: 1, revision, answeredBy: 'li', answeredAt: new Date('2026-03-03T10:00+08:00') };
  await insertAnswer(database.db, { caseId, ...given, late: false, formKind, formVersion: 1, values });
}

/** Li says that it was the advertising. */
async function corrects(caseId: number): Promise<void> {
  const stored = await findCase(database.db, caseId);
  if (!stored) throw new Error('No case');
  await answers(stored, 2, 'advertising');
  const { cardId, trouble, ...known } = stored;
  await saveCase(database.db, { ...known, version: stored.version + 1 });
}

function table({ feishu }: TableWorld): BaseTable {
  const found = feishu.bases.table('basRecord', 'tblCases');
  if (!found) throw new Error('No table');
  return found;
}

const rows = (tables: TableWorld) => table(tables).rows.map((row) => row.fields);
const notices = ({ world }: TableWorld) => world.told('wang').filter((text) => text.includes('Feishu table of'));
const doctorSays = async ({ world }: TableWorld) =>
  findings(await doctorReport(world.ctx)).filter(({ text }) => text.en.startsWith('Feishu table'));

describe('a case in the shared record', () => {
  it('is written within ten minutes of its answer: what, why, who, when, and where to read on', async () => {
    const { tables, caseId } = await answeredInEarnest();
    expect(rows(tables)).toEqual([]);
    await tables.world.passUntil('2026-03-03T10:10+08:00');
    expect(rows(tables)).toEqual([
      {
        Case: `SW-${caseId}`,
        Store: 'CN shop',
        SKU: 'LAMP',
        Deviation: 0.5,
        Status: 'answered',
        Cause: 'Season or holiday',
        Nature: 'one-off',
        Proposal: 'Action: None; Reason: stock lasts until the next order',
        'Answered by': 'Li',
        'Answered at': Date.parse('2026-03-03T10:00+08:00'),
        Late: false,
        Link: { text: `SW-${caseId}`, link: `https://skuwatch.lumora.example/cases/${caseId}` },
      },
    ]);
    expect(await doctorSays(tables)).toMatchObject([{ level: 'ok', text: { en: expect.stringContaining('written') } }]);
  });

  it('keeps its row when the answer is corrected and when the case is closed', async () => {
    const { tables, caseId } = await answeredInEarnest();
    await tables.world.passUntil('2026-03-03T10:10+08:00');
    const reply = await tables.world.types('li', `answer SW-${caseId} cause=advertising`);
    expect(reply, JSON.stringify(reply)).toMatchObject({ type: 'done' });
    await tables.world.passUntil('2026-03-03T10:30+08:00');
    expect(rows(tables)).toMatchObject([{ Case: `SW-${caseId}`, Cause: 'More advertising' }]);
    for (const on of ['2026-03-03', '2026-03-04', '2026-03-05']) {
      await tables.world.passUntil(`${on}T23:59+08:00`);
      await tables.world.downUntil(`${on}T16:55:00Z`);
      await tables.world.sells('cn-shop', day(on), { LAMP: 100, CABLE: 100 });
      await tables.world.settle();
    }
    await tables.world.passUntil('2026-03-06T10:00+08:00');
    expect(rows(tables)).toMatchObject([{ Case: `SW-${caseId}`, Status: expect.stringMatching(/^closed: /) }]);
    expect(tables.feishu.callsOf(create)).toHaveLength(1);
  });

  it('is written by whoever takes over after a downtime', async () => {
    const { tables } = await answered();
    tables.restarts();
    await tables.world.downUntil('2026-03-05T11:00+08:00');
    await tables.world.settle();
    expect(rows(tables)).toHaveLength(1);
  });

  it('nothing is asked of Feishu while nothing is owed', async () => {
    const { tables } = await answered();
    await tables.world.passUntil('2026-03-03T10:10+08:00');
    const calls = tables.feishu.calls.length;
    for (const time of ['10:20', '10:30', '10:40']) await tables.world.passUntil(`2026-03-03T${time}+08:00`);
    expect(tables.feishu.calls).toHaveLength(calls);
  });
});

describe('whatever breaks in between', () => {
  it.each<[string, string, Fault]>([
    ['the answer to making it is lost', create, { is: 'answer_lost' }],
    ['it is made, and Feishu says it failed', create, { is: 'stored_then_server_error', status: 500 }],
    ['making it is lost on its way', create, { is: 'request_lost' }],
    ['making it fails', create, { is: 'server_error', status: 502 }],
    ['somebody else is writing', create, { is: 'refused', code: 1254291 }],
    ['it is too much at once', create, { is: 'rate_limited', resetSeconds: 1 }],
    ['looking for it fails', search, { is: 'server_error', status: 500 }],
  ])('%s: one row in the end, and nobody is told', async (_, route, fault) => {
    const { tables } = await answered();
    tables.feishu.faults.next(route, fault);
    await tables.world.passUntil('2026-03-03T10:06+08:00');
    tables.restarts();
    await tables.world.passUntil('2026-03-03T10:08+08:00');
    await tables.world.passUntil('2026-03-03T10:40+08:00');
    expect(rows(tables)).toHaveLength(1);
    expect(notices(tables)).toEqual([]);
    expect(await doctorSays(tables)).toMatchObject([{ level: 'ok' }]);
  });

  it('what may still be under way is made again under the same token', async () => {
    const { tables } = await answered();
    tables.feishu.faults.next(create, { is: 'request_lost' });
    await tables.world.passUntil('2026-03-03T10:40+08:00');
    await tables.world.passUntil('2026-03-03T10:50+08:00');
    const tokens = tables.feishu.callsOf(create).map(({ client_token: token }) => token);
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(1);
    expect(rows(tables)).toHaveLength(1);
  });

  it('what was answered anew meanwhile stands there as it is now', async () => {
    const { tables, caseId } = await answered();
    tables.feishu.faults.next(create, { is: 'answer_lost' });
    await tables.world.passUntil('2026-03-03T10:05+08:00');
    await corrects(caseId);
    await tables.world.passUntil('2026-03-03T10:40+08:00');
    expect(rows(tables)).toMatchObject([{ Cause: 'More advertising' }]);
  });

  it('a row that somebody took away is made anew when its case changes', async () => {
    const { tables, caseId } = await answered();
    await tables.world.passUntil('2026-03-03T10:10+08:00');
    table(tables).rows.splice(0);
    await corrects(caseId);
    await tables.world.passUntil('2026-03-03T10:40+08:00');
    expect(rows(tables)).toMatchObject([{ Cause: 'More advertising' }]);
  });

  it('a record that lost its database finds its rows again', async () => {
    const { tables } = await answered();
    await tables.world.passUntil('2026-03-03T10:10+08:00');
    await database.db.execute(sql`delete from bitable_rows`);
    await tables.world.passUntil('2026-03-03T10:40+08:00');
    expect(rows(tables)).toHaveLength(1);
  });

  it('two at work at the same time write it once', async () => {
    const { tables } = await answered();
    const { world } = tables;
    const place = { appToken: 'basRecord', tableId: 'tblCases' };
    const shared = await tables.bitables();
    // The first is held in the middle of its write until the second has been there.
    const second = { come: () => {}, gone: () => {} };
    const mayCome = new Promise<void>((resolve) => Object.assign(second, { come: resolve }));
    const hasGone = new Promise<void>((resolve) => Object.assign(second, { gone: resolve }));
    const held: Bitables = {
      ...shared,
      add: async (at, batch) => {
        second.come();
        await hasGone;
        return shared.add(at, batch);
      },
    };
    const first = recordCases(world.ctx, held, place);
    await Promise.race([mayCome, first]);
    expect(await recordCases(world.ctx, shared, place)).toMatchObject({ rows: 0, waits: true });
    second.gone();
    expect(await first).toMatchObject({ rows: 1, waits: false });
    expect(rows(tables)).toHaveLength(1);
  });

  it('another table that the policy file names is filled from the beginning', async () => {
    const { tables } = await answered();
    await tables.world.passUntil('2026-03-03T10:10+08:00');
    table(tables).id = 'tblOther';
    tables.world.ctx.policy.bitable.cases = { appToken: 'basRecord', tableId: 'tblOther' };
    const before = rowsOf(tables, 'tblOther').splice(0);
    await tables.world.passUntil('2026-03-03T10:40+08:00');
    expect(rowsOf(tables, 'tblOther').map((row) => row.fields)).toEqual(before.map((row) => row.fields));
  });
});

describe('a table that cannot be written', () => {
  const base = ({ feishu }: TableWorld) => {
    const [first] = feishu.bases.all;
    if (!first) throw new Error('No base');
    return first;
  };

  it.each<[string, (tables: TableWorld) => () => void, RegExp]>([
    [
      'the table was deleted',
      (tables) => {
        const gone = base(tables).tables.splice(0);
        return () => base(tables).tables.push(...gone);
      },
      /no such base or table/,
    ],
    [
      'the app may only read',
      (tables) => {
        base(tables).access = 'read';
        return () => Object.assign(base(tables), { access: 'edit' });
      },
      /may not use this base/,
    ],
    [
      'a column is missing',
      (tables) => {
        table(tables).fields.delete('Proposal');
        return () => table(tables).fields.set('Proposal', 'text');
      },
      /lacks a column; it needs: Case, Store.*Proposal/,
    ],
    [
      'a column has the wrong type',
      (tables) => {
        table(tables).fields.set('Deviation', 'text');
        return () => table(tables).fields.set('Deviation', 'number');
      },
      /wrong type/,
    ],
  ])('%s: told once, tried again each hour, written in the end', async (_, breaks, says) => {
    const { tables } = await answered();
    const repair = breaks(tables);
    for (const time of ['10:10', '10:30', '11:10', '12:10', '13:10']) {
      await tables.world.passUntil(`2026-03-03T${time}+08:00`);
    }
    expect(notices(tables)).toHaveLength(1);
    expect(notices(tables)[0]).toMatch(says);
    expect(notices(tables)[0]).toContain('Nothing is lost');
    expect(await doctorSays(tables)).toMatchObject([{ level: 'warning' }]);
    expect(tables.feishu.callsOf(search).length + tables.feishu.callsOf(create).length).toBeLessThanOrEqual(8);
    repair();
    await tables.world.passUntil('2026-03-03T15:30+08:00');
    expect(rows(tables)).toHaveLength(1);
    expect(await doctorSays(tables)).toMatchObject([{ level: 'ok' }]);
  });
});

describe('many cases', () => {
  it('are written in batches of 500, one after the other, and once', async () => {
    const { tables, caseId } = await answered();
    await database.db.execute(sql`
      insert into anomaly_cases (kind, form_kind, store_id, sku, direction, status, resolution, dedup_key, round, first_day,
        last_day, last_deviation, opened_at, asked_at, closed_at, policy, facts, prefill, version)
      select kind, form_kind, store_id, 'S-' || n, direction, 'closed', 'recovered', 'many:' || n, round, first_day, last_day,
        last_deviation, opened_at, asked_at, asked_at, policy, facts, prefill, 1
      from anomaly_cases, generate_series(1, 1100) n where id = ${caseId}`);
    tables.feishu.faults.next(create, { is: 'answer_lost' });
    await tables.world.passUntil('2026-03-03T10:10+08:00');
    await tables.world.passUntil('2026-03-03T11:00+08:00');
    const sizes = tables.feishu.callsOf(create).map(({ records: made }) => (made as unknown[]).length);
    expect(Math.max(...sizes)).toBe(500);
    const numbers = rows(tables).map((row) => row.Case);
    expect(numbers).toHaveLength(1_101);
    expect(new Set(numbers).size).toBe(1_101);
    expect(tables.feishu.callsOf(update).length).toBeGreaterThan(0);
  });
});

function rowsOf({ feishu }: TableWorld, id: string) {
  return feishu.bases.table('basRecord', id)?.rows ?? [];
}
