// Writes down what was decided, with every number it rests on. Decides nothing itself.

import type { Day } from '../lib/day.ts';
import { at, reaches } from '../lib/stats.ts';
import { expectedOn, hasRestarted, type SkuBaseline } from './baseline.ts';
import type { Decision } from './decide.ts';
import { dayUse, leftOutDays } from './history.ts';
import type { DetectionSettings } from './rule-numbers.ts';
import type { SalesWindow } from './sales-window.ts';
import { deviationFrom } from './threshold.ts';
import type { Evidence, ShopVerdict, Verdict, VerdictWord, WindowEvidence } from './verdict.ts';

/** The judged day of a shop, with what all its SKUs share. */
export interface Today {
  window: SalesWindow;
  day: Day;
  settings: DetectionSettings;
  /** Position of the judged day. */
  judged: number;
  /** Shop factor of each day. */
  factors: Float64Array;
  /** Over-dispersion of each window's sums. */
  spreads: Float64Array;
}

/** The verdict of a SKU that was judged. Money at stake is 0 where no price is known. */
export function decided(
  sku: SkuBaseline,
  { word, direction, decidedBy, windows }: Decision,
  own: Pick<Evidence, 'overThreshold' | 'steady' | 'woke'>,
  today: Today,
): Verdict {
  const deviates = word === 'deviation';
  const deciding = windows[decidedBy];
  return {
    sku: sku.series.sku,
    day: today.day,
    word,
    direction,
    window: deciding?.days ?? 1,
    units: deciding?.units ?? null,
    baseline: deciding?.baseline ?? null,
    deviation: deciding?.deviation ?? null,
    chance: deviates ? (deciding?.chance ?? null) : null,
    surge: deviates && isSurge(deciding, today.settings.numbers.surgeTimes),
    moneyAtStake: deciding ? Math.abs(deciding.units - deciding.baseline) * (sku.series.price ?? 0) : 0,
    evidence: { ...evidenceOf(sku, today), ...own, windows },
  };
}

/** The verdict of a SKU that is not asked about today, however much it sold; with its numbers where known. */
export function unasked(sku: SkuBaseline, word: VerdictWord, today: Today): Verdict {
  const units = at(sku.series.quantity, today.judged);
  const baseline = expectedOn(sku, today.judged);
  return {
    ...nothingSaid(sku.series.sku, today.day, word, evidenceOf(sku, today)),
    units: Number.isNaN(units) ? null : units,
    baseline: Number.isNaN(baseline) ? null : baseline,
    deviation: Number.isNaN(units) || Number.isNaN(baseline) ? null : deviationFrom(units, baseline),
  };
}

/** Verdicts of a day whose feed is late or incomplete: nothing is known, so nothing is computed. */
export function nothingKnown(
  window: SalesWindow,
  day: Day,
  settings: DetectionSettings,
): { shop: ShopVerdict; verdicts: Verdict[] } {
  const shop: ShopVerdict = {
    day,
    state: 'no_data',
    heldBecause: null,
    closedAsUsual: false,
    factor: 1,
    deviates: false,
    judgedSkus: 0,
    units: 0,
    baseline: 0,
  };
  const verdicts = window.series.map(({ sku }) => {
    const { policy, threshold } = settings.of(sku);
    const evidence: Evidence = {
      measure: window.measure,
      policy,
      threshold,
      level: null,
      weekdayFactor: 1,
      promotionLift: 1,
      shopFactor: 1,
      dispersion: 1,
      usableDays: 0,
      historyFrom: null,
      historyTo: null,
      leftOut: [],
      overThreshold: { days: 0, of: 0 },
      steady: false,
      woke: false,
      windows: [],
    };
    return nothingSaid(sku, day, 'no_data', evidence);
  });
  return { shop, verdicts };
}

function nothingSaid(sku: string, day: Day, word: VerdictWord, evidence: Evidence): Verdict {
  return {
    sku,
    day,
    word,
    direction: null,
    window: 1,
    units: null,
    baseline: null,
    deviation: null,
    chance: null,
    surge: false,
    moneyAtStake: 0,
    evidence,
  };
}

function evidenceOf(sku: SkuBaseline, today: Today): Evidence {
  const { window, settings, judged, factors } = today;
  const { policy, threshold } = settings.of(sku.series.sku);
  const level = at(sku.level, judged);
  const { series } = sku;
  const restarted = hasRestarted(series, judged);
  const from = Math.max(judged - settings.numbers.historyDays, restarted ? series.levelFrom : 0);
  return {
    measure: window.measure,
    policy,
    threshold,
    level: Number.isNaN(level) ? null : level,
    weekdayFactor: sku.weekdayFactor,
    promotionLift: sku.promotionLift,
    shopFactor: at(factors, judged),
    dispersion: sku.dispersion,
    usableDays: restarted ? at(sku.levelDays, judged) : sku.usableDays,
    ...historyBounds(sku, from, window.days),
    leftOut: leftOutDays(sku.uses, from, judged),
    overThreshold: { days: 0, of: 0 },
    steady: false,
    woke: false,
    windows: [],
  };
}

function historyBounds(
  { uses }: SkuBaseline,
  from: number,
  days: readonly Day[],
): Pick<Evidence, 'historyFrom' | 'historyTo'> {
  const first = uses.indexOf(dayUse.usable, from);
  if (first < 0) return { historyFrom: null, historyTo: null };
  return { historyFrom: days[first] ?? null, historyTo: days[uses.lastIndexOf(dayUse.usable)] ?? null };
}

/** Three times the baseline or more: the deviation that decided is +200 % at least. */
function isSurge(window: WindowEvidence | undefined, times: number): boolean {
  return window !== undefined && reaches(window.units, times * window.baseline);
}
