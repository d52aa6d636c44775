// A plan's promotions: the stock that each planned one needs when it begins.

import { type Language, texts } from '../lib/language.ts';
import { stockAtStart } from '../rules/inventory/event-stock.ts';
import { small, table } from './blocks.ts';
import { spanText, units } from './format.ts';
import type { PlanSection, PlanView } from './plan-view.ts';

const words = texts({
  en: {
    promotions: 'Planned promotions',
    columns: ['Promotion', 'Needed', 'There by then', 'Short'],
    how: 'Needed when it begins: usual rate × lift on promotion × days (a week at most) × 1.5. There: available and what is sellable by the first day, less the sales until then.',
    unknown: '–',
  },
  zh: {
    promotions: '计划中的活动',
    columns: ['活动', '需备货', '届时可用', '缺口'],
    how: '活动开始时应有：平日日销 × 活动倍数 × 天数（最多一周）× 1.5；届时可用为现有可用加开始前可售的到货，减去开始前的销量。',
    unknown: '–',
  },
});

/** Nothing where none is planned. */
export function promotionSection({ promotions, today }: PlanView, language: Language): PlanSection | undefined {
  if (promotions.length === 0) return undefined;
  const say = words[language];
  const named = promotions.map((each) => ({
    ...each,
    name: spanText({ ...each, today }, language),
  }));
  const rows = named.map((each) => {
    const { name, need } = each;
    if (each.available === null) return [name, units(need.value), say.unknown, say.unknown];
    const there = stockAtStart(each);
    return [name, units(need.value), units(there), units(Math.max(0, need.value - there))];
  });
  return {
    title: say.promotions,
    blocks: [table(say.columns, rows), small(say.how)],
    formulas: named.map(({ name, need }) => ({ of: need, about: name })),
  };
}
