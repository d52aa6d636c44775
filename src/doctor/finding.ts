// One thing the doctor looked at, and what it means. Pure.

import type { Bilingual } from '../lib/language.ts';

/** ok: as it should be; warning: needs a look; alarm: something promised is not happening. */
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

/** What an area is called before what was found in it. */
export const areaWords: Readonly<Record<(typeof areas)[number], Bilingual>> = {
  database: { zh: '数据库', en: 'Database' },
  clock: { zh: '时钟', en: 'Clock' },
  calendar: { zh: '工作日历', en: 'Calendar' },
  feeds: { zh: '数据', en: 'Feeds' },
  cases: { zh: '异常单', en: 'Cases' },
  queue: { zh: '消息', en: 'Messages' },
  jobs: { zh: '定时任务', en: 'Scheduled work' },
  platforms: { zh: '聊天平台', en: 'Chat platform' },
  configuration: { zh: '策略文件', en: 'Policy file' },
};

export interface Finding {
  area: (typeof areas)[number];
  level: Level;
  /** What is, and what to do about it. */
  text: Bilingual;
}
