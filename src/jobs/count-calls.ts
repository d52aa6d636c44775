// Keeps count of the calls to platforms that give a team only so many a month: what each process has made since the last
// look is added to the month's sum in the database.

import type { ChatAdapter } from '../chat/adapter.ts';
import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { addCalls } from '../store/directory.ts';

/** A process that dies forgets the calls of its last minute: the count is for planning, not for billing. */
const everyMs = 60_000;

/** To be called now and then; does something once a minute. */
export function callCounter(adapters: readonly ChatAdapter[]): (ctx: Context) => Promise<void> {
  const counted = new Map<ChatAdapter, ReadonlyMap<string, number>>();
  let notBefore = 0;
  return async (ctx) => {
    const now = ctx.clock.now();
    if (now.getTime() < notBefore) return;
    notBefore = now.getTime() + everyMs;
    const month = dayIn(ctx.policy.team.zone, now).slice(0, 7);
    for (const adapter of adapters) {
      const calls = new Map(adapter.callsMade?.());
      await addCalls(ctx.db, { platform: adapter.platform, month }, since(counted.get(adapter), calls));
      counted.set(adapter, calls);
    }
  };
}

/** What has come on top. A count that has shrunk began anew with its connection. */
function since(before: ReadonlyMap<string, number> = new Map(), now: ReadonlyMap<string, number>): Map<string, number> {
  const more = [...now].map(([api, count]) => {
    const counted = before.get(api) ?? 0;
    return [api, count < counted ? count : count - counted] as const;
  });
  return new Map(more.filter(([, count]) => count > 0));
}
