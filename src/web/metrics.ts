// Numbers for Prometheus, read from the database when they are asked for. Counts and times only: no SKU, no name.

import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { LinkState } from '../chat/checks.ts';
import type { Context } from '../context.ts';
import { startOfDay } from '../lib/day.ts';
import { countDeliveries, overdueSince } from '../store/overdue.ts';
import { countCases } from '../store/reads/case-list.ts';
import { countIngestRows, countJobRuns, lastJudgedDays } from '../store/reads/health.ts';
import type { WebEnv } from './deps.ts';

export interface Metrics {
  registry: Registry;
  /** Counts and times every request. */
  watch: MiddlewareHandler<WebEnv>;
}

/** Later than this and it is stuck, not merely waiting its turn. */
const stuckMs = 5 * 60_000;

const requestSeconds = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function metricsOf(ctx: Context, links: () => readonly LinkState[]): Metrics {
  const registry = new Registry();
  addCaseMetrics(registry, ctx);
  addDeliveryMetrics(registry, ctx);
  addDataMetrics(registry, ctx);
  addLinkMetrics(registry, links);
  return { registry, watch: httpWatch(registry) };
}

function addCaseMetrics(registry: Registry, ctx: Context): void {
  gauge(registry, 'skuwatch_cases', 'Cases by state; overdue ones are owing too', ['state'], async (metric) => {
    const { all: _, ...counts } = await countCases(ctx.db, ctx.clock.now());
    for (const [state, cases] of Object.entries(counts)) metric.set({ state }, cases);
  });
  const late = 'Rows that were due more than five minutes ago and have not been dealt with';
  gauge(registry, 'skuwatch_stuck_rows', late, ['what'], async (metric) => {
    const before = new Date(ctx.clock.now().getTime() - stuckMs);
    const { counts } = await overdueSince(ctx.db, before);
    for (const [what, rows] of Object.entries(counts)) metric.set({ what }, rows);
  });
}

function addDeliveryMetrics(registry: Registry, ctx: Context): void {
  gauge(registry, 'skuwatch_deliveries', 'Deliveries by state and platform', ['state', 'platform'], async (metric) => {
    metric.reset();
    for (const { state, platform, count } of await countDeliveries(ctx.db)) {
      metric.set({ state, platform }, count);
    }
  });
}

function addDataMetrics(registry: Registry, ctx: Context): void {
  const judged = 'Start of the last judged sales day of a store, in seconds since 1970';
  gauge(registry, 'skuwatch_last_judged_day_seconds', judged, ['store'], async (metric) => {
    const zones = new Map(ctx.policy.stores.map((store) => [store.id, store.zone]));
    for (const { storeId, day } of await lastJudgedDays(ctx.db)) {
      if (day) metric.set({ store: storeId }, startOfDay(zones.get(storeId) ?? 'UTC', day).getTime() / 1000);
    }
  });
  gauge(registry, 'skuwatch_job_runs', 'Runs of scheduled jobs by how they ended', ['job', 'state'], async (metric) => {
    metric.reset();
    for (const { job, state, runs } of await countJobRuns(ctx.db)) metric.set({ job, state }, runs);
  });
  gauge(registry, 'skuwatch_ingest_files', 'Files that came in, by status', ['status'], async (metric) => {
    for (const { status, files } of await countIngestRows(ctx.db)) metric.set({ status }, files);
  });
  gauge(
    registry,
    'skuwatch_ingest_rows',
    'Rows of files that came in, kept or refused',
    ['outcome'],
    async (metric) => {
      const rows = await countIngestRows(ctx.db);
      metric.set(
        { outcome: 'kept' },
        rows.reduce((total, row) => total + (row.kept ?? 0), 0),
      );
      metric.set(
        { outcome: 'refused' },
        rows.reduce((total, row) => total + (row.refused ?? 0), 0),
      );
    },
  );
}

function addLinkMetrics(registry: Registry, links: () => readonly LinkState[]): void {
  gauge(registry, 'skuwatch_link_up', 'Connections to chat platforms: 1 up, 0 down', ['link'], async (metric) => {
    for (const { name, isUp } of links()) metric.set({ link: name }, isUp ? 1 : 0);
  });
}

/** A gauge whose value is looked up for each scrape. */
function gauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  read: (metric: Gauge) => Promise<void>,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      await read(this);
    },
  });
}

/** Routes, not paths, are the label: paths carry SKUs and sign-in tokens. */
function httpWatch(registry: Registry): MiddlewareHandler<WebEnv> {
  const labelNames = ['method', 'route', 'status'];
  const requests = new Counter({
    name: 'skuwatch_http_requests_total',
    help: 'Requests',
    labelNames,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'skuwatch_http_request_seconds',
    help: 'Time to answer',
    labelNames: ['route'],
    buckets: requestSeconds,
    registers: [registry],
  });
  return async (c, next) => {
    const started = performance.now();
    await next();
    const route = c.res.status === 404 ? 'unknown' : routePath(c, -1);
    requests.inc({ method: c.req.method, route, status: String(c.res.status) });
    seconds.observe({ route }, (performance.now() - started) / 1000);
  };
}
