// The passing of time: everything due now is noted, reminded or escalated, and what has to be said is queued in the
// same transaction. Moments are those that were due, not those at which we noticed.

import { type Context, withTransaction } from '../context.ts';
import { OperationalError, UserError } from '../errors.ts';
import { describeError } from '../lib/describe-error.ts';
import { failpoint } from '../lib/failpoint.ts';
import { dueCases, type StoredCase, setTrouble } from '../store/cases.ts';
import { tryLock } from '../store/single-flight.ts';
import { editCard } from './announce.ts';
import { applyEvent } from './apply.ts';
import { escalationTargets, nobody } from './escalation-targets.ts';
import { type DueStep, dueStep } from './model/due.ts';
import { nextNagAt } from './plan-round.ts';
import { queueNotices, type Taken } from './sweep-notices.ts';

const batchSize = 200;
const hourMs = 3_600_000;
/** Steps one case can take in one sweep: far more than a round has. */
const maxSteps = 50;

/**
 * Carries out what is due for up to 200 cases, earliest first, and returns how many changed. Messages to one person
 * about one moment are one message. A case that cannot be decided is put aside for an hour and shown by `doctor`.
 */
export async function sweep(ctx: Context): Promise<number> {
  const changed = await withTransaction(ctx, async (tx) => {
    if (!(await tryLock(tx.db, 'sweep'))) return 0;
    const due = await dueCases(tx.db, tx.clock.now(), batchSize);
    const taken: Taken[] = [];
    for (const stored of due) taken.push(...(await sweepCase(tx, stored)));
    await queueNotices(tx, taken);
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
    // Somebody changed it at this very moment: the next sweep sees what is left to do.
    if (error instanceof UserError && error.code === 'CONFLICT') return [];
    if (error instanceof OperationalError) throw error;
    tx.log.error({ caseId: stored.id, error: describeError(error) }, 'case could not be swept');
    await setTrouble(tx.db, stored.id, describeError(error), new Date(tx.clock.now().getTime() + hourMs));
    return [];
  }
}

async function takeSteps(tx: Context, stored: StoredCase): Promise<Taken[]> {
  const taken: Taken[] = [];
  let current = stored;
  for (let count = 0; count < maxSteps; count++) {
    const step = dueStep(current, tx.clock.now());
    if (!step) break;
    const targets = step.do === 'escalate' ? await escalationTargets(tx, current, step.planned.level) : nobody;
    const data = step.do === 'escalate' ? { ...targets, step: step.planned.step, level: step.planned.level } : {};
    const applied = await applyEvent(tx, current, eventOf(tx, step), { at: step.at, data });
    current = applied.case;
    taken.push({ case: current, step, targets, logId: applied.logId });
  }
  const last = taken.at(-1);
  if (last && taken.some(({ step }) => step.do !== 'skip_reminder' && step.do !== 'nag')) {
    await editCard(tx, current, `log${last.logId}`);
  }
  return taken;
}

function eventOf(tx: Context, step: DueStep) {
  switch (step.do) {
    case 'wake':
      return { type: 'woken' } as const;
    case 'remind':
      return { type: 'reminded' } as const;
    case 'skip_reminder':
      return { type: 'reminder_skipped' } as const;
    case 'miss_deadline':
      return { type: 'deadline_missed', nagAt: nextNagAt(tx, tx.clock.now()) } as const;
    case 'escalate':
      return { type: 'escalated' } as const;
    case 'nag':
      return { type: 'nagged', nagAt: nextNagAt(tx, tx.clock.now()) } as const;
  }
}
