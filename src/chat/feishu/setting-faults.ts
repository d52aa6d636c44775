// Which Feishu settings belong together: with each other, and with the policy file. Pure.

import type { ConfigFault } from '../../errors.ts';
import type { Bilingual } from '../../lib/language.ts';
import type { Policy } from '../../policy/policy.ts';
import { settingFault as fault, groupsOn, type OpenedPolicy, policyFault } from '../setting-faults.ts';
import type { FeishuValues } from './settings.ts';

/** What is set by halves. `opened` is the policy file, where it could be read; `isWanted` when Feishu must be there. */
export function feishuFaults(values: FeishuValues, opened: OpenedPolicy | undefined, isWanted = false): ConfigFault[] {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret } = values;
  const { FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: verificationToken } = values;
  const groups = groupsOn(opened, 'feishu');
  if (appId === undefined) {
    const isHalf = appSecret !== undefined || encryptKey !== undefined || verificationToken !== undefined;
    return [
      ...(isHalf || isWanted ? [fault('FEISHU_APP_ID', isHalf ? noAppId : noApp)] : []),
      ...groups.map(({ id }) => policyFault(opened, `groups[${id}].platform`, noAppForGroup)),
      ...tablesOf(opened?.policy).map((use) => policyFault(opened, `bitable.${use}`, noAppForTable)),
    ];
  }
  const faults: ConfigFault[] = [];
  if (appSecret === undefined) faults.push(fault('FEISHU_APP_SECRET', noSecret));
  if (encryptKey !== undefined && verificationToken === undefined) {
    faults.push(fault('FEISHU_VERIFICATION_TOKEN', noToken));
  }
  if (encryptKey === undefined && verificationToken !== undefined) faults.push(fault('FEISHU_ENCRYPT_KEY', noKey));
  if (opened && groups.length === 0 && tablesOf(opened.policy).length === 0)
    faults.push(fault('FEISHU_APP_ID', noGroup));
  return faults;
}

/** Names of the tables that a policy file gives. */
function tablesOf(policy: Policy | undefined): string[] {
  return Object.entries(policy?.bitable ?? {}).flatMap(([use, place]) => (typeof place === 'object' ? [use] : []));
}

const noAppId: Bilingual = {
  zh: '其他 FEISHU_ 设置已写，但缺少它：请写 App ID（cli_…，开放平台 → 应用 → 凭证与基础信息），或去掉其他 FEISHU_ 设置',
  en: 'other FEISHU_ settings are there but not this one: write the app id (cli_…, developer console → your app → Credentials & Basic Info), or take the others away',
};
const noApp: Bilingual = {
  zh: '没有设置：运行 npx skuwatch feishu setup 扫码创建应用，或写已有应用的 App ID（cli_…）',
  en: 'not set: run npx skuwatch feishu setup to make an app by a QR code, or write the app id (cli_…) of one you have',
};
const noSecret: Bilingual = {
  zh: '没有设置：请写 App Secret（开放平台 → 应用 → 凭证与基础信息）',
  en: 'not set: write the app secret (developer console → your app → Credentials & Basic Info)',
};
const noToken: Bilingual = {
  zh: '已设置 FEISHU_ENCRYPT_KEY，还缺它：请写 Verification Token（开放平台 → 应用 → 事件与回调 → 加密策略）；用长连接则两项都不写',
  en: 'FEISHU_ENCRYPT_KEY is set but not this one: write the verification token (developer console → your app → Events & Callbacks → Encryption Strategy); for the long connection set neither',
};
const noKey: Bilingual = {
  zh: '已设置 FEISHU_VERIFICATION_TOKEN，还缺它：请写 Encrypt Key（开放平台 → 应用 → 事件与回调 → 加密策略）；用长连接则两项都不写',
  en: 'FEISHU_VERIFICATION_TOKEN is set but not this one: write the encrypt key (developer console → your app → Events & Callbacks → Encryption Strategy); for the long connection set neither',
};
const noGroup: Bilingual = {
  zh: '策略文件里没有 platform: feishu 的群：请在 groups 里写一个，channel 填群的 chat_id（oc_…）；或去掉 FEISHU_APP_ID',
  en: 'the policy file has no group with platform: feishu: add one under groups with the chat_id (oc_…) as its channel, or take FEISHU_APP_ID away',
};
const noAppForGroup: Bilingual = {
  zh: '这个群在飞书上，但没有设置 FEISHU_APP_ID：请设置应用凭证，或把 platform 改成 console',
  en: 'this group is on Feishu but FEISHU_APP_ID is not set: set the app’s credentials, or change platform to console',
};
const noAppForTable: Bilingual = {
  zh: '这张表在飞书上，但没有设置 FEISHU_APP_ID：请设置应用凭证，或去掉这一行',
  en: 'this table is on Feishu but FEISHU_APP_ID is not set: set the app’s credentials, or take this line away',
};
