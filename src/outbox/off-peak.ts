// When something that everybody sends at the same minute goes out: on platforms that are crowded at the full and the half
// hour, some minutes later. Pure.

import { createHash } from 'node:crypto';
import { chatPlatforms } from '../chat/index.ts';
import type { Platform } from '../policy/platforms.ts';

const minuteMs = 60_000;
const halfHourMs = 30 * minuteMs;
/** Minutes around a full or half hour that count as crowded. */
const before = 1;
const after = 3;
/** Minutes over which what would go out then is spread. */
const spread = 5;

/** `now`, or a moment three to eight minutes after the crowded one; always the same for the same `key`. */
export function offPeak(now: Date, { platform, key }: { platform: Platform; key: string }): Date {
  const nearest = Math.round(now.getTime() / halfHourMs) * halfHourMs;
  const offMs = now.getTime() - nearest;
  if (
    !chatPlatforms[platform].capabilities.crowdedAtHalfHours ||
    offMs < -before * minuteMs ||
    offMs >= after * minuteMs
  )
    return now;
  const share = createHash('sha256').update(key).digest().readUInt32BE() / 2 ** 32;
  return new Date(nearest + Math.round((after + share * spread) * minuteMs));
}
