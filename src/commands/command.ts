// A thing a person can ask for, on every platform and in a terminal alike.

import type { Bitables } from '../bitable/calls.ts';
import type { PlatformCheck } from '../chat/checks.ts';
import type { Context } from '../context.ts';
import type { Bilingual, Language } from '../lib/language.ts';
import type { Reply } from '../messages/inbound.ts';
import type { Role } from '../policy/policy.ts';

/** Where a command is typed: a chat (the console included), or a terminal on the machine that holds the data. */
export const surfaces = ['chat', 'terminal'] as const;
export type Surface = (typeof surfaces)[number];

/** What commands may ask of the chat platforms themselves. */
export interface PlatformAccess {
  /** What the platforms found when they last looked at their own set-up. */
  checks(): readonly PlatformCheck[];
  /** Feishu's tables; undefined where it is not set up. */
  bitables(): Promise<Bitables | undefined>;
}

/** For a process that is connected to no platform. */
export const noPlatforms: PlatformAccess = { checks: () => [], bitables: async () => undefined };

export interface CommandCall {
  /** Words after the command's name, quotes already resolved. */
  args: readonly string[];
  language: Language;
  surface: Surface;
  platforms: PlatformAccess;
}

export interface Command {
  name: string;
  /** Other words for it, Chinese ones among them. */
  aliases: readonly string[];
  /** "sku CODE" */
  usage: Bilingual;
  summary: Bilingual;
  /** A line a person can copy. */
  example: Bilingual;
  /** Least role that may run it; finer rights (own SKUs) are checked by the verb. */
  role: Role;
  run(ctx: Context, call: CommandCall): Promise<Reply>;
  /**
   * For work that takes long and does no harm when it is done again: done before, and outside of, the transaction in
   * which the event is handled. Returns what is run in that one instead of `run`; undefined where `run` does all of it.
   */
  prepare?(ctx: Context, call: CommandCall): Promise<((ctx: Context) => Promise<Reply>) | undefined>;
}
