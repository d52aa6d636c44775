// The tables that can be exported: their columns and where the rows come from.

import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { finalityOf } from '../ingest/finality.ts';
import { addDays, type Day, startOfDay } from '../lib/day.ts';
import { reportedFigures, stockFigures } from '../rules/inventory/stock-figures.ts';
import { columnNames, list, rowsOf } from '../store/query-parts.ts';
import { effectiveSource } from '../store/sales.ts';
import { anomalyCases, answers, decisions, feedDays, salesDays, stockSnapshots } from '../store/schema/index.ts';
import { everyVerdict, type VerdictRow } from '../store/verdicts.ts';
import type { Column, TableSource } from './column.ts';
import { pagesOf, type RawRow } from './page.ts';

const c = columnNames(feedDays, salesDays, stockSnapshots, anomalyCases, answers, decisions);

export const exportTableNames = ['sales', 'inventory', 'verdicts', 'cases', 'answers', 'decisions'] as const;
export type ExportTableName = (typeof exportTableNames)[number];

export interface Span {
  from?: Day | undefined;
  to?: Day | undefined;
}

/** The rows of a table within a span of days. */
export async function tableSource(ctx: Context, table: ExportTableName, span: Span): Promise<TableSource<RawRow>> {
  switch (table) {
    case 'sales':
      return await salesTable(ctx, span);
    case 'inventory':
      return inventoryTable(ctx, span);
    case 'verdicts':
      return verdictsTable(ctx, span);
    case 'cases':
      return casesTable(ctx, span);
    case 'answers':
      return answersTable(ctx, span);
    case 'decisions':
      return decisionsTable(ctx, span);
  }
}

/** Sales in force: of the one source that counts for each store. Days of the store. */
async function salesTable(ctx: Context, { from, to }: Span): Promise<TableSource<RawRow>> {
  const known = await rowsOf(ctx.db, { storeId: feedDays.storeId }, sql`select distinct ${c.storeId} from ${feedDays}`);
  const sources = await Promise.all(
    known.map(async ({ storeId }) => {
      const store = ctx.policy.stores.find((each) => each.id === storeId) ?? { id: storeId };
      return (await effectiveSource(ctx.db, store)) ?? '';
    }),
  );
  const stores = sql.param(known.map((each) => each.storeId));
  const query = sql`
    select s.${c.storeId}, s.${c.sku}, s.${c.day}, s.${c.units}, s.${c.orders}, s.${c.amount}, s.${c.currency}, s.${c.pendingUnits}, s.${c.cancelledLines},
      s.${c.otherChannelUnits}, f.${c.state}, s.${c.source}, s.${c.asOf}, f.${c.asOf} as feed_as_of
    from ${salesDays} s
    join unnest(${stores}::text[], ${sql.param(sources)}::text[]) as e (${c.storeId}, ${c.source}) using (${c.storeId}, ${c.source})
    left join ${feedDays} f using (${c.storeId}, ${c.day}, ${c.source})
    where ${dayWithin(sql`s.${c.day}`, { from, to })}`;
  const now = ctx.clock.now();
  const finality = ({ store_id, day, feed_as_of }: RawRow) => {
    const store = ctx.policy.stores.find((each) => each.id === store_id);
    if (!store || feed_as_of === null) return null;
    return finalityOf(String(day) as Day, store.zone, new Date(String(feed_as_of)), now, store.closeMarginMinutes);
  };
  return {
    columns: [
      text('store_id', '店铺', 'Store'),
      text('sku', 'SKU', 'SKU'),
      stamp('date', '日期', 'Day', 'day'),
      number('units', '销量', 'Units'),
      number('orders', '订单量', 'Orders'),
      number('amount', '销售额', 'Amount'),
      text('currency', '币种', 'Currency'),
      number('pending_units', '待付款件数', 'Pending units'),
      number('cancelled_lines', '取消行数', 'Cancelled lines'),
      number('non_amazon_units', '多渠道件数', 'Units of other channels', 'other_channel_units'),
      stamp('state', '数据状态', 'Feed', 'state'),
      { ...stamp('finality', '数据确定性', 'Finality', ''), value: finality },
      stamp('source', '来源', 'Source', 'source'),
      moment('as_of', '截至时间', 'As of'),
    ],
    pages: () => pagesOf(ctx.db, query, [salesDays.storeId, salesDays.day, salesDays.sku]),
  };
}

/** Without a span the latest report of each store, location and SKU; with one, every report of these days (team time). */
function inventoryTable(ctx: Context, span: Span): TableSource<RawRow> {
  const isLatest = span.from === undefined && span.to === undefined;
  const figures = reportedFigures.map((name) => stockFigures[name]);
  const columns = list([c.storeId, c.sku, c.location, c.asOf, ...reportedFigures.map((name) => c[name]), c.source]);
  const query = isLatest
    ? sql`select distinct on (${c.storeId}, ${c.location}, ${c.sku}) ${columns} from ${stockSnapshots}
        order by ${c.storeId}, ${c.location}, ${c.sku}, ${c.asOf} desc, (${c.source} = 'amazon-fba-stock') desc, ${c.source}`
    : sql`select ${columns} from ${stockSnapshots} where ${momentWithin(ctx, sql`${c.asOf}`, span)}`;
  return {
    columns: [
      text('store_id', '店铺', 'Store'),
      text('sku', 'SKU', 'SKU'),
      text('location', '仓库', 'Location'),
      moment('as_of', '截至时间', 'As of'),
      ...figures.map(({ column, name }) => number(column, name.zh, name.en)),
      stamp('source', '来源', 'Source', 'source'),
    ],
    pages: () =>
      pagesOf(ctx.db, query, [
        stockSnapshots.storeId,
        stockSnapshots.location,
        stockSnapshots.sku,
        stockSnapshots.asOf,
        stockSnapshots.source,
      ]),
  };
}

/** Every verdict with its revisions; `current` marks the one that holds. */
function verdictsTable(ctx: Context, span: Span): TableSource<RawRow> {
  return {
    columns: [
      text('store_id', '店铺', 'Store'),
      text('sku', 'SKU', 'SKU'),
      stamp('date', '日期', 'Day', 'day'),
      stamp('verdict', '判断', 'Verdict', 'word'),
      stamp('direction', '方向', 'Direction', 'direction'),
      number('window_days', '窗口天数', 'Window, days'),
      number('units', '销量', 'Units'),
      number('baseline', '平日', 'Baseline'),
      number('deviation', '偏差', 'Deviation'),
      number('chance', '偶然概率', 'Chance'),
      flag('surge', '爆单', 'Surge'),
      number('money_at_stake', '涉及金额', 'Money at stake'),
      number('revision', '版本', 'Revision'),
      flag('current', '当前有效', 'Current'),
      number('case_id', '异常单', 'Case'),
      moment('judged_at', '判断时间', 'Judged at'),
      { ...text('evidence', '依据', 'Evidence'), kind: 'json' },
    ],
    pages: async function* () {
      for await (const rows of everyVerdict(ctx.db, span)) yield rows.map(verdictColumns);
    },
  };
}

function verdictColumns(row: VerdictRow & { isCurrent: boolean }): RawRow {
  const { storeId, windowDays, moneyAtStake, isCurrent, caseId, judgedAt, ...same } = row;
  return {
    ...same,
    store_id: storeId,
    window_days: windowDays,
    money_at_stake: moneyAtStake,
    current: isCurrent,
    case_id: caseId,
    judged_at: judgedAt,
  };
}

/** Cases opened within the span (team days). */
function casesTable(ctx: Context, span: Span): TableSource<RawRow> {
  const query = sql`
    select ${c.id}, ${c.kind}, ${c.formKind}, ${c.storeId}, ${c.sku}, ${c.direction}, ${c.status}, ${c.resolution}, ${c.round}, ${c.firstDay}, ${c.lastDay}, ${c.ownerId},
      ${c.assigneeId}, ${c.openedAt}, ${c.askedAt}, ${c.answerDueAt}, ${c.acknowledgedAt}, ${c.acknowledgedBy}, ${c.answeredAt}, ${c.answeredBy},
      ${c.escalationStep}, ${c.closedAt}, ${c.supplement}
    from ${anomalyCases} where ${momentWithin(ctx, sql`${c.openedAt}`, span)}`;
  return {
    columns: [
      number('case_id', '异常单', 'Case', 'id'),
      stamp('kind', '类型', 'Kind', 'kind'),
      stamp('form', '表单', 'Form', 'form_kind'),
      text('store_id', '店铺', 'Store'),
      text('sku', 'SKU', 'SKU'),
      stamp('direction', '方向', 'Direction', 'direction'),
      stamp('status', '状态', 'Status', 'status'),
      stamp('resolution', '处理结论', 'Resolution', 'resolution'),
      number('round', '轮次', 'Round'),
      stamp('first_day', '首日', 'First day', 'first_day'),
      stamp('last_day', '末日', 'Last day', 'last_day'),
      text('owner', '负责人', 'Owner', 'owner_id'),
      text('assignee', '处理人', 'Assignee', 'assignee_id'),
      moment('opened_at', '开单时间', 'Opened at'),
      moment('asked_at', '提问时间', 'Asked at'),
      moment('answer_due_at', '截止时间', 'Answer due at'),
      moment('acknowledged_at', '认领时间', 'Acknowledged at'),
      text('acknowledged_by', '认领人', 'Acknowledged by'),
      moment('answered_at', '答复时间', 'Answered at'),
      text('answered_by', '答复人', 'Answered by'),
      number('escalation_step', '升级层级', 'Escalation step'),
      moment('closed_at', '关闭时间', 'Closed at'),
      flag('supplement', '补报', 'Supplement'),
    ],
    pages: () => pagesOf(ctx.db, query, [anomalyCases.id]),
  };
}

/** Answers given within the span (team days), every revision. */
function answersTable(ctx: Context, span: Span): TableSource<RawRow> {
  const query = sql`
    select a.${c.id}, a.${c.caseId}, k.${c.storeId}, k.${c.sku}, a.${c.round}, a.${c.revision}, a.${c.answeredBy}, a.${c.answeredAt}, a.${c.late}, a.${c.formKind},
      a.${c.formVersion}, a.${c.values}
    from ${answers} a join ${anomalyCases} k on k.${c.id} = a.${c.caseId}
    where ${momentWithin(ctx, sql`a.${c.answeredAt}`, span)}`;
  const told = (key: string) => (row: RawRow) => (row.values as Record<string, unknown> | null)?.[key] ?? null;
  return {
    columns: [
      number('case_id', '异常单', 'Case'),
      text('store_id', '店铺', 'Store'),
      text('sku', 'SKU', 'SKU'),
      number('round', '轮次', 'Round'),
      number('revision', '版本', 'Revision'),
      text('answered_by', '答复人', 'Answered by'),
      moment('answered_at', '答复时间', 'Answered at'),
      flag('late', '逾期', 'Late'),
      stamp('form', '表单', 'Form', 'form_kind'),
      { ...text('cause', '销量原因', 'Cause'), value: told('cause') },
      { ...text('nature', '性质', 'Nature'), value: told('nature') },
      { ...text('action', '补货动作', 'Action'), value: told('action') },
      { ...text('values', '全部内容', 'All values'), kind: 'json' },
    ],
    pages: () => pagesOf(ctx.db, query, [answers.id]),
  };
}

/** Decisions about stock taken within the span (team days), with what came of them. */
function decisionsTable(ctx: Context, span: Span): TableSource<RawRow> {
  const query = sql`select * from ${decisions} where ${momentWithin(ctx, sql`${c.decidedAt}`, span)}`;
  const told = (key: string) => (row: RawRow) => (row.outcome as Record<string, unknown> | null)?.[key] ?? null;
  return {
    columns: [
      number('case_id', '异常单', 'Case'),
      number('round', '轮次', 'Round'),
      number('revision', '版本', 'Revision'),
      text('store_id', '店铺', 'Store'),
      text('sku', 'SKU', 'SKU'),
      text('decided_by', '决策人', 'Decided by'),
      moment('decided_at', '决策时间', 'Decided at'),
      number('formula_version', '公式版本', 'Formula version'),
      number('suggested_units', '建议量', 'Suggested'),
      stamp('nature', '性质', 'Nature', 'nature'),
      stamp('action', '决定', 'Action', 'action'),
      number('quantity', '数量', 'Quantity'),
      stamp('transport', '运输方式', 'Transport', 'transport'),
      stamp('arrive_by', '最晚可售日期', 'Sellable by', 'arrive_by'),
      text('reason', '理由', 'Reason'),
      stamp('approval', '审批', 'Approval', 'approval'),
      text('approved_by', '审批人', 'Approved by'),
      flag('superseded', '已被替代', 'Superseded'),
      stamp('outcome_due_on', '结果日期', 'Outcome due', 'outcome_due_on'),
      { ...stamp('arrived_on', '到货日期', 'Arrived on', ''), value: told('arrivedOn') },
      { ...text('in_time', '按时到货', 'In time'), kind: 'flag', value: told('inTime') },
      { ...number('out_of_stock_days', '断货天数', 'Days out of stock'), value: told('outOfStockDays') },
      { ...number('sold_units', '期间销量', 'Units sold'), value: told('soldUnits') },
      { ...number('hindsight_units', '事后应订', 'Hindsight'), value: told('hindsightUnits') },
      { ...stamp('size', '订量评价', 'Size', ''), value: told('size') },
      { ...text('inputs', '计算依据', 'Inputs'), kind: 'json' },
    ],
    pages: () => pagesOf(ctx.db, query, [decisions.id]),
  };
}

function dayWithin(column: SQL, { from, to }: Span): SQL {
  return sql`${column} >= ${from ?? '0001-01-01'}::date and ${column} <= ${to ?? '9999-12-31'}::date`;
}

/** Moments between the first instant of `from` and the last of `to`, in the team's zone. */
function momentWithin(ctx: Context, column: SQL, { from, to }: Span): SQL {
  const { zone } = ctx.policy.team;
  const start = from === undefined ? '0001-01-01T00:00:00Z' : startOfDay(zone, from).toISOString();
  const end = to === undefined ? '9999-12-31T00:00:00Z' : startOfDay(zone, addDays(to, 1)).toISOString();
  return sql`${column} >= ${start}::timestamptz and ${column} < ${end}::timestamptz`;
}

function column(kind: Column['kind'], key: string, zh: string, en: string, of = key): Column<RawRow> {
  return { key, title: { zh, en }, kind, value: (row) => row[of] ?? null };
}

function text(key: string, zh: string, en: string, of?: string): Column<RawRow> {
  return column('text', key, zh, en, of);
}

function number(key: string, zh: string, en: string, of?: string): Column<RawRow> {
  return column('number', key, zh, en, of);
}

function flag(key: string, zh: string, en: string): Column<RawRow> {
  return column('flag', key, zh, en);
}

/** A day or one of our own words. */
function stamp(key: string, zh: string, en: string, of: string): Column<RawRow> {
  return column('stamp', key, zh, en, of);
}

function moment(key: string, zh: string, en: string): Column<RawRow> {
  const value = (row: RawRow) => (row[key] ? new Date(row[key] as string | Date).toISOString() : null);
  return { key, title: { zh, en }, kind: 'stamp', value };
}
