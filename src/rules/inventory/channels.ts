// One stock sold in several shops: how to share it out, and when it may be sold twice. Pure.

/** A shop that sells from the common stock. */
export interface ChannelSales {
  storeId: string;
  /** Units of the common item sold in the last 30 days (a bundle of two counts twice). */
  unitsLast30: number;
  /** What the shop itself shows as available, in units of the common item; null = not known. */
  listed: number | null;
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

/**
 * Why the same piece may be sold twice: the shops together show more than there is, or what is left is so little that
 * the platforms' delay in telling each other matters (under three days of joint sales). Null: no such risk, or one shop.
 */
export function oversellRisk(
  available: number,
  channels: readonly ChannelSales[],
): 'listed_twice' | 'nearly_gone' | null {
  if (channels.length < 2) return null;
  const listed = channels.reduce((sum, channel) => sum + (channel.listed ?? 0), 0);
  if (listed > Math.max(0, available)) return 'listed_twice';
  const daily = channels.reduce((sum, { unitsLast30 }) => sum + unitsLast30, 0) / 30;
  return daily > 0 && available < daily * safeDays ? 'nearly_gone' : null;
}
