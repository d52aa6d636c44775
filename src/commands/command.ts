// A thing a person can ask for, on every platform and in a terminal alike.

import type { Reply } from '../chat/inbound.ts';
import type { Context } from '../context.ts';
import type { Bilingual, Language } from '../lib/language.ts';
import type { Role } from '../team/policy.ts';

export interface CommandCall {
  /** Words after the command's name, quotes already resolved. */
  args: readonly string[];
  language: Language;
}

export interface Command {
  name: string;
  /** "sku CODE" */
  usage: string;
  summary: Bilingual;
  /** A line a person can copy. */
  example: Bilingual;
  /** Least role that may run it; finer rights (own SKUs) are checked by the verb. */
  role: Role;
  /** Where it makes sense: `import FILE` needs the terminal's files, `answer` needs a chat. */
  surfaces: readonly ('chat' | 'terminal')[];
  run(ctx: Context, call: CommandCall): Promise<Reply>;
}
