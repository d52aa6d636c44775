// The literal rule: 20 % from the mean of the last 28 days, nothing else.

import { callOver, type Evening, type Peer } from './peer.ts';

const days = 28;

const begin: Peer['begin'] = () => ({ judge: (evening) => callOver(evening.today, meanOf(evening)) });

/** A form on every day that crosses. */
export const literalDaily: Peer = {
  id: 'literal-daily',
  name: { zh: '20 % 规则，28 天均值，每天一张', en: 'literal 20 %, 28-day mean, a form every day' },
  everyDay: true,
  begin,
};

/** One form an episode. */
export const literal: Peer = {
  id: 'literal',
  name: { zh: '20 % 规则，28 天均值，按异常期', en: 'literal 20 %, 28-day mean, episodes' },
  begin,
};

function meanOf({ past }: Evening): number {
  const last = past.subarray(-days);
  return last.reduce((sum, units) => sum + units, 0) / last.length;
}
