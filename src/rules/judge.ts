// Judges the last day of a window for every SKU of one store: the whole detection rule, in the order of its steps.
// Pure: what an open case or an answer makes of a verdict is decided by cases.

import { at } from '../lib/stats.ts';
import { atOnce, mapInSteps, type Steps } from '../lib/steps.ts';
import { type SkuBaseline, shopBaselines, skusInStep } from './baseline.ts';
import { decide } from './decide.ts';
import { closedAsUsual, heldBecause, shopDay } from './feed-gate.ts';
import { isDormant, isOutOfStock } from './history.ts';
import type { DetectionSettings, RuleNumbers } from './rule-numbers.ts';
import type { SalesWindow, SkuSeries } from './sales-window.ts';
import { shopDeviates, shopFactors } from './shop-factor.ts';
import { shopSpreads } from './shop-spread.ts';
import { daysOverThreshold, isSteady } from './steady.ts';
import type { ShopVerdict, Verdict, VerdictWord } from './verdict.ts';
import { windowSums } from './window-sums.ts';
import { decided, nothingKnown, type Today, unasked } from './write-verdict.ts';

export interface JudgedShop {
  shop: ShopVerdict;
  /** One for each series of the window, in its order. */
  verdicts: Verdict[];
}

/** What the last day of a window needs under every policy; judging it under several policies shares it. */
export interface DayToJudge {
  /** `settings.numbers` must be those that the day was prepared with. */
  under(settings: DetectionSettings): JudgedShop;
}

/**
 * Verdicts for the last day of `window`. A day that is not complete gives `no_data` for every SKU; a day that the
 * feed gate holds gives `held`. The result does not depend on the order of the series.
 *
 * @throws RangeError for a window without days
 */
export function judgeDay(window: SalesWindow, settings: DetectionSettings): JudgedShop {
  return atOnce(judgeDayInSteps(window, settings));
}

/** The same, a few hundred SKUs at a time. */
export function* judgeDayInSteps(window: SalesWindow, settings: DetectionSettings): Steps<JudgedShop> {
  const day = yield* dayToJudgeInSteps(window, settings.numbers);
  return yield* day(settings);
}

/**
 * Works out the baselines, the shop's factor and its scatter: most of the work of judging, and the same for all policies.
 *
 * @throws RangeError for a window without days
 */
export function dayToJudge(window: SalesWindow, numbers: RuleNumbers): DayToJudge {
  const day = atOnce(dayToJudgeInSteps(window, numbers));
  return { under: (settings) => atOnce(day(settings)) };
}

function* dayToJudgeInSteps(
  window: SalesWindow,
  numbers: RuleNumbers,
): Steps<(settings: DetectionSettings) => Steps<JudgedShop>> {
  const day = window.days.at(-1);
  if (day === undefined) throw new RangeError('A sales window needs at least one day');
  if (!window.complete.at(-1)) {
    // biome-ignore lint/correctness/useYield: one step
    return function* (settings) {
      return nothingKnown(window, day, settings);
    };
  }
  const shop = yield* shopBaselines(window, inFixedOrder(window.series), numbers);
  const standing = new Map(
    yield* mapInSteps(shop.skus, 4 * skusInStep, (sku) => [sku, standingOf(sku, window, numbers)] as const),
  );
  const takesPart = (sku: SkuBaseline) => standing.get(sku) === 'judged';
  const total = shopDay(shop, takesPart, numbers);
  const held = heldBecause(total, numbers);
  const factors = shopFactors(shop, takesPart, numbers);
  const spreads = shopSpreads(shop, factors, numbers);
  const factor = at(factors, shop.judged);
  return function* (settings) {
    const today: Today = { window, day, settings, judged: shop.judged, factors, spreads };
    const verdicts = new Map(
      yield* mapInSteps(
        shop.skus,
        skusInStep,
        (sku) => [sku.series, verdictOf(sku, held ? 'held' : (standing.get(sku) ?? 'no_data'), today)] as const,
      ),
    );
    return {
      shop: {
        day,
        state: held ? 'held' : 'judged',
        heldBecause: held,
        closedAsUsual: held === 'nothing_sold' && closedAsUsual(window, shop),
        factor,
        deviates: !held && total.judgedSkus >= numbers.shopSkus && shopDeviates(factor, settings.shop),
        judgedSkus: total.judgedSkus,
        units: total.units,
        baseline: total.baseline,
      },
      verdicts: window.series.flatMap((series) => verdicts.get(series) ?? []),
    };
  };
}

/** Sums of floating-point numbers depend on their order, so the order is made the same for the same SKUs. */
function inFixedOrder(series: readonly SkuSeries[]): SkuSeries[] {
  return [...series].sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** Why a SKU has no verdict of its own today, however much it sold; "judged" when it has one. */
function standingOf(sku: SkuBaseline, window: SalesWindow, numbers: RuleNumbers): VerdictWord | 'judged' {
  const judged = window.days.length - 1;
  if (Number.isNaN(at(sku.series.quantity, judged))) return 'no_data';
  if (isOutOfStock(sku.series, judged)) return 'out_of_stock';
  if (isDormant(sku.series, window, sku.uses, numbers)) return 'dormant';
  if (sku.usableDays < numbers.learningDays || Number.isNaN(at(sku.level, judged))) return 'learning';
  return sku.planned ? 'planned' : 'judged';
}

function verdictOf(sku: SkuBaseline, standing: VerdictWord | 'judged', today: Today): Verdict {
  const { settings, judged, factors, spreads } = today;
  const { numbers } = settings;
  const woke = standing === 'dormant' && !sku.planned && at(sku.series.quantity, judged) >= numbers.wakeUnits;
  if (standing !== 'judged' && !woke) return unasked(sku, standing, today);
  const own = settings.of(sku.series.sku);
  const overThreshold = daysOverThreshold(sku, { judged, factors, threshold: own.threshold, numbers });
  // Right after a lasting change the level rests on a day or two: the threshold alone would ask for its own error.
  const steady = isSteady(overThreshold, numbers) && at(sku.levelDays, judged) >= numbers.learningDays;
  const windows = windowSums(sku, judged, factors, numbers);
  const { usableDays, historySpan, dispersion } = sku;
  const decision = decide(
    // Whatever scatter its past had, a SKU that sells again is asked about like a steady one.
    {
      ...own,
      measure: today.window.measure,
      usableDays,
      historySpan,
      steady: steady || woke,
      dispersion,
      spreads,
      windows,
    },
    numbers,
  );
  return decided(sku, decision, { overThreshold, steady, woke }, today);
}
