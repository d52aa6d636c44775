// A plan's transport: for each mode when the goods can be sold and what is lost until then; the suggested one is marked.

import { type Language, texts } from '../lib/language.ts';
import type { TransportOption, TransportPlan } from '../rules/inventory/transport.ts';
import { small, table } from './blocks.ts';
import { clean } from './clean.ts';
import { dayText, shortDay, units } from './format.ts';
import type { FormulaLine, PlanSection, PlanView } from './plan-view.ts';
import { modeText } from './suggestion-text.ts';

const words = texts({
  en: {
    transport: (units: string) => `How ${units} should travel`,
    partOf: (units: string, supplier: string) => `How the ${units} of ${supplier} should travel`,
    dispatch: (units: string, places: string) => `Sending ${units} from ${places}`,
    elsewhere: 'other places',
    way: 'Mode',
    leaves: 'Leaves',
    sellable: 'Sellable',
    gap: 'Days without',
    lostUnits: 'Units lost',
    lostMoney: 'Sales lost',
    freight: 'Freight',
    in: (what: string, currency: string) => `${what}, ${currency}`,
    suggested: (way: string) => `→ ${way}`,
    part: (mode: string, units: string) => `${mode} ${units}`,
    rule: 'Suggested (→): the cheapest mode without a day lost, else the one that loses least; two modes together where that is better.',
    noCost: ' Freight costs are not known, so a slower mode counts as cheaper.',
    handOver: (mode: string, day: string) => `Hand over for ${mode} by ${day}. `,
    none: '–',
    and: ' + ',
    places: ', ',
  },
  zh: {
    transport: (units) => `${units} 件怎么运`,
    partOf: (units, supplier) => `${supplier} 的 ${units} 件怎么运`,
    dispatch: (units, places) => `从${places}发 ${units} 件`,
    elsewhere: '其他仓',
    way: '方式',
    leaves: '发货',
    sellable: '可售',
    gap: '断货天数',
    lostUnits: '少卖件数',
    lostMoney: '少卖金额',
    freight: '运费',
    in: (what, currency) => `${what}（${currency}）`,
    suggested: (way) => `→ ${way}`,
    part: (mode, units) => `${mode} ${units}`,
    rule: '建议（→）：不断货的方式里最省的；都会断货时选少卖最少的；分两种方式更好时分批走。',
    noCost: '运费未知，按越慢越省比较。',
    handOver: (mode, day) => `${mode}最晚 ${day}交货代。`,
    none: '–',
    and: ' + ',
    places: '、',
  },
});

/** How each part of the new order travels. */
export function transportSections({ plan, stock }: PlanView, language: Language): PlanSection[] {
  const say = words[language];
  const plans = plan.transport?.plans ?? [];
  return plans.map(({ supplier, units: count, ...of }) => {
    const title = plans.length > 1 ? say.partOf(units(count), clean(supplier, 24)) : say.transport(units(count));
    return { title, ...optionsOf(of, stock.currency, language) };
  });
}

/** How to send what is ready in other places. */
export function dispatchSection({ plan, stock, places }: PlanView, language: Language): PlanSection | undefined {
  if (!plan.dispatch || !stock.dispatch) return undefined;
  const say = words[language];
  const from = places.length === 0 ? say.elsewhere : places.join(say.places);
  return {
    title: say.dispatch(units(stock.dispatch.units), from),
    ...optionsOf(plan.dispatch, stock.currency, language),
  };
}

function optionsOf(
  { options, mixed, suggested }: TransportPlan,
  currency: string,
  language: Language,
): Pick<PlanSection, 'blocks' | 'formulas'> {
  const say = words[language];
  const all = mixed ? [...options, mixed] : [...options];
  const costKnown = all.some(({ cost }) => cost !== null);
  const priceKnown = all.some(({ lostMoney }) => lostMoney !== null);
  const columns = [
    say.way,
    say.leaves,
    say.sellable,
    say.gap,
    say.lostUnits,
    ...(priceKnown ? [say.in(say.lostMoney, currency)] : []),
    ...(costKnown ? [say.in(say.freight, currency)] : []),
  ];
  const rows = all.map((option) => {
    const way = wayText(option, language);
    return [
      option === suggested ? say.suggested(way) : way,
      [...new Set(option.parts.map(({ leavesOn }) => shortDay(leavesOn)))].join(say.and),
      option.parts.map(({ sellableOn }) => shortDay(sellableOn)).join(say.and),
      units(option.gapDays),
      units(option.lost.value),
      ...(priceKnown ? [option.lostMoney ? units(option.lostMoney.value) : say.none] : []),
      ...(costKnown ? [option.cost === null ? say.none : units(option.cost)] : []),
    ];
  });
  return {
    blocks: [
      table(columns, rows),
      small(say.rule, costKnown ? undefined : say.noCost),
      small(...(suggested?.parts ?? []).map((part) => handOver(part, language))),
    ],
    formulas: all.flatMap((option) => formulasOf(option, language)),
  };
}

function handOver({ mode, leavesOn }: TransportOption['parts'][number], language: Language): string {
  return words[language].handOver(modeText(mode, language), dayText(leavesOn, language));
}

function formulasOf(option: TransportOption, language: Language): FormulaLine[] {
  const about = wayText(option, language);
  if (option.lost.value === 0) return [];
  return [{ of: option.lost, about }, ...(option.lostMoney ? [{ of: option.lostMoney, about }] : [])];
}

function wayText({ parts }: TransportOption, language: Language): string {
  const say = words[language];
  const [only] = parts;
  if (only && parts.length === 1) return modeText(only.mode, language);
  return parts.map(({ mode, units: count }) => say.part(modeText(mode, language), units(count))).join(say.and);
}
