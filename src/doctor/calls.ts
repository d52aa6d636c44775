// How much of a month's calls to a chat platform is used, and about how many of them one form costs.

import type { Context } from '../context.ts';
import { type Day, dayIn, instantAt } from '../lib/day.ts';
import { casesOpenedSince } from '../store/cases.ts';
import { callsInMonth } from '../store/directory.ts';
import type { Finding } from './finding.ts';

/** Feishu's free plan gives a company about so many a month, for all apps that it has built itself. */
const monthly = 1_000_000;
const muchShare = 0.8;

export interface CallReport {
  /** Calls to Feishu in this month of the team's calendar. */
  calls: number;
  /** Forms that were asked in it. */
  forms: number;
}

/** Undefined where the team has no group on Feishu. */
export async function callReport(ctx: Context): Promise<CallReport | undefined> {
  const { groups, team } = ctx.policy;
  if (!groups.some(({ platform }) => platform === 'feishu')) return undefined;
  const month = dayIn(team.zone, ctx.clock.now()).slice(0, 7);
  return {
    calls: await callsInMonth(ctx.db, 'feishu', month),
    forms: await casesOpenedSince(ctx.db, instantAt(team.zone, `${month}-01` as Day, 0)),
  };
}

export function callFindings(report: CallReport | undefined): Finding[] {
  if (!report) return [];
  const { calls, forms } = report;
  const isMuch = calls >= monthly * muchShare;
  const each = forms > 0 ? Math.round(calls / forms) : undefined;
  const perForm = {
    zh: each === undefined ? '' : `，平均每张表单约 ${each} 次`,
    en: each === undefined ? '' : `; about ${each} a form`,
  };
  const what = {
    zh: isMuch ? '用完后要到下月 1 日才恢复，可请飞书管理员升级套餐。' : '',
    en: isMuch ? ' Once they are used up nothing goes out before the 1st; a larger plan of Feishu helps.' : '',
  };
  return [
    {
      area: 'platforms',
      level: isMuch ? 'warning' : 'ok',
      text: {
        zh: `飞书：本月已调用接口 ${calls} 次，免费版全企业约 100 万次${perForm.zh}。${what.zh}`,
        en: `Feishu: this month ${calls} calls of about 1,000,000 that the free plan gives a company${perForm.en}.${what.en}`,
      },
    },
  ];
}
