// What machines ask: does the process live, may it be given work, how is it doing. Nobody has to sign in for these.

import { timingSafeEqual } from 'node:crypto';
import type { Hono, Context as HonoContext } from 'hono';
import { describeError } from '../lib/describe-error.ts';
import { withTimeLimit } from '../lib/time-limit.ts';
import { pingDatabase } from '../store/reads/health.ts';
import type { ReadyCheck, WebEnv } from './deps.ts';
import { refusalPage } from './view/refusal.tsx';
import type { Web } from './web.ts';

/** A probe that waits longer than this is answered "no". */
const probeMs = 3_000;

export function probeRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/healthz', (c) => c.json({ ok: true }));

  app.get('/readyz', async (c) => {
    const checks = await readyChecks(web);
    const ok = checks.every((check) => check.ok);
    return c.json({ ok, checks }, ok ? 200 : 503);
  });

  app.get('/metrics', async (c) => {
    if (!maySeeMetrics(web, c)) return refusalPage(c, 'no_metrics_token', 403);
    const { registry } = web.metrics;
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
}

async function readyChecks(web: Web): Promise<ReadyCheck[]> {
  const { ctx, stopping, readiness } = web.deps;
  const checks: ReadyCheck[] = [{ name: 'not_stopping', ok: !stopping?.() }];
  try {
    await withTimeLimit(probeMs, () => pingDatabase(ctx.db));
    checks.push({ name: 'database', ok: true });
    if (readiness) checks.push(...(await withTimeLimit(probeMs, readiness)));
  } catch (error) {
    checks.push({ name: 'database', ok: false, detail: describeError(error) });
  }
  return checks;
}

/** Open on this machine only; elsewhere the numbers are for whoever holds the token. */
function maySeeMetrics(web: Web, c: HonoContext<WebEnv>): boolean {
  if (web.mode === 'open') return true;
  const expected = Buffer.from(`Bearer ${web.deps.config.metricsToken ?? ''}`);
  const given = Buffer.from(c.req.header('authorization') ?? '');
  if (web.deps.config.metricsToken === undefined) return false;
  return given.length === expected.length && timingSafeEqual(given, expected);
}
