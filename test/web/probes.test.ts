import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { WebDeps } from '../../src/web/deps.ts';
import { testDatabase } from '../support/db.ts';
import { addCase, addShopDay, addSku } from './console-rows.ts';
import { consoleWorld } from './web-world.ts';

const database = testDatabase();
const published = { host: '0.0.0.0', publicUrl: 'https://sku.example.com' };

describe('the probes', () => {
  test('say that the process lives and is ready, to whoever asks by whatever name', async () => {
    const visitor = consoleWorld(database.db, { config: published }).visitor();
    for (const path of ['/healthz', '/readyz']) {
      const page = await visitor.get(path, { host: '10.0.0.7:8080' });
      expect([path, page.status, JSON.parse(page.text).ok]).toEqual([path, 200, true]);
    }
  });

  test.each([
    ['not_stopping', { stopping: () => true }],
    ['clock', { skewMs: () => 301_000 }],
    ['clock', { skewMs: () => -301_000 }],
  ] as [string, Partial<WebDeps>][])('say what is missing: %s', async (name, deps) => {
    const page = await consoleWorld(database.db, { deps }).visitor().get('/readyz');
    expect(page.status).toBe(503);
    const { checks } = JSON.parse(page.text);
    expect(checks.filter((check: { ok: boolean }) => !check.ok)).toMatchObject([{ name }]);
  });

  test('say that a migration is missing', async () => {
    const visitor = consoleWorld(database.db).visitor();
    const migrations = sql`drizzle.__drizzle_migrations`;
    await database.db.execute(sql`update ${migrations} set created_at = created_at + 1`);
    try {
      const page = await visitor.get('/readyz');
      expect([page.status, page.text]).toEqual([503, expect.stringContaining('"name":"migrations","ok":false')]);
    } finally {
      await database.db.execute(sql`update ${migrations} set created_at = created_at - 1`);
    }
  });

  test('say that the database does not answer, and still that the process lives', async () => {
    const world = consoleWorld(database.db);
    const broken = new Proxy(world.ctx.db, {
      get: () => () => Promise.reject(new Error('connection refused')),
    });
    const visitor = consoleWorld(broken).visitor();
    expect((await visitor.get('/readyz')).status).toBe(503);
    expect((await visitor.get('/healthz')).status).toBe(200);
  });
});

describe('the metrics', () => {
  test('count cases, requests and judged days, and name no SKU, person or link', async () => {
    const world = consoleWorld(database.db);
    await addSku(world.ctx, { sku: 'SECRET-SKU', name: 'Secret lamp', days: 1 });
    await addCase(world.ctx, { sku: 'SECRET-SKU', answerDueAt: new Date('2026-03-03T09:00+08:00') });
    await addShopDay(world.ctx, {});
    const visitor = await world.signedIn('li');
    await visitor.get('/skus/amz-us/SECRET-SKU');
    await visitor.get('/SECRET-SKU');
    const { text } = await visitor.get('/metrics');
    expect(text).toContain('skuwatch_cases{state="owing"} 1');
    expect(text).toContain('skuwatch_cases{state="overdue"} 1');
    expect(text).toContain('skuwatch_stuck_rows{what="deliveries"} 0');
    expect(text).toMatch(/skuwatch_last_judged_day_seconds\{store="amz-us"\} \d{10}/);
    expect(text).toContain('skuwatch_http_requests_total{method="GET",route="/skus/:store/:sku",status="200"} 1');
    expect(text).not.toMatch(/SECRET|Li Na|"li"/);
  });

  test('are for whoever holds the token where the console is not on this machine only', async () => {
    const closed = consoleWorld(database.db, { config: published }).visitor();
    expect((await closed.get('/metrics')).status).toBe(403);
    expect((await closed.get('/metrics', { authorization: 'Bearer undefined' })).status).toBe(403);
    const config = { ...published, metricsToken: 'a-long-token' };
    const guarded = consoleWorld(database.db, { config }).visitor();
    expect((await guarded.get('/metrics', { authorization: 'Bearer a-long-tokem' })).status).toBe(403);
    expect((await guarded.get('/metrics', { authorization: 'Bearer a-long-token' })).status).toBe(200);
  });
});
