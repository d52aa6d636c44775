// Charts to SVG and PNG without a browser and without fonts on the machine: the Chinese font comes from npm.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { renderAsync } from '@resvg/resvg-js';
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { palette } from './palette.ts';

use([BarChart, GridComponent, LegendComponent, LineChart, ScatterChart, SVGRenderer, TitleComponent]);

/** First the font of the PNGs, then what a reader's machine may have for the SVG. */
const fontFamily = 'Noto Sans Hans, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif';

const fontFolder = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts');
const fontFiles = ['Regular', 'Bold'].map((weight) => join(fontFolder, `NotoSansHans-${weight}.otf`));

/** Pixels of a PNG for each pixel of its SVG: sharp on dense screens. */
const pngScale = 2;

/** Draws a chart of the given size in pixels. The chart is always disposed of: a live one keeps the process alive. */
export function toSvg(option: EChartsOption, { width, height }: { width: number; height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, backgroundColor: palette.background, textStyle: { fontFamily }, ...option });
    return withoutInlineStyles(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** The picture of an SVG; system fonts are not consulted, so it looks the same everywhere. */
export async function toPng(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Noto Sans Hans' },
    fitTo: { mode: 'zoom', value: pngScale },
    background: palette.background,
  });
  return image.asPng();
}

/** Style attributes become plain attributes, because the console's CSP forbids inline styles. */
function withoutInlineStyles(svg: string): string {
  return svg
    .replace(/ style="([^"]*)"/g, (_, styles: string) =>
      styles
        .split(';')
        .map((style) => style.split(/:(.*)/s))
        .filter(([name, value]) => name && value)
        .map(([name, value]) => ` ${name}="${value}"`)
        .join(''),
    )
    .replace(/<style ?>.*?<\/style>/gs, '');
}
