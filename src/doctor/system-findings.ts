// Findings about database, clock, calendar and feeds. Pure.

import type { Bilingual } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { refuseSkewMs } from '../store/database-clock.ts';
import type { FeedReport } from './feeds.ts';
import type { Finding, Level } from './finding.ts';
import type { DoctorReport } from './report.ts';

const warnSkewMs = 60_000;

/** Database, clock, calendar, then every store's feed, then stock reports that are late. */
export function systemFindings(report: DoctorReport): Finding[] {
  return [database(report), clock(report), calendar(report), ...report.feeds.map(feed), ...report.feeds.flatMap(stock)];
}

function database({ database: { kind, version } }: DoctorReport): Finding {
  return kind === 'embedded'
    ? {
        area: 'database',
        level: 'ok',
        text: {
          zh: `内置数据库（PGlite ${version}），一个目录只能有一个进程；要多副本请设置 DATABASE_URL。`,
          en: `embedded database (PGlite ${version}), one process for each folder; set DATABASE_URL for several replicas.`,
        },
      }
    : {
        area: 'database',
        level: 'ok',
        text: { zh: `PostgreSQL ${version}，已连接。`, en: `PostgreSQL ${version}, connected.` },
      };
}

function clock({ clock: { skewMs, simulated } }: DoctorReport): Finding {
  const away = Math.abs(skewMs);
  if (simulated) {
    return {
      area: 'clock',
      level: 'ok',
      text: { zh: '模拟时钟（演示）。', en: 'simulated (demo).' },
    };
  }
  if (away < warnSkewMs) {
    return {
      area: 'clock',
      level: 'ok',
      text: { zh: '本机时钟与数据库一致。', en: 'this machine and the database agree on the time.' },
    };
  }
  const seconds = Math.round(away / 1000);
  return {
    area: 'clock',
    level: away >= refuseSkewMs ? 'alarm' : 'warning',
    text: {
      zh: `本机时钟与数据库相差 ${seconds} 秒，请打开时间同步（NTP）。`,
      en: `this machine and the database differ by ${seconds} s; switch time synchronisation (NTP) on.`,
    },
  };
}

function calendar({ calendar: { covered, lastKnownDay } }: DoctorReport): Finding {
  if (covered) {
    return {
      area: 'calendar',
      level: 'ok',
      text: { zh: '节假日历覆盖未来 60 天。', en: 'holidays are known for the coming 60 days.' },
    };
  }
  const until = lastKnownDay ?? '–';
  return {
    area: 'calendar',
    level: 'warning',
    text: {
      zh: `节假日历只到 ${until}，之后只按普通工作周和法律固定日期的节日（元旦、五一、国庆）计算。请更新 Skuwatch，或在策略文件里补 extraHolidays、extraWorkdays 和 holidaysKnownUntil。`,
      en: `holidays are known until ${until} only; after that only the days that the law fixes by date (1 January, 1–2 May, 1–3 October) count as holidays. Update Skuwatch, or add extraHolidays, extraWorkdays and holidaysKnownUntil to the policy file.`,
    },
  };
}

function feed(report: FeedReport): Finding {
  const name = clean(report.storeName, 40);
  const last = report.lastGoodDay ?? '–';
  const level: Level = report.standing === 'in' || report.standing === 'waiting' ? 'ok' : 'warning';
  const held = report.quarantinedDay;
  if (held !== null) {
    return {
      area: 'feeds',
      level: 'warning',
      text: {
        zh: `${name}：${held} 的文件疑似不完整，已暂存，未参与判断。没问题就发送 import accept ${report.storeId} ${held}，有误请重新导入。`,
        en: `${name}: the file of ${held} looks cut short and is set aside. If it is right, send import accept ${report.storeId} ${held}; if not, import it anew.`,
      },
    };
  }
  const texts: Record<FeedReport['standing'], Bilingual> = {
    in: { zh: `${name}：销量已到 ${last}。`, en: `${name}: sales are in through ${last}.` },
    waiting: {
      zh: `${name}：销量到 ${last}，等待 ${report.expectedDay}。`,
      en: `${name}: sales are in through ${last}; ${report.expectedDay} is to come.`,
    },
    late: {
      zh: `${name}：缺 ${report.expectedDay} 的销量，最近到齐的是 ${last}。请导入缺少的日期。`,
      en: `${name}: the sales of ${report.expectedDay} are late; the last whole day is ${last}. Import what is missing.`,
    },
    never: {
      zh: `${name}：还没有销量数据，请用 import 或控制台上传。`,
      en: `${name}: no sales have ever come in. Use import, or the console's upload.`,
    },
  };
  return { area: 'feeds', level, text: texts[report.standing] };
}

function stock({ storeName, lateStock }: FeedReport): Finding[] {
  if (!lateStock) return [];
  const name = clean(storeName, 40);
  const { reportedOn, days } = lateStock;
  return [
    {
      area: 'feeds',
      level: 'warning',
      text: {
        zh: `${name}：最近的库存报表是 ${reportedOn} 的，已过 ${days} 天。请导入新的库存报表。`,
        en: `${name}: the last stock report is of ${reportedOn}, ${days} days ago. Import a new one.`,
      },
    },
  ];
}
