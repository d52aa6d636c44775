// The words after `skuwatch demo`.

import { parseArgs } from 'node:util';
import { chatPlatforms } from '../chat/index.ts';
import { UserError } from '../errors.ts';
import { type Bilingual, type Language, oneOf } from '../lib/language.ts';
import { type Platform, platforms } from '../policy/platforms.ts';

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
  chat: Platform;
  /** Where the example's team meets: the platform's id of the channel or group. */
  channel: string | undefined;
  /** The id there of the person who watches the demo: in the story they never answer. */
  me: string | undefined;
}

/** A line for each platform, below the first one. */
function usageOfPlatforms(language: Language, indent: number): string {
  return [...platforms]
    .sort()
    .flatMap((id) => chatPlatforms[id].demo?.usage[language] ?? [])
    .map((line) => `\n${' '.repeat(indent)}npm run demo -- ${line}`)
    .join('');
}

const usage = {
  zh: `用法：npm run demo -- [--exit] [--data 文件夹] [--at 2026-10-26T09:00+08:00] [--port 8080] [--language zh|en]${usageOfPlatforms('zh', 6)}`,
  en: `Usage: npm run demo -- [--exit] [--data FOLDER] [--at 2026-10-26T09:00+08:00] [--port 8080] [--language zh|en]${usageOfPlatforms('en', 7)}`,
};

/** Reads the options. Throws UserError with the usage for anything it does not know. */
export function demoOptions(argv: readonly string[]): DemoOptions {
  const { values } = parse(argv);
  const chat = chatOf(values.chat ?? 'console');
  const { demo } = chatPlatforms[chat];
  if (demo && values.channel === undefined && values.data === undefined) throw wrong(demo.noChannel);
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
  const known = [...platforms].sort();
  const found = known.find((each) => each === chat);
  if (found) return found;
  const choice = oneOf(known);
  throw wrong({
    zh: `演示不能用“${chat}”发消息，可以写 ${choice.zh}。`,
    en: `The demo cannot speak through "${chat}": write ${choice.en}.`,
  });
}
