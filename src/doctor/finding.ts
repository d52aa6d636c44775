// One thing the doctor looked at, and what it means. Pure.

import type { Bilingual } from '../lib/language.ts';

/** ok: as it should be; warning: somebody should look; alarm: something promised is not happening. */
export type Level = 'ok' | 'warning' | 'alarm';

export const areas = [
  'database',
  'clock',
  'calendar',
  'feeds',
  'cases',
  'queue',
  'jobs',
  'platforms',
  'configuration',
] as const;

export interface Finding {
  area: (typeof areas)[number];
  level: Level;
  /** What is, and what to do about it. */
  text: Bilingual;
}
