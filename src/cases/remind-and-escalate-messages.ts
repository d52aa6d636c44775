// Step 6 of `remind-and-escalate.ts`: groups the steps of a sweep so that each person gets one message for one moment.

import type { Context } from '../context.ts';
import { isWorkingMoment } from '../lib/working-time.ts';
import type { Content } from '../messages/index.ts';
import type { NoteEvent } from '../messages/note.ts';
import type { DueStep } from '../model/due.ts';
import { tellGroups, tellPerson } from '../outbox/tell.ts';
import { louder } from '../outbox/urgent.ts';
import { workCalendar } from '../policy/calendar.ts';
import type { Urgency } from '../policy/policy.ts';
import type { StoredCase } from '../store/cases.ts';
import { noteInThread } from './announce.ts';
import { personView } from './display-names.ts';
import type { EscalationTargets } from './escalation-targets.ts';

/** The steps that people can be told about. */
export type TakenStep = Exclude<DueStep, { do: 'check_plan' }>;

/** A step that a sweep has taken, with the case after it. */
export interface Taken {
  case: StoredCase;
  step: TakenStep;
  /** The recipients of an escalation. */
  targets: EscalationTargets;
  logId: number;
}

/** An escalation noticed later than this says so. */
const lateAfterMs = 10 * 60_000;

/** Queues the messages about the steps of one sweep. Call in the transaction that took them. */
export async function queueMessages(ctx: Context, taken: readonly Taken[]): Promise<void> {
  for (const group of groupBy(taken.filter(isReminder), reminderKey)) await queueReminder(ctx, group);
  const escalations = taken.filter(({ step }) => step.do === 'escalate' || step.do === 'ask_approval');
  for (const group of groupBy(escalations, escalationKey)) await queueEscalation(ctx, group);
}

async function queueReminder(ctx: Context, group: readonly Taken[]): Promise<void> {
  const [first] = group;
  if (!first || first.case.assigneeId === null) return;
  const beforeDeadline = isBeforeDeadline(first.step);
  const to = first.case.assigneeId;
  await tellPerson(ctx, to, {
    subject: first.case.id,
    step: `log${first.logId}`,
    content: { kind: 'reminder', caseIds: group.map((each) => each.case.id), toId: to, beforeDeadline },
    dueAt: first.step.at,
    expiresAt: beforeDeadline ? lastDeadline(group) : undefined,
  });
  if (first.step.do === 'nag') return;
  for (const { case: stored, logId } of group) {
    await noteInThread(ctx, stored, logId, { event: 'reminded', to: personView(ctx.policy, to), beforeDeadline });
  }
}

async function queueEscalation(ctx: Context, group: readonly Taken[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  const { toIds, everyone } = first.targets;
  if (toIds.length === 0 && !everyone) return;
  const level = levelOf(first.step);
  const late = ctx.clock.now().getTime() - first.step.at.getTime() > lateAfterMs;
  const isApproval = first.step.do === 'ask_approval';
  const caseIds = group.map((each) => each.case.id);
  const content: Content = {
    kind: isApproval ? 'approval' : 'escalation',
    caseIds,
    toIds,
    everyone,
    level,
    late,
  };
  const announcement = { subject: first.case.id, step: `log${first.logId}`, content, dueAt: first.step.at };
  const urgent = isApproval ? undefined : { urgency: urgencyOf(ctx, group, late), caseIds, level };
  for (const toId of toIds) await tellPerson(ctx, toId, announcement, urgent);
  if (everyone) await tellGroups(ctx, first.case.storeId, announcement);
  const to = toIds.map((id) => personView(ctx.policy, id));
  for (const { case: stored, logId } of group) {
    const note: NoteEvent = isApproval
      ? { event: 'approval_asked', to, late }
      : { event: 'escalated', to, level, late };
    await noteInThread(ctx, stored, logId, note);
  }
}

/** The loudest that any of these cases asks for. A late escalation outside working hours never makes a phone ring. */
function urgencyOf(ctx: Context, group: readonly Taken[], late: boolean): Urgency {
  const wanted = group.map(({ step }) => (step.do === 'escalate' ? (step.planned.urgent ?? 'app') : 'none'));
  const loudest = wanted.reduce(louder, 'none');
  if (!late || loudest === 'none' || isWorkingMoment(workCalendar(ctx.policy.team), ctx.clock.now())) return loudest;
  return 'app';
}

/** Messages to everybody go to the groups of one store, so the store is part of the key; messages to a person do not. */
function escalationKey({ targets, step, case: stored }: Taken): string {
  const to = targets.everyone ? `store ${stored.storeId}` : targets.toIds.join();
  return `${step.do}|${to}|${levelOf(step)}|${step.at.getTime()}`;
}

function isReminder({ step }: Taken): boolean {
  return step.do === 'remind' || step.do === 'nag';
}

function reminderKey({ case: stored, step }: Taken): string {
  return `${stored.assigneeId}|${step.do}|${isBeforeDeadline(step)}|${step.at.getTime()}`;
}

function isBeforeDeadline(step: TakenStep): boolean {
  return step.do === 'remind' && step.beforeDeadline;
}

/** The latest deadline of the group: until then the reminder is still of use for at least one form. */
function lastDeadline(group: readonly Taken[]): Date {
  return new Date(Math.max(...group.map(({ case: stored }) => stored.answerDueAt?.getTime() ?? 0)));
}

function levelOf(step: TakenStep): number {
  return step.do === 'escalate' || step.do === 'ask_approval' ? step.planned.level : 0;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
