// One case: what happened, the form, the written record of answers, its history, and what a manager can do about it.

import type { Hono, Context as HonoContext } from 'hono';
import { answerView, loadCardCases, loadCaseView } from '../../cases/views.ts';
import type { FieldErrors, RawValues } from '../../forms/form.ts';
import { askedFields, formFor } from '../../forms/index.ts';
import { wantsAnswer } from '../../messages/case-buttons.ts';
import { compose } from '../../messages/compose.ts';
import type { Block, FormBlock, Message } from '../../messages/message.ts';
import { casePath, skuPath, verdictsPath } from '../../messages/paths.ts';
import { texts } from '../../messages/texts.ts';
import type { CaseView } from '../../messages/views.ts';
import { answersOfCases, findCase, logOfCases, type StoredCase } from '../../store/cases.ts';
import type { WebEnv } from '../deps.ts';
import { personOf } from '../identity/identify.ts';
import { MessageView } from '../message.tsx';
import { frameOf, inboundBase, replyPage } from '../replies.tsx';
import { CaseHistory } from '../view/case-history.tsx';
import { type AlsoCase, FormView, valuesOf } from '../view/form.tsx';
import { commandLine, ManagerActions } from '../view/manager-actions.tsx';
import { notFoundPage } from '../view/not-found.tsx';
import { leaveNote, page, teamOf } from '../view/page.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    form: 'Your answer',
    correct: 'Correct the answer',
    correctHint: 'A correction is kept as a new revision; what was said before stays readable.',
    record: 'Record of answers',
    skuPage: 'Chart, stock and history of the SKU',
    dayPage: 'All verdicts of the day',
  },
  zh: {
    form: '填写答复',
    correct: '更正答复',
    correctHint: '更正会保存为新版本，之前的内容仍可查看。',
    record: '答复记录',
    skuPage: 'SKU 走势、库存与历史',
    dayPage: '当天全部判定',
  },
});

/** A refused answer: what was typed, and what is wrong with it. */
interface Refused {
  values: RawValues;
  errors: FieldErrors;
  also: readonly number[];
}

export function caseRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/cases/:id{\\d+}', (c) => casePage(c, web));
  app.get('/cases/:id{\\d+}/answer', (c) => casePage(c, web));

  app.post('/cases/:id{\\d+}/answer', async (c) => {
    const caseId = Number(c.req.param('id'));
    const form = c.get('form');
    const values = valuesOf(form);
    const alsoCaseIds = (form.also ?? []).map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
    const round = Number(form.round?.[0] ?? 0);
    const reply = await web.deps.handle({ ...inboundBase(c), type: 'form', caseId, round, values, alsoCaseIds });
    if (reply.type === 'field_errors') {
      return casePage(c, web, { values, errors: reply.errors, also: alsoCaseIds });
    }
    return replyPage(c, web, reply, { back: casePath(caseId), active: 'cases' });
  });

  app.post('/cases/:id{\\d+}/press', async (c) => {
    const caseId = Number(c.req.param('id'));
    const form = c.get('form');
    const action = form.action?.[0] ?? '';
    const round = Number(form.round?.[0] ?? 0);
    const reply = await web.deps.handle({ ...inboundBase(c), type: 'button', action, caseId, round });
    return replyPage(c, web, reply, { back: casePath(caseId), active: 'cases' });
  });

  app.post('/cases/:id{\\d+}/manage', async (c) => {
    const caseId = Number(c.req.param('id'));
    const text = commandLine(caseId, c.get('form'));
    if (text === undefined) return c.redirect(casePath(caseId), 303);
    const reply = await web.deps.handle({ ...inboundBase(c), type: 'command', text });
    if (reply.type === 'message') {
      leaveNote(c, web, { zh: reply.message.title, en: reply.message.title });
      return c.redirect(casePath(caseId), 303);
    }
    return replyPage(c, web, reply, { back: casePath(caseId), active: 'cases' });
  });
}

async function casePage(c: HonoContext<WebEnv>, web: Web, refused?: Refused): Promise<Response> {
  const { ctx } = web.deps;
  const caseId = Number(c.req.param('id'));
  const [stored, view] = [await findCase(ctx.db, caseId), await loadCaseView(ctx, caseId)];
  if (!stored || !view) return notFoundPage(c, web);
  const language = c.get('language');
  const say = words[language];
  const frame = frameOf(c);
  const team = teamOf(web, c.get('now'));
  const card = compose({ kind: 'card', team, cases: [view] }, language);
  const newestDay = view.days.at(-1)?.day;
  const form = await formPart(c, web, { stored, view, refused });
  return page(c, web, {
    title: card.title,
    active: 'cases',
    status: refused ? 422 : 200,
    children: (
      <div class="case">
        <section class="card evidence">
          <MessageView message={withoutLinksHere(card)} frame={{ ...frame, level: 1 }} />
          <p class="links">
            {view.sku !== null && <a href={skuPath(view.storeId, view.sku)}>{say.skuPage}</a>}
            {newestDay && <a href={verdictsPath(view.storeId, newestDay)}>{say.dayPage}</a>}
          </p>
        </section>
        <div class="case-work">
          {form}
          <Records view={view} team={team} records={await recordsOf(web, view)} frame={frame} title={say.record} />
          <ManagerActions c={c} view={view} people={ctx.policy.people} person={personOf(c)} eventId={frame.eventId()} />
          <CaseHistory log={await logOfCases(ctx.db, [caseId])} policy={ctx.policy} team={team} language={language} />
        </div>
      </div>
    ),
  });
}

interface FormPart {
  stored: StoredCase;
  view: CaseView;
  refused: Refused | undefined;
}

/** The form while an answer is owed; once it is in, the same form to correct it; none when the case is closed. */
async function formPart(c: HonoContext<WebEnv>, web: Web, { stored, view, refused }: FormPart) {
  const say = words[c.get('language')];
  if (view.status === 'closed' && !refused) return null;
  const owed = wantsAnswer(view);
  const form = formFor(view.formKind);
  const block: FormBlock = {
    type: 'form',
    caseId: view.caseId,
    round: view.round,
    form,
    fields: askedFields(form, view.facts),
    values: refused?.values ?? view.answer?.values ?? view.prefill,
    errors: refused?.errors ?? {},
  };
  const also = owed ? await alsoCases(c, web, stored, refused) : [];
  const formView = (
    <FormView
      block={block}
      language={c.get('language')}
      token={c.get('formToken')}
      eventId={frameOf(c).eventId()}
      also={also}
    />
  );
  if (owed) {
    return (
      <section class="card" id="answer">
        <h2>{say.form}</h2>
        {formView}
      </section>
    );
  }
  return (
    <details class="card" open={refused !== undefined}>
      <summary>{say.correct}</summary>
      <p class="small">{say.correctHint}</p>
      {formView}
    </details>
  );
}

/** The other cases of the same card that wait for the same answer. */
async function alsoCases(
  c: HonoContext<WebEnv>,
  web: Web,
  stored: StoredCase,
  refused: Refused | undefined,
): Promise<AlsoCase[]> {
  if (stored.cardId === null) return [];
  const others = (await loadCardCases(web.deps.ctx, stored.cardId)).filter(
    (other) => other.caseId !== stored.id && wantsAnswer(other) && other.formKind === stored.formKind,
  );
  const allAsked = c.req.query('same') === '1';
  return others.map((other) => ({
    caseId: other.caseId,
    label: [other.number, other.sku, other.skuName].filter(Boolean).join(' · '),
    checked: refused ? refused.also.includes(other.caseId) : allAsked,
  }));
}

async function recordsOf(web: Web, view: CaseView) {
  const rows = await answersOfCases(web.deps.ctx.db, [view.caseId]);
  return rows.map((row) => answerView(web.deps.ctx, row)).reverse();
}

interface RecordsProps {
  view: CaseView;
  team: ReturnType<typeof teamOf>;
  records: Awaited<ReturnType<typeof recordsOf>>;
  frame: ReturnType<typeof frameOf>;
  title: string;
}

function Records({ view, team, records, frame, title }: RecordsProps) {
  if (records.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      {records.map((answer) => {
        const message = compose({ kind: 'answer_record', team, case: view, answer }, frame.language);
        return (
          <div class="reply" data-tone={message.tone}>
            <MessageView message={withoutButtons(message)} frame={{ ...frame, level: 3 }} />
          </div>
        );
      })}
    </section>
  );
}

/** The card on its own page needs no button that leads to this page. */
function withoutLinksHere(message: Message): Message {
  const blocks = message.blocks.map((block) =>
    block.type === 'buttons'
      ? { ...block, buttons: block.buttons.filter(({ action }) => action !== 'open' && action !== 'answer') }
      : block,
  );
  return { ...message, blocks };
}

function withoutButtons(message: Message): Message {
  return { ...message, blocks: message.blocks.filter((block: Block) => block.type !== 'buttons') };
}
