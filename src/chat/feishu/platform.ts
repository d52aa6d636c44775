// Feishu (and Lark) as a record in the list of platforms. The SDK is loaded when Feishu is opened or checked, not before.

import type { ChatPlatform } from '../platform.ts';
import type { Feishu } from './adapter.ts';
import { feishuCapabilities } from './capabilities.ts';
import { feishuFaults } from './setting-faults.ts';
import { type FeishuSettings, type FeishuValues, feishuSettings, feishuVariables } from './settings.ts';

export const feishuPlatform = {
  id: 'feishu',
  prefix: 'FEISHU_',
  variables: feishuVariables,
  settings: feishuSettings,
  faults: feishuFaults,
  capabilities: feishuCapabilities,
  async open(settings, surroundings) {
    const { openFeishu } = await import('./adapter.ts');
    return openFeishu({ ...surroundings, settings });
  },
  async check(settings, given) {
    const { checkFeishuOnce } = await import('./adapter.ts');
    return checkFeishuOnce({ ...given, settings });
  },
  demo: {
    usage: {
      zh: '--chat feishu --channel oc_… [--me ou_…]（需要 FEISHU_APP_ID 和 FEISHU_APP_SECRET）',
      en: '--chat feishu --channel oc_… [--me ou_…] (with FEISHU_APP_ID and FEISHU_APP_SECRET)',
    },
    noChannel: {
      zh: '请用 --channel 写明飞书群的 chat_id（oc_…；把机器人加进群后，它会私聊告诉你）。',
      en: "Name the Feishu group's chat_id with --channel (oc_…; the bot tells you when you add it to the group).",
    },
  },
} satisfies ChatPlatform<FeishuValues, FeishuSettings, Feishu>;
