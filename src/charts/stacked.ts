// Several charts stacked into one picture: chats show one image better than two.

import { palette } from './palette.ts';
import { toPng } from './render.ts';
import { type SalesChartInput, salesChartPng, salesChartSvg, salesSize } from './sales-chart.ts';
import { projectionSize, type StockProjectionInput, stockProjectionSvg } from './stock-projection.ts';

/** Sales so far, and below them the stock ahead where it is known. */
export function skuPicturePng({
  sales,
  stock,
}: {
  sales: SalesChartInput;
  stock: StockProjectionInput | null;
}): Promise<Uint8Array> {
  if (stock === null) return salesChartPng(sales);
  const height = salesSize.height + projectionSize.height;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${salesSize.width}" height="${height}" viewBox="0 0 ${salesSize.width} ${height}">`;
  const ground = `<rect width="100%" height="100%" fill="${palette.background}"/>`;
  const below = `<g transform="translate(0 ${salesSize.height})">${stockProjectionSvg(stock)}</g>`;
  return toPng(`${open}${ground}${salesChartSvg(sales)}${below}</svg>`);
}
