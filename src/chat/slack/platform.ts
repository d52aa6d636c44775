// Slack as a record in the list of platforms. Bolt is loaded when Slack is opened or checked, not before.

import type { ChatPlatform } from '../platform.ts';
import { slackCapabilities } from './capabilities.ts';
import { slackFaults } from './setting-faults.ts';
import { type SlackSettings, type SlackValues, slackSettings, slackVariables } from './settings.ts';

export const slackPlatform = {
  id: 'slack',
  prefix: 'SLACK_',
  variables: slackVariables,
  settings: slackSettings,
  faults: slackFaults,
  capabilities: slackCapabilities,
  async open(settings, surroundings) {
    const { openSlack } = await import('./adapter.ts');
    return openSlack({ ...surroundings, settings });
  },
  async check(settings, given) {
    const { checkSlackOnce } = await import('./adapter.ts');
    return checkSlackOnce({ ...given, settings });
  },
  demo: {
    usage: {
      zh: '--chat slack --channel C0123456789 [--me U0123456789]（需要 SLACK_BOT_TOKEN 和 SLACK_APP_TOKEN）',
      en: '--chat slack --channel C0123456789 [--me U0123456789] (with SLACK_BOT_TOKEN and SLACK_APP_TOKEN)',
    },
    noChannel: {
      zh: '请用 --channel 写明 Slack 频道的 ID（频道名 → 关于 → 最下方），并先把机器人邀请进去。',
      en: "Name the Slack channel's id with --channel (channel name → About, at the bottom) and invite the bot first.",
    },
  },
} satisfies ChatPlatform<SlackValues, SlackSettings>;
