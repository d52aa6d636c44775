// One case: what happened, the written record of answers, its history, and what a manager can do about it.

import type { Hono, Context as HonoContext } from 'hono';
import { answerView, loadCaseView } from '../../cases/views.ts';
import { type Language, texts } from '../../lib/language.ts';
import { compose } from '../../messages/index.ts';
import type { Message } from '../../messages/message.ts';
import { answerPath, casePath, skuPath, verdictsPath } from '../../messages/paths.ts';
import type { AnswerView, CaseView, TeamView } from '../../messages/views.ts';
import { isCorrection } from '../../model/anomaly-case.ts';
import { answersOfCases, logOfCases } from '../../store/cases.ts';
import type { WebEnv } from '../deps.ts';
import { personOf } from '../identity/identify.ts';
import { type MessageFrame, MessageView } from '../message.tsx';
import { frameOf, inboundBase, replyPage } from '../replies.tsx';
import { CaseHistory } from '../view/case-history.tsx';
import { commandLine, ManagerActions } from '../view/manager-actions.tsx';
import { notFoundPage } from '../view/not-found.tsx';
import { page, teamOf } from '../view/page.tsx';
import { SkuChart } from '../view/sku-chart.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    correct: 'Correct the answer',
    record: 'Record of answers',
    noRecord: 'No answer is in yet.',
    skuPage: 'Chart, stock and history of the SKU',
    dayPage: 'All verdicts of the day',
  },
  zh: {
    correct: '更正答复',
    record: '答复记录',
    noRecord: '尚无答复。',
    skuPage: 'SKU 走势、库存与历史',
    dayPage: '当天全部判定',
  },
});

export function caseRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/cases/:id{\\d+}', (c) => casePage(c, web));

  app.post('/cases/:id{\\d+}/press', async (c) => {
    const caseId = Number(c.req.param('id'));
    const form = c.get('form');
    const action = form.action?.[0] ?? '';
    const round = Number(form.round?.[0] ?? 0);
    const reply = await web.deps.handle({ ...inboundBase(c), type: 'button', action, caseId, round });
    return replyPage(c, web, reply, { back: form.back?.[0] ?? casePath(caseId), active: 'cases' });
  });

  app.post('/cases/:id{\\d+}/manage', async (c) => {
    const caseId = Number(c.req.param('id'));
    const text = commandLine(caseId, c.get('form'));
    if (text === undefined) return c.redirect(casePath(caseId), 303);
    const reply = await web.deps.handle({ ...inboundBase(c), type: 'command', text });
    return replyPage(c, web, reply, { back: casePath(caseId), active: 'cases' });
  });
}

async function casePage(c: HonoContext<WebEnv>, web: Web): Promise<Response> {
  const { ctx } = web.deps;
  const caseId = Number(c.req.param('id'));
  const view = await loadCaseView(ctx, caseId);
  if (!view) return notFoundPage(c, web);
  const language = c.get('language');
  const say = words[language];
  const frame = frameOf(c);
  const team = teamOf(web, c.get('now'));
  const card = compose({ kind: 'card', team, cases: [view] }, language);
  const newestDay = view.days.at(-1)?.day;
  const answers = (await answersOfCases(ctx.db, [caseId])).map((row) => answerView(ctx, row)).reverse();
  return page(c, web, {
    title: card.title,
    active: 'cases',
    children: (
      <div class="case">
        <section class="card">
          <MessageView message={withoutDetails(card)} frame={{ ...frame, level: 1 }} />
          <CaseChart web={web} view={view} language={language} />
          <p class="links">
            {view.sku !== null && <a href={skuPath(view.storeId, view.sku)}>{say.skuPage}</a>}
            {newestDay && <a href={verdictsPath(view.storeId, newestDay)}>{say.dayPage}</a>}
            {isCorrection({ status: view.status, answeredBy: view.answer?.by.id ?? null }, personOf(c).id) && (
              <a href={answerPath(caseId)}>{say.correct}</a>
            )}
          </p>
        </section>
        <div class="case-work">
          <section class="card">
            <h2>{say.record}</h2>
            {answers.length === 0 && <p>{say.noRecord}</p>}
            {answers.map((answer) => (
              <AnswerRecord view={view} answer={answer} team={team} frame={frame} />
            ))}
          </section>
          <ManagerActions c={c} view={view} people={ctx.policy.people} person={personOf(c)} eventId={frame.eventId()} />
          <CaseHistory log={await logOfCases(ctx.db, [caseId])} policy={ctx.policy} team={team} language={language} />
        </div>
      </div>
    ),
  });
}

/** The SKU's last weeks up to the newest day of the case. */
function CaseChart({ web, view, language }: { web: Web; view: CaseView; language: Language }) {
  const { ctx } = web.deps;
  const newest = view.days.at(-1);
  const store = ctx.policy.stores.find((each) => each.id === view.storeId);
  if (!store || view.sku === null || !newest?.evidence) return null;
  const chart = {
    title: `${view.sku} · ${view.storeName}`,
    store,
    sku: view.sku,
    through: newest.day,
    evidence: newest.evidence,
    caseDays: view.days.map((each) => each.day),
    language,
  };
  return <SkuChart ctx={ctx} chart={chart} />;
}

interface RecordProps {
  view: CaseView;
  answer: AnswerView;
  team: TeamView;
  frame: MessageFrame;
}

function AnswerRecord({ view, answer, team, frame }: RecordProps) {
  const message = compose({ kind: 'answer_record', team, case: view, answer }, frame.language);
  const blocks = message.blocks.filter((block) => block.type !== 'buttons');
  return (
    <div class="reply" data-tone={message.tone}>
      <MessageView message={{ ...message, blocks }} frame={{ ...frame, level: 3 }} />
    </div>
  );
}

/** The card on its own page needs no button that leads to this page. */
function withoutDetails(message: Message): Message {
  const blocks = message.blocks.map((block) =>
    block.type === 'buttons' ? { ...block, buttons: block.buttons.filter(({ action }) => action !== 'open') } : block,
  );
  return { ...message, blocks };
}
