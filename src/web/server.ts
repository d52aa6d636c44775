// The console and the probes on one port. Wires routes and guards together; holds no rule of its own.

import { serve } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { UserError } from '../errors.ts';
import { consoleUrl } from '../lib/console-url.ts';
import type { WebDeps, WebEnv } from './deps.ts';
import { answerHeaders, guardForms, guardHost } from './identity/guard.ts';
import { identify, requirePerson } from './identity/identify.ts';
import { answerRoutes } from './pages/answer.tsx';
import { caseRoutes } from './pages/case.tsx';
import { caseListRoutes } from './pages/cases.tsx';
import { commandRoutes } from './pages/command.tsx';
import { decisionRoutes } from './pages/decisions.tsx';
import { demoRoutes } from './pages/demo.ts';
import { doorRoutes } from './pages/door.tsx';
import { explainRoutes } from './pages/explain.tsx';
import { feedRoutes } from './pages/feed.tsx';
import { attachmentRoutes, staticRoutes } from './pages/files.ts';
import { healthRoutes } from './pages/health.tsx';
import { importRoutes } from './pages/import.tsx';
import { rehearsalRoutes } from './pages/rehearsal.tsx';
import { skuRoutes } from './pages/sku.tsx';
import { skuListRoutes } from './pages/skus.tsx';
import { teamRoutes } from './pages/team.tsx';
import { verdictRoutes } from './pages/verdicts.tsx';
import { weeklyRoutes } from './pages/weekly.tsx';
import { probeRoutes } from './probes.ts';
import { notFoundPage } from './view/not-found.tsx';
import { refusalPage } from './view/refusal.tsx';
import { troublePage } from './view/trouble.tsx';
import { type Web, webOf } from './web.ts';

export interface WebServer {
  app: Hono<WebEnv>;
  /** Starts to listen and says where. Throws when the address is taken. */
  listen(): Promise<Listening>;
}

export interface Listening {
  /** Where people on this machine open it; the public address when there is one. */
  url: string;
  port: number;
  /** Takes no more requests and ends when the running ones are answered. */
  close(): Promise<void>;
}

/** The console over `deps`; see `deps.ts` for what it needs. */
export function createWeb(deps: WebDeps): WebServer {
  const web = webOf(deps);
  const app = new Hono<WebEnv>();
  app.use(answerHeaders, web.metrics.watch);
  addErrorPages(app, web);
  // Probes come by whatever address their machine uses, and no page of a browser reads them.
  probeRoutes(app, web);
  // Platforms sign what they send, and come by the public address.
  for (const { path, answer } of deps.platforms?.requests ?? []) app.post(path, (c) => answer(c.req.raw));
  app.use(guardHost(web));
  staticRoutes(app);
  app.use(noStore, identify(web), guardForms(web));
  doorRoutes(app, web);
  demoRoutes(app, web);
  app.use(requirePerson(web));
  for (const add of pages) add(app, web);
  return { app, listen: () => listen(app, deps) };
}

const pages = [
  feedRoutes,
  commandRoutes,
  caseListRoutes,
  caseRoutes,
  answerRoutes,
  skuListRoutes,
  skuRoutes,
  verdictRoutes,
  explainRoutes,
  weeklyRoutes,
  decisionRoutes,
  rehearsalRoutes,
  importRoutes,
  teamRoutes,
  healthRoutes,
  attachmentRoutes,
];

/** Pages speak of the moment and of one person: nothing of them is kept by a cache. */
const noStore: MiddlewareHandler<WebEnv> = async (c, next) => {
  await next();
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
};

function addErrorPages(app: Hono<WebEnv>, web: Web): void {
  app.notFound((c) => (c.get('formToken') ? notFoundPage(c, web) : c.text('Not found', 404)));
  app.onError(async (error, c) => {
    const known = error instanceof UserError ? error : undefined;
    if (!known) web.deps.ctx.log.error({ err: error, method: c.req.method }, 'request failed');
    if (!c.get('formToken')) return refusalPage(c, 'trouble', 500);
    // A whole page asks the database too, which may be the trouble.
    return troublePage(c, web, known).catch(() => refusalPage(c, 'trouble', 500));
  });
}

function listen(app: Hono<WebEnv>, { config }: WebDeps): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, ({ port }) => {
      server.off('error', reject);
      const close = () =>
        new Promise<void>((done, failed) => {
          server.close((error) => (error ? failed(error) : done()));
          if ('closeIdleConnections' in server) server.closeIdleConnections();
        });
      resolve({ url: consoleUrl({ ...config, port }), port, close });
    });
    server.once('error', reject);
  });
}
