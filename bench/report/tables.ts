// The benchmark's tables as text, in either language.

import type { Language } from '../../src/lib/language.ts';
import type { Bar } from '../scoring/bars.ts';
import { type Figures, type Share, shareOf } from '../scoring/figures.ts';
import { bandNames, type VolumeFigures } from '../scoring/volume.ts';
import { table } from './table.ts';

/** One row for each goal: what it is, the bar, the result, whether it holds. */
export function barTable(bars: readonly Bar[], language: Language): string {
  const words = {
    zh: { head: ['目标', '界限', '结果', ''], ok: '达到', short: '未达到', none: '本次未测' },
    en: { head: ['goal', 'bar', 'result', ''], ok: 'ok', short: 'falls short', none: 'not measured' },
  }[language];
  const rows = bars.map(({ name, bar, result, holds }) => [
    name[language],
    bar,
    result ?? '-',
    holds === null ? words.none : holds ? words.ok : words.short,
  ]);
  return table([words.head, ...rows], [0, 3]);
}

/** One row of figures for each name. */
export function figuresTable(rows: readonly { name: string; figures: Figures }[], language: Language): string {
  const head = {
    zh: ['', '表单/SKU月', '误报', '召回', '可见', '次日', '准确', 'F1', '延迟天', '迟到日', '每百SKU每天', '95%日'],
    en: [
      '',
      'forms/SKU-month',
      'false',
      'recall',
      'vis',
      'next',
      'precision',
      'F1',
      'delay',
      'late',
      'per 100 a day',
      '95 %',
    ],
  }[language];
  return table([
    head,
    ...rows.map(({ name, figures }) => [
      name,
      figures.formsPerMonth.toFixed(2),
      figures.falsePerMonth.toFixed(2),
      shown(figures.recall),
      shown(figures.visible),
      shown(figures.visibleNextDay),
      figures.precision.toFixed(2),
      figures.f1.toFixed(2),
      Number.isNaN(figures.delayDays) ? '-' : figures.delayDays.toFixed(1),
      String(figures.lateForms),
      figures.perDay.toFixed(2),
      figures.perDay95.toFixed(1),
    ]),
  ]);
}

/** Forms a day per 100 SKUs, by volume of the SKU. */
export function volumeTable(volumes: readonly VolumeFigures[], language: Language): string {
  const head = {
    zh: ['每百 SKU 每天表单', ...bandNames, '全部', '95%日', '最多'],
    en: ['forms a day per 100 SKUs', ...bandNames, 'all', '95 % day', 'worst day'],
  }[language];
  return table([
    head,
    ...volumes.map(({ name, bands, skus, perDay, perDay95, perDayWorst }) => [
      name,
      ...bands.map((rate, i) => (rate === null ? '-' : `${rate.toFixed(2)} (${skus[i]})`)),
      perDay.toFixed(2),
      perDay95.toFixed(1),
      perDayWorst.toFixed(1),
    ]),
  ]);
}

function shown(share: Share): string {
  return share.of === 0 ? '-' : shareOf(share).toFixed(2);
}
