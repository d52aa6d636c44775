// Replies and failures as a terminal shows them: results on standard output, the rest on standard error, an exit code.

import { OperationalError, UserError } from '../errors.ts';
import type { Language } from '../lib/language.ts';
import type { Reply } from '../messages/inbound.ts';
import { plainText } from '../messages/plain-text.ts';
import type { TerminalIo } from './io.ts';

/** 0 done, 1 refused or failed, 2 written wrongly. */
export type ExitCode = 0 | 1 | 2;

const wrongUsage: ReadonlySet<string> = new Set<UserError['code']>([
  'MALFORMED',
  'MISTYPED_COMMAND',
  'TOO_LONG',
  'UNKNOWN_COMMAND',
  'UNPRINTABLE',
  'USAGE',
]);

/** Prints a reply and gives its exit code. */
export async function printReply(io: TerminalIo, reply: Reply, language: Language): Promise<ExitCode> {
  switch (reply.type) {
    case 'message':
    case 'form':
      await io.out(`${plainText(reply.message, language)}\n`);
      return 0;
    case 'done':
      await io.out(`${reply.text[language]}\n`);
      return 0;
    case 'field_errors':
    case 'refused':
      io.err(`${reply.text[language]}\n`);
      return reply.type === 'refused' && wrongUsage.has(reply.code) ? 2 : 1;
  }
}

/** Prints a failure without a stack and gives its exit code. */
export function printFailure(io: TerminalIo, error: unknown, language: Language): ExitCode {
  if (error instanceof UserError) {
    io.err(`${error.text[language]}\n`);
    return wrongUsage.has(error.code) ? 2 : 1;
  }
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof OperationalError) {
    io.err(
      language === 'zh'
        ? `现在无法完成：${reason}。请检查数据库连接（DATABASE_URL）后重试。\n`
        : `This could not be done now: ${reason}. Check the connection to the database (DATABASE_URL) and try again.\n`,
    );
    return 1;
  }
  io.err(
    language === 'zh'
      ? `程序出错：${reason}\n这是程序的问题。加上 LOG_LEVEL=debug 再运行一次可看到细节。\n`
      : `The program failed: ${reason}\nThis is a fault of the program. Run it again with LOG_LEVEL=debug to see the details.\n`,
  );
  return 1;
}

/** A value as indented JSON with a line break. */
export function printJson(io: TerminalIo, value: unknown): Promise<void> {
  return io.out(`${JSON.stringify(value, null, 2)}\n`);
}
