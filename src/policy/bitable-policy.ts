// The policy file's part about tables of Feishu's 多维表格: those that owners, lead times and orders are read from, and the one
// in which cases are recorded. Its shape; `src/bitable` reads and writes them.

import { z } from 'zod';
import { isZone } from '../lib/day.ts';
import { writtenSo } from './checked-text.ts';

/** What a table is for. */
export const tableUses = ['owners', 'leadTimes', 'purchases', 'cases'] as const;
export type TableUse = (typeof tableUses)[number];

/** Where a table stands in Feishu. */
export interface TablePlace {
  appToken: string;
  tableId: string;
  /** Only the rows of this view; all rows when left out. */
  viewId?: string;
}

/** The address of a table as the browser shows it. */
const place = writtenSo((text) => placeIn(text) !== undefined, {
  zh: '写数据表的网址，例如 "https://xxx.feishu.cn/base/bascn…?table=tbl…&view=vew…"（知识库里的表见 docs/bitable.zh-CN.md）',
  en: 'write the address of the table, such as "https://xxx.feishu.cn/base/bascn…?table=tbl…&view=vew…" (for one inside a wiki see docs/bitable.md)',
}).transform((text): TablePlace => placeIn(text) ?? { appToken: '', tableId: '' });

export const bitableSchema = z.strictObject({
  owners: place.optional(),
  leadTimes: place.optional(),
  purchases: place.optional(),
  /** Where answered and closed cases are recorded; nothing else may stand in this table. */
  cases: place.optional(),
  /** In which people enter dates there; the team's when left out. */
  zone: writtenSo(isZone, {
    zh: '写时区名称，例如 "Asia/Shanghai"',
    en: 'write a time zone such as "Asia/Shanghai"',
  }).optional(),
});

const token = /^\w{6,60}$/;

/** The ids in an address; undefined where it is none of a table. */
function placeIn(text: string): TablePlace | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, pathname, searchParams } = new URL(text);
  const [, kind, appToken = ''] = pathname.split('/');
  const tableId = searchParams.get('table') ?? '';
  const viewId = searchParams.get('view') ?? '';
  if (protocol !== 'https:' || kind !== 'base' || !token.test(appToken) || !/^tbl\w+$/.test(tableId)) return undefined;
  return { appToken, tableId, ...(/^vew\w+$/.test(viewId) && { viewId }) };
}
