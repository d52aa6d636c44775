import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fileSetting,
  type Override,
  overrideBook,
  resolveDetection,
  type Scope,
  scopeKey,
} from '../../src/policy/detection-scope.ts';
import { policy } from './teams.ts';

const file = policy({
  stores: [
    { id: 'amz-us', zone: 'America/Los_Angeles', threshold: { up: 0.3, down: 0.25 }, detection: 'strict' },
    { id: 'amz-jp', zone: 'Asia/Tokyo' },
  ],
});
const lamp = { storeId: 'amz-us', sku: 'LM-LAMP-S', class: 'A' };
const scopes: Scope[] = [
  { kind: 'sku', storeId: 'amz-us', sku: 'LM-LAMP-S' },
  { kind: 'class', class: 'A' },
  { kind: 'store', storeId: 'amz-us' },
  { kind: 'team' },
];

function override(scope: Scope, change: Partial<Override>): Override {
  return {
    scope: scopeKey(scope),
    setting: 'threshold_up',
    policy: null,
    threshold: null,
    setBy: 'chen',
    setAt: new Date('2026-03-03T10:00:00+08:00'),
    ...change,
  };
}

describe('which threshold and policy hold for a SKU', () => {
  it('are those of the policy file when nothing is set: the store’s, else the team’s', () => {
    expect(resolveDetection(file, overrideBook([]), lamp)).toEqual({
      policy: 'strict',
      threshold: { up: 0.3, down: 0.25 },
      from: { policy: 'file', threshold_up: 'file', threshold_down: 'file' },
    });
    expect(resolveDetection(file, overrideBook([]), { storeId: 'amz-jp', sku: 'X', class: null }).threshold).toEqual({
      up: 0.2,
      down: 0.2,
    });
  });

  it('come from the narrowest scope for which they are set', () => {
    fc.assert(
      fc.property(fc.subarray(scopes, { minLength: 1 }), fc.shuffledSubarray(scopes), (set, order) => {
        const rows = order
          .filter((scope) => set.includes(scope))
          .map((scope) => override(scope, { threshold: 0.4 + scopes.indexOf(scope) / 10 }));
        const narrowest = scopes.find((scope) => set.includes(scope));
        const held = resolveDetection(file, overrideBook(rows), lamp);
        fc.pre(rows.length === set.length);
        expect(held.threshold.up).toBeCloseTo(0.4 + (narrowest ? scopes.indexOf(narrowest) : -1) / 10);
        expect(held.from.threshold_up).toBe(narrowest?.kind);
      }),
    );
  });

  it('are found for rise, fall and policy apart', () => {
    const book = overrideBook([
      override({ kind: 'sku', storeId: 'amz-us', sku: 'LM-LAMP-S' }, { threshold: 0.5 }),
      override({ kind: 'team' }, { setting: 'threshold_down', threshold: 0.15 }),
      override({ kind: 'class', class: 'A' }, { setting: 'policy', policy: 'literal' }),
    ]);
    expect(resolveDetection(file, book, lamp)).toEqual({
      policy: 'literal',
      threshold: { up: 0.5, down: 0.15 },
      from: { policy: 'class', threshold_up: 'sku', threshold_down: 'team' },
    });
  });

  it('of one SKU, class or store say nothing about another', () => {
    const book = overrideBook(scopes.slice(0, 3).map((scope) => override(scope, { threshold: 0.9 })));
    const other = { storeId: 'amz-jp', sku: 'LM-LAMP-S', class: 'B' };
    expect(resolveDetection(file, book, other)).toMatchObject({
      threshold: { up: 0.2 },
      from: { threshold_up: 'file' },
    });
  });

  it('of the store as a whole leave SKUs and classes aside', () => {
    const book = overrideBook(scopes.map((scope) => override(scope, { threshold: 0.4 + scopes.indexOf(scope) / 10 })));
    const shop = resolveDetection(file, book, { storeId: 'amz-us', sku: null, class: null });
    expect(shop.threshold.up).toBeCloseTo(0.6);
    expect(shop.from.threshold_up).toBe('store');
  });

  it('know what the file alone says for a store', () => {
    expect(fileSetting(file, 'amz-us')).toEqual({ policy: 'strict', threshold: { up: 0.3, down: 0.25 } });
    expect(fileSetting(file, 'amz-jp').policy).toBe('balanced');
  });
});
