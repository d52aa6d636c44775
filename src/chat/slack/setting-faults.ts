// Which Slack settings belong together: with each other, and with the policy file. Pure.

import type { ConfigFault } from '../../errors.ts';
import type { Bilingual } from '../../lib/language.ts';
import { settingFault as fault, groupsOn, type OpenedPolicy, policyFault } from '../setting-faults.ts';
import type { SlackValues } from './settings.ts';

/** What is set by halves. `opened` is the policy file, where it could be read; `isWanted` when Slack must be there. */
export function slackFaults(values: SlackValues, opened: OpenedPolicy | undefined, isWanted = false): ConfigFault[] {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  const groups = groupsOn(opened, 'slack');
  const faults: ConfigFault[] = [];
  if (botToken === undefined) {
    const isHalf = appToken !== undefined || signingSecret !== undefined;
    if (isHalf || isWanted) faults.push(fault('SLACK_BOT_TOKEN', isHalf ? noBotToken : noToken));
    return [...faults, ...groups.map(({ id }) => policyFault(opened, `groups[${id}].platform`, noTokenForGroup))];
  }
  if (appToken === undefined && signingSecret === undefined) faults.push(fault('SLACK_APP_TOKEN', noTransport));
  if (opened && groups.length === 0) faults.push(fault('SLACK_BOT_TOKEN', noGroup));
  return faults;
}

const noBotToken: Bilingual = {
  zh: '其他 SLACK_ 设置已写，但缺少它：请写以 xoxb- 开头的 Bot User OAuth Token，或去掉其他 SLACK_ 设置',
  en: 'other SLACK_ settings are there but not this one: write the Bot User OAuth Token (xoxb-…), or take the others away',
};
const noToken: Bilingual = {
  zh: '没有设置：请写以 xoxb- 开头的 Bot User OAuth Token（api.slack.com/apps → OAuth & Permissions）',
  en: 'not set: write the Bot User OAuth Token, which begins with xoxb- (api.slack.com/apps → OAuth & Permissions)',
};
const noTransport: Bilingual = {
  zh: '还缺一种接收方式：请写 SLACK_APP_TOKEN（Socket Mode，推荐），或 SLACK_SIGNING_SECRET（HTTP）',
  en: 'a way to receive is missing: write SLACK_APP_TOKEN (Socket Mode, the usual way) or SLACK_SIGNING_SECRET (HTTP)',
};
const noGroup: Bilingual = {
  zh: '策略文件里没有 platform: slack 的群：请在 groups 里写一个，channel 填频道 ID；或去掉 SLACK_BOT_TOKEN',
  en: 'the policy file has no group with platform: slack: add one under groups with the channel id, or take SLACK_BOT_TOKEN away',
};
const noTokenForGroup: Bilingual = {
  zh: '这个群在 Slack 上，但没有设置 SLACK_BOT_TOKEN：请设置令牌，或把 platform 改成 console',
  en: 'this group is on Slack but SLACK_BOT_TOKEN is not set: set the token, or change platform to console',
};
