// A plan's times: how long the stock lasts at two rates, the safety stock, how long an order takes.

import { type Language, texts } from '../lib/language.ts';
import type { PlanLeg } from '../rules/inventory/supply-route.ts';
import { facts, small, table } from './blocks.ts';
import { clean } from './clean.ts';
import { daysCount, expected, precise, share, shortDay, units } from './format.ts';
import { formulaLines, type PlanSection, type PlanView } from './plan-view.ts';
import { modeText } from './suggestion-text.ts';
import type { GapView } from './views.ts';

const words = texts({
  en: {
    lasting: 'How long it lasts',
    paceColumn: 'Pace',
    usual: (rate: string) => `Usual (${rate} a day)`,
    forecast: 'Forecast by people',
    pace: (rate: string) => `Pace of the last 3 days (${rate} a day)`,
    lasts: 'Lasts',
    out: 'Stock-out on',
    next: 'Next arrival',
    gap: 'Days without',
    lostUnits: 'Units lost',
    lostMoney: (currency: string) => `Sales lost, ${currency}`,
    never: 'not within a year',
    nothing: 'nothing arrives',
    overdue: (day: string) => `overdue since ${day}`,
    walked:
      'Day by day: what is left + arrivals on their sellable day − units a day. What is missing until the next arrival counts as lost sales, valued at the selling price.',
    safety: 'Safety stock',
    kept: 'Safety stock',
    reorder: 'Reorder line',
    reorderValue: (line: string) => `${line}: order when available, inbound and on order together fall below it`,
    warning: 'Warning line',
    methods: {
      buffer: 'buffer: covers the best day and the slowest order together',
      simple: 'simple: one and a half times the sales of the lead time',
      service_level: (level: string) => `service level: no stock-out in ${level} of all order cycles`,
      given_days: 'days set by a person',
    },
    method: (units: string, what: string) => `${units} (${what})`,
    lead: 'Lead time, in days',
    columns: ['Leg', 'Promised', 'Observed', 'Longest', 'Spread', 'Orders', 'Plan'],
    legs: { production: 'Production', inspection: 'Inspection' },
    travel: (mode: string) => `${mode}, receiving included`,
    whole: (mode: string) => `Whole way (${mode})`,
    usualDays: (days: string) => `${days} (usual)`,
    counted:
      'Observed days count from three orders on. The size of an order assumes the slowest mode, so that it does not depend on the hurry.',
    none: '–',
    of: ' · ',
  },
  zh: {
    lasting: '还能卖多久',
    paceColumn: '销量口径',
    usual: (rate) => `按平日（${rate}/天）`,
    forecast: '按人工预测',
    pace: (rate) => `近三天延续（${rate}/天）`,
    lasts: '可卖',
    out: '断货日',
    next: '下一批到货',
    gap: '断货天数',
    lostUnits: '少卖件数',
    lostMoney: (currency) => `少卖金额（${currency}）`,
    never: '一年内不断货',
    nothing: '没有到货',
    overdue: (day) => `${day} 起逾期未到`,
    walked: '逐日推算：余量 + 当天可售到货 − 日销，到下一批到货前不够卖的算少卖，金额按售价计。',
    safety: '安全库存',
    kept: '安全库存',
    reorder: '补货点',
    reorderValue: (line) => `${line}：可用、在途、已下单合计低于它就该补货`,
    warning: '预警线',
    methods: {
      buffer: '缓冲法：卖得最快又到得最慢也够卖',
      simple: '简易法：在周期销量之上再加五成',
      service_level: (level) => `服务水平法：${level} 的补货周期不断货`,
      given_days: '按指定的天数',
    },
    method: (units, what) => `${units}（${what}）`,
    lead: '周期（天）',
    columns: ['环节', '承诺', '实际', '最长', '波动', '单数', '计划用'],
    legs: { production: '生产', inspection: '质检' },
    travel: (mode) => `${mode}（含入仓）`,
    whole: (mode) => `全程（${mode}）`,
    usualDays: (days) => `${days}（通用）`,
    counted: '满三单起按实际天数计划。下单量按最慢的运输方式计算，不因着急而变大。',
    none: '–',
    of: ' · ',
  },
});

/** Countdown and projection at each rate, with the cost of the gap. */
export function lastingSection({ stock, plan }: PlanView, language: Language): PlanSection | undefined {
  const say = words[language];
  if (stock.available === null || plan.rate === null) return undefined;
  const next = stock.arrivals[0]?.sellableOn;
  const noNext = stock.overdue ? say.overdue(shortDay(stock.overdue.since)) : say.nothing;
  const pace = stock.atPace;
  const both = (write: (of: GapView) => string) => [write(stock), write(pace)];
  const rows = [
    [
      say.lasts,
      ...[plan.given ? null : plan.cover, plan.countdown].map((of) => (of ? daysCount(of.value, language) : say.none)),
    ],
    [say.out, ...both(({ stockOutOn }) => (stockOutOn === null ? say.never : shortDay(stockOutOn)))],
    [say.next, ...both(() => (next === undefined ? noNext : shortDay(next)))],
    [say.gap, ...both(({ gapDays }) => (gapDays === null ? say.none : units(gapDays)))],
    [say.lostUnits, ...both(({ lostUnits }) => (lostUnits === null ? say.none : units(lostUnits)))],
    ...(stock.lostMoney === null && pace.lostMoney === null
      ? []
      : [
          [
            say.lostMoney(stock.currency),
            ...both(({ lostMoney }) => (lostMoney === null ? say.none : units(lostMoney))),
          ],
        ]),
  ];
  const columns = [
    say.paceColumn,
    plan.given ? say.forecast : say.usual(expected(plan.rate)),
    say.pace(plan.pace === null ? say.none : expected(plan.pace)),
  ];
  const { loss, lossAtPace } = plan;
  return {
    title: say.lasting,
    blocks: [table(columns, rows), small(say.walked)],
    formulas: [
      ...formulaLines(plan.countdown, plan.cover),
      ...formulaLines(loss?.units, loss?.money).map(({ of }) => ({ of, about: columns[1] ?? '' })),
      ...formulaLines(lossAtPace?.units, lossAtPace?.money).map(({ of }) => ({ of, about: columns[2] ?? '' })),
    ],
  };
}

/** Safety stock by its formula, and the two lines above it. */
export function safetySection({ plan }: PlanView, language: Language): PlanSection | undefined {
  const say = words[language];
  if (!plan.safety) return undefined;
  const { method, safety, reorderLine, warningLine } = plan.safety;
  const what = say.methods[method];
  const means = typeof what === 'string' ? what : what(share(safety.inputs.level ?? 0));
  return {
    title: say.safety,
    blocks: [
      facts(
        { label: say.kept, value: say.method(units(safety.value), means) },
        { label: say.reorder, value: say.reorderValue(units(reorderLine.value)) },
        { label: say.warning, value: units(warningLine.value) },
      ),
    ],
    formulas: formulaLines(safety, reorderLine, warningLine),
  };
}

/** Promised and observed days of each leg. */
export function leadSection({ plan }: PlanView, language: Language): PlanSection | undefined {
  const say = words[language];
  if (plan.legs.length === 0 || plan.lead === null) return undefined;
  const rows = plan.legs.map((leg) => legRow(leg, language));
  const slowest = plan.legs.find(({ counts, supplier }) => counts && supplier === null);
  const whole = [
    say.whole(slowest ? modeText(slowest.leg, language) : ''),
    say.none,
    say.none,
    precise(plan.lead.max),
    `±${precise(plan.lead.spread)}`,
    say.none,
    precise(plan.lead.days),
  ];
  return {
    title: say.lead,
    blocks: [table(say.columns, [...rows, whole], rows.length + 1), small(say.counted)],
    formulas: plan.legs.flatMap((leg) => (leg.observed ? [{ of: leg.observed, about: legName(leg, language) }] : [])),
  };
}

function legRow(leg: PlanLeg, language: Language): string[] {
  const say = words[language];
  const seen = leg.observed;
  const promised = leg.promised === null ? say.none : precise(leg.promised);
  return [
    legName(leg, language),
    leg.usual ? say.usualDays(promised) : promised,
    seen ? precise(seen.value) : say.none,
    seen ? precise(seen.inputs.max ?? 0) : say.none,
    seen ? `±${precise(seen.inputs.spread ?? 0)}` : say.none,
    seen ? precise(seen.inputs.n ?? 0) : say.none,
    leg.planned ? precise(leg.planned.days) : say.none,
  ];
}

function legName({ leg, supplier }: PlanLeg, language: Language): string {
  const say = words[language];
  if (leg !== 'production' && leg !== 'inspection') return say.travel(modeText(leg, language));
  return supplier === null ? say.legs[leg] : say.legs[leg] + say.of + clean(supplier, 20);
}
