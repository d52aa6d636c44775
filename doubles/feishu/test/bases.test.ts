// 多维表格 as the open platform gives and takes it: segments, dates in ms, empty rows, batches, conflicts, and the reads
// that succeed without permission.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FeishuDouble, openFeishuDouble } from '../open.ts';
import { codeOf, sdkClient } from './sdk.ts';

let feishu: FeishuDouble;
let client: ReturnType<typeof sdkClient>;

const arrival = Date.UTC(2026, 2, 9);
const path = { app_token: 'bas1', table_id: 'tbl1' };
type Fields = Record<string, string | number>;

beforeEach(async () => {
  const fields = { SKU: 'text', 负责人: 'person', 件数: 'number', 到货: 'date', 状态: 'select' } as const;
  const rows = [
    { SKU: 'B0123', 负责人: ['li'], 件数: 12, 到货: arrival, 状态: '在途' },
    {},
    ...Array.from({ length: 600 }, (_, i) => ({ SKU: `S${i}`, 件数: i })),
  ];
  feishu = await openFeishuDouble({ bases: [{ token: 'bas1', tables: [{ id: 'tbl1', fields, rows }] }] });
  client = sdkClient(feishu);
});

afterEach(() => feishu.close());

const search = (params: object = {}, data: object = {}) =>
  client.bitable.v1.appTableRecord.search({ path, params, data });
const create = (records: Fields[], client_token?: string) =>
  client.bitable.v1.appTableRecord.batchCreate({
    path,
    params: client_token === undefined ? {} : { client_token },
    data: { records: records.map((fields) => ({ fields })) },
  });
const table = () => feishu.bases.table('bas1', 'tbl1');

describe('reading records', () => {
  it('texts come in segments, people with ids, dates in ms, and what is empty not at all', async () => {
    const { data } = await search({ page_size: 2 });
    expect(data?.items?.map(({ fields }) => fields)).toEqual([
      {
        SKU: [
          { text: 'B01', type: 'text' },
          { text: '23', type: 'text' },
        ],
        负责人: [{ id: feishu.openId('li'), name: 'li', en_name: '', email: '', avatar_url: '' }],
        件数: 12,
        到货: arrival,
        状态: '在途',
      },
      {},
    ]);
    expect(data).toMatchObject({ has_more: true, page_token: '2', total: 602 });
  });

  it('500 rows make a page, and more are refused', async () => {
    expect((await search({ page_size: 500 })).data?.items).toHaveLength(500);
    const rest = await search({ page_size: 500, page_token: '500' });
    expect(rest.data).toMatchObject({ has_more: false });
    expect(rest.data?.items).toHaveLength(102);
    expect(await codeOf(search({ page_size: 501 }))).toBe(1254000);
  });

  it('rows can be filtered and fields chosen', async () => {
    const conditions = [
      { field_name: '件数', operator: 'isGreaterEqual', value: ['598'] },
      { field_name: 'SKU', operator: 'isNotEmpty', value: [] },
    ];
    const found = await search({}, { field_names: ['件数'], filter: { conjunction: 'and', conditions } });
    expect(found.data?.items?.map(({ fields }) => fields)).toEqual([{ 件数: 598 }, { 件数: 599 }]);
    expect(await codeOf(search({}, { field_names: ['none'] }))).toBe(1254045);
  });

  it('an app without permission sees nothing, or is refused', async () => {
    const [base] = feishu.bases.all;
    if (!base) throw new Error('No base');
    base.access = 'hidden';
    expect((await search()).data).toEqual({ items: [], has_more: false, total: 0 });
    base.access = 'none';
    expect(await codeOf(search())).toBe(91403);
    expect(await codeOf(create([{ SKU: 'a' }]))).toBe(91403);
  });
});

describe('writing records', () => {
  it('adds up to 500 at once, and once for one client_token', async () => {
    const token = crypto.randomUUID();
    const first = await create([{ SKU: 'new', 件数: 1 }], token);
    const again = await create([{ SKU: 'new', 件数: 1 }], token);
    expect(again.data?.records?.[0]?.record_id).toBe(first.data?.records?.[0]?.record_id);
    expect(table()?.rows.filter(({ fields }) => fields.SKU === 'new')).toHaveLength(1);
    const many = (count: number) => create(Array.from({ length: count }, () => ({ 件数: 1 })));
    expect(await codeOf(many(500))).toBe(0);
    expect(await codeOf(many(501))).toBe(1254104);
  });

  it.each<[string, Fields, number]>([
    ['a field that does not exist', { none: 'a' }, 1254045],
    ['a text for a number', { 件数: '12' }, 1254061],
    ['a number for a text', { SKU: 12 }, 1254060],
    ['a text for a date', { 到货: '2026-03-09' }, 1254064],
    ['a number for a choice', { 状态: 1 }, 1254062],
  ])('%s is refused', async (_, fields, code) => {
    expect(await codeOf(create([fields]))).toBe(code);
  });

  it('changes rows by their id', async () => {
    const [row] = table()?.rows ?? [];
    const update = (record_id: string) =>
      client.bitable.v1.appTableRecord.batchUpdate({ path, data: { records: [{ record_id, fields: { 件数: 99 } }] } });
    await update(row?.recordId ?? '');
    expect(row?.fields).toMatchObject({ SKU: 'B0123', 件数: 99 });
    expect(await codeOf(update('rec_none'))).toBe(1254043);
  });

  it('two batches at the same time are a conflict', async () => {
    const batch = () => codeOf(create([{ 件数: 1 }]));
    await batch();
    feishu.faults.next('POST bitable/v1/apps/:app_token/tables/:table_id/records/batch_create', { is: 'held' });
    feishu.faults.next('POST bitable/v1/apps/:app_token/tables/:table_id/records/batch_create', { is: 'held' });
    const both = [batch(), batch()];
    while (feishu.calls.length < 4) await new Promise(setImmediate);
    feishu.faults.release();
    expect((await Promise.all(both)).sort()).toEqual([0, 1254291]);
  });
});
