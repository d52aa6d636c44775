// What the doctor says of the policy file and of SKUs without an owner. Pure.

import { type Bilingual, oneOf } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { accountPlatforms } from '../policy/platforms.ts';
import type { Finding } from './finding.ts';
import type { DoctorReport } from './report.ts';

const accounts = oneOf(['email', ...accountPlatforms]);

/** What is left open; one line that says all is set where nothing is. */
export function policyFindings({ policy, unassignedSkus }: DoctorReport): Finding[] {
  const found = [
    gap(policy.withoutManager, (ids) => ({
      zh: `没有主管的运营：${ids}。逾期时只能通知全群，请在策略文件里补 manager。`,
      en: `operators without a manager: ${ids}. Overdue forms can only go to the whole group; add "manager" in the policy file.`,
    })),
    gap(policy.unreachable, (ids) => ({
      zh: `无法私信的人员：${ids}。请在策略文件里补 ${accounts.zh}。`,
      en: `people who cannot be told anything privately: ${ids}. Add ${accounts.en} in the policy file.`,
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
        zh: `没有负责人的商品（或负责人已不在策略文件里）：${list}。请用 assign 或导入负责人表指定。`,
        en: `SKUs that nobody owns, or somebody who is not in the policy file any more: ${list}. Name owners with assign, or import a file of owners.`,
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
