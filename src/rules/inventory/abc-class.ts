// Which SKUs carry a store: classes by share of sales. Pure.

/** Shares of a store's sales, biggest sellers first, at which A and B end. */
const classEnds = { A: 0.75, B: 0.95 };

/**
 * Class of each SKU by what it sold in the last 30 days: A the SKUs that make the first 75 %, B to 95 %, C the rest,
 * D those that sold nothing. The SKU that crosses a boundary still belongs to the class before it.
 */
export function abcClasses(sold: readonly { sku: string; quantity: number }[]): Map<string, 'A' | 'B' | 'C' | 'D'> {
  const total = sold.reduce((sum, { quantity }) => sum + quantity, 0);
  const ranked = [...sold].sort((a, b) => b.quantity - a.quantity || (a.sku < b.sku ? -1 : 1));
  let before = 0;
  return new Map(
    ranked.map(({ sku, quantity }) => {
      const share = total === 0 ? 1 : before / total;
      before += quantity;
      if (quantity <= 0) return [sku, 'D'];
      return [sku, share < classEnds.A ? 'A' : share < classEnds.B ? 'B' : 'C'];
    }),
  );
}
