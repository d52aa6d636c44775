// The command box's other end: hands the words to the core and shows what it says.

import type { Hono } from 'hono';
import type { WebEnv } from '../deps.ts';
import { frameOf, inboundBase, replyPage } from '../replies.tsx';
import { CommandBox } from '../view/command-box.tsx';
import type { Web } from '../web.ts';

export function commandRoutes(app: Hono<WebEnv>, web: Web): void {
  app.post('/command', async (c) => {
    const text = (c.get('form').text?.[0] ?? '').slice(0, 1000);
    const reply = await web.deps.handle({ ...inboundBase(c), type: 'command', text });
    const box = (
      <CommandBox language={c.get('language')} token={c.get('formToken')} eventId={frameOf(c).eventId()} text={text} />
    );
    return replyPage(c, web, reply, { back: c.get('form').back?.[0] ?? '/', active: 'feed', before: box });
  });
}
