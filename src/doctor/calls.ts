// How much of a month's calls to a chat platform is used, and about how many of them one form costs.

import { chatPlatforms } from '../chat/index.ts';
import type { Context } from '../context.ts';
import { type Day, dayIn, instantAt } from '../lib/day.ts';
import { type Platform, platformFacts } from '../policy/platforms.ts';
import { casesOpenedSince } from '../store/cases.ts';
import { callsInMonth } from '../store/directory.ts';
import type { Finding } from './finding.ts';

const muchShare = 0.8;

export interface CallReport {
  platform: Platform;
  /** Calls to it in this month of the team's calendar. */
  calls: number;
  /** Forms that were asked in it. */
  forms: number;
}

/** Undefined where no group of the team is on a platform that counts calls. */
export async function callReport(ctx: Context): Promise<CallReport | undefined> {
  const { groups, team } = ctx.policy;
  const platform = groups
    .map((group) => group.platform)
    .find((each) => chatPlatforms[each].capabilities.freeCallsAMonth);
  if (!platform) return undefined;
  const month = dayIn(team.zone, ctx.clock.now()).slice(0, 7);
  return {
    platform,
    calls: await callsInMonth(ctx.db, platform, month),
    forms: await casesOpenedSince(ctx.db, instantAt(team.zone, `${month}-01` as Day, 0)),
  };
}

export function callFindings(report: CallReport | undefined): Finding[] {
  if (!report) return [];
  const { platform, calls, forms } = report;
  const { name } = platformFacts[platform];
  const monthly = chatPlatforms[platform].capabilities.freeCallsAMonth ?? 0;
  const isMuch = calls >= monthly * muchShare;
  const each = forms > 0 ? Math.round(calls / forms) : undefined;
  const perForm = {
    zh: each === undefined ? '' : `，平均每张表单约 ${each} 次`,
    en: each === undefined ? '' : `; about ${each} a form`,
  };
  const what = {
    zh: isMuch ? `用完后要到下月 1 日才恢复，可请${name.zh}管理员升级套餐。` : '',
    en: isMuch ? ` Once they are used up nothing goes out before the 1st; a larger plan of ${name.en} helps.` : '',
  };
  return [
    {
      area: 'platforms',
      level: isMuch ? 'warning' : 'ok',
      text: {
        zh: `${name.zh}：本月已调用接口 ${calls} 次，免费版全企业约 ${monthly / 10_000} 万次${perForm.zh}。${what.zh}`,
        en: `${name.en}: this month ${calls} calls of about ${monthly.toLocaleString('en')} that the free plan gives a company${perForm.en}.${what.en}`,
      },
    },
  ];
}
