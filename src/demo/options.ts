// The words after `skuwatch demo`.

import { parseArgs } from 'node:util';
import { UserError } from '../errors.ts';
import type { Language } from '../lib/language.ts';

export interface DemoOptions {
  /** End after the story instead of serving the console. */
  exit: boolean;
  /** Folder of files to play; the project's own example when undefined. */
  data: string | undefined;
  /** Where the simulated clock starts; the example's own moment, or now, when undefined. */
  at: Date | undefined;
  port: number;
  language: Language;
}

const usage = {
  zh: '用法：npm run demo -- [--exit] [--data 文件夹] [--at 2026-10-26T09:00+08:00] [--port 8080] [--language zh|en]',
  en: 'Usage: npm run demo -- [--exit] [--data FOLDER] [--at 2026-10-26T09:00+08:00] [--port 8080] [--language zh|en]',
};

/** Reads the options. Throws UserError with the usage for anything it does not know. */
export function demoOptions(argv: readonly string[]): DemoOptions {
  const { values } = parse(argv);
  if (values.chat !== undefined && values.chat !== 'console') throw noSuchChat(values.chat);
  return {
    exit: values.exit ?? false,
    data: values.data,
    at: values.at === undefined ? undefined : momentOf(values.at),
    port: values.port === undefined ? 8080 : portOf(values.port),
    language: values.language === 'zh' ? 'zh' : 'en',
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
        language: { type: 'string' },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new UserError('USAGE', { zh: `${reason}\n${usage.zh}`, en: `${reason}\n${usage.en}` });
  }
}

function momentOf(text: string): Date {
  const withZone = /T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const moment = new Date(text);
  if (withZone && !Number.isNaN(moment.getTime())) return moment;
  throw new UserError('USAGE', {
    zh: `看不懂时间“${text}”，请写成 2026-10-26T09:00+08:00（带时区）。\n${usage.zh}`,
    en: `"${text}" is no moment: write 2026-10-26T09:00+08:00, with its zone.\n${usage.en}`,
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UserError('USAGE', { zh: `端口“${text}”不对。\n${usage.zh}`, en: `"${text}" is no port.\n${usage.en}` });
}

function noSuchChat(chat: string): UserError {
  return new UserError('USAGE', {
    zh: `这个版本的演示还不能用“${chat}”发消息，请去掉 --chat，在自带的控制台里看。`,
    en: `This version has no adapter for "${chat}" yet: leave --chat out and watch the built-in console.`,
  });
}
