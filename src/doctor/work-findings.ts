// What the doctor says of the work under way: cases, messages, scheduled jobs. Pure.

import type { Language } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { lengthText } from '../messages/format.ts';
import { messageKinds } from '../messages/index.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { Finding } from './finding.ts';
import type { DoctorReport } from './report.ts';
import { urgentFindings } from './urgent-findings.ts';

const namedCases = 8;

/** Judging and cases, then messages, then jobs. */
export function workFindings(report: DoctorReport): Finding[] {
  return [...cases(report), ...queue(report), ...urgentFindings(report), ...jobs(report)];
}

function cases({ overdue, casesInTrouble, casesNobodyHeard, storesInTrouble }: DoctorReport): Finding[] {
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
      const why = clean(trouble ?? 'owes an answer and has no next step', 160);
      return {
        area: 'cases',
        level: 'alarm',
        text: {
          zh: `${caseNumber(id)} 无法处理，每小时重试一次：${why}。请把这一行发给管理员。`,
          en: `${caseNumber(id)} cannot be decided and is tried again every hour: ${why}. Show this line to your admin.`,
        },
      };
    }),
    ...nobodyHeard(casesNobodyHeard),
    ...storesInTrouble.map(notJudged),
  ];
}

function nobodyHeard(caseIds: readonly number[]): Finding[] {
  if (caseIds.length === 0) return [];
  const numbers = numbersOf(caseIds);
  return [
    {
      area: 'cases',
      level: 'alarm',
      text: {
        zh: `${numbers} 逾期未答，且没有可通知的主管，已通知全群。请有人答复，并在策略文件里补 manager。`,
        en: `${numbers}: overdue, and no manager could be told, so the whole group was. Have somebody answer, and add "manager" in the policy file.`,
      },
    },
  ];
}

/** "SW-1042, SW-1043", and how many there are where not all are named. */
function numbersOf(caseIds: readonly number[]): string {
  const named = caseIds.slice(0, namedCases).map(caseNumber).join(', ');
  return caseIds.length > namedCases ? `${named} … (${caseIds.length})` : named;
}

function notJudged({ storeId, reason, since, attempts }: DoctorReport['storesInTrouble'][number]): Finding {
  const why = clean(reason, 160);
  const at = since.toISOString();
  return {
    area: 'cases',
    level: 'alarm',
    text: {
      zh: `${clean(storeId, 40)} 的新销量无法判断（自 ${at} 起失败 ${attempts} 次，会自动重试）：${why}。请把这一行发给管理员。`,
      en: `new sales of ${clean(storeId, 40)} cannot be judged (failed ${attempts} times since ${at}, tried again by itself): ${why}. Show this line to your admin.`,
    },
  };
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
  const about = row.caseIds.length === 0 ? '' : ` ${numbersOf(row.caseIds)}`;
  const kind = messageKinds[row.kind].name;
  const what = (language: Language) => `${kind[language]}${about} → ${clean(row.lane, 60)}`;
  const why = clean(row.lastError ?? '–', 160);
  return row.mayStand
    ? {
        area: 'queue',
        level: 'warning',
        text: {
          zh: `消息 ${row.id}（${what('zh')}）：不确定是否已送达（${why}）。请在群里看一眼；没有就 resend ${row.id} 确认，有就 resend ${row.id} 已处理。`,
          en: `message ${row.id} (${what('en')}): it is not known whether it arrived (${why}). Look in the group; if it is missing, resend ${row.id} sure; if it is there, resend ${row.id} settled.`,
        },
      }
    : {
        area: 'queue',
        level: 'alarm',
        text: {
          zh: `消息 ${row.id}（${what('zh')}）：发送失败，已放弃（${why}）。请检查策略文件里的群和机器人权限，再 resend ${row.id}。`,
          en: `message ${row.id} (${what('en')}): given up (${why}). Check the group in the policy file and the bot's permissions, then resend ${row.id}.`,
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

function sumOf(counts: readonly { state: string; count: number }[], states: readonly string[]): number {
  return counts.filter((each) => states.includes(each.state)).reduce((sum, each) => sum + each.count, 0);
}
