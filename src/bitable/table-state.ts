// Notes how a table did, and tells whoever looks after the data when it stops working: once for each trouble.

import { type Context, withTransaction } from '../context.ts';
import type { Bilingual } from '../lib/language.ts';
import { personDestinations } from '../outbox/address.ts';
import { tellGroups, tellPerson } from '../outbox/tell.ts';
import type { TablePlace } from '../policy/bitable-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { type BitableState, noteState } from '../store/bitable.ts';
import type { TableTrouble } from './trouble.ts';

/** What passes by itself is told only after this long. */
const patienceMs = 45 * 60_000;

/** A table as one text. */
export function placeKey({ appToken, tableId, viewId }: TablePlace): string {
  return [appToken, tableId, viewId ?? ''].join('/');
}

/** It worked: whatever was wrong is over. */
export async function noteGood(
  ctx: Context,
  state: BitableState,
  read: { rows?: number; contentHash?: string },
): Promise<void> {
  const now = ctx.clock.now();
  await noteState(ctx.db, state, { triedAt: now, goodAt: now, trouble: null, ...read });
}

/**
 * It did not work. What a person must put right is told at once, what passes by itself when it has lasted; the same
 * trouble, as its code names it, is told once until the table works again.
 */
export function noteTrouble(
  ctx: Context,
  state: BitableState,
  { code, text, passes }: TableTrouble,
  said: { state: 'unread' | 'rows' | 'unwritten'; issues?: Bilingual[]; contentHash?: string | null; rows?: number },
): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const since = state.trouble?.since ?? now.toISOString();
    const { contentHash = null, rows } = said;
    const taken = rows === undefined ? {} : { rows, goodAt: now };
    await noteState(tx.db, state, { triedAt: now, contentHash, trouble: { code, text, since, passes }, ...taken });
    if (passes && now.getTime() - Date.parse(since) < patienceMs) return;
    const goodAt = (rows === undefined ? state.goodAt : now)?.toISOString() ?? null;
    const notice = {
      notice: 'bitable_trouble' as const,
      use: state.use,
      state: said.state,
      why: text,
      issues: said.issues ?? [],
      goodAt,
    };
    const { reachable, all } = whoLooksAfterData(tx.policy);
    // An outage shows itself under many codes.
    const about = { subject: `bitable.${state.use}`, step: `${since}.${passes ? 'outage' : code}` };
    for (const toId of reachable) await tellPerson(tx, toId, { ...about, content: { kind: 'notice', toId, notice } });
    if (reachable.length > 0) return;
    await tellGroups(tx, null, { ...about, content: { kind: 'notice', toId: all[0] ?? null, notice } });
  });
}

/** The data owners of the stores; the admins where there is none, the managers where there is no admin either. */
function whoLooksAfterData(policy: Policy): { reachable: string[]; all: string[] } {
  const owners = [...new Set(policy.stores.flatMap(({ dataOwner }) => dataOwner ?? []))];
  const ofRole = (role: 'admin' | 'manager') =>
    policy.people.filter((person) => person.role === role).map(({ id }) => id);
  const all = [owners, ofRole('admin'), ofRole('manager')].find((ids) => ids.length > 0) ?? [];
  return { all, reachable: all.filter((id) => personDestinations(policy, id).length > 0) };
}
