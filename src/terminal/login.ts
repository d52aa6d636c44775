// `skuwatch login USER`: the one-time link as a whole address, alone on standard output, so that it can be piped.

import { personName } from '../cases/display-names.ts';
import { parsePerson } from '../commands/args/people.ts';
import { expectNoMore } from '../commands/replies.ts';
import { consoleUrl } from '../lib/console-url.ts';
import { createSignInLink, linkMinutes } from '../store/sign-ins.ts';
import { requireRight } from '../team/rights.ts';
import type { ExitCode } from './print.ts';
import type { TerminalCall } from './terminal-commands.ts';

export async function loginFromTerminal({ line, io, session }: TerminalCall): Promise<ExitCode> {
  const { ctx, config, person, language } = session;
  const [who, ...rest] = line.words;
  expectNoMore(rest);
  const target = parsePerson(who ?? person.id, ctx.policy, person.id);
  await requireRight(ctx, 'login', { kind: 'person', personId: target.id });
  const { path } = await createSignInLink(ctx, target.id);
  const name = personName(ctx.policy, target.id);
  io.err(
    language === 'zh'
      ? `${name} 的登录链接，${linkMinutes} 分钟内有效，只能用一次，请私下发送：\n`
      : `Sign-in link for ${name}: works once, within ${linkMinutes} minutes; pass it on in private only.\n`,
  );
  await io.out(`${consoleUrl(config)}${path}\n`);
  return 0;
}
