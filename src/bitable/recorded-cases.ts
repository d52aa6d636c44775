// Loads what the shared record says of cases.

import { storeName } from '../cases/display-names.ts';
import { answerView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { casePath } from '../messages/paths.ts';
import { answersOfCases, findCases } from '../store/cases.ts';
import type { RecordedCase } from './model/case-fields.ts';

/** By case id. */
export async function loadRecordedCases(
  ctx: Context,
  caseIds: readonly number[],
  consoleUrl: string | undefined,
): Promise<Map<number, RecordedCase>> {
  const cases = await findCases(ctx.db, caseIds);
  const newest = new Map((await answersOfCases(ctx.db, caseIds)).map((row) => [row.caseId, row]));
  return new Map(
    cases.map((stored) => {
      const answer = newest.get(stored.id);
      const recorded: RecordedCase = {
        caseId: stored.id,
        storeName: storeName(ctx.policy, stored.storeId),
        sku: stored.sku,
        direction: stored.direction,
        deviation: stored.lastDeviation,
        status: stored.status,
        resolution: stored.resolution,
        answer: answer ? answerView(ctx, answer) : null,
        isLate: answer?.late ?? stored.deadlineMissedAt !== null,
        link: consoleUrl === undefined ? undefined : `${consoleUrl}${casePath(stored.id)}`,
      };
      return [stored.id, recorded];
    }),
  );
}
