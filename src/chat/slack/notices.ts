// What the adapter itself has to say to one person: short sentences in both languages, and the views that hold them.

import type { KnownBlock, ModalView } from '@slack/types';
import type { Bilingual, Language } from '../../lib/language.ts';
import type { SlackMessage } from './render/message.ts';
import { escaped, plainText } from './render/text.ts';

const longestNotice = 2_900;

export const notices = {
  opening: { zh: '正在打开表单…', en: 'Opening the form …' },
  saving: {
    zh: '正在保存，结果会显示在这里；关掉窗口的话会私信告诉你。',
    en: 'Still saving. The result will show here; if you close this window you are told in a direct message.',
  },
  clickAgain: {
    zh: 'Slack 没能及时打开窗口，什么都没有改动。请再点一次。',
    en: 'Slack could not open the window in time; nothing was changed. Please click again.',
  },
  typeAgain: {
    zh: 'Slack 没能及时打开表单，什么都没有改动。请再发一次指令，或点异常卡上的按钮。',
    en: 'Slack could not open the form in time; nothing was changed. Type the command again, or use the button on the card.',
  },
  tryAgain: {
    zh: '暂时连不上 Slack，什么都没有改动，请一分钟后再试。',
    en: 'Slack cannot be reached just now and nothing was changed; please try again in a minute.',
  },
  failed: {
    zh: '抱歉，Skuwatch 处理这一步时出错了，已记入日志。请稍后再试一次，仍不行请告诉管理员。',
    en: 'Sorry, Skuwatch failed at this step; it is in the log. Please try again later, and tell your administrator if it fails again.',
  },
  retired: {
    zh: '这个按钮已停用。请发送 /skuwatch mine 打开你的待填表单。',
    en: 'This button is no longer in use. Type /skuwatch mine to open your forms.',
  },
  otherTeam: {
    zh: '这个 Skuwatch 属于另一个 Slack 工作区，只有那里的团队成员可以操作。',
    en: 'This Skuwatch belongs to another Slack workspace; only members of the team there may use it.',
  },
  otherChannel: {
    zh: '这个频道不在策略文件的 groups（群）里，这里的按钮不再有效。请在团队的频道里操作，或发送 /skuwatch mine。',
    en: 'This channel is not among the groups of the policy file, so its buttons no longer work. Use the team’s channel, or type /skuwatch mine.',
  },
  fileInDirectMessage: { zh: '文件已私信发给你。', en: 'The file is in your direct messages.' },
} satisfies Record<string, Bilingual>;

/** For somebody whom the policy file does not name: who may, and what an admin has to write. */
export function strangerNotice(userId: string): Bilingual {
  return {
    zh: `只有团队名单里的人可以操作，你还不在其中。请管理员在策略文件的 people（人员）里给你加上 slack: ${userId}，之后再试。`,
    en: `Only people on the team list may do this, and you are not on it yet. Ask your administrator to add slack: ${userId} to your entry under "people" in the policy file, then try again.`,
  };
}

/** A sentence as a message; nothing in it is read as markup. */
export function noticeMessage(text: string): SlackMessage {
  return { text: escaped(text).slice(0, longestNotice), blocks: [section(text)] };
}

/** A sentence in a window with nothing to fill in. */
export function noticeView(text: Bilingual, language: Language): ModalView {
  return {
    type: 'modal',
    title: plainText('Skuwatch', 24),
    close: plainText(language === 'zh' ? '关闭' : 'Close', 24),
    blocks: [section(text[language])],
  };
}

export function section(text: string): KnownBlock {
  return { type: 'section', text: plainText(text, longestNotice) };
}
