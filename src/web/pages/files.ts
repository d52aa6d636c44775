// Bytes: the console's own style and script, and the pictures and workbooks that messages show.

import { readFile } from 'node:fs/promises';
import type { Hono } from 'hono';
import { formKinds } from '../../forms/form.ts';
import { formFor } from '../../forms/index.ts';
import { loadAttachments } from '../../store/attachments.ts';
import type { WebEnv } from '../deps.ts';
import { whenRules } from '../view/form.tsx';
import { notFoundPage } from '../view/not-found.tsx';
import type { Web } from '../web.ts';

const assets: Readonly<Record<string, string>> = {
  'console.css': 'text/css; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** Pictures may be shown by the page; everything else is only ever downloaded, never opened as a page of ours. */
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/svg+xml']);

export function staticRoutes(app: Hono<WebEnv>): void {
  const formRules = whenRules(formKinds.flatMap((kind) => formFor(kind).fields));

  app.get('/static/forms.css', (c) =>
    c.body(formRules, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
  );

  app.get('/static/:name', async (c) => {
    const name = c.req.param('name');
    const contentType = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (contentType === undefined) return c.notFound();
    const bytes = await readFile(new URL(`../static/${name}`, import.meta.url));
    return c.body(new Uint8Array(bytes), 200, { 'content-type': contentType, 'cache-control': 'no-cache' });
  });
}

export function attachmentRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/attachments/:id', async (c) => {
    const [file] = await loadAttachments(web.deps.ctx.db, [c.req.param('id')]);
    if (!file) return notFoundPage(c, web);
    const shown = shownTypes.has(file.contentType);
    return c.body(new Uint8Array(file.bytes), 200, {
      'content-type': shown ? file.contentType : 'application/octet-stream',
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      // The id names the content: it never changes.
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });
}
