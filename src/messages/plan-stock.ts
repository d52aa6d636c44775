// A plan's stock by stage: sellable, reserved, on its way, planned, ordered, in other places, and how old the report is.

import { type Language, texts } from '../lib/language.ts';
import { stockFigures } from '../rules/inventory/stock-figures.ts';
import { facts, small } from './blocks.ts';
import { clean } from './clean.ts';
import { daysCount, dayText, units } from './format.ts';
import type { PlanSection, PlanView } from './plan-view.ts';
import { availableText, reservedParts, stockMoment } from './stock-lines.ts';
import { modeText } from './suggestion-text.ts';
import type { TeamView } from './views.ts';

const shownArrivals = 6;

const words = texts({
  en: {
    title: 'Stock by stage',
    reserved: 'Reserved',
    arrival: (units: string, day: string, mode: string) => `${units} sellable ${day}${mode}`,
    by: (mode: string) => ` by ${mode}`,
    planned: 'Planned, not shipped',
    plannedValue: (units: string) => `${units} (not counted as on its way)`,
    elsewhere: 'In other places',
    elsewhereValue: (units: string, places: string) =>
      `${units}${places === '' ? '' : ` (${places})`}: must be sent first`,
    notReported: 'not reported',
    more: (count: number) => `… ${count} more`,
    noDay: 'no arrival date known',
    overdue: (units: string, day: string, days: string) => `${units} overdue since ${day} (${days}), not counted`,
    separator: '; ',
    places: ', ',
  },
  zh: {
    title: '各环节库存',
    reserved: '预留',
    arrival: (units, day, mode) => `${units} 件 ${day}可售${mode}`,
    by: (mode) => `（${mode}）`,
    planned: '计划中（未发货）',
    plannedValue: (units) => `${units}（不计入在途）`,
    elsewhere: '其他仓',
    elsewhereValue: (units, places) => `${units}${places === '' ? '' : `（${places}）`}，需先发货`,
    notReported: '未上报',
    more: (count) => `… 另有 ${count} 批`,
    noDay: '没有预计到货日',
    overdue: (units, day, days) => `逾期未到 ${units} 件（应于 ${day}，已逾期 ${days}），不计入`,
    separator: '；',
    places: '、',
  },
});

/** The stock of each stage; nothing where none was ever reported. */
export function stockSection(view: PlanView, team: TeamView, language: Language): PlanSection | undefined {
  const say = words[language];
  const { stock } = view;
  if (stock.asOf === null || stock.available === null) return undefined;
  const known = (count: number | null) => (count === null ? say.notReported : units(count));
  const reserved = reservedParts(stock, language);
  const blocks = [
    facts(
      { label: stockFigures.available.name[language], value: availableText(stock, language) },
      reserved === '' ? undefined : { label: say.reserved, value: reserved },
      { label: stockFigures.inbound.name[language], value: inboundText(view, language) },
      plannedFact(view, language),
      { label: stockFigures.onOrder.name[language], value: known(stock.onOrder) },
      stock.elsewhere === 0
        ? undefined
        : {
            label: say.elsewhere,
            value: say.elsewhereValue(
              units(stock.elsewhere),
              view.places.map((place) => clean(place, 20)).join(say.places),
            ),
          },
      stock.unsellable ? { label: stockFigures.unsellable.name[language], value: units(stock.unsellable) } : undefined,
    ),
    small(stockMoment(stock, team, language)),
  ];
  return { title: say.title, blocks, formulas: [] };
}

/** Units on their way by the report, then the shipments with a known day. */
function inboundText({ stock }: PlanView, language: Language): string {
  const say = words[language];
  const { overdue } = stock;
  const late = overdue
    ? [say.overdue(units(overdue.units), dayText(overdue.since, language), daysCount(overdue.days, language))]
    : [];
  const ahead = shipments(stock.arrivals, language);
  const arrivals = [...(ahead === '' ? [] : [ahead]), ...late].join(say.separator);
  const total = stock.inbound === null ? [] : [units(stock.inbound)];
  if (arrivals === '' && stock.inbound === null) return say.notReported;
  if (arrivals === '') return stock.inbound === 0 ? '0' : [...total, say.noDay].join(say.separator);
  return [...total, arrivals].join(say.separator);
}

function plannedFact({ stock, planned }: PlanView, language: Language) {
  const say = words[language];
  const named = shipments(planned, language);
  const count = stock.inboundWorking ?? planned.reduce((sum, each) => sum + each.units, 0);
  if (count === 0 && named === '') return undefined;
  const value = [say.plannedValue(units(count)), ...(named === '' ? [] : [named])].join(say.separator);
  return { label: say.planned, value };
}

function shipments(all: PlanView['planned'], language: Language): string {
  const say = words[language];
  const shown = all
    .slice(0, shownArrivals)
    .map(({ units: count, sellableOn, mode }) =>
      say.arrival(units(count), dayText(sellableOn, language), mode === null ? '' : say.by(modeText(mode, language))),
    );
  const more = all.length > shown.length ? [say.more(all.length - shown.length)] : [];
  return [...shown, ...more].join(say.separator);
}
