// Builders of views with plausible defaults: an example names only the facts that matter to it.

import { type Day, day } from '../../src/lib/day.ts';
import type { CaseView, DeviationView, PersonView, StockView, TeamView } from '../../src/messages/views.ts';
import type { WeeklyRow } from '../../src/messages/weekly-view.ts';
import { eachFigure } from '../../src/rules/inventory/stock-figures.ts';
import type { Evidence } from '../../src/rules/verdict.ts';

/** Friday 20 November 2026, 16:45 in Shanghai. */
const now = '2026-11-20T08:45:00.000Z';

export const team: TeamView = { name: 'Lumen', zone: 'Asia/Shanghai', now };

export const people = {
  lina: { id: 'lina', name: '李娜' },
  wang: { id: 'wang', name: '王芳' },
  zhang: { id: 'zhang', name: '张伟' },
  chen: { id: 'chen', name: 'Chen Xi' },
} satisfies Record<string, PersonView>;

export const friday = day('2026-11-20');
export const thursday = day('2026-11-19');

/** 18:00 in Shanghai on the given day. */
export function endOfWork(on: Day): string {
  return `${on}T10:00:00.000Z`;
}

export function evidence(over: Partial<Evidence> = {}): Evidence {
  return {
    measure: 'units',
    policy: 'balanced',
    threshold: { up: 0.2, down: 0.2 },
    level: 30.1,
    weekdayFactor: 1.12,
    promotionLift: 1,
    shopFactor: 1.01,
    dispersion: 1.4,
    usableDays: 52,
    historyFrom: day('2026-09-24'),
    historyTo: day('2026-11-18'),
    leftOut: [
      { reason: 'out_of_stock', days: 3 },
      { reason: 'one_off', days: 1 },
    ],
    overThreshold: { days: 2, of: 52 },
    steady: true,
    woke: false,
    windows: [
      { days: 1, units: 105, baseline: 33.7, deviation: 2.1157, deviationBeyondShop: 2.085, chance: null, spread: 1 },
    ],
    ...over,
  };
}

/** A surge of a steady SKU on Thursday. */
export function deviation(over: Partial<DeviationView> = {}): DeviationView {
  return {
    day: thursday,
    word: 'deviation',
    direction: 'up',
    windowDays: 1,
    units: 105,
    baseline: 33.7,
    deviation: 2.1157,
    chance: null,
    surge: true,
    evidence: evidence(),
    ...over,
  };
}

/** A fall of a noisy SKU over the seven days to Thursday. */
export function fall(over: Partial<DeviationView> = {}): DeviationView {
  const windows = [
    {
      days: 1,
      units: 0,
      baseline: 2.1,
      deviation: -1,
      deviationBeyondShop: -1,
      chance: 0.06,
      newsBelow: 0.0016,
      spread: 1,
    },
    {
      days: 3,
      units: 1,
      baseline: 6,
      deviation: -0.8333,
      deviationBeyondShop: -0.8402,
      chance: 0.012,
      newsBelow: 0.0016,
      spread: 1.1,
    },
    {
      days: 7,
      units: 3,
      baseline: 14.2,
      deviation: -0.7887,
      deviationBeyondShop: -0.797,
      chance: 0.00111,
      newsBelow: 0.0016,
      spread: 1.3,
    },
  ];
  return deviation({
    direction: 'down',
    windowDays: 7,
    units: 3,
    baseline: 14.2,
    deviation: -0.7887,
    chance: 0.00111,
    surge: false,
    evidence: evidence({
      steady: false,
      woke: false,
      overThreshold: { days: 31, of: 54 },
      level: 2.03,
      weekdayFactor: 1.03,
      shopFactor: 1.04,
      dispersion: 1.8,
      usableDays: 54,
      leftOut: [{ reason: 'missing', days: 2 }],
      windows,
    }),
    ...over,
  });
}

/** No gap: nothing runs out, or nothing arrives to end it. */
export const noGap = { gapDays: null, lostUnits: null, lostMoney: null };

export function stock(over: Partial<StockView> = {}): StockView {
  return {
    asOf: '2026-11-20T01:00:00.000Z',
    stale: false,
    estimate: null,
    ...eachFigure(() => null),
    available: 180,
    reservedCustomer: 12,
    reservedTransfer: 8,
    reservedProcessing: 0,
    reservedOther: 0,
    elsewhere: 0,
    inbound: 400,
    inboundWorking: 0,
    onOrder: 1200,
    arrivals: [{ units: 400, sellableOn: day('2026-12-02'), mode: 'sea' }],
    oldSales: null,
    overdue: null,
    orderBy: null,
    countdownDays: 3.09,
    lastThreeDays: [34, 36, 105],
    daysOfCover: 5.34,
    stockOutOn: day('2026-11-26'),
    gapDays: 6,
    lostUnits: 202,
    lostMoney: 4039,
    currency: 'USD',
    rate: 33.7,
    atPace: { rate: 58.3, stockOutOn: day('2026-11-23'), gapDays: 9, lostUnits: 525, lostMoney: 10497 },
    expected: [],
    answer: null,
    safety: 420,
    suggestion: {
      units: 912,
      parts: [{ mode: 'air', units: 912, sellableOn: day('2026-12-20') }],
      gapDays: 13,
    },
    dispatch: null,
    tier: 'orange',
    ...over,
  };
}

export function caseView(over: Partial<CaseView> = {}): CaseView {
  return {
    caseId: 1042,
    number: 'SW-1042',
    round: 1,
    formKind: 'surge',
    status: 'open',
    resolution: null,
    storeId: 'amz-us',
    storeName: 'Amazon US',
    sku: 'LM-BOTTLE-BLK',
    skuName: '不锈钢保温杯 黑色 500ml',
    class: 'A',
    direction: 'up',
    assignee: people.lina,
    assignedBecause: 'owner',
    askedAt: '2026-11-20T08:40:00.000Z',
    answerDueAt: endOfWork(friday),
    dueBecause: null,
    overdue: false,
    escalatedTo: [],
    snoozedUntil: null,
    snoozeReason: null,
    acknowledgedBy: null,
    supplement: false,
    reopened: null,
    withdrawn: null,
    days: [deviation()],
    stock: stock(),
    facts: { today: friday, suggestedUnits: 900, countdownDays: 3.09, nextArrivalInDays: 12, surge: true },
    changed: null,
    prefill: {},
    answer: null,
    approval: null,
    skus: [],
    chartId: null,
    ...over,
  };
}

/** A noisy SKU that sells little and fell over seven days. */
export function fallingCase(over: Partial<CaseView> = {}): CaseView {
  return caseView({
    caseId: 1043,
    number: 'SW-1043',
    formKind: 'drop',
    sku: 'LM-LAMP-WHT',
    skuName: '床头小夜灯 白色',
    class: 'B',
    direction: 'down',
    days: [fall()],
    stock: stock({
      available: 96,
      reservedCustomer: 0,
      reservedTransfer: 0,
      inbound: 0,
      onOrder: null,
      arrivals: [],
      countdownDays: 288,
      lastThreeDays: [0, 1, 0],
      daysOfCover: 47.3,
      stockOutOn: null,
      ...noGap,
      rate: 2.03,
      atPace: { rate: 0.33, stockOutOn: null, ...noGap },
      safety: 30,
      suggestion: null,
      tier: 'green',
    }),
    ...over,
  });
}

export function weeklyRow(over: Partial<WeeklyRow> = {}): WeeklyRow {
  return {
    storeId: 'amz-us',
    sku: 'LM-BOTTLE-BLK',
    name: '不锈钢保温杯 黑色 500ml',
    owner: '李娜',
    available: 180,
    inbound: 400,
    onOrder: 1200,
    purchaseLeadDays: 20,
    replenishmentLeadDays: 55,
    dailyRate: 33.7,
    countdownDays: 5.14,
    stockOutOn: day('2026-11-26'),
    nextArrivalOn: day('2026-12-02'),
    tier: 'yellow',
    class: 'A',
    suggestion: 912,
    overdue: null,
    orderBy: null,
    rateFrom: 'baseline',
    trend: 1.38,
    ...over,
  };
}
