// Looks up what a queued delivery is about, as it stands at the moment of sending.

import type { Context } from '../context.ts';
import { assertNever } from '../lib/assert-never.ts';
import type { Content } from '../messages/content.ts';
import type { CaseView, EscalationRow, View } from '../messages/views.ts';
import { answersOfCases } from '../store/cases.ts';
import { withChart } from './case-chart.ts';
import { personView } from './names.ts';
import { answerView, loadCardCases, loadCaseView, loadCaseViews, teamView } from './views.ts';

/** The view a content stands for; undefined when nothing is left to say (a reminder whose cases are all answered). */
export async function resolveContent(ctx: Context, content: Content): Promise<View | undefined> {
  const team = teamView(ctx);
  switch (content.kind) {
    case 'card': {
      const cases = await loadCardCases(ctx, content.cardId);
      return cases.length === 0 ? undefined : { kind: 'card', team, cases: await withChart(ctx, cases) };
    }
    case 'answer_record':
      return answerRecord(ctx, content);
    case 'note': {
      const view = await loadCaseView(ctx, content.caseId);
      return view && { kind: 'note', team, case: view, note: content.note };
    }
    case 'reminder': {
      const owed = (await loadCaseViews(ctx, content.caseIds)).filter(isOwed);
      if (owed.length === 0) return undefined;
      return {
        kind: 'reminder',
        team,
        to: personView(ctx.policy, content.toId),
        cases: owed,
        beforeDeadline: content.beforeDeadline,
      };
    }
    case 'escalation': {
      const { everyone, level, late, toIds } = content;
      const to = toIds.map((id) => personView(ctx.policy, id));
      return { kind: 'escalation', team, to, everyone, level, late, rows: await escalationRows(ctx, content.caseIds) };
    }
    case 'urgent': {
      const { caseIds, toId, level } = content;
      const rows = (await escalationRows(ctx, caseIds)).filter(({ case: view }) => isOwed(view));
      if (rows.length === 0) return undefined;
      const to = [personView(ctx.policy, toId)];
      return { kind: 'escalation', team, to, everyone: false, level, late: false, rows };
    }
    case 'approval': {
      const { everyone, level, late, toIds } = content;
      const views = await loadCaseViews(ctx, content.caseIds);
      const cases = views.filter(({ status, approval }) => status === 'answered' && approval?.state === 'waiting');
      if (cases.length === 0) return undefined;
      const to = toIds.map((id) => personView(ctx.policy, id));
      return { kind: 'approval', team, to, everyone, level, late, cases };
    }
    case 'digest':
      return { kind: 'digest', team, digest: content.digest };
    case 'weekly':
      return { kind: 'weekly', team, weekly: content.weekly };
    case 'rehearsal': {
      const { occasion, rehearsal } = content;
      const to = content.toIds.map((id) => personView(ctx.policy, id));
      return { kind: 'rehearsal', team, to, occasion, rehearsal };
    }
    case 'notice': {
      const to = content.toId === null ? null : personView(ctx.policy, content.toId);
      return { kind: 'notice', team, to, notice: content.notice };
    }
    default:
      return assertNever(content);
  }
}

async function answerRecord(ctx: Context, content: Content & { kind: 'answer_record' }): Promise<View | undefined> {
  const view = await loadCaseView(ctx, content.caseId);
  const rows = await answersOfCases(ctx.db, [content.caseId]);
  const row = rows.find((each) => each.round === content.round && each.revision === content.revision);
  return view && row && { kind: 'answer_record', team: teamView(ctx), case: view, answer: answerView(ctx, row) };
}

function isOwed({ status }: CaseView): boolean {
  return status === 'open' || status === 'acknowledged';
}

/** An escalation names what was overdue when it became due, answered since or not: it tells of a missed deadline. */
async function escalationRows(ctx: Context, caseIds: readonly number[]): Promise<EscalationRow[]> {
  const now = ctx.clock.now().getTime();
  return (await loadCaseViews(ctx, caseIds)).map((view) => ({
    case: view,
    overdueMinutes:
      view.answerDueAt === null ? 0 : Math.max(0, Math.round((now - Date.parse(view.answerDueAt)) / 60_000)),
  }));
}
