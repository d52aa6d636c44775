// Whether what a policy file says of stock makes sense together: tiers that get worse in order, ways of transport.

import type { Bilingual } from '../../lib/language.ts';
import { policySchema, type Store } from '../policy.ts';
import type { Path, PathFault } from './fault.ts';

/** Fewer days left is a worse tier: red must begin where orange does or later, orange where yellow does or later. */
export function checkInventory(raw: Record<string, unknown>): PathFault[] {
  const tiers = policySchema.shape.inventory.safeParse(raw.inventory).data?.tiers;
  if (!tiers) return [];
  return Object.entries(tiers).flatMap(([name, { yellow, orange, red }]) =>
    red > orange || orange > yellow ? [{ path: ['inventory', 'tiers', name], text: tierOrderText }] : [],
  );
}

/** Each way once, and no way faster at its slowest than at its fastest. `path` is that of the store. */
export function checkTransport(path: Path, transport: Store['transport']): PathFault[] {
  return (transport ?? []).flatMap(({ mode, fastestDays, slowestDays }, index, all) => {
    const at = [...path, 'transport', index];
    const again = all.findIndex((each) => each.mode === mode) < index;
    return [
      ...(again ? [{ path: [...at, 'mode'], text: modeTwiceText }] : []),
      ...(slowestDays < fastestDays ? [{ path: [...at, 'slowestDays'], text: slowerText }] : []),
    ];
  });
}

const tierOrderText: Bilingual = {
  zh: '预警天数要满足 yellow ≥ orange ≥ red',
  en: 'the days must not grow with the alarm: yellow ≥ orange ≥ red',
};
const modeTwiceText: Bilingual = {
  zh: '这种运输方式前面已经写过',
  en: 'this way of transport stands above already',
};
const slowerText: Bilingual = {
  zh: 'slowestDays 不能小于 fastestDays',
  en: 'slowestDays must not be less than fastestDays',
};
