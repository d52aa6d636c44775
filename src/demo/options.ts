// The words after `skuwatch demo`.

import { parseArgs } from 'node:util';
import { UserError } from '../errors.ts';
import type { Bilingual, Language } from '../lib/language.ts';

export interface DemoOptions {
  /** End after the story instead of serving the console. */
  exit: boolean;
  /** Folder of files to play; the project's own example when undefined. */
  data: string | undefined;
  /** Where the simulated clock starts; the example's own moment, or now, when undefined. */
  at: Date | undefined;
  port: number;
  language: Language;
  /** Where the story's messages appear beside the console. */
  chat: 'console' | 'feishu' | 'slack';
  /** Where the example's team meets: a Slack channel, a Feishu group. */
  channel: string | undefined;
  /** Id there of whoever watches: the one of the story who never answers. */
  me: string | undefined;
}

const usage = {
  zh: `用法：npm run demo -- [--exit] [--data 文件夹] [--at 2026-10-26T09:00+08:00] [--port 8080] [--language zh|en]
      npm run demo -- --chat feishu --channel oc_… [--me ou_…]（需要 FEISHU_APP_ID 和 FEISHU_APP_SECRET）
      npm run demo -- --chat slack --channel C0123456789 [--me U0123456789]（需要 SLACK_BOT_TOKEN 和 SLACK_APP_TOKEN）`,
  en: `Usage: npm run demo -- [--exit] [--data FOLDER] [--at 2026-10-26T09:00+08:00] [--port 8080] [--language zh|en]
       npm run demo -- --chat feishu --channel oc_… [--me ou_…] (with FEISHU_APP_ID and FEISHU_APP_SECRET)
       npm run demo -- --chat slack --channel C0123456789 [--me U0123456789] (with SLACK_BOT_TOKEN and SLACK_APP_TOKEN)`,
};

/** Reads the options. Throws UserError with the usage for anything it does not know. */
export function demoOptions(argv: readonly string[]): DemoOptions {
  const { values } = parse(argv);
  const chat = chatOf(values.chat ?? 'console');
  if (chat !== 'console' && values.channel === undefined && values.data === undefined) throw noChannel[chat];
  return {
    exit: values.exit ?? false,
    data: values.data,
    at: values.at === undefined ? undefined : momentOf(values.at),
    port: values.port === undefined ? 8080 : portOf(values.port),
    language: values.language === 'zh' ? 'zh' : 'en',
    chat,
    channel: values.channel,
    me: values.me,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        exit: { type: 'boolean' },
        data: { type: 'string' },
        at: { type: 'string' },
        port: { type: 'string' },
        chat: { type: 'string' },
        channel: { type: 'string' },
        me: { type: 'string' },
        language: { type: 'string' },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw wrong({ zh: reason, en: reason });
  }
}

/** Refuses the line, with how it is written below the reason. */
function wrong(fault: Bilingual): UserError {
  return new UserError('USAGE', { fault, usage });
}

function momentOf(text: string): Date {
  const withZone = /T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const moment = new Date(text);
  if (withZone && !Number.isNaN(moment.getTime())) return moment;
  throw wrong({
    zh: `看不懂时间“${text}”，请写成 2026-10-26T09:00+08:00（带时区）。`,
    en: `"${text}" is no moment: write 2026-10-26T09:00+08:00, with its zone.`,
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw wrong({ zh: `端口“${text}”不对。`, en: `"${text}" is no port.` });
}

function chatOf(chat: string): DemoOptions['chat'] {
  if (chat === 'console' || chat === 'feishu' || chat === 'slack') return chat;
  throw wrong({
    zh: `演示不能用“${chat}”发消息，可以写 console、feishu 或 slack。`,
    en: `The demo cannot speak through "${chat}": write console, feishu or slack.`,
  });
}

const noChannel = {
  feishu: wrong({
    zh: `请用 --channel 写明飞书群的 chat_id（oc_…；把机器人加进群后，它会私聊告诉你）。`,
    en: `Name the Feishu group's chat_id with --channel (oc_…; the bot tells you when you add it to the group).`,
  }),
  slack: wrong({
    zh: `请用 --channel 写明 Slack 频道的 ID（频道名 → 关于 → 最下方），并先把机器人邀请进去。`,
    en: `Name the Slack channel's id with --channel (channel name → About, at the bottom) and invite the bot first.`,
  }),
};
