// Forms a day under each policy: `literal` in a panel of its own, because it asks many times as often as the others.

import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { type Language, texts } from '../lib/language.ts';
import { shortDay } from '../messages/format.ts';
import type { PolicyView, RehearsalView, RehearsedPolicy } from '../messages/rehearsal-view.ts';
import { policyLabel } from '../messages/rehearsal-words.ts';
import { palette } from './palette.ts';
import { toSvg } from './render.ts';

const size = { width: 760, height: 460 };

const chartTexts = texts({
  en: { title: 'Forms a day under each policy' },
  zh: { title: '每种策略每天的表单数' },
});

/** Each policy has its own colour, dash and mark. */
const looks: Readonly<Record<RehearsedPolicy, { color: string; dash: 'solid' | number[]; symbol: string }>> = {
  literal: { color: palette.leftOut, dash: 'solid', symbol: 'none' },
  loose: { color: palette.orange, dash: [2, 3], symbol: 'triangle' },
  balanced: { color: palette.sales, dash: 'solid', symbol: 'circle' },
  strict: { color: palette.green, dash: [7, 4], symbol: 'rect' },
  in_force: { color: palette.caseDay, dash: [10, 3, 2, 3], symbol: 'diamond' },
};

/** The chart as SVG, for the console. */
export function rehearsalChartSvg(view: RehearsalView, language: Language): string {
  return toSvg(optionOf(view, language), size);
}

function optionOf(view: RehearsalView, language: Language): EChartsOption {
  // The same edges for both panels, so that their days align.
  const grid = { left: 58, right: 24, outerBoundsMode: 'none' as const };
  return {
    title: { text: chartTexts[language].title, left: 16, top: 10, textStyle: { fontSize: 19, color: palette.text } },
    grid: [
      { ...grid, top: 52, height: 118 },
      { ...grid, top: 196, bottom: 70 },
    ],
    legend: {
      bottom: 8,
      left: 'center',
      itemWidth: 28,
      itemHeight: 12,
      itemGap: 14,
      textStyle: { fontSize: 14, color: palette.text },
    },
    xAxis: [dayAxis(view, 0), dayAxis(view, 1)],
    yAxis: [countAxis(0), countAxis(1)],
    series: view.policies.map((each) => seriesOf(each, view, language)),
  };
}

function seriesOf({ policy, byDay }: PolicyView, view: RehearsalView, language: Language): SeriesOption {
  const { color, dash, symbol } = looks[policy];
  const name = policyLabel(policy, view, language);
  if (policy === 'literal') {
    return { type: 'bar', name, data: byDay, itemStyle: { color }, xAxisIndex: 0, yAxisIndex: 0 };
  }
  const held = policy === view.inForce;
  return {
    type: 'line',
    name,
    data: byDay,
    xAxisIndex: 1,
    yAxisIndex: 1,
    symbol,
    symbolSize: held ? 8 : 6,
    showAllSymbol: true,
    lineStyle: { color, width: held ? 3 : 1.75, type: dash },
    itemStyle: { color },
    z: held ? 5 : 3,
  };
}

/** The last day is always labelled, then every second week before it. */
function dayAxis({ days }: RehearsalView, gridIndex: number) {
  return {
    type: 'category' as const,
    gridIndex,
    data: days.map(shortDay),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.quiet } },
    axisLabel: {
      show: gridIndex === 1,
      fontSize: 15,
      color: palette.text,
      interval: (index: number) => (days.length - 1 - index) % 14 === 0,
      hideOverlap: true,
    },
  };
}

function countAxis(gridIndex: number) {
  return {
    type: 'value' as const,
    gridIndex,
    min: 0,
    minInterval: 1,
    splitNumber: 3,
    axisLabel: { fontSize: 15, color: palette.text },
    splitLine: { lineStyle: { color: palette.grid } },
  };
}
