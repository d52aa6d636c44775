// The one door for typed commands: splits the line, finds the command, checks the role, turns every failure into words.

import { type Context, undoneWhenRefused } from '../context.ts';
import { OperationalError, UserError } from '../errors.ts';
import { describeError } from '../lib/describe-error.ts';
import type { Language } from '../lib/language.ts';
import type { Reply } from '../messages/inbound.ts';
import { type Command, type CommandCall, noPlatforms, type PlatformAccess, type Surface } from './command.ts';
import { findCommand } from './find-command.ts';
import { commands } from './index.ts';
import { MalformedError, quoted } from './malformed.ts';
import { refused } from './replies.ts';
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
    if (error instanceof MalformedError) return refused(withUsage(error, command));
    if (error instanceof UserError) return refused(error);
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
  if (length > maxLineLength) return { error: new UserError('TOO_LONG', { length, max: maxLineLength }) };
  const text = typeof input === 'string' ? input : input.join(' ');
  if (hasUnprintable(text)) return { error: new UserError('UNPRINTABLE') };
  const words = withoutInvocation(typeof input === 'string' ? tokenize(input) : input);
  const found = findCommand(commands, words.length === 0 ? ['help'] : words);
  if (!('command' in found)) return { error: unknownCommand(words[0] ?? '', found.nearest) };
  return mayRun(ctx, found.command) ? found : { error: notAllowed(found.command) };
}

function trouble(ctx: Context, command: Command, error: unknown): UserError {
  if (error instanceof OperationalError) {
    ctx.log.warn({ command: command.name, error: describeError(error) }, 'command failed for now');
    return new UserError('TRY_AGAIN');
  }
  ctx.log.error({ command: command.name, err: error }, 'command failed');
  return new UserError('BUG', { command: command.name });
}

/** The same with how the command is written. */
function withUsage({ fault }: MalformedError, command: Command): UserError {
  return new MalformedError(fault, {
    zh: `用法：${command.usage.zh}。例如：${command.example.zh}`,
    en: `Usage: ${command.usage.en}. Example: ${command.example.en}`,
  });
}

/** "Did you mean …?", as an error for whoever typed the word. */
export function unknownCommand(word: string, nearest: readonly Command[]): UserError {
  const [best] = nearest;
  const shown = quoted(word);
  if (!best) return new UserError('UNKNOWN_COMMAND', { word: shown });
  const names = nearest.map((each) => each.name);
  return new UserError('MISTYPED_COMMAND', {
    word: shown,
    names: { zh: names.join(' 或 '), en: names.join(' or ') },
    example: best.example,
  });
}
