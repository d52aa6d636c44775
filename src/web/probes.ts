// What machines ask: does the process live, may it be given work, how is it doing. Nobody has to sign in for these.

import { timingSafeEqual } from 'node:crypto';
import type { Hono, Context as HonoContext } from 'hono';
import { describeError } from '../lib/describe-error.ts';
import { withTimeLimit } from '../lib/time-limit.ts';
import { assertSkew } from '../store/database-clock.ts';
import { missingMigrations } from '../store/migrate.ts';
import type { WebEnv } from './deps.ts';
import { refusalPage } from './view/refusal.tsx';
import type { Web } from './web.ts';

/** One thing that must be right before the service may be given work. */
interface ReadyCheck {
  name: 'not_stopping' | 'clock' | 'database' | 'migrations';
  ok: boolean;
  /** What is wrong, for whoever reads the probe. */
  detail?: string;
}

/** A probe that waits longer than this is answered "no". */
const probeMs = 3_000;

export function probeRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/healthz', (c) => c.json({ ok: true }));

  app.get('/readyz', async (c) => {
    const checks = await readyChecks(web);
    const ok = checks.every((check) => check.ok);
    // A platform that is down is no reason to stop the console: links are told, not asked.
    const links = web.deps.platforms?.links().map(({ name, isUp }) => ({ name, isUp })) ?? [];
    return c.json({ ok, checks, links }, ok ? 200 : 503);
  });

  app.get('/metrics', async (c) => {
    if (!maySeeMetrics(web, c)) return refusalPage(c, 'no_metrics_token', 403);
    const { registry } = web.metrics;
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
}

async function readyChecks(web: Web): Promise<ReadyCheck[]> {
  const { ctx, stopping, skewMs } = web.deps;
  const checks: ReadyCheck[] = [{ name: 'not_stopping', ok: !stopping?.() }, clockCheck(skewMs?.() ?? 0)];
  try {
    const missing = await withTimeLimit(probeMs, () => missingMigrations(ctx.db));
    checks.push({ name: 'database', ok: true });
    checks.push({ name: 'migrations', ok: missing === 0, detail: `${missing} missing` });
  } catch (error) {
    checks.push({ name: 'database', ok: false, detail: describeError(error) });
  }
  return checks;
}

function clockCheck(skewMs: number): ReadyCheck {
  try {
    assertSkew(skewMs);
    return { name: 'clock', ok: true };
  } catch (error) {
    return { name: 'clock', ok: false, detail: describeError(error) };
  }
}

/** Open on this machine only; elsewhere the numbers are for whoever holds the token. */
function maySeeMetrics(web: Web, c: HonoContext<WebEnv>): boolean {
  if (web.mode === 'open') return true;
  const { metricsToken } = web.deps.config;
  if (metricsToken === undefined) return false;
  const expected = Buffer.from(`Bearer ${metricsToken}`);
  const given = Buffer.from(c.req.header('authorization') ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
