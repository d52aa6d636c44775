// Charts are drawn whole, in both languages, on a machine without fonts.

import { describe, expect, test } from 'vitest';
import { type SalesChartInput, salesChartPng, salesChartSvg } from '../../src/charts/sales-chart.ts';
import { skuPicturePng } from '../../src/charts/stacked.ts';
import { type StockProjectionInput, stockProjectionSvg } from '../../src/charts/stock-projection.ts';
import { stockTimelinePng, stockTimelineSvg } from '../../src/charts/stock-timeline.ts';
import { day, dayRange } from '../../src/lib/day.ts';
import { urgentShown } from '../../src/messages/weekly.ts';

const days = dayRange(day('2026-09-25'), day('2026-11-19'));

function sales(over: Partial<SalesChartInput> = {}): SalesChartInput {
  return {
    title: 'LM-BOTTLE-BLK · Amazon US',
    measure: 'units',
    days,
    units: days.map((_, i) => (i === 10 ? null : 30 + (i % 7))),
    baseline: days.map((_, i) => (i < 7 ? null : 33)),
    threshold: { up: 0.2, down: 0.2 },
    caseDays: [day('2026-11-18'), day('2026-11-19')],
    outOfStock: [day('2026-10-20')],
    promotion: dayRange(day('2026-11-08'), day('2026-11-11')),
    leftOut: [day('2026-10-12')],
    language: 'zh',
    ...over,
  };
}

const timeline = {
  today: day('2026-11-23'),
  rows: Array.from({ length: 20 }, (_, i) => ({
    sku: `LM-${i}`,
    storeName: 'Amazon US',
    countdownDays: i,
    tier: 'red' as const,
    nextArrivalOn: i % 2 ? day('2026-12-02') : null,
  })),
  language: 'zh' as const,
};

/** The picture's size from its header. */
function sizeOf(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset);
  expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function wordsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
}

describe('sales chart', () => {
  test('names what it shows in the reader’s language, and only what is there', () => {
    expect(wordsOf(salesChartSvg(sales()))).toEqual(
      expect.arrayContaining([
        'LM-BOTTLE-BLK · Amazon US',
        '断货',
        '促销',
        '平日',
        '销量',
        '已发表单',
        '不计入平日',
        '±20 %',
        '11-19',
      ]),
    );
    const plain = wordsOf(
      salesChartSvg(sales({ language: 'en', outOfStock: [], promotion: [], leftOut: [], caseDays: [] })),
    );
    expect(plain).toEqual(expect.arrayContaining(['Sold', 'Usual']));
    for (const absent of ['Out of stock', 'Promotion', 'Form asked', 'Left out of usual'])
      expect(plain).not.toContain(absent);
  });

  test('of days in a row with a form, only the extreme one is labelled', () => {
    const units = days.map((on) => (on === '2026-11-18' ? 99 : on === '2026-11-19' ? 66 : 33));
    const words = wordsOf(salesChartSvg(sales({ units })));
    expect(words).toContain('+200 %');
    expect(words).not.toContain('+100 %');
  });

  test('Chinese text is drawn with the bundled font: the picture changes with the words', async () => {
    const [one, other] = await Promise.all([
      salesChartPng(sales({ title: '不锈钢保温杯' })),
      salesChartPng(sales({ title: '床头小夜灯灯' })),
    ]);
    expect(sizeOf(one)).toEqual({ width: 1520, height: 840 });
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
  });

  test('hostile titles stay text', () => {
    const svg = salesChartSvg(sales({ title: '</text><script>alert(1)</script>\u202E' }));
    expect(svg).not.toContain('<script');
    expect(svg).toContain('⟨U+202E⟩');
  });

  test('carries no inline styles, so that a page with a strict CSP can hold it', () => {
    expect(salesChartSvg(sales())).not.toMatch(/style=|<style/);
  });

  test.each<[string, Partial<SalesChartInput>]>([
    ['nothing known', { units: days.map(() => null), baseline: days.map(() => null) }],
    ['one day', { days: days.slice(-1), units: [3], baseline: [null] }],
    ['no days', { days: [], units: [], baseline: [] }],
    ['only zeros', { units: days.map(() => 0), baseline: days.map(() => 0) }],
    ['huge numbers', { units: days.map(() => 1e9), baseline: days.map(() => 1) }],
  ])('draws %s', async (_, over) => {
    expect(sizeOf(await salesChartPng(sales(over))).width).toBe(1520);
  });
});

describe('stock timeline', () => {
  test('shows the most urgent SKUs with how long they last and when goods arrive', () => {
    const words = wordsOf(stockTimelineSvg(timeline));
    expect(words.filter((word) => word.startsWith('LM-'))).toHaveLength(urgentShown);
    expect(words).toEqual(expect.arrayContaining(['已断货 · 无在途', '1 天 · 12-02 到货', '断货期', '11-23']));
  });

  test('names the store where there is more than one', () => {
    const rows = timeline.rows.slice(0, 2).map((row, i) => ({ ...row, storeName: i ? 'Amazon DE' : 'Amazon US' }));
    expect(wordsOf(stockTimelineSvg({ ...timeline, rows }))).toContain('LM-1 · Amazon DE');
  });

  test('grows with its rows and is a picture even without any', async () => {
    const full = sizeOf(await stockTimelinePng(timeline));
    const empty = sizeOf(await stockTimelinePng({ ...timeline, rows: [], language: 'en' }));
    expect(full.height).toBeGreaterThan(empty.height);
  });
});

describe('stock projection', () => {
  const ahead = dayRange(day('2026-11-20'), day('2026-12-17'));
  const left = ahead.map((_, i) => (i < 9 ? 160 - 20 * i : i < 22 ? 0 : 380 - 20 * (i - 22)));
  const projection = (over: Partial<StockProjectionInput> = {}): StockProjectionInput => ({
    title: 'LM-BOTTLE-BLK',
    days: ahead,
    usual: left,
    pace: ahead.map((_, i) => Math.max(0, 145 - 35 * i)),
    arriving: ahead.map((_, i) => (i === 22 ? 400 : 0)),
    safety: 184,
    stockOutOn: day('2026-11-29'),
    paceOutOn: day('2026-11-25'),
    language: 'zh',
    ...over,
  });

  test('draws the stock at both paces, arrivals, the safety line and the days without stock', () => {
    expect(wordsOf(stockProjectionSvg(projection()))).toEqual(
      expect.arrayContaining([
        '库存推算：LM-BOTTLE-BLK',
        '按平日销量',
        '近三天延续',
        '到货',
        '+400',
        '安全库存',
        '11-29 断货',
        '11-25 断货',
        '11-20',
      ]),
    );
  });

  test('names nothing that is not there', () => {
    const none = ahead.map(() => 0);
    const words = wordsOf(
      stockProjectionSvg(
        projection({ language: 'en', pace: null, arriving: none, safety: null, stockOutOn: null, usual: none }),
      ),
    );
    expect(words).toContain('At the usual rate');
    for (const absent of ['If the last 3 days go on', 'Arrival', 'Safety stock', 'Stock-out'])
      expect(words).not.toContain(absent);
  });

  test('is drawn below the sales in one picture', async () => {
    const both = sizeOf(await skuPicturePng({ sales: sales(), stock: projection() }));
    const alone = sizeOf(await skuPicturePng({ sales: sales(), stock: null }));
    expect(both).toEqual({ width: alone.width, height: alone.height + 660 });
  });
});
