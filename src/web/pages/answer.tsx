// A form of a case on a page of its own, its answer or the remark that sends one back: asked for and sent in through the
// core, exactly as on any platform.

import type { Hono, Context as HonoContext } from 'hono';
import { type FieldErrors, type RawValues, wholeForm } from '../../forms/form.ts';
import { texts } from '../../lib/language.ts';
import type { Reply } from '../../messages/inbound.ts';
import type { AlsoCase, FormBlock, Message } from '../../messages/message.ts';
import { casePath } from '../../messages/paths.ts';
import { findCase } from '../../store/cases.ts';
import type { WebEnv } from '../deps.ts';
import { MessageView } from '../message.tsx';
import { frameOf, inboundBase, replyPage } from '../replies.tsx';
import { FormView, valuesOf } from '../view/form.tsx';
import { page } from '../view/page.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: { answer: 'Your answer', return: 'Return the answer', case: 'History and record of this case' },
  zh: { answer: '填写答复', return: '退回答复', case: '本单的记录与历史' },
});

/** What was typed, and what is wrong with it. */
interface Refused {
  values: RawValues;
  errors: FieldErrors;
  also: readonly number[];
}

/** The click that opens a form, which is also the last word of its page's path. */
const formActions = ['answer', 'return'] as const;
type FormAction = (typeof formActions)[number];

export function answerRoutes(app: Hono<WebEnv>, web: Web): void {
  for (const action of formActions) formRoutes(app, web, action);
}

function formRoutes(app: Hono<WebEnv>, web: Web, action: FormAction): void {
  const path = `/cases/:id{\\d+}/${action}` as const;

  app.get(path, (c) => formPage(c, web, { action, round: numberOf(c.req.query('round')) }));

  app.post(path, async (c) => {
    const caseId = Number(c.req.param('id'));
    const form = c.get('form');
    const values = valuesOf(form);
    const also = (form.also ?? []).map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
    const round = numberOf(form.round?.[0]);
    const reply = await web.deps.handle({
      ...inboundBase(c),
      type: 'form',
      ...(action === 'return' && { formKind: action }),
      caseId,
      round: round ?? 0,
      values,
      alsoCaseIds: also,
    });
    const errors = errorsOf(reply);
    if (errors) return formPage(c, web, { action, round, refused: { values, errors, also }, otherwise: reply });
    return replyPage(c, web, reply, { back: casePath(caseId), active: 'cases' });
  });
}

interface FormPage {
  action: FormAction;
  /** The round that the link or form spoke of; the present one when it spoke of none. */
  round: number | undefined;
  refused?: Refused;
  /** What to show when there is no form any more to show the refusal at. */
  otherwise?: Reply;
}

async function formPage(c: HonoContext<WebEnv>, web: Web, asked: FormPage): Promise<Response> {
  const { action, refused, otherwise } = asked;
  const caseId = Number(c.req.param('id'));
  const stored = await findCase(web.deps.ctx.db, caseId);
  const round = asked.round ?? stored?.round ?? 0;
  const { eventId, ...base } = inboundBase(c);
  const click = action === 'answer' && c.req.query('same') === '1' ? 'same_cause' : action;
  const opening = { ...base, eventId: `${eventId}:open`, type: 'button' as const, action: click, caseId, round };
  const reply = await web.deps.handle(opening);
  const block = reply.type === 'form' ? formOf(reply.message) : undefined;
  if (reply.type !== 'form' || !block) {
    return replyPage(c, web, otherwise ?? reply, { back: casePath(caseId), active: 'mine' });
  }
  const language = c.get('language');
  const active = action === 'answer' ? 'mine' : 'cases';
  const frame = frameOf(c);
  const shown = refused ? { ...block, values: refused.values, errors: refused.errors } : block;
  return page(c, web, {
    title: reply.message.title,
    active,
    status: refused ? 422 : 200,
    children: (
      <div class="case">
        <section class="card evidence">
          <MessageView message={withoutForm(reply.message)} frame={{ ...frame, level: 1 }} />
          <p class="links">
            <a href={casePath(caseId)}>{words[language].case}</a>
          </p>
        </section>
        <section class="card" id="answer">
          <h2>{words[language][action]}</h2>
          <FormView
            block={shown}
            language={language}
            token={c.get('formToken')}
            eventId={frame.eventId()}
            also={(block.also ?? []).map((each) => tickedAgain(each, refused))}
          />
        </section>
      </div>
    ),
  });
}

/** What stands at the fields; a refusal of the whole answer stands above them. Undefined when it was accepted. */
function errorsOf(reply: Reply): FieldErrors | undefined {
  if (reply.type === 'field_errors') return reply.errors;
  return reply.type === 'refused' ? { [wholeForm]: reply.text } : undefined;
}

/** What was ticked stays ticked. */
function tickedAgain(also: AlsoCase, refused: Refused | undefined): AlsoCase {
  return refused ? { ...also, checked: refused.also.includes(also.caseId) } : also;
}

function formOf(message: Message): FormBlock | undefined {
  return message.blocks.find((block) => block.type === 'form');
}

function withoutForm(message: Message): Message {
  return { ...message, blocks: message.blocks.filter((block) => block.type !== 'form') };
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
