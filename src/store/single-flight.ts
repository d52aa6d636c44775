// One worker at a time for a named piece of work, across all replicas: the lock is a row of the running transaction.

import { eq } from 'drizzle-orm';
import type { Db } from './db.ts';
import { settings } from './schema/index.ts';

/** Takes the lock `name` until the transaction ends; false when another worker holds it. Call inside a transaction. */
export async function tryLock(tx: Db, name: string): Promise<boolean> {
  const row = { name: `lock:${name}`, value: '' };
  await tx.insert(settings).values(row).onConflictDoNothing();
  const locked = await tx
    .select({ name: settings.name })
    .from(settings)
    .where(eq(settings.name, row.name))
    .for('update', { skipLocked: true });
  return locked.length === 1;
}

/** Takes the lock `name` until the transaction ends, after whoever holds it. Call inside a transaction. */
export async function waitForLock(tx: Db, name: string): Promise<void> {
  const row = { name: `lock:${name}`, value: '' };
  await tx.insert(settings).values(row).onConflictDoNothing();
  await tx.select({ name: settings.name }).from(settings).where(eq(settings.name, row.name)).for('update');
}
