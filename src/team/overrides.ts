// Thresholds and detection policies that people set by command: reading them, setting them, going back to the policy
// file. New verdicts follow them; what was judged stays as it was judged.

import { type Context, withTransaction } from '../context.ts';
import { actorName } from '../policy/actor.ts';
import type { Action, ActionObject } from '../policy/authorize.ts';
import { type OverrideBook, overrideBook, type Scope, type Setting, scopeKey } from '../policy/detection-scope.ts';
import type { DetectionPolicy } from '../policy/policy.ts';
import type { Db } from '../store/db.ts';
import { ownerOf } from '../store/skus.ts';
import { deleteOverride, loadOverrides, putOverride } from '../store/team-settings.ts';
import { requireRight } from './rights.ts';
import { logSettingChange } from './setting-log.ts';

/** Everything that is set, arranged for `resolveDetection`. */
export async function loadOverrideBook(db: Db): Promise<OverrideBook> {
  return overrideBook(await loadOverrides(db));
}

/** Sets the thresholds of a scope, as fractions (0.2 is 20 %); a side left out stays as it is. Throws UserError for whoever may not. */
export function setThreshold(ctx: Context, input: { scope: Scope; up?: number; down?: number }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    const { scope, up, down } = input;
    await requireScopeRight(tx, 'threshold', scope);
    if (up !== undefined) await put(tx, scope, { setting: 'threshold_up', policy: null, threshold: up });
    if (down !== undefined) await put(tx, scope, { setting: 'threshold_down', policy: null, threshold: down });
  });
}

/** Sets how strictly a scope is judged. Throws UserError for whoever may not. */
export function setDetectionPolicy(ctx: Context, input: { scope: Scope; policy: DetectionPolicy }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    await requireScopeRight(tx, 'policy', input.scope);
    await put(tx, input.scope, { setting: 'policy', policy: input.policy, threshold: null });
  });
}

/** Takes settings of a scope away, so that the next wider one holds; returns how many there were. */
export function clearOverrides(ctx: Context, input: { scope: Scope; settings: readonly Setting[] }): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    for (const setting of input.settings) {
      await requireScopeRight(tx, setting === 'policy' ? 'policy' : 'threshold', input.scope);
    }
    let cleared = 0;
    for (const setting of input.settings) {
      const gone = await deleteOverride(tx.db, { scope: scopeKey(input.scope), setting });
      if (!gone) continue;
      await logSettingChange(tx, { setting, scope: gone.scope, before: valueText(gone), after: null });
      cleared += 1;
    }
    return cleared;
  });
}

async function requireScopeRight(tx: Context, action: Action, scope: Scope): Promise<void> {
  await requireRight(tx, action, await objectOf(tx, scope));
}

async function objectOf(tx: Context, scope: Scope): Promise<ActionObject> {
  switch (scope.kind) {
    case 'sku':
      return { kind: 'sku', ownerId: await ownerOf(tx.db, scope.storeId, scope.sku) };
    case 'store':
      return { kind: 'store' };
    case 'class':
    case 'team':
      return { kind: 'team' };
  }
}

async function put(
  tx: Context,
  scope: Scope,
  value: { setting: Setting; policy: DetectionPolicy | null; threshold: number | null },
): Promise<void> {
  const row = { ...value, scope: scopeKey(scope), setBy: actorName(tx.actor), setAt: tx.clock.now() };
  const before = await putOverride(tx.db, row);
  await logSettingChange(tx, {
    setting: value.setting,
    scope: row.scope,
    before: before ? valueText(before) : null,
    after: valueText(row),
  });
}

function valueText(row: { policy: string | null; threshold: number | null }): string {
  return row.policy ?? String(row.threshold);
}
