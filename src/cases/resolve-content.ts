// Looks up what a queued delivery is about, at the moment of sending.

import type { Context } from '../context.ts';
import type { EscalationRow } from '../messages/escalation.ts';
import type { Content, Kind, View, ViewData } from '../messages/index.ts';
import type { PersonView } from '../messages/views.ts';
import { isAnswerOwed } from '../model/anomaly-case.ts';
import { answersOfCases } from '../store/cases.ts';
import { withChart } from './case-chart.ts';
import { personView } from './display-names.ts';
import { answerView, loadCardCases, loadCaseView, loadCaseViews, teamView } from './views.ts';

/** What each kind is composed from, looked up; undefined when nothing is left to say (a reminder whose cases are all answered). */
const gather: { readonly [K in Kind]: (ctx: Context, content: Content<K>) => Promise<ViewData<K> | undefined> } = {
  card: async (ctx, { cardId }) => {
    const cases = await loadCardCases(ctx, cardId);
    return cases.length === 0 ? undefined : { cases: await withChart(ctx, cases) };
  },
  answer_record: async (ctx, { caseId, round, revision }) => {
    const view = await loadCaseView(ctx, caseId);
    const rows = await answersOfCases(ctx.db, [caseId]);
    const row = rows.find((each) => each.round === round && each.revision === revision);
    return view && row && { case: view, answer: answerView(ctx, row) };
  },
  note: async (ctx, { caseId, note }) => {
    const view = await loadCaseView(ctx, caseId);
    return view && { case: view, note };
  },
  reminder: async (ctx, { caseIds, toId, beforeDeadline }) => {
    const cases = (await loadCaseViews(ctx, caseIds)).filter(isAnswerOwed);
    return cases.length === 0 ? undefined : { to: personView(ctx.policy, toId), cases, beforeDeadline };
  },
  escalation: async (ctx, { caseIds, toIds, everyone, level, late }) => ({
    to: peopleOf(ctx, toIds),
    everyone,
    level,
    late,
    rows: await escalationRows(ctx, caseIds),
  }),
  urgent: async (ctx, { caseIds, toId, level }) => {
    const rows = (await escalationRows(ctx, caseIds)).filter(({ case: view }) => isAnswerOwed(view));
    return rows.length === 0 ? undefined : { to: peopleOf(ctx, [toId]), everyone: false, level, late: false, rows };
  },
  approval: async (ctx, { caseIds, toIds, everyone, level, late }) => {
    const views = await loadCaseViews(ctx, caseIds);
    const cases = views.filter(({ status, approval }) => status === 'answered' && approval?.state === 'waiting');
    return cases.length === 0 ? undefined : { to: peopleOf(ctx, toIds), everyone, level, late, cases };
  },
  digest: async (_ctx, { digest }) => ({ digest }),
  weekly: async (_ctx, { weekly }) => ({ weekly }),
  rehearsal: async (ctx, { toIds, occasion, rehearsal }) => ({ to: peopleOf(ctx, toIds), occasion, rehearsal }),
  notice: async (ctx, { toId, notice }) => ({ to: toId === null ? null : personView(ctx.policy, toId), notice }),
};

/** The view of a queued content, as of now; undefined when nothing is left to say. */
export async function resolveContent<K extends Kind>(ctx: Context, content: Content<K>): Promise<View | undefined> {
  const { kind } = content;
  const found = await gather[kind](ctx, content);
  return found && ({ kind, team: teamView(ctx), ...found } as View);
}

function peopleOf(ctx: Context, ids: readonly string[]): PersonView[] {
  return ids.map((id) => personView(ctx.policy, id));
}

/** An escalation reports a missed deadline, so it also names cases answered since. */
async function escalationRows(ctx: Context, caseIds: readonly number[]): Promise<EscalationRow[]> {
  const now = ctx.clock.now().getTime();
  return (await loadCaseViews(ctx, caseIds)).map((view) => ({
    case: view,
    overdueMinutes:
      view.answerDueAt === null ? 0 : Math.max(0, Math.round((now - Date.parse(view.answerDueAt)) / 60_000)),
  }));
}
