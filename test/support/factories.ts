// Small, whole examples of the program's things; a test overrides what it is about.

import { day } from '../../src/lib/day.ts';
import type { AnomalyCase } from '../../src/model/anomaly-case.ts';
import { inventorySchema } from '../../src/policy/inventory-policy.ts';
import type { SafetySettings } from '../../src/rules/inventory/safety-stock.ts';
import type { Verdict } from '../../src/rules/verdict.ts';
import type { KeptVerdict } from '../../src/store/verdict-codec.ts';

const { safety, tiers } = inventorySchema.parse({});
/** What holds for the stock where the policy file says nothing. */
export const usualSafety: SafetySettings = { ...safety, level: safety.serviceLevel };
export const usualTiers = tiers;

/** A case asked on Tuesday 3 March 2026, 10:00 in Shanghai, due at 18:00. */
export function anomalyCase(overrides: Partial<AnomalyCase> = {}): AnomalyCase {
  return {
    id: 1042,
    kind: 'sku',
    formKind: 'surge',
    storeId: 'amz-us',
    sku: 'LM-LAMP-S',
    direction: 'up',
    status: 'open',
    dedupKey: 'sku:1:amz-us/LM-LAMP-S:up',
    round: 1,
    firstDay: day('2026-03-01'),
    lastDay: day('2026-03-01'),
    lastDeviation: 0.85,
    stockTier: 'yellow',
    ownerId: 'li',
    assigneeId: 'li',
    openedAt: new Date('2026-03-03T10:00:00+08:00'),
    askedAt: new Date('2026-03-03T10:00:00+08:00'),
    answerDueAt: new Date('2026-03-03T18:00:00+08:00'),
    nextDueAt: new Date('2026-03-03T17:00:00+08:00'),
    remindersHandled: 0,
    escalationStep: 0,
    deadlineMissedAt: null,
    nagAt: null,
    snoozedUntil: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    answeredAt: null,
    answeredBy: null,
    closedAt: null,
    resolution: null,
    supplement: false,
    promise: null,
    approval: null,
    followUpAt: null,
    policy: {
      formVersion: 1,
      dueBecause: null,
      returnMinutes: 60,
      reminders: [new Date('2026-03-03T17:00:00+08:00'), new Date('2026-03-03T18:00:00+08:00')],
      escalations: [
        { step: 1, level: 1, at: new Date('2026-03-03T18:00:00+08:00') },
        { step: 2, level: 2, at: new Date('2026-03-04T11:00:00+08:00') },
      ],
    },
    facts: { today: '2026-03-03', surge: false, suggestedUnits: null, countdownDays: null, nextArrivalInDays: null },
    prefill: {},
    version: 1,
    ...overrides,
  };
}

/** A verdict that asks: sold 105 where 34 were expected. */
export function verdict(overrides: Partial<Verdict> = {}): Verdict {
  return {
    sku: 'LM-LAMP-S',
    day: day('2026-03-02'),
    word: 'deviation',
    direction: 'up',
    window: 1,
    units: 63,
    baseline: 34,
    deviation: 0.85,
    chance: 0.001,
    surge: false,
    moneyAtStake: 580,
    evidence: {
      measure: 'units',
      policy: 'balanced',
      threshold: { up: 0.2, down: 0.2 },
      level: 34,
      weekdayFactor: 1,
      promotionLift: 1,
      shopFactor: 1,
      dispersion: 1.2,
      usableDays: 56,
      historyFrom: day('2026-01-05'),
      historyTo: day('2026-03-01'),
      leftOut: [],
      overThreshold: { days: 9, of: 56 },
      steady: false,
      woke: false,
      windows: [],
    },
    ...overrides,
  };
}

/** The same as it is kept, of an ordinary day. */
export function keptVerdict(sku: string): KeptVerdict {
  const { window, day: _day, ...said } = verdict({ sku, word: 'normal', direction: null, chance: null });
  return { ...said, windowDays: window, revision: 1, caseId: null, unasked: null };
}
