// Who is told when nobody answers. Start here.
//
//  1. Asking a form fixes the moments of its round: the deadline, the reminders, the escalations, from the policy of that
//     day (`planRound` in plan-round.ts). Editing the policy later moves nothing that is running.
//  2. `sweep` below takes the cases whose next moment has come (`dueCases` in store/cases.ts), in one transaction, one
//     worker at a time.
//  3. `dueStep` (model/due.ts) says what is due: remind, miss the deadline, escalate, remind daily, ask for approval. After
//     a downtime the missed steps come in order; stale reminders are skipped.
//  4. A reminder goes to the assignee, or to the deputy of one who is away (`handToPresent` in hand-over.ts). An escalation
//     goes to the manager at its level, or to the whole group when none is left (escalation-targets.ts).
//  5. `applyEvent` (apply-event.ts) saves the case and writes the log, with the moment at which the step was due.
//  6. `queueMessages` (remind-and-escalate-messages.ts) queues one message for each person and moment, in the same
//     transaction. The outbox sends it (outbox/deliver.ts).

import { type Context, withTransaction } from '../context.ts';
import { isConflict, OperationalError } from '../errors.ts';
import { describeError } from '../lib/describe-error.ts';
import { failpoint } from '../lib/failpoint.ts';
import { isWorkingMoment } from '../lib/working-time.ts';
import { assertHasNextStep, dueStep } from '../model/due.ts';
import type { CaseEvent } from '../model/transition.ts';
import { workCalendar } from '../policy/calendar.ts';
import { dueCases, earliestDue, type StoredCase, setTrouble } from '../store/cases.ts';
import { tryLock } from '../store/single-flight.ts';
import { editCard } from './announce.ts';
import { applyEvent } from './apply-event.ts';
import { escalationTargets, nobody } from './escalation-targets.ts';
import { checkPlan } from './follow-plan.ts';
import { handToPresent } from './hand-over.ts';
import { nextNagAt } from './plan-round.ts';
import { queueMessages, type Taken, type TakenStep } from './remind-and-escalate-messages.ts';

const batchSize = 200;
const hourMs = 3_600_000;
/** The most steps of one case in one sweep: far more than a round has. */
const maxSteps = 50;

/**
 * Carries out what is due for up to 200 cases, earliest first, and returns how many changed. A case whose steps fail is
 * put aside for an hour and shown by `doctor`.
 */
export async function sweep(ctx: Context): Promise<number> {
  const earliest = await earliestDue(ctx.db);
  if (earliest === null || earliest > ctx.clock.now()) return 0;
  const changed = await withTransaction(ctx, async (tx) => {
    if (!(await tryLock(tx.db, 'sweep'))) return 0;
    const due = await dueCases(tx.db, tx.clock.now(), batchSize);
    const taken: Taken[] = [];
    for (const stored of due) taken.push(...(await sweepCase(tx, stored)));
    await queueMessages(tx, taken);
    failpoint('cases.before-commit');
    return due.length;
  });
  failpoint('sweep.after-commit');
  return changed;
}

async function sweepCase(tx: Context, stored: StoredCase): Promise<Taken[]> {
  try {
    return await tx.db.transaction((savepoint) => takeSteps({ ...tx, db: savepoint }, stored));
  } catch (error) {
    // Somebody changed it at the same moment: the next sweep does what is left.
    if (isConflict(error)) return [];
    if (error instanceof OperationalError) throw error;
    tx.log.error({ caseId: stored.id, error: describeError(error) }, 'case could not be swept');
    await setTrouble(tx.db, stored.id, describeError(error), new Date(tx.clock.now().getTime() + hourMs));
    return [];
  }
}

async function takeSteps(tx: Context, stored: StoredCase): Promise<Taken[]> {
  const now = tx.clock.now();
  const atWork = isWorkingMoment(workCalendar(tx.policy.team), now);
  const taken: Taken[] = [];
  let current = stored;
  for (let count = 0; count < maxSteps; count++) {
    const due = dueStep(current, now, atWork);
    if (!due) break;
    if (due.do === 'check_plan') {
      current = await checkPlan(tx, current, due.at);
      continue;
    }
    if (due.do === 'remind' || due.do === 'nag') current = await handToPresent(tx, current);
    const step = current.assigneeId === null ? withoutReminder(due) : due;
    const planned = step.do === 'escalate' || step.do === 'ask_approval' ? step.planned : undefined;
    const targets = planned ? await escalationTargets(tx, current, planned.level, eventOf(tx, step).type) : nobody;
    const data = planned ? { ...targets, step: planned.step, level: planned.level } : {};
    const applied = await applyEvent(tx, current, eventOf(tx, step), { at: step.at, data });
    current = applied.case;
    taken.push({ case: current, step, targets, logId: applied.logId });
  }
  assertHasNextStep(current);
  const last = taken.at(-1);
  if (last && taken.some(({ step }) => !leavesCardAsItIs.includes(step.do))) {
    await editCard(tx, current, `log${last.logId}`);
  }
  return taken;
}

const leavesCardAsItIs: readonly TakenStep['do'][] = ['skip_reminder', 'nag', 'skip_nag'];

/** A case that nobody holds has nobody to remind. */
function withoutReminder(step: TakenStep): TakenStep {
  if (step.do === 'remind') return { do: 'skip_reminder', at: step.at };
  return step.do === 'nag' ? { do: 'skip_nag', at: step.at } : step;
}

function eventOf(tx: Context, step: TakenStep): CaseEvent {
  switch (step.do) {
    case 'wake':
      return { type: 'woken' };
    case 'remind':
      return { type: 'reminded' };
    case 'skip_reminder':
      return { type: 'reminder_skipped' };
    case 'miss_deadline':
      return { type: 'deadline_missed', nagAt: nextNagAt(tx, tx.clock.now()) };
    case 'escalate':
      return { type: 'escalated' };
    case 'ask_approval':
      return { type: 'approval_asked' };
    case 'nag':
      return { type: 'nagged', nagAt: nextNagAt(tx, tx.clock.now()) };
    case 'skip_nag':
      return { type: 'nag_skipped', nagAt: nextNagAt(tx, tx.clock.now()) };
  }
}
