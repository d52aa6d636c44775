// Named examples of every message the program sends unasked. Golden texts, renderers of chat platforms and the docs use
// the same ones.

import type { RawValues } from '../../src/forms/form.ts';
import { type Day, day } from '../../src/lib/day.ts';
import type { View } from '../../src/messages/index.ts';
import type { NoteEvent } from '../../src/messages/note.ts';
import type { NoticeView } from '../../src/messages/notice.ts';
import type { CaseView, DeviationView } from '../../src/messages/views.ts';
import type { WeeklyView } from '../../src/messages/weekly-view.ts';
import { eventNeed } from '../../src/rules/inventory/event-stock.ts';
import { exampleRehearsal } from './example-rehearsal.ts';
import {
  caseView,
  deviation,
  endOfWork,
  evidence,
  fall,
  fallingCase,
  friday,
  noGap,
  people,
  stock,
  team,
  thursday,
  weeklyRow,
} from './view-builders.ts';

const saturdayMorning = { ...team, now: '2026-11-23T02:00:00.000Z' };
const monday = day('2026-11-23');

const values: RawValues = {
  cause: 'deal',
  nature: 'short_term',
  until: '2026-11-30',
  detail: '黑五预热秒杀，站内广告加投 30%',
  checkDepth: 'yes',
  checkCause: 'yes',
  checkSupply: 'yes',
  available: '180',
  reservedCustomer: '12',
  reservedTransfer: '8',
  reservedProcessing: '0',
  inbound: '400',
  nextArrivalOn: '2026-12-02',
  onOrder: '1200',
  unshippedCounted: 'yes',
  receivingChecked: 'yes',
  lockedChecked: 'yes',
  action: 'replenish',
  quantity: '500',
  transport: 'air',
  arriveBy: '2026-12-08',
  reason: '活动只到月底，少备一些',
};

const answer = {
  revision: 1,
  round: 1,
  by: people.lina,
  at: '2026-11-20T08:20:00.000Z',
  late: false,
  formKind: 'surge' as const,
  values,
};

const overdue: Partial<CaseView> = { overdue: true, escalatedTo: [people.zhang], answerDueAt: endOfWork(thursday) };

const noPromise = { nature: null, until: null, dayNumber: null };

function daysOf(...deviations: [Day, number, number][]): DeviationView[] {
  return deviations.map(([on, units, share]) => deviation({ day: on, units, deviation: share, surge: share >= 2 }));
}

function card(...cases: CaseView[]): View {
  return { kind: 'card', team, cases };
}

function note(event: NoteEvent, over: Partial<CaseView> = {}): View {
  return { kind: 'note', team, case: caseView(over), note: event };
}

function notice(view: NoticeView): View {
  return { kind: 'notice', team, to: people.chen, notice: view };
}

const storeWide = caseView({
  caseId: 1050,
  number: 'SW-1050',
  formKind: 'store_wide',
  sku: null,
  skuName: null,
  class: null,
  direction: 'down',
  assignee: people.zhang,
  days: [
    deviation({
      direction: 'down',
      units: 812,
      baseline: 1450,
      deviation: -0.44,
      surge: false,
      evidence: null,
    }),
  ],
  skus: Array.from({ length: 18 }, (_, i) => ({
    sku: `LM-${['BOTTLE', 'LAMP', 'MAT', 'CABLE', 'STAND', 'HOOK'][i % 6]}-${String(i + 1).padStart(2, '0')}`,
    units: 60 - i * 3,
    baseline: 110 - i * 4,
    deviation: (60 - i * 3) / (110 - i * 4) - 1,
  })),
});

const outOfStock = caseView({
  caseId: 1051,
  number: 'SW-1051',
  formKind: 'out_of_stock',
  sku: 'LM-MAT-GRY',
  skuName: '瑜伽垫 灰色',
  direction: 'down',
  days: [
    deviation({ word: 'out_of_stock', direction: 'down', units: 0, baseline: 18.4, deviation: null, surge: false }),
  ],
  stock: stock({
    available: 0,
    countdownDays: 0,
    lastThreeDays: [17, 9, 0],
    daysOfCover: 0,
    stockOutOn: thursday,
    gapDays: 13,
    lostUnits: 239,
    lostMoney: 4780,
    rate: 18.4,
    atPace: { rate: 8.7, stockOutOn: thursday, gapDays: 13, lostUnits: 113, lostMoney: 2260 },
    dispatch: { units: 60, parts: [{ mode: 'express', units: 60, sellableOn: day('2026-11-27') }], gapDays: 7 },
    elsewhere: 60,
    tier: 'red',
  }),
});

const exitSignal = caseView({
  caseId: 1052,
  number: 'SW-1052',
  formKind: 'exit_signal',
  sku: 'LM-FAN-MINI',
  skuName: '手持小风扇',
  direction: 'down',
  days: [deviation({ direction: 'down', units: 40, baseline: 88.2, deviation: -0.546, surge: false })],
  stock: stock({
    available: 2600,
    countdownDays: 47.2,
    lastThreeDays: [70, 55, 40],
    daysOfCover: 29.4,
    tier: 'green',
    stockOutOn: null,
    ...noGap,
    rate: 88.2,
    atPace: { rate: 55, stockOutOn: null, ...noGap },
    suggestion: null,
  }),
});

const second = caseView({
  caseId: 1044,
  number: 'SW-1044',
  sku: 'LM-CABLE-2M',
  skuName: '编织数据线 2 米',
  days: [
    deviation({
      units: 260,
      baseline: 201,
      deviation: 0.2935,
      surge: false,
      evidence: evidence({ level: 198.2, overThreshold: { days: 4, of: 56 }, usableDays: 56, leftOut: [] }),
    }),
  ],
  stock: stock({
    available: 3100,
    countdownDays: 12.4,
    tier: 'green',
    stockOutOn: null,
    ...noGap,
    rate: 201,
    atPace: { rate: 250, stockOutOn: day('2026-12-02'), ...noGap },
    suggestion: {
      units: 2400,
      parts: [
        { mode: 'express', units: 400, sellableOn: day('2026-12-01') },
        { mode: 'sea', units: 2000, sellableOn: day('2027-01-05') },
      ],
      gapDays: 0,
    },
  }),
});

export const exampleAnswer = answer;

/** One case of each kind of form. */
export const exampleCases = { surge: caseView(), drop: fallingCase(), storeWide, outOfStock, exitSignal };

export const exampleWeekly: WeeklyView = {
  from: day('2026-11-16'),
  to: day('2026-11-22'),
  late: false,
  rows: Array.from({ length: 214 }, (_, i) => weeklyRow({ sku: `LM-${i}`, tier: 'green', countdownDays: 40 + i })),
  urgent: [
    weeklyRow({
      sku: 'LM-MAT-GRY',
      name: '瑜伽垫 灰色',
      available: 0,
      countdownDays: 0,
      tier: 'red',
      stockOutOn: thursday,
      dailyRate: 18.4,
    }),
    weeklyRow({
      sku: 'LM-STAND-OAK',
      name: '橡木支架',
      available: 22,
      inbound: 0,
      onOrder: 300,
      countdownDays: 1.8,
      tier: 'red',
      stockOutOn: day('2026-11-24'),
      nextArrivalOn: null,
      overdue: { units: 240, since: day('2026-11-10'), days: 12 },
      orderBy: { day: day('2026-11-02'), isPast: true },
      dailyRate: 12.1,
      owner: '王芳',
    }),
    weeklyRow({ orderBy: { day: day('2026-12-08'), isPast: false } }),
    weeklyRow({
      storeId: 'amz-de',
      sku: 'LM-HOOK-4',
      name: null,
      available: 61,
      inbound: null,
      onOrder: 0,
      countdownDays: 8.7,
      tier: 'yellow',
      stockOutOn: day('2026-12-01'),
      nextArrivalOn: null,
      dailyRate: 7,
      owner: null,
    }),
  ],
  slow: [
    { storeId: 'amz-us', sku: 'LM-XMAS-22', name: '圣诞挂饰 2022', daysWithoutSale: 214, available: 310 },
    { storeId: 'amz-us', sku: 'LM-CASE-OLD', name: '旧款收纳盒', daysWithoutSale: 96, available: 42 },
    { storeId: 'amz-de', sku: 'LM-TOWEL-L', name: null, daysWithoutSale: 33, available: null },
  ],
  health: [
    {
      storeId: 'amz-us',
      storeName: 'Amazon US',
      skus: 190,
      slow: 2,
      knownDays: 1498,
      outDays: 31,
      turnover: { aYear: 6.42, days: 56.9, skus: 144 },
    },
    { storeId: 'amz-de', storeName: 'Amazon DE', skus: 20, slow: 0, knownDays: 0, outDays: 0, turnover: null },
  ],
  changes: [
    { storeId: 'amz-us', sku: 'LM-MAT-GRY', from: 'orange', to: 'red' },
    { storeId: 'amz-us', sku: 'LM-STAND-OAK', from: 'yellow', to: 'red' },
    { storeId: 'amz-us', sku: 'LM-BOTTLE-BLK', from: 'green', to: 'yellow' },
    { storeId: 'amz-us', sku: 'LM-RUG-S', from: 'red', to: 'green' },
  ],
  discipline: {
    forms: 23,
    inTime: 19,
    late: 2,
    open: 2,
    escalated: 4,
    medianMinutes: 47,
    byOwner: [
      { owner: people.lina, forms: 14, inTime: 13, late: 1, open: 0, escalated: 1, medianMinutes: 38 },
      { owner: people.wang, forms: 9, inTime: 6, late: 1, open: 2, escalated: 3, medianMinutes: 84 },
    ],
  },
  causes: [
    { cause: 'deal', direction: 'up', count: 8 },
    { cause: 'lost_buy_box', direction: 'down', count: 5 },
    { cause: 'advertising_stopped', direction: 'down', count: 3 },
  ],
  decisions: [
    {
      number: 'SW-1021',
      storeId: 'amz-us',
      sku: 'LM-RUG-S',
      by: people.lina,
      action: 'expedite',
      quantity: 200,
      suggested: 220,
      arriveBy: day('2026-11-19'),
      outcome: 'in_stock',
    },
    {
      number: 'SW-1027',
      storeId: 'amz-us',
      sku: 'LM-MAT-GRY',
      by: people.wang,
      action: 'none',
      quantity: null,
      suggested: 400,
      arriveBy: null,
      outcome: 'out_of_stock',
    },
    {
      number: 'SW-1042',
      storeId: 'amz-us',
      sku: 'LM-BOTTLE-BLK',
      by: people.lina,
      action: 'replenish',
      quantity: 500,
      suggested: 900,
      arriveBy: day('2026-12-08'),
      outcome: 'not_due',
    },
  ],
  hindsight: {
    month: day('2026-10-01'),
    told: 14,
    inTime: 8,
    late: 2,
    stockedOut: 3,
    over: 2,
    under: 3,
    right: 7,
  },
  agenda: {
    operations: [
      { why: 'unanswered', number: 'SW-1039', storeId: 'amz-us', sku: 'LM-HOOK-4', assignee: people.wang },
      { why: 'slow', storeId: 'amz-us', count: 2 },
    ],
    supply: [
      { why: 'nothing_coming', storeId: 'amz-de', sku: 'LM-HOOK-4', countdownDays: 8.7 },
      { why: 'order_not_shipped', storeId: 'amz-us', sku: 'LM-STAND-OAK', countdownDays: 1.8, onOrder: 300 },
    ],
    logistics: [
      {
        ...{ why: 'arrival_overdue', storeId: 'amz-us', sku: 'LM-STAND-OAK' },
        ...{ units: 240, dueOn: day('2026-11-10'), days: 12 },
      },
      {
        why: 'arrives_late',
        storeId: 'amz-us',
        sku: 'LM-BOTTLE-BLK',
        stockOutOn: day('2026-11-26'),
        arrivesOn: day('2026-12-02'),
      },
    ],
  },
  chartId: 'stock-timeline-2026-11-22',
  workbookId: 'inventory-2026-11-22',
  workbookName: 'inventory-2026-11-22.xlsx',
};

const quietWeek: WeeklyView = {
  ...exampleWeekly,
  urgent: [],
  slow: [],
  changes: [],
  causes: [],
  decisions: [],
  discipline: { forms: 0, inTime: 0, late: 0, open: 0, escalated: 0, medianMinutes: null, byOwner: [] },
  agenda: { operations: [], supply: [], logistics: [] },
  chartId: null,
};

const approval: NonNullable<CaseView['approval']> = {
  state: 'waiting',
  because: null,
  cost: { amount: 41_700, currency: 'CNY' },
  limit: { amount: 5000, currency: 'CNY' },
  askedOf: [people.zhang],
  approvedBy: null,
};

const waitingForApproval = caseView({ status: 'answered', answer, approval });

/** Every kind of view in every state worth reading, by name. */
export const exampleViews: Readonly<Record<string, View>> = {
  'card-surge': card(caseView({ chartId: 'chart-1042' })),
  'card-rise-steady': card(second),
  'card-fall-noisy': card(fallingCase()),
  'card-late-in-day': card(
    caseView({
      askedAt: '2026-11-20T09:30:00.000Z',
      answerDueAt: '2026-11-23T01:30:00.000Z',
      dueBecause: 'late_in_day',
    }),
  ),
  'card-outside-hours': card(
    caseView({
      askedAt: '2026-11-20T12:00:00.000Z',
      answerDueAt: endOfWork(monday),
      dueBecause: 'outside_hours',
      assignee: people.wang,
      assignedBecause: 'deputy',
    }),
  ),
  'card-acknowledged': card(caseView({ status: 'acknowledged', acknowledgedBy: people.lina })),
  'card-overdue': {
    kind: 'card',
    team: saturdayMorning,
    cases: [caseView({ ...overdue, answerDueAt: endOfWork(friday) })],
  },
  'card-snoozed': card(caseView({ snoozedUntil: '2026-11-23T03:00:00.000Z', snoozeReason: '等工厂周一回复交期' })),
  'card-answered': card(caseView({ status: 'answered', answer })),
  'card-answered-late-corrected': card(
    caseView({ status: 'answered', answer: { ...answer, revision: 2, late: true, at: '2026-11-20T11:05:00.000Z' } }),
  ),
  'card-withdrawn': card(
    caseView({
      status: 'closed',
      resolution: 'withdrawn',
      withdrawn: { day: thursday, oldUnits: 105, newUnits: 36, deviation: 0.068 },
    }),
  ),
  'card-closed-unanswered': card(caseView({ status: 'closed', resolution: 'recovered' })),
  'card-reopened-one-off': card(
    caseView({
      round: 2,
      days: daysOf([day('2026-11-17'), 98, 1.9], [day('2026-11-18'), 110, 2.3], [thursday, 105, 2.1157]),
      reopened: {
        because: 'still_out',
        by: null,
        remark: null,
        promise: { nature: 'one_off', until: null, dayNumber: 3 },
      },
    }),
  ),
  'card-reopened-short-term': card(
    fallingCase({
      round: 2,
      reopened: {
        because: 'still_out',
        by: null,
        remark: null,
        promise: { nature: 'short_term', until: day('2026-11-18'), dayNumber: 9 },
      },
    }),
  ),
  'card-returned': card(
    caseView({
      round: 2,
      askedAt: '2026-11-20T08:40:00.000Z',
      answerDueAt: '2026-11-23T01:40:00.000Z',
      dueBecause: 'returned',
      reopened: {
        because: 'returned',
        by: people.zhang,
        remark: '数量怎么算的？请写明活动后的日均',
        promise: noPromise,
      },
    }),
  ),
  'card-supplement': card(caseView({ supplement: true })),
  'card-no-owner': card(caseView({ assignee: null, assignedBecause: 'nobody', class: null, skuName: null })),
  'card-stale-stock': card(
    caseView({
      stock: stock({
        stale: true,
        asOf: '2026-11-17T01:00:00.000Z',
        inbound: null,
        onOrder: null,
        arrivals: [],
        ...noGap,
        atPace: { rate: 58.3, stockOutOn: day('2026-11-23'), ...noGap },
      }),
    }),
  ),
  'card-no-stock-data': card(
    fallingCase({
      stock: stock({
        asOf: null,
        available: null,
        inbound: null,
        onOrder: null,
        arrivals: [],
        countdownDays: null,
        daysOfCover: null,
        stockOutOn: null,
        ...noGap,
        rate: 2.03,
        atPace: { rate: 0.33, stockOutOn: null, ...noGap },
        safety: null,
        suggestion: null,
        tier: null,
      }),
    }),
  ),
  'card-store-wide': card(storeWide),
  'card-out-of-stock': card(outOfStock),
  'card-exit-signal': card(exitSignal),
  'card-orders-shop': card(
    caseView({
      days: [
        deviation({
          surge: false,
          units: 48,
          baseline: 30.2,
          deviation: 0.589,
          evidence: evidence({
            measure: 'orders',
            shopFactor: 1.19,
            windows: [
              {
                days: 1,
                units: 48,
                baseline: 30.2,
                deviation: 0.589,
                deviationBeyondShop: 0.336,
                chance: null,
                spread: 1,
              },
            ],
          }),
        }),
      ],
    }),
  ),
  'card-several': card(caseView(), fallingCase(), second),
  'card-several-partly-answered': card(
    caseView({ status: 'answered', answer }),
    fallingCase({ status: 'acknowledged', acknowledgedBy: people.wang, assignee: people.lina }),
    second,
  ),
  'card-several-answered': card(caseView({ status: 'answered', answer }), {
    ...second,
    status: 'answered',
    answer: { ...answer, values: { ...values, cause: 'advertising', nature: 'one_off', action: 'none' } },
  }),
  'answer-record': { kind: 'answer_record', team, case: caseView({ status: 'answered', answer }), answer },
  'answer-record-late': {
    kind: 'answer_record',
    team: { ...team, now: '2026-11-20T11:06:00.000Z' },
    case: caseView({ status: 'answered' }),
    answer: { ...answer, late: true, at: '2026-11-20T11:05:00.000Z' },
  },
  'note-acknowledged': note({ event: 'acknowledged', by: people.lina }),
  'note-continued': note({ event: 'continued', dayNumber: 3, deviation: 0.85 }),
  'note-grown': note({ event: 'grown', restated: { day: thursday, oldUnits: 105, newUnits: 131, deviation: 2.887 } }),
  'note-withdrawn': note({
    event: 'withdrawn',
    restated: { day: thursday, oldUnits: 105, newUnits: 36, deviation: 0.068 },
  }),
  'note-reopened': note({
    event: 'reopened',
    because: 'still_out',
    promise: { nature: 'one_off', until: null, dayNumber: 3 },
  }),
  'note-reopened-worse': note({ event: 'reopened', because: 'worse', promise: noPromise }),
  'note-returned': note({ event: 'returned', by: people.zhang, remark: '数量怎么算的？请写明活动后的日均' }),
  'note-reopened-not-ordered': note({ event: 'reopened', because: 'not_ordered', promise: noPromise }),
  'note-approval-asked': note({ event: 'approval_asked', to: [people.zhang], late: false }),
  'note-approved': note({ event: 'approved', by: people.zhang }),
  'note-reassigned': note({ event: 'reassigned', by: people.zhang, to: people.wang, because: 'reassigned' }),
  'note-reassigned-deputy': note({ event: 'reassigned', by: null, to: people.wang, because: 'deputy' }),
  'note-snoozed': note({
    event: 'snoozed',
    by: people.zhang,
    until: '2026-11-23T03:00:00.000Z',
    reason: '等工厂周一回复交期',
  }),
  'note-escalated': note({ event: 'escalated', to: [people.zhang], level: 1, late: false }),
  'note-escalated-late': note({ event: 'escalated', to: [people.zhang], level: 1, late: true }),
  'note-reminded': note({ event: 'reminded', to: people.lina, beforeDeadline: true }),
  'note-closed': note({ event: 'closed', resolution: 'recovered' }),
  'note-no-owner': note({ event: 'no_owner', to: people.zhang }),
  'reminder-one': { kind: 'reminder', team, to: people.lina, cases: [caseView()], beforeDeadline: true },
  'reminder-several': {
    kind: 'reminder',
    team,
    to: people.lina,
    cases: [fallingCase({ answerDueAt: '2026-11-23T01:30:00.000Z' }), caseView(), second],
    beforeDeadline: true,
  },
  'reminder-overdue': {
    kind: 'reminder',
    team: saturdayMorning,
    to: people.lina,
    cases: [caseView({ overdue: true, escalatedTo: [people.zhang] })],
    beforeDeadline: false,
  },
  'escalation-one': {
    kind: 'escalation',
    team: { ...team, now: endOfWork(friday) },
    to: [people.zhang],
    everyone: false,
    level: 1,
    late: false,
    rows: [{ case: caseView({ overdue: true }), overdueMinutes: 0 }],
  },
  'escalation-several-late': {
    kind: 'escalation',
    team: saturdayMorning,
    to: [people.zhang],
    everyone: false,
    level: 2,
    late: true,
    rows: [
      { case: fallingCase({ overdue: true, assignee: people.wang }), overdueMinutes: 3840 },
      { case: caseView({ overdue: true, status: 'acknowledged', acknowledgedBy: people.lina }), overdueMinutes: 3840 },
      { case: { ...second, overdue: true }, overdueMinutes: 990 },
    ],
  },
  'escalation-nobody-left': {
    kind: 'escalation',
    team: saturdayMorning,
    to: [],
    everyone: true,
    level: 3,
    late: false,
    rows: [{ case: caseView({ overdue: true, assignee: null, assignedBecause: 'nobody' }), overdueMinutes: 3840 }],
  },
  'approval-one': {
    kind: 'approval',
    team,
    to: [people.zhang],
    everyone: false,
    level: 1,
    late: false,
    cases: [waitingForApproval],
  },
  'approval-several-late': {
    kind: 'approval',
    team: saturdayMorning,
    to: [people.zhang],
    everyone: false,
    level: 2,
    late: true,
    cases: [waitingForApproval, { ...waitingForApproval, caseId: 1043, number: 'SW-1043' }],
  },
  'card-waits-for-approval': card(waitingForApproval),
  'card-cost-unknown': card({
    ...waitingForApproval,
    approval: { ...approval, state: 'not_needed', because: 'cost_unknown', cost: null, askedOf: [] },
  }),
  digest: {
    kind: 'digest',
    team: { ...team, now: '2026-11-20T01:00:00.000Z' },
    digest: {
      day: friday,
      open: 5,
      dueToday: [caseView(), second],
      overdue: [fallingCase({ ...overdue, assignee: people.wang })],
      tierChanges: [
        { sku: 'LM-STAND-OAK', name: '橡木支架', storeId: 'amz-us', from: 'orange', to: 'red', countdownDays: 1.8 },
        { sku: 'LM-MAT-GRY', name: '瑜伽垫 灰色', storeId: 'amz-us', from: 'green', to: 'yellow', countdownDays: 9.96 },
      ],
      capped: [
        { sku: 'LM-HOOK-4', storeId: 'amz-us', deviation: -0.31 },
        { sku: 'LM-RUG-S', storeId: 'amz-us', deviation: 0.44 },
      ],
      crossedWithoutForm: 37,
      unassignedSkus: [{ storeId: 'amz-us', sku: 'LM-NEW-1' }],
    },
  },
  weekly: { kind: 'weekly', team, weekly: exampleWeekly },
  'weekly-late': { kind: 'weekly', team, weekly: { ...quietWeek, late: true, urgent: [weeklyRow()] } },
  'weekly-all-well': { kind: 'weekly', team, weekly: quietWeek },
  'notice-data-late': notice({
    notice: 'data_late',
    storeId: 'amz-us',
    storeName: 'Amazon US',
    day: thursday,
    expectedBy: '2026-11-20T08:00:00.000Z',
    lastAsOf: '2026-11-19T07:10:00.000Z',
  }),
  'notice-stock-late': notice({
    notice: 'stock_late',
    storeId: 'amz-us',
    storeName: 'Amazon US',
    reportedOn: thursday,
    days: 2,
    isEstimated: true,
  }),
  'notice-feed-held': notice({
    notice: 'feed_held',
    storeId: 'amz-us',
    storeName: 'Amazon US',
    day: thursday,
    because: 'units_short',
    units: 310,
    baseline: 1450,
  }),
  'notice-feed-held-silent': notice({
    notice: 'feed_held',
    storeId: 'amz-us',
    storeName: 'Amazon US',
    day: thursday,
    because: 'skus_silent',
    units: 810,
    baseline: 1450,
  }),
  'notice-feed-quarantined': notice({
    notice: 'feed_quarantined',
    storeId: 'amz-us',
    storeName: 'Amazon US',
    day: thursday,
    rows: 61,
    usualRows: 214,
  }),
  'notice-no-owner': notice({
    notice: 'no_owner',
    storeId: 'amz-us',
    storeName: 'Amazon US',
    sku: 'LM-NEW-1',
    heldBy: people.zhang,
  }),
  'notice-nobody-left': notice({ notice: 'nobody_left', numbers: ['SW-1042', 'SW-1043'] }),
  'notice-unassigned': notice({
    notice: 'unassigned_skus',
    storeId: 'amz-us',
    storeName: 'Amazon US',
    skus: ['LM-NEW-1', 'LM-NEW-2'],
  }),
  'notice-calendar': notice({ notice: 'calendar_short', lastKnownDay: day('2026-12-31') }),
  'notice-tier-alert': notice({
    notice: 'tier_alert',
    rows: [
      { storeId: 'amz-us', storeName: 'Amazon US', sku: 'LM-HOOK-4', tier: 'yellow', countdownDays: 8.2 },
      { storeId: 'amz-us', storeName: 'Amazon US', sku: 'LM-BOTTLE-BLK', tier: 'red', countdownDays: 1.4 },
    ],
  }),
  'notice-oversell': notice({
    notice: 'oversell',
    rows: [
      {
        ...{ storeId: 'tts-us', storeName: 'TikTok US', sku: 'LM-LAMP-S', risk: 'nearly_gone', available: 40 },
        perDay: 21.3,
        channels: [
          { storeName: 'TikTok US', units: 28 },
          { storeName: 'Shopify', units: 12 },
        ],
      },
      {
        ...{ storeId: 'tts-us', storeName: 'TikTok US', sku: 'LM-HOOK-4', risk: 'gone', available: 0 },
        perDay: 4.2,
        channels: [],
      },
    ],
  }),
  'notice-cut-off': notice({
    notice: 'cut_off',
    today: friday,
    rows: [
      {
        ...{ number: 'SW-1042', storeName: 'Amazon US', sku: 'LM-BOTTLE-BLK', mode: 'sea', units: 1100, ready: false },
        ...{ actBy: monday, leavesOn: day('2026-12-10'), state: 'answered' },
      },
      {
        ...{ number: 'SW-1043', storeName: 'Amazon US', sku: 'LM-LAMP-S', mode: 'express', units: 120, ready: true },
        ...{ actBy: friday, leavesOn: friday, state: 'open' },
      },
    ],
  }),
  'notice-event-stock': notice({
    notice: 'event_stock',
    ...{ storeId: 'amz-us', storeName: 'Amazon US', from: day('2026-11-21'), to: day('2026-11-27') },
    ...{ note: '黑五', late: true },
    rows: [
      {
        sku: 'LM-BOTTLE-BLK',
        need: eventNeed({ rate: 24, lift: 2.1, days: 7 }),
        available: 180,
        arriving: 120,
      },
      { sku: 'LM-CAP-NEW', need: eventNeed({ rate: 3, lift: null, days: 7 }), available: null, arriving: 0 },
    ],
  }),
  'rehearsal-first': { kind: 'rehearsal', team, to: [people.zhang], occasion: 'first', rehearsal: exampleRehearsal },
  'rehearsal-asked': { kind: 'rehearsal', team, to: [], occasion: 'asked', rehearsal: exampleRehearsal },
  'notice-rehearsal-failed': { kind: 'notice', team, to: null, notice: { notice: 'rehearsal_failed' } },
  'notice-bitable-rows': notice({
    notice: 'bitable_trouble',
    use: 'owners',
    state: 'rows',
    why: {
      zh: '多维表格“负责人”：导入 41 行，拒收 2 行。多维表格“负责人”第 7 行：负责人“王小明”不在团队名单里。',
      en: 'Feishu table of owners: 41 rows imported, 2 refused. Feishu table of owners line 7: nobody on the team is called "王小明".',
    },
    issues: [{ zh: '多维表格“负责人”第 12 行：缺少 sku。', en: 'Feishu table of owners line 12: sku is missing.' }],
    goodAt: '2026-11-20T02:47:00.000Z',
  }),
  'notice-bitable-unwritten': notice({
    notice: 'bitable_trouble',
    use: 'cases',
    state: 'unwritten',
    why: {
      zh: '找不到这个多维表格或数据表，可能已被删除或网址有误：请改正策略文件 bitable 里的网址',
      en: 'there is no such base or table, it may have been deleted: correct the address under "bitable" in the policy file',
    },
    issues: [],
    goodAt: null,
  }),
  'notice-weekly-skipped': notice({
    notice: 'weekly_skipped',
    from: day('2026-11-09'),
    to: day('2026-11-15'),
  }),
};

/** A noisy fall, a steady surge and every word without a verdict: for `explain`. */
export const exampleVerdicts: Readonly<Record<string, DeviationView>> = {
  'deviation-steady': deviation(),
  'deviation-noisy': fall(),
  'deviation-literal': deviation({ evidence: evidence({ policy: 'literal', steady: false }) }),
  'within-noise': fall({
    word: 'within_noise',
    windowDays: 1,
    units: 1,
    baseline: 2.1,
    deviation: -0.5238,
    chance: null,
    evidence: evidence({
      ...fall().evidence,
      steady: false,
      woke: false,
      windows: [
        {
          days: 1,
          units: 1,
          baseline: 2.1,
          deviation: -0.5238,
          deviationBeyondShop: -0.54,
          chance: 0.21,
          newsBelow: 0.0016,
          spread: 1,
        },
      ],
    }),
  }),
  'within-store': deviation({
    word: 'within_noise',
    surge: false,
    units: 41,
    baseline: 33.7,
    deviation: 0.2166,
    evidence: evidence({
      shopFactor: 1.16,
      windows: [
        { days: 1, units: 41, baseline: 33.7, deviation: 0.2166, deviationBeyondShop: 0.0488, chance: null, spread: 1 },
      ],
    }),
  }),
  normal: deviation({ word: 'normal', direction: null, units: 40, baseline: 33.34, deviation: 0.19976, surge: false }),
  learning: deviation({
    word: 'learning',
    direction: null,
    baseline: null,
    deviation: null,
    surge: false,
    evidence: evidence({ level: null, usableDays: 4, windows: [], historyFrom: null, historyTo: null, leftOut: [] }),
  }),
  'no-data': deviation({
    word: 'no_data',
    direction: null,
    units: null,
    baseline: null,
    deviation: null,
    surge: false,
    evidence: null,
  }),
};
