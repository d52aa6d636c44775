// Which SKUs carry a store: classes by share of sales. Pure.

/** Shares of a store's sales, biggest sellers first, at which A and B end. */
const classEnds = { A: 0.75, B: 0.95 };

/** What a SKU sold; the price of one unit is null where it is not known. */
export interface SoldSku {
  sku: string;
  quantity: number;
  price: number | null;
}

/**
 * What classes are measured by: the sales amount, or the quantity where the price of a SKU that sold is not known, because
 * the two cannot be compared.
 */
export function classMeasure(sold: readonly SoldSku[]): 'amount' | 'quantity' {
  return sold.every(({ quantity, price }) => quantity <= 0 || price !== null) ? 'amount' : 'quantity';
}

/**
 * Class of each SKU by what it sold in the last 30 days, in `classMeasure`: A the SKUs that make the first 75 %, B to 95 %,
 * C the rest, D those that sold nothing. The SKU that crosses a boundary still belongs to the class before it.
 */
export function abcClasses(sold: readonly SoldSku[]): Map<string, 'A' | 'B' | 'C' | 'D'> {
  const measure = classMeasure(sold);
  const measured = sold.map(({ sku, quantity, price }) => ({
    sku,
    quantity,
    worth: measure === 'amount' ? quantity * (price ?? 0) : quantity,
  }));
  const total = measured.reduce((sum, { worth }) => sum + worth, 0);
  const ranked = measured.sort((a, b) => b.worth - a.worth || (a.sku < b.sku ? -1 : 1));
  let before = 0;
  return new Map(
    ranked.map(({ sku, quantity, worth }) => {
      const share = total === 0 ? 1 : before / total;
      before += worth;
      if (quantity <= 0) return [sku, 'D'];
      return [sku, share < classEnds.A ? 'A' : share < classEnds.B ? 'B' : 'C'];
    }),
  );
}
