// What the numbers of a report mean and what to do about them: one line for each thing looked at. Pure.

import { caseNumber } from '../cases/model/anomaly-case.ts';
import type { Bilingual } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { lengthText } from '../messages/format.ts';
import type { FeedReport } from './feeds.ts';
import type { DoctorReport } from './report.ts';

/** ok: as it should be; warning: somebody should look; alarm: something promised is not happening. */
export type Level = 'ok' | 'warning' | 'alarm';

export const areas = ['database', 'clock', 'calendar', 'feeds', 'cases', 'queue', 'jobs', 'configuration'] as const;
export type Area = (typeof areas)[number];

export interface Finding {
  area: Area;
  level: Level;
  text: Bilingual;
}

const warnSkewMs = 60_000;
const refuseSkewMs = 5 * 60_000;

/** Every finding, in the order of `areas`. */
export function findings(report: DoctorReport): Finding[] {
  return [
    database(report),
    clock(report),
    calendar(report),
    ...report.feeds.map(feed),
    ...cases(report),
    ...queue(report),
    ...jobs(report),
    ...configuration(report),
  ];
}

/** The worst level among findings. */
export function worst(found: readonly Finding[]): Level {
  if (found.some((each) => each.level === 'alarm')) return 'alarm';
  return found.some((each) => each.level === 'warning') ? 'warning' : 'ok';
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
      zh: `节假日历只到 ${until}，之后按普通工作周计算。请更新 Skuwatch，或在策略文件里补 extraHolidays、extraWorkdays 和 holidaysKnownUntil。`,
      en: `holidays are known until ${until} only; after that every day of the workweek counts. Update Skuwatch, or add extraHolidays, extraWorkdays and holidaysKnownUntil to the policy file.`,
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

function cases({ overdue, casesInTrouble }: DoctorReport): Finding[] {
  const late: Finding =
    overdue.cases === 0
      ? {
          area: 'cases',
          level: 'ok',
          text: { zh: '异常单的到期事项都已处理。', en: 'every due step of every case has been taken.' },
        }
      : {
          area: 'cases',
          level: 'alarm',
          text: {
            zh: `${overdue.cases} 张异常单的到期事项超过 5 分钟没有处理：服务在运行吗？`,
            en: `${overdue.cases} cases have a step more than five minutes overdue: is the service running?`,
          },
        };
  return [
    late,
    ...casesInTrouble.map(({ id, trouble }): Finding => {
      const why = clean(trouble ?? '', 160);
      return {
        area: 'cases',
        level: 'alarm',
        text: {
          zh: `${caseNumber(id)} 无法处理，每小时重试一次：${why}。请把这一行发给管理员。`,
          en: `${caseNumber(id)} cannot be decided and is tried again every hour: ${why}. Show this line to your admin.`,
        },
      };
    }),
  ];
}

function queue({ queue: { counts, lateSince, troubled }, overdue, at }: DoctorReport): Finding[] {
  const waiting = sumOf(counts, ['queued', 'sending']);
  const minutes = lateSince === null ? 0 : (at.getTime() - lateSince.getTime()) / 60_000;
  const state: Finding =
    overdue.deliveries === 0
      ? {
          area: 'queue',
          level: 'ok',
          text: {
            zh: `已发送 ${sumOf(counts, ['sent'])}，排队 ${waiting}。`,
            en: `${sumOf(counts, ['sent'])} sent, ${waiting} waiting.`,
          },
        }
      : {
          area: 'queue',
          level: 'alarm',
          text: {
            zh: `${overdue.deliveries} 条消息没有按时发出，最久 ${lengthText(minutes, 'zh')}。请检查聊天平台的连接和权限。`,
            en: `${overdue.deliveries} messages have not gone out in time, the oldest for ${lengthText(minutes, 'en')}. Check the connection to the chat platform and its permissions.`,
          },
        };
  return [state, ...troubled.map(troubledDelivery)];
}

function troubledDelivery(row: DoctorReport['queue']['troubled'][number]): Finding {
  const what = `${row.kind}${row.caseId === null ? '' : ` ${caseNumber(row.caseId)}`} → ${row.platform}`;
  const why = clean(row.lastError ?? '–', 160);
  return row.state === 'unclear'
    ? {
        area: 'queue',
        level: 'warning',
        text: {
          zh: `${what}：不确定是否已送达（${why}）。请在群里看一眼；若没有，请口头补上。`,
          en: `${what}: it is not known whether it arrived (${why}). Look in the group; if it is missing, say it there.`,
        },
      }
    : {
        area: 'queue',
        level: 'alarm',
        text: {
          zh: `${what}：发送失败，已放弃（${why}）。请检查策略文件里的群和机器人权限。`,
          en: `${what}: given up (${why}). Check the group in the policy file and the bot's permissions.`,
        },
      };
}

function jobs({ jobs: runs, overdue }: DoctorReport): Finding[] {
  const stuck: Finding[] =
    overdue.jobs === 0
      ? []
      : [
          {
            area: 'jobs',
            level: 'alarm',
            text: {
              zh: `${overdue.jobs} 个定时任务卡住，会自动由其他进程接手。`,
              en: `${overdue.jobs} scheduled jobs are stuck; another worker takes them over by itself.`,
            },
          },
        ];
  if (runs.length === 0 && stuck.length === 0) {
    return [
      {
        area: 'jobs',
        level: 'ok',
        text: { zh: '近 7 天的定时任务都已完成。', en: 'all scheduled work of the last 7 days was done.' },
      },
    ];
  }
  return [
    ...stuck,
    ...runs.map((run): Finding => {
      const what = clean(`${run.job} ${run.slot}`, 80);
      const why = clean(run.outcome ?? '–', 160);
      return {
        area: 'jobs',
        level: 'warning',
        text:
          run.state === 'missed'
            ? {
                zh: `${what}：停机期间错过，已过补跑期限。`,
                en: `${what}: missed while the service was down, too late to catch up.`,
              }
            : {
                zh: `${what}：执行失败（${why}），详见日志。`,
                en: `${what}: failed (${why}); the log has the details.`,
              },
      };
    }),
  ];
}

function configuration({ policy, unassignedSkus }: DoctorReport): Finding[] {
  const found = [
    gap(policy.withoutManager, (ids) => ({
      zh: `没有主管的运营：${ids}。逾期时只能通知全群，请在策略文件里补 manager。`,
      en: `operators without a manager: ${ids}. Overdue forms can only go to the whole group; add "manager" in the policy file.`,
    })),
    gap(policy.unreachable, (ids) => ({
      zh: `无法私信的人员：${ids}。请在策略文件里补 email、slack 或 feishu。`,
      en: `people who cannot be told anything privately: ${ids}. Add email, slack or feishu in the policy file.`,
    })),
    gap(policy.storesWithoutOwner, (ids) => ({
      zh: `没有默认负责人的店铺：${ids}。无主商品的表单会发给主管，请补 owner。`,
      en: `stores without a default owner: ${ids}. Forms of SKUs nobody owns go to a manager; add "owner".`,
    })),
    gap(policy.storesWithoutDataOwner, (ids) => ({
      zh: `没有数据负责人的店铺：${ids}。数据迟到时没有人被点名，请补 dataOwner。`,
      en: `stores without a data owner: ${ids}. Nobody is named when data are late; add "dataOwner".`,
    })),
    gap(
      unassignedSkus.map((each) => `${each.storeId} ${each.skus}`),
      (list) => ({
        zh: `没有负责人的商品：${list}。请用 assign 或导入负责人表指定。`,
        en: `SKUs that nobody owns: ${list}. Name owners with assign, or import a file of owners.`,
      }),
    ),
  ].filter((each) => each !== undefined);
  return found.length > 0
    ? found
    : [
        {
          area: 'configuration',
          level: 'ok',
          text: { zh: '人员、店铺和负责人设置完整。', en: 'people, stores and owners are all set.' },
        },
      ];
}

function gap(ids: readonly string[], text: (ids: string) => Bilingual): Finding | undefined {
  if (ids.length === 0) return undefined;
  const more = ids.length > 8 ? ` … (${ids.length})` : '';
  return { area: 'configuration', level: 'warning', text: text(clean(ids.slice(0, 8).join(', '), 160) + more) };
}

function sumOf(counts: readonly { state: string; count: number }[], states: readonly string[]): number {
  return counts.filter((each) => states.includes(each.state)).reduce((sum, each) => sum + each.count, 0);
}
