// A verdict in plain words with all its numbers: for `skuwatch explain` and the console's verdict pages.

import type { Bilingual, Language } from '../lib/language.ts';
import type { Evidence, UnaskedReason, VerdictWord, WindowEvidence } from '../rules/verdict.ts';
import { facts, heading, message, small, table, text } from './blocks.ts';
import { clean } from './clean.ts';
import { leftOutText } from './evidence.ts';
import { explainTexts } from './explain-texts.ts';
import { dayRangeText, dayWithYear, expected, factor, odds, oddsText, percentExact, share, units } from './format.ts';
import type { Block, Message, Tone } from './message.ts';
import type { DeviationView } from './views.ts';
import { policyWords, verdictWordTexts } from './words.ts';

export interface ExplainInput {
  sku: string;
  skuName: string | null;
  storeName: string;
  verdict: DeviationView;
  /** Why the SKU's row of the day was refused. */
  refusal?: Bilingual | undefined;
  /** Why a deviation opened no form. */
  unasked?: UnaskedReason | null | undefined;
  /** Number of the verdict's case. */
  caseNumber: string | null;
}

/** Title: SKU, day and verdict word. Then the reason, the sums, the windows with their odds, and what was left out. */
export function explainVerdict(input: ExplainInput, language: Language): Message {
  const words = explainTexts[language];
  const { verdict } = input;
  const day = dayWithYear(verdict.day, language);
  const title = words.title(clean(input.sku, 40), day, verdictWordTexts[verdict.word][language]);
  return message(toneOf(verdict.word), title, [
    text(reason(verdict, input.refusal !== undefined, language)),
    input.refusal === undefined ? undefined : text(words.refused(clean(input.refusal[language], 400))),
    input.unasked ? text(words.unasked[input.unasked]) : undefined,
    input.caseNumber === null ? undefined : text(words.belongsTo(input.caseNumber)),
    ...(verdict.evidence ? evidenceBlocks(verdict, verdict.evidence, language) : []),
    small(words.footer(clean(input.storeName, 40), input.skuName === null ? '' : clean(input.skuName, 60))),
  ]);
}

/** Why the verdict is what it is, in one or two sentences. */
function reason(verdict: DeviationView, isRefused: boolean, language: Language): string {
  const words = explainTexts[language];
  const { evidence } = verdict;
  const threshold = evidence ? share(evidence.threshold[verdict.direction ?? 'up']) : share(0.2);
  const deviation = verdict.deviation === null ? words.unknown : percentExact(verdict.deviation);
  switch (verdict.word) {
    case 'deviation':
      if (evidence?.woke) return words.woke(units(verdict.units ?? 0));
      return words.deviation(deviation, threshold) + asksBecause(verdict, language);
    case 'within_noise':
      return words.within_noise(deviation, threshold) + noiseBecause(verdict, language);
    case 'normal':
      return words.normal(deviation, threshold);
    case 'learning':
      return words.learning(evidence?.usableDays ?? 0);
    case 'covered':
      return words.covered(deviation);
    case 'no_data':
      return isRefused ? words.rowRefused : words.no_data;
    default:
      return words[verdict.word];
  }
}

function asksBecause(verdict: DeviationView, language: Language): string {
  const words = explainTexts[language];
  const { evidence, chance } = verdict;
  if (!evidence) return '';
  if (evidence.policy === 'literal') return words.literal;
  if (chance !== null) return words.improbable(oddsText(chance, language), verdict.windowDays);
  return evidence.steady ? words.steady(evidence.overThreshold.days, evidence.overThreshold.of) : '';
}

function noiseBecause(verdict: DeviationView, language: Language): string {
  const words = explainTexts[language];
  const { evidence } = verdict;
  if (!evidence) return '';
  const window = evidence.windows.find((each) => each.days === verdict.windowDays);
  if (window && isWithStore(verdict, window)) return words.withStore(percentExact(window.deviationBeyondShop));
  const often = words.often(evidence.overThreshold.days, evidence.overThreshold.of);
  const chance = window?.chance ?? null;
  return often + (chance === null ? words.tooShort : words.luck(oddsText(chance, language)));
}

/** Without the store's movement the SKU stays under the threshold, or is off the other way. */
function isWithStore({ direction, evidence }: DeviationView, { deviationBeyondShop }: WindowEvidence): boolean {
  const beyond = direction === 'down' ? -deviationBeyondShop : deviationBeyondShop;
  return beyond < (evidence?.threshold[direction ?? 'up'] ?? 0) - 1e-9;
}

function evidenceBlocks(verdict: DeviationView, evidence: Evidence, language: Language): (Block | undefined)[] {
  const words = explainTexts[language];
  const leftOut = leftOutText(evidence.leftOut, language);
  return [
    heading(words.sums),
    facts(
      sumFact(verdict, language),
      evidence.level === null
        ? undefined
        : { label: words.level, value: words.levelValue(factor(evidence.level), words.measures[evidence.measure]) },
      evidence.level === null ? undefined : { label: words.factors, value: factorsText(evidence, language) },
      historyFact(evidence, language),
      leftOut === '' ? undefined : { label: words.leftOut, value: leftOut },
      { label: words.threshold, value: thresholdText(evidence, language) },
      evidence.level === null ? undefined : { label: words.habit, value: habitText(evidence, language) },
    ),
    evidence.windows.length > 0 ? heading(words.windows) : undefined,
    table(
      words.windowColumns,
      evidence.windows.map((window) => windowRow(window, language)),
    ),
  ];
}

function sumFact(verdict: DeviationView, language: Language) {
  const words = explainTexts[language];
  const { units: sold, baseline, deviation } = verdict;
  if (sold === null) return undefined;
  const label = verdict.windowDays > 1 ? words.deviationOver(verdict.windowDays) : words.deviationLabel;
  if (baseline === null || deviation === null || verdict.evidence?.woke)
    return { label, value: words.soldOnly(units(sold)) };
  return { label, value: words.sum(units(sold), factor(baseline), percentExact(deviation)) };
}

function factorsText(evidence: Evidence, language: Language): string {
  return explainTexts[language].factorsValue(
    factor(evidence.weekdayFactor),
    factor(evidence.promotionLift),
    factor(evidence.shopFactor),
  );
}

function historyFact(evidence: Evidence, language: Language) {
  const words = explainTexts[language];
  if (!evidence.historyFrom || !evidence.historyTo) return { label: words.history, value: words.noHistory };
  const range = dayRangeText(evidence.historyFrom, evidence.historyTo, language);
  return { label: words.history, value: words.historyValue(evidence.usableDays, range) };
}

function thresholdText(evidence: Evidence, language: Language): string {
  const { up, down } = evidence.threshold;
  return explainTexts[language].thresholdValue(share(up), share(down), policyWords[evidence.policy][language]);
}

function habitText(evidence: Evidence, language: Language): string {
  const words = explainTexts[language];
  const { days, of } = evidence.overThreshold;
  const habit = evidence.steady ? words.habitSteady : words.habitNoisy;
  return habit(days, of) + words.dispersion(factor(evidence.dispersion));
}

function windowRow(window: Evidence['windows'][number], language: Language): string[] {
  return [
    explainTexts[language].windowDays(window.days),
    units(window.units),
    expected(window.baseline),
    percentExact(window.deviation),
    percentExact(window.deviationBeyondShop),
    factor(window.spread),
    oddsOrNone(window.chance),
    oddsOrNone(window.newsBelow),
  ];
}

function oddsOrNone(chance: number | null | undefined): string {
  return typeof chance === 'number' ? odds(chance) : '–';
}

function toneOf(word: VerdictWord): Tone {
  if (word === 'deviation') return 'warning';
  return word === 'normal' || word === 'covered' ? 'good' : 'plain';
}
