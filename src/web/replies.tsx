// What the core answers to a command, a button or a form, as a page.

import { randomUUID } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import type { Child } from 'hono/jsx';
import { texts } from '../lib/language.ts';
import type { Reply } from '../messages/inbound.ts';
import type { WebEnv } from './deps.ts';
import { personOf, safePath } from './identity/identify.ts';
import { type MessageFrame, MessageView } from './message.tsx';
import { leaveNote, type NavKey, page } from './view/page.tsx';
import type { Web } from './web.ts';

const words = texts({
  en: { reply: 'Reply', back: 'Back', refused: 'Not done' },
  zh: { reply: '回复', back: '返回', refused: '未执行' },
});

/** What messages on this request's page need. */
export function frameOf(c: HonoContext<WebEnv>, level: MessageFrame['level'] = 2): MessageFrame {
  const mayManage = c.get('person')?.role !== 'operator';
  return { language: c.get('language'), token: c.get('formToken'), eventId: randomUUID, level, mayManage };
}

/** The part of an inbound event that every one of them has; the id comes with the form, so that sending it twice is one event. */
export function inboundBase(c: HonoContext<WebEnv>) {
  const person = personOf(c);
  const sent = c.get('form').event?.[0];
  const id = sent !== undefined && /^[\w-]{8,64}$/.test(sent) ? sent : randomUUID();
  return {
    platform: 'console' as const,
    eventId: `console:${person.id}:${id}`,
    personId: person.id,
    language: c.get('language'),
  };
}

/** Done: back to where the person was, with a note. Anything else: a page that says it. */
export async function replyPage(
  c: HonoContext<WebEnv>,
  web: Web,
  reply: Reply,
  options: { back: string; active?: NavKey; before?: Child },
): Promise<Response> {
  const say = words[c.get('language')];
  const back = safePath(options.back);
  const frame = (children: Child, title: string, status: 200 | 422 = 200) =>
    page(c, web, {
      title,
      active: options.active,
      status,
      children: (
        <>
          {options.before}
          {children}
          <p>
            <a class="button" href={back}>
              {say.back}
            </a>
          </p>
        </>
      ),
    });
  switch (reply.type) {
    case 'done':
      leaveNote(c, web, reply.text);
      return c.redirect(back, 303);
    case 'message':
    case 'form':
      return frame(
        <section class="card">
          <MessageView message={reply.message} frame={frameOf(c, 1)} />
        </section>,
        reply.message.title,
      );
    case 'refused':
    case 'field_errors':
      return frame(
        <section class="problem" role="alert">
          <h1>{say.refused}</h1>
          <p>{reply.text[c.get('language')]}</p>
          {reply.type === 'field_errors' && (
            <ul>
              {Object.values(reply.errors).map((error) => (
                <li>{error[c.get('language')]}</li>
              ))}
            </ul>
          )}
        </section>,
        say.refused,
        422,
      );
  }
}
