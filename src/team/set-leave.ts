// Entering and ending leave. While a person is away their deputy is asked; forms already posted stay where they are.

import { type Context, withTransaction } from '../context.ts';
import { UserError } from '../errors.ts';
import { addDays, type Day, dayIn, daysBetween } from '../lib/day.ts';
import { actorName } from '../policy/actor.ts';
import { deleteLeave, insertLeave, type LeaveRow, leaveFrom, setLeaveEnd } from '../store/team-settings.ts';
import { requireRight } from './rights.ts';
import { logSettingChange } from './setting-log.ts';

const maxDays = 366;

/**
 * Enters leave from `from` to `to`, both included; `deputyId` null keeps the standing deputy of the policy file. Of
 * leaves that overlap, the one entered last holds. Throws UserError for days that are over and for a deputy who is the
 * person themselves.
 */
export function setLeave(
  ctx: Context,
  input: { personId: string; from: Day; to: Day; deputyId: string | null },
): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    const { personId, from, to, deputyId } = input;
    await requireRight(tx, 'leave', { kind: 'person', personId });
    const now = tx.clock.now();
    refuseNonsense(input, dayIn(tx.policy.team.zone, now));
    const setBy = actorName(tx.actor);
    await insertLeave(tx.db, { personId, fromDay: from, toDay: to, deputyId, setBy, setAt: now });
    const after = `${from}..${to}${deputyId === null ? '' : ` ${deputyId}`}`;
    await logSettingChange(tx, { setting: 'leave', scope: `person:${personId}`, before: null, after });
  });
}

/** Ends the leave a person is on as of today and takes back what was entered for later; returns how many entries changed. */
export function endLeave(ctx: Context, input: { personId: string }): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const { personId } = input;
    await requireRight(tx, 'leave', { kind: 'person', personId });
    const today = dayIn(tx.policy.team.zone, tx.clock.now());
    const rows = await leaveFrom(tx.db, today, personId);
    for (const row of rows) {
      const began = row.fromDay < today;
      if (began) await setLeaveEnd(tx.db, row.id, addDays(today, -1));
      else await deleteLeave(tx.db, row.id);
      const after = began ? `${row.fromDay}..${addDays(today, -1)}` : null;
      await logSettingChange(tx, {
        setting: 'leave',
        scope: `person:${personId}`,
        before: `${row.fromDay}..${row.toDay}`,
        after,
      });
    }
    return rows.length;
  });
}

/** Leave that is not over yet, in order of its beginning. */
export function comingLeave(ctx: Context): Promise<LeaveRow[]> {
  return leaveFrom(ctx.db, dayIn(ctx.policy.team.zone, ctx.clock.now()));
}

function refuseNonsense(
  { personId, from, to, deputyId }: { personId: string; from: Day; to: Day; deputyId: string | null },
  today: Day,
): void {
  if (to < from) {
    throw new UserError('LEAVE_BACKWARDS', { from, to });
  }
  if (to < today) {
    throw new UserError('LEAVE_OVER', { to });
  }
  if (daysBetween(from, to) >= maxDays) {
    throw new UserError('LEAVE_TOO_LONG', { max: maxDays });
  }
  if (deputyId === personId) {
    throw new UserError('LEAVE_DEPUTY_SELF');
  }
}
