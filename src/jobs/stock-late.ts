// Tells the data owner when a day has passed without a stock report: once, until a report comes and they stop again.

import { storeName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import { lateStock } from '../inventory/late-stock.ts';
import { tellGroups } from '../outbox/tell.ts';
import type { Store } from '../policy/policy.ts';

export async function stockLate(ctx: Context, store: Store): Promise<string> {
  const late = await lateStock(ctx, store);
  if (!late) return 'in time';
  await tellGroups(ctx, store.id, {
    subject: `stock-late.${store.id}`,
    step: late.reportedOn,
    content: {
      kind: 'notice',
      toId: store.dataOwner ?? null,
      notice: {
        notice: 'stock_late',
        storeId: store.id,
        storeName: storeName(ctx.policy, store.id),
        ...late,
        isEstimated: store.measure === 'units',
      },
    },
  });
  return 'late';
}
