// One stock sold in several shops: how to share it out, and when it may be sold twice. Pure.

/** A shop that sells from the common stock. */
export interface ChannelSales {
  storeId: string;
  /** Units of the common goods sold in the last 30 days (a bundle of two counts twice). */
  unitsLast30: number;
}

export interface ChannelShare {
  storeId: string;
  /** Fraction of the last 30 days' units. */
  share: number;
  /** Units of the stock that go with it. */
  units: number;
}

/** Days of joint sales that must be in stock beyond which the same piece is hardly sold twice. */
const safeDays = 3;

/**
 * The stock shared out by 30-day sales, in whole units (largest remainder, so that they add up to the stock).
 * Equal shares where nothing sold.
 */
export function splitByShare(available: number, channels: readonly ChannelSales[]): ChannelShare[] {
  const stock = Math.max(0, Math.floor(available));
  const total = channels.reduce((sum, { unitsLast30 }) => sum + unitsLast30, 0);
  const exact = channels.map(({ storeId, unitsLast30 }) => {
    const share = total > 0 ? unitsLast30 / total : 1 / channels.length;
    return { storeId, share, units: Math.floor(share * stock), rest: (share * stock) % 1 };
  });
  const left = stock - exact.reduce((sum, { units }) => sum + units, 0);
  const next = [...exact].sort((a, b) => b.rest - a.rest || (a.storeId < b.storeId ? -1 : 1)).slice(0, left);
  return exact.map((each) => ({
    storeId: each.storeId,
    share: each.share,
    units: each.units + (next.includes(each) ? 1 : 0),
  }));
}

/** How near a common stock is to being sold twice, the mildest first. */
export const oversellRisks = ['nearly_gone', 'gone'] as const;
export type OversellRisk = (typeof oversellRisks)[number];

/**
 * May the same piece be sold twice? Platforms tell each other of a sale with a delay, which matters when less than three
 * days of joint sales are left; with nothing left every further sale is one too many. Null: no such risk, or one channel.
 */
export function oversellRisk(available: number, channels: readonly ChannelSales[]): OversellRisk | null {
  const daily = channels.reduce((sum, { unitsLast30 }) => sum + unitsLast30, 0) / 30;
  if (channels.length < 2 || daily <= 0) return null;
  if (available <= 0) return 'gone';
  return available < daily * safeDays ? 'nearly_gone' : null;
}
