// What the morning digest says, and when it keeps silent.

import { describe, expect, test } from 'vitest';
import { computeDigest, type DigestInput, isEmptyDigest } from '../../src/summary/digest.ts';
import { caseView, endOfWork, friday, thursday } from '../support/view-builders.ts';

const nothing: DigestInput = {
  day: friday,
  now: new Date('2026-11-20T01:00:00Z'),
  zone: 'Asia/Shanghai',
  cases: [],
  tiers: [],
  capped: [],
  crossedWithoutForm: 0,
  unassignedSkus: [],
};

function digest(over: Partial<DigestInput>) {
  return computeDigest({ ...nothing, ...over });
}

describe('cases', () => {
  test('are overdue, due today or just open', () => {
    const late = caseView({ caseId: 1, overdue: true, answerDueAt: endOfWork(thursday) });
    const today = caseView({ caseId: 2, answerDueAt: endOfWork(friday) });
    const monday = caseView({ caseId: 3, answerDueAt: '2026-11-23T01:30:00.000Z' });
    const said = digest({ cases: [monday, today, late] });
    expect(said.open).toBe(3);
    expect(said.overdue.map(({ caseId }) => caseId)).toEqual([1]);
    expect(said.dueToday.map(({ caseId }) => caseId)).toEqual([2]);
  });

  test('due today is told by the team’s calendar', () => {
    const lateEvening = caseView({ answerDueAt: '2026-11-19T16:30:00.000Z' });
    expect(digest({ cases: [lateEvening] }).dueToday).toHaveLength(1);
  });

  test('that are snoozed count as open and are not chased', () => {
    const snoozed = caseView({ overdue: true, snoozedUntil: '2026-11-20T03:00:00.000Z' });
    const over = caseView({ overdue: true, snoozedUntil: '2026-11-20T01:00:00.000Z' });
    expect(digest({ cases: [snoozed] })).toMatchObject({ open: 1, overdue: [] });
    expect(digest({ cases: [over] }).overdue).toHaveLength(1);
  });
});

test('stock tiers that moved are listed, the gravest first; unknown ones are not compared', () => {
  const tier = { storeId: 'amz-us', name: null, countdownDays: 4 };
  const { tierChanges } = digest({
    tiers: [
      { ...tier, sku: 'SAME', before: 'red', now: 'red' },
      { ...tier, sku: 'BETTER', before: 'red', now: 'green' },
      { ...tier, sku: 'WORSE', before: 'green', now: 'orange' },
      { ...tier, sku: 'NEW', before: null, now: 'red' },
    ],
  });
  expect(tierChanges.map(({ sku }) => sku)).toEqual(['WORSE', 'BETTER']);
});

describe('silence', () => {
  test('nothing to say is an empty digest, and crossings that asked nobody alone do not break it', () => {
    expect(isEmptyDigest(digest({}))).toBe(true);
    expect(isEmptyDigest(digest({ crossedWithoutForm: 40 }))).toBe(true);
  });

  test.each<[string, Partial<DigestInput>]>([
    ['an open case', { cases: [caseView({ answerDueAt: '2026-11-25T10:00:00.000Z' })] }],
    [
      'a tier that moved',
      { tiers: [{ storeId: 'amz-us', sku: 'A', name: null, before: 'green', now: 'yellow', countdownDays: 8 }] },
    ],
    ['a form held back by the daily limit', { capped: [{ storeId: 'amz-us', sku: 'A', deviation: 0.4 }] }],
    ['a SKU without an owner', { unassignedSkus: [{ storeId: 'amz-us', sku: 'A' }] }],
  ])('%s breaks it', (_, over) => {
    expect(isEmptyDigest(digest(over))).toBe(false);
  });
});
