// Which threshold and which detection policy hold for a SKU: what people set by command, from the narrowest scope to
// the widest, then the policy file. Pure.

import type { DetectionPolicy, Policy } from './policy.ts';

/** What a setting holds for. */
export type Scope =
  | { kind: 'team' }
  | { kind: 'store'; storeId: string }
  | { kind: 'class'; class: string }
  | { kind: 'sku'; storeId: string; sku: string };

export type Setting = 'policy' | 'threshold_up' | 'threshold_down';

/** One setting of one scope, as somebody set it. */
export interface Override {
  scope: string;
  setting: Setting;
  policy: DetectionPolicy | null;
  /** A fraction: 0.2 is 20 %. */
  threshold: number | null;
  setBy: string;
  setAt: Date;
}

/** Where a value comes from. */
export type SettingSource = Scope['kind'] | 'file';

/** What holds for one SKU, and where each value comes from. Thresholds are fractions. */
export interface DetectionSetting {
  policy: DetectionPolicy;
  threshold: { up: number; down: number };
  from: Record<Setting, SettingSource>;
}

/** Overrides arranged for look-ups; make it once for many SKUs. */
export type OverrideBook = ReadonlyMap<string, Override>;

/** How a scope is written in rows: "team", "store:amz-us", "class:A", "sku:amz-us/LM-LAMP-S". */
export function scopeKey(scope: Scope): string {
  switch (scope.kind) {
    case 'team':
      return 'team';
    case 'store':
      return `store:${scope.storeId}`;
    case 'class':
      return `class:${scope.class}`;
    case 'sku':
      return `sku:${scope.storeId}/${scope.sku}`;
  }
}

export function overrideBook(rows: readonly Override[]): OverrideBook {
  return new Map(rows.map((row) => [bookKey(row.scope, row.setting), row]));
}

/** The SKU a setting is asked for; `sku` null asks for its store as a whole. */
export interface SettingSubject {
  storeId: string;
  sku: string | null;
  class: string | null;
}

/** The setting that holds for a SKU: its own over its class's over its store's over the team's over the policy file's. */
export function resolveDetection(policy: Policy, book: OverrideBook, of: SettingSubject): DetectionSetting {
  const scopes = scopesOf(of);
  const file = fileSetting(policy, of.storeId);
  const word = first(book, scopes, 'policy');
  const up = first(book, scopes, 'threshold_up');
  const down = first(book, scopes, 'threshold_down');
  return {
    policy: word?.row.policy ?? file.policy,
    threshold: { up: up?.row.threshold ?? file.threshold.up, down: down?.row.threshold ?? file.threshold.down },
    from: {
      policy: word?.from ?? 'file',
      threshold_up: up?.from ?? 'file',
      threshold_down: down?.from ?? 'file',
    },
  };
}

/** What the policy file alone says for a store. */
export function fileSetting(
  policy: Policy,
  storeId: string,
): { policy: DetectionPolicy; threshold: { up: number; down: number } } {
  const store = policy.stores.find((each) => each.id === storeId);
  return {
    policy: store?.detection ?? policy.detection.policy,
    threshold: store?.threshold ?? policy.detection.threshold,
  };
}

function scopesOf(of: SettingSubject): Scope[] {
  const ofSku: Scope[] = of.sku === null ? [] : [{ kind: 'sku', storeId: of.storeId, sku: of.sku }];
  const ofClass: Scope[] = of.class === null ? [] : [{ kind: 'class', class: of.class }];
  return [...ofSku, ...ofClass, { kind: 'store', storeId: of.storeId }, { kind: 'team' }];
}

function first(
  book: OverrideBook,
  scopes: readonly Scope[],
  setting: Setting,
): { row: Override; from: SettingSource } | undefined {
  for (const scope of scopes) {
    const row = book.get(bookKey(scopeKey(scope), setting));
    if (row) return { row, from: scope.kind };
  }
  return undefined;
}

function bookKey(scope: string, setting: Setting): string {
  return `${setting} ${scope}`;
}
