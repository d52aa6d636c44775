// Asks, apart from all the machinery, whether anything is late; and tells an outside watcher that nothing is. It repairs nothing.

import type { Context } from '../context.ts';
import { OperationalError } from '../errors.ts';
import { withTimeLimit } from '../lib/time-limit.ts';
import { type OverdueCounts, type OverdueRow, overdueSince } from '../store/overdue.ts';

/** How late a row may be before it is reported. */
const toleranceMinutes = 5;

export interface Audit {
  /** Nothing is late and no case is put aside. */
  clean: boolean;
  at: Date;
  counts: OverdueCounts;
  /** The oldest of them, up to twenty of each kind. */
  rows: readonly OverdueRow[];
}

/** Everything that is more than five minutes overdue; logged as an error when there is any. */
export async function audit(ctx: Context): Promise<Audit> {
  const at = ctx.clock.now();
  const { counts, rows } = await overdueSince(ctx.db, new Date(at.getTime() - toleranceMinutes * 60_000));
  const clean = Object.values(counts).every((number) => number === 0);
  if (!clean) ctx.log.error({ ...counts, oldest: rows[0]?.name, since: rows[0]?.dueAt }, 'work is overdue');
  return { clean, at, counts, rows };
}

/**
 * Reads the address of a watcher that raises the alarm when it is not called any more: https, or plain http on this
 * machine. Undefined for any other text.
 */
export function heartbeatUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const onThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && onThisMachine);
  return allowed && url.username === '' && url.password === '' ? url : undefined;
}

/** Calls the watcher, but only after a clean audit. Throws OperationalError when it cannot be reached. */
export async function beat(url: URL, { clean }: Audit, call: typeof fetch = fetch): Promise<'called' | 'withheld'> {
  if (!clean) return 'withheld';
  try {
    const response = await withTimeLimit(10_000, (signal) => call(url, { signal, redirect: 'error' }));
    await response.body?.cancel();
    if (!response.ok) throw new Error(`answered ${response.status}`);
  } catch (error) {
    throw new OperationalError('The heartbeat address could not be called', { retry: true, cause: error });
  }
  return 'called';
}
