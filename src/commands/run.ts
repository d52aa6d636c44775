// The one door for typed commands: splits the line, finds the command, checks the role, turns every failure into words.

import { type Context, undoneWhenRefused } from '../context.ts';
import { OperationalError, UserError } from '../errors.ts';
import { describeError } from '../lib/describe-error.ts';
import type { Bilingual, Language } from '../lib/language.ts';
import type { Reply } from '../messages/inbound.ts';
import { type Command, type CommandCall, noPlatforms, type PlatformAccess, type Surface } from './command.ts';
import { findCommand } from './find-command.ts';
import { commands } from './index.ts';
import { malformedCode, quoted } from './malformed.ts';
import { mayRun, notAllowed } from './rights.ts';
import { hasUnprintable, maxLineLength, tokenize, withoutInvocation } from './tokenize.ts';

/** Where a line was typed; without `platforms` nothing is known of the chat platforms. */
export interface CommandOptions {
  language: Language;
  surface: Surface;
  platforms?: PlatformAccess;
}

/**
 * Runs what a person typed, as the person of `ctx.actor`, and returns what they are told. A line is split here; a list
 * of words (from a shell) is taken as it is. Refusals are for the asker's eyes only, and nothing done before one remains.
 * Throws only inside a transaction, and only what is no refusal: whoever holds the transaction must undo it.
 */
export async function runCommand(
  ctx: Context,
  input: string | readonly string[],
  options: CommandOptions,
): Promise<Reply> {
  const read = readLine(ctx, input);
  if ('error' in read) return refused(read.error);
  const { command, args } = read;
  try {
    return await undoneWhenRefused(ctx, (inner) => command.run(inner, callOf(args, options)));
  } catch (error) {
    if (error instanceof UserError) return refused(error.code === malformedCode ? withUsage(error, command) : error);
    if (ctx.inTransaction) throw error;
    return refused(trouble(ctx, command, error));
  }
}

/**
 * The long part of what a person typed, done outside of any transaction; returns what is left to run in the one in
 * which the event is handled. Undefined where `runCommand` does all of it, and says why when it refuses.
 */
export async function prepareCommand(
  ctx: Context,
  input: string,
  options: CommandOptions,
): Promise<((ctx: Context) => Promise<Reply>) | undefined> {
  const read = readLine(ctx, input);
  if ('error' in read) return undefined;
  try {
    return await read.command.prepare?.(ctx, callOf(read.args, options));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function callOf(args: readonly string[], { platforms = noPlatforms, ...options }: CommandOptions): CommandCall {
  return { args, platforms, ...options };
}

/** The command of a line and its words, or why there is none that this person may run. */
function readLine(
  ctx: Context,
  input: string | readonly string[],
): { command: Command; args: readonly string[] } | { error: UserError } {
  const length = typeof input === 'string' ? input.length : input.reduce((sum, word) => sum + word.length, 0);
  if (length > maxLineLength) return { error: tooLong(length) };
  const text = typeof input === 'string' ? input : input.join(' ');
  if (hasUnprintable(text)) return { error: unprintable };
  const words = withoutInvocation(typeof input === 'string' ? tokenize(input) : input);
  const found = findCommand(commands, words.length === 0 ? ['help'] : words);
  if (!('command' in found)) return { error: unknownCommand(words[0] ?? '', found.nearest) };
  return mayRun(ctx, found.command) ? found : { error: notAllowed(found.command) };
}

function trouble(ctx: Context, command: Command, error: unknown): UserError {
  if (error instanceof OperationalError) {
    ctx.log.warn({ command: command.name, error: describeError(error) }, 'command failed for now');
    return notNow;
  }
  ctx.log.error({ command: command.name, err: error }, 'command failed');
  return ourFault(command);
}

function refused(error: UserError): Reply {
  return { type: 'refused', code: error.code, text: error.text };
}

function withUsage(error: UserError, command: Command): UserError {
  return new UserError(error.code, {
    zh: `${error.text.zh} 用法：${command.usage.zh}。例如：${command.example.zh}`,
    en: `${error.text.en} Usage: ${command.usage.en}. Example: ${command.example.en}`,
  });
}

/** "Did you mean …?", as an error for whoever typed the word. */
export function unknownCommand(word: string, nearest: readonly Command[]): UserError {
  const [best] = nearest;
  const shown = quoted(word);
  if (!best) {
    return new UserError('UNKNOWN_COMMAND', {
      zh: `不认识${shown}。发送 help 查看全部指令。`,
      en: `${shown} is not a command. Send help for the list.`,
    });
  }
  const names = nearest.map((each) => each.name);
  return new UserError('UNKNOWN_COMMAND', {
    zh: `不认识${shown}。是不是 ${names.join(' 或 ')}？例如：${best.example.zh}`,
    en: `${shown} is not a command. Did you mean ${names.join(' or ')}? Example: ${best.example.en}`,
  });
}

function tooLong(length: number): UserError {
  return new UserError('TOO_LONG', {
    zh: `这条指令有 ${length} 个字符，最多 ${maxLineLength} 个。数据请用 import 导入或在控制台上传文件。`,
    en: `This line has ${length} characters, ${maxLineLength} at most. Bring data in with import or the console's upload.`,
  });
}

const unprintable = new UserError('UNPRINTABLE', {
  zh: '指令里有看不见的控制字符，请重新输入后再发送。',
  en: 'The line holds control characters that cannot be seen. Type it anew and send it again.',
});

const notNow = new UserError('TRY_AGAIN', {
  zh: '数据库暂时连不上，什么都没有改动。请一分钟后再试。',
  en: 'The database cannot be reached right now; nothing was changed. Try again in a minute.',
});

function ourFault(command: Command): UserError {
  const text: Bilingual = {
    zh: `“${command.name}”执行时程序出错，已记入日志，没有完成。请把这条指令告诉管理员。`,
    en: `"${command.name}" failed through a fault of the program; it is in the log and was not carried out. Tell your admin this line.`,
  };
  return new UserError('BUG', text);
}
