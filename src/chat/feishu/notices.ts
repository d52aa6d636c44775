// What the adapter itself has to say to one person: short sentences in both languages.

import type { Bilingual } from '../../lib/language.ts';
import { message, text } from '../../messages/blocks.ts';
import { inAllLanguages, type Said } from './render-for.ts';

export const notices = {
  saving: {
    zh: '正在保存，结果稍后由机器人私聊告诉你。',
    en: 'Still saving. The bot will tell you the result in your chat with it.',
  },
  tryAgain: {
    zh: '暂时连不上飞书，什么都没有改动，请一分钟后再试。',
    en: 'Feishu cannot be reached just now and nothing was changed; please try again in a minute.',
  },
  failed: {
    zh: '抱歉，Skuwatch 处理这一步时出错了，已记入日志。请稍后再试一次，仍不行请告诉管理员。',
    en: 'Sorry, Skuwatch failed at this step; it is in the log. Please try again later, and tell your administrator if it fails again.',
  },
  retired: {
    zh: '这个按钮已停用。请私聊机器人发送 mine，查看你的待填表单。',
    en: 'This button is no longer in use. Send "mine" to the bot to see your forms.',
  },
  otherTenant: {
    zh: '这个 Skuwatch 属于另一家企业，只有那里的团队成员可以操作。',
    en: 'This Skuwatch belongs to another company; only members of the team there may use it.',
  },
  otherChat: {
    zh: '这个群不在策略文件的 groups（群）里，在这里不能操作。请在团队的群里操作，或私聊机器人。',
    en: 'This group is not among the groups of the policy file, so nothing can be done here. Use the team’s group, or write to the bot directly.',
  },
  textOnly: {
    zh: '机器人只看得懂文字指令。发送 help 查看全部指令。',
    en: 'The bot understands typed commands only. Send "help" for a list of them.',
  },
  sentToYou: { zh: '已由机器人私聊发给你。', en: 'Sent to you by the bot, in your chat with it.' },
  formBelow: { zh: '表单已发在这条消息下面。', en: 'The form is below this message.' },
} satisfies Record<string, Bilingual>;

/** For somebody whom the policy file does not name: who may, and what an admin has to write. */
export function strangerNotice(openId: string): Bilingual {
  return {
    zh: `只有团队名单里的人可以操作，你还不在其中。请管理员在策略文件的 people（人员）里给你加上 feishu: ${openId}，之后再试。`,
    en: `Only people on the team list may do this, and you are not on it yet. Ask your administrator to add feishu: ${openId} to your entry under "people" in the policy file, then try again.`,
  };
}

/** For the person who added the bot to a group that it does not know: what to write so that forms come there. */
export function newGroupNotice(name: string, chatId: string): Bilingual {
  return {
    zh: `机器人已进入群“${name}”。要让表单发到这个群，请在策略文件的 groups（群）里写 platform: feishu、channel: ${chatId}，然后重启。`,
    en: `The bot is in the group “${name}” now. To have the forms come there, write platform: feishu and channel: ${chatId} under "groups" in the policy file, and restart.`,
  };
}

/** A sentence as a message; nothing in it is read as markup. */
export function noticeMessage(notice: Bilingual): Said {
  return inAllLanguages((language) => message('plain', 'Skuwatch', [text(notice[language])]));
}
