// The demo's clock: buttons for people, JSON for programs. On this machine only, in the demo only.

import type { Hono, Context as HonoContext } from 'hono';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { type ClockControls, type ClockTarget, clockTargets, type WebEnv } from '../deps.ts';
import { isLoopbackName } from '../identity/access.ts';
import { clockPath } from '../identity/guard.ts';
import { safePath } from '../identity/identify.ts';
import { remoteAddress } from '../remote-address.ts';
import { leaveNote } from '../view/page.tsx';
import { refusalPage } from '../view/refusal.tsx';
import type { Web } from '../web.ts';

/** A moment with its zone; seconds may be left out. */
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/)
  .transform((text) => new Date(text))
  .refine((at) => !Number.isNaN(at.getTime()));
const target = z.union([z.enum(clockTargets), instant]);
const body = z.object({ to: target });

const wanted = `Write {"to": "2026-10-26T18:00:00+08:00"} or one of ${clockTargets.map((each) => `{"to": "${each}"}`).join(', ')}.`;

export function demoRoutes(app: Hono<WebEnv>, web: Web): void {
  app.post(clockPath, async (c) => {
    const { clockControls } = web.deps;
    if (!clockControls || !isLoopbackName(remoteAddress(c))) return refusalPage(c, 'demo_only', 403);
    const isProgram = /^application\/json\b/i.test(c.req.header('content-type') ?? '');
    return isProgram ? forProgram(c, clockControls) : forPerson(c, web, clockControls);
  });
}

async function forProgram(c: HonoContext<WebEnv>, clock: ClockControls) {
  const parsed = body.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success) return c.json({ error: wanted }, 400);
  try {
    const { now, happened } = await clock.moveTo(parsed.data.to);
    return c.json({ now: now.toISOString(), happened });
  } catch (error) {
    if (error instanceof UserError) return c.json({ error: error.text.en, code: error.code }, 409);
    throw error;
  }
}

async function forPerson(c: HonoContext<WebEnv>, web: Web, clock: ClockControls) {
  const form = c.get('form');
  const to: ClockTarget | undefined = clockTargets.find((each) => each === form.to?.[0]);
  const back = safePath(form.back?.[0]);
  if (to === undefined) return c.redirect(back, 303);
  try {
    const { happened } = await clock.moveTo(to);
    const story = happened.slice(-6).join(' · ');
    leaveNote(c, web, { zh: story || '这段时间没有发生任何事。', en: story || 'Nothing happened in that time.' });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    leaveNote(c, web, error.text);
  }
  return c.redirect(back, 303);
}
