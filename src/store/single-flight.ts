// One worker at a time for a named piece of work, across all replicas: the lock is a row of the running transaction.

import { eq } from 'drizzle-orm';
import type { Db } from './db.ts';
import { settings } from './schema/index.ts';

/** Takes the lock `name` until the transaction ends; false when another worker holds it. Call inside a transaction. */
export async function tryLock(tx: Db, name: string): Promise<boolean> {
  if (await held(tx, name)) return true;
  // Either somebody holds it, or this is the first call ever.
  await makeLock(tx, name);
  return await held(tx, name);
}

/** Takes the lock `name` until the transaction ends, after whoever holds it. Call inside a transaction. */
export async function waitForLock(tx: Db, name: string): Promise<void> {
  await makeLock(tx, name);
  await lockRow(tx, name).for('update');
}

async function held(tx: Db, name: string): Promise<boolean> {
  return (await lockRow(tx, name).for('update', { skipLocked: true })).length === 1;
}

async function makeLock(tx: Db, name: string): Promise<void> {
  await tx
    .insert(settings)
    .values({ name: rowName(name), value: '' })
    .onConflictDoNothing();
}

function lockRow(tx: Db, name: string) {
  return tx
    .select({ name: settings.name })
    .from(settings)
    .where(eq(settings.name, rowName(name)));
}

function rowName(name: string): string {
  return `lock:${name}`;
}
