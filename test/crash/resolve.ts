// What a delivery says in the crash test: as little as possible, but enough to see whether a card shows the truth.

import type { Context } from '../../src/context.ts';
import type { Content } from '../../src/messages/content.ts';
import type { View } from '../../src/messages/views.ts';
import { findCases, roundsOnCard } from '../../src/store/cases.ts';

/** A card says "12an 13op" (answered, open); reminders whose cases are all answered say nothing; all else names its kind. */
export async function resolve(ctx: Context, content: Content): Promise<View | undefined> {
  if (content.kind === 'card') {
    const onCard = await roundsOnCard(ctx.db, content.cardId);
    return saying(
      ctx,
      await statesOf(
        ctx,
        onCard.map(({ caseId }) => caseId),
      ),
    );
  }
  if (content.kind === 'reminder') {
    const cases = await findCases(ctx.db, content.caseIds);
    if (cases.every(({ status }) => status === 'answered' || status === 'closed')) return undefined;
  }
  return saying(ctx, content.kind);
}

async function statesOf(ctx: Context, caseIds: number[]): Promise<string> {
  const cases = await findCases(ctx.db, caseIds);
  return cases.map(({ id, status }) => `${id}${status.slice(0, 2)}`).join(' ');
}

function saying(ctx: Context, text: string): View {
  const team = { name: 'Lumora', zone: 'Asia/Shanghai', now: ctx.clock.now().toISOString() };
  const notice = { notice: 'no_owner', storeId: 'amz-us', storeName: 'Amazon US', sku: text, heldBy: null } as const;
  return { kind: 'notice', team, to: null, notice };
}
