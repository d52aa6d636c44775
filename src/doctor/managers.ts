// What the directory of a chat platform says about people for whom the policy file names no manager, and what is to be
// done where that helps nobody.

import type { Context } from '../context.ts';
import type { Bilingual } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import type { LeaderStanding } from '../policy/leader.ts';
import { managersAbove } from '../policy/people.ts';
import { directoryManagersByPerson } from '../store/directory.ts';
import { peopleWithManagers } from '../team/roster.ts';
import type { Finding } from './finding.ts';

export interface ManagerReport {
  personId: string;
  /** Has no manager, although they own SKUs. */
  isStranded: boolean;
  standing: LeaderStanding;
  managerId: string | null;
  account: string | null;
  name: string | null;
}

/** People whose manager comes, or should come, from the directory, in the order of the policy file. */
export async function managerReports(ctx: Context): Promise<ManagerReport[]> {
  const known = await directoryManagersByPerson(ctx.db);
  const people = await peopleWithManagers(ctx);
  return ctx.policy.people.flatMap(({ id, role, manager }) => {
    const row = manager === undefined ? known.get(id) : undefined;
    if (!row) return [];
    const { standing, managerId, account, name } = row;
    const isStranded = role === 'operator' && managersAbove(people, id).length === 0;
    return [{ personId: id, isStranded, standing, managerId, account, name }];
  });
}

/** One finding for people whose manager was found, one for those whose silence only the group would hear about. */
export function managerFindings(reports: readonly ManagerReport[]): Finding[] {
  const found = reports.filter(({ standing, isStranded }) => standing === 'known' && !isStranded);
  const pairs = found.map(({ personId, managerId }) => `${personId} → ${managerId}`);
  const named = clean(pairs.slice(0, 8).join(', '), 200) + (pairs.length > 8 ? ` … (${pairs.length})` : '');
  const ok: Finding = {
    area: 'configuration',
    level: 'ok',
    text: {
      zh: `策略文件没写 manager，上级取自飞书通讯录：${named}。`,
      en: `managers from the Feishu directory, as the policy file names none: ${named}.`,
    },
  };
  return [...(found.length > 0 ? [ok] : []), ...reports.filter(({ isStranded }) => isStranded).map(stranded)];
}

function stranded({ personId, standing, managerId, account, name }: ManagerReport): Finding {
  const who = clean([name, account && `(${account})`].filter((each) => each).join(' ') || (managerId ?? '–'), 80);
  const why = reasons[standing](who, managerId ?? '–');
  return {
    area: 'configuration',
    level: 'warning',
    text: {
      zh: `${personId} 没有可通知的上级：${why.zh}。也可以直接在策略文件里写 manager。逾期时只能通知全群。`,
      en: `${personId} has no manager who could be told: ${why.en}. Or write "manager" in the policy file. Until then the whole group is told of overdue forms.`,
    },
  };
}

const reasons: Readonly<Record<LeaderStanding, (who: string, id: string) => Bilingual>> = {
  known: (_, id) => ({
    zh: `上级 ${id} 已不在策略文件里`,
    en: `their manager ${id} is not in the policy file any more`,
  }),
  none: () => ({
    zh: '飞书没有给出直属上级。请在飞书管理后台填写，或开通权限 contact:user.department:readonly 并发布新版本',
    en: 'Feishu names nobody above them. Have it filled in by the Feishu administrator, or add the permission contact:user.department:readonly and publish a new version',
  }),
  unlisted: (who) => ({
    zh: `飞书里的上级 ${who} 不在策略文件里。请把他加进 people，role 写 manager`,
    en: `their manager in Feishu, ${who}, is not in the policy file. Add them to "people" with role: manager`,
  }),
  not_manager: (_, id) => ({
    zh: `飞书里的上级 ${id} 在策略文件里是 operator。请把他的 role 改成 manager`,
    en: `their manager in Feishu, ${id}, is an operator in the policy file. Give them role: manager`,
  }),
  resigned: (who) => ({
    zh: `飞书里的上级 ${who} 已离职。请在飞书管理后台更新直属上级`,
    en: `their manager in Feishu, ${who}, has left. Have the Feishu administrator name the new one`,
  }),
  out_of_range: () => ({
    zh: '不在应用的通讯录权限范围内。请在开放平台 → 权限管理 → 通讯录权限范围里加上此人和他的上级',
    en: 'they are outside the app’s contact range. Add them and their manager at the developer console → Permissions & Scopes → Contacts range',
  }),
  no_account: () => ({
    zh: '飞书里找不到这个人。请核对策略文件里的 feishu 或 email',
    en: 'Feishu does not know them. Check "feishu" or "email" in the policy file',
  }),
  no_permission: () => ({
    zh: '应用不能读通讯录。请开通 contact:contact.base:readonly 和 contact:user.department:readonly 并发布新版本',
    en: 'the app may not read contacts. Add contact:contact.base:readonly and contact:user.department:readonly and publish a new version',
  }),
};
