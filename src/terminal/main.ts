// `skuwatch <command>`: finds out what is asked for, as whom and in which language, and runs it.

import { findCommand } from '../commands/find-command.ts';
import { helpMessage } from '../commands/help.ts';
import { commands } from '../commands/index.ts';
import { mayRun, notAllowed } from '../commands/rights.ts';
import { runCommand, unknownCommand } from '../commands/run.ts';
import { type Config, readConfig, systemLanguage } from '../config.ts';
import { type Language, languages } from '../lib/language.ts';
import { plainText } from '../messages/plain-text.ts';
import type { Person } from '../policy/policy.ts';
import { runFeishu } from './feishu.ts';
import { type Line, readLine } from './flags.ts';
import { helpText, versionText } from './help.ts';
import type { TerminalIo } from './io.ts';
import { launchDemo, launchService } from './launch.ts';
import { type ExitCode, printFailure, printReply } from './print.ts';
import { actingPerson, type Session, withSession } from './session.ts';
import { terminalCommands } from './terminal-commands.ts';

/** Runs one terminal line and gives the exit code of the process; never throws. */
export async function runTerminal(argv: readonly string[], io: TerminalIo): Promise<ExitCode> {
  const guessed = languageFlag(argv) ?? systemLanguage(io.env) ?? 'en';
  try {
    if (argv[0] === 'demo') {
      await launchDemo(argv.slice(1));
      return 0;
    }
    // Before there are settings to read.
    if (argv[0] === 'feishu') return await runFeishu(argv.slice(1), io, guessed);
    return await runLine(readLine(argv), io, guessed);
  } catch (error) {
    return printFailure(io, error, guessed);
  }
}

async function runLine(line: Line, io: TerminalIo, guessed: Language): Promise<ExitCode> {
  const [first] = line.words;
  if (line.flags.has('version') || first === '-v' || first === 'version') return print(io, versionText());
  if (first === undefined || first === '-h' || (first === 'help' && line.words.length === 1)) {
    return print(io, helpText(guessed));
  }
  if (line.flags.has('help')) return runWords({ ...line, words: ['help', first], flags: new Set() }, io, guessed);
  if (first === 'serve') {
    await launchService(config(io));
    return 0;
  }
  return runWords(line, io, guessed);
}

async function runWords(line: Line, io: TerminalIo, guessed: Language): Promise<ExitCode> {
  const [word = '', ...others] = line.words;
  const found = findCommand(commands, line.words);
  const command = 'command' in found ? found.command : undefined;
  if (command?.name === 'help') return print(io, plainText(helpMessage(commands, others, guessed), guessed));
  const special = terminalCommands[command?.name ?? word];
  if (!command && !special) throw unknownCommand(word, 'nearest' in found ? found.nearest : []);
  const rest = { ...line, words: 'args' in found ? found.args : others };
  if (special && !special.withoutStore) special.check?.(rest);
  const settings = config(io);
  if (special?.withoutStore) return special.run({ line: rest, io, config: settings, language: guessed });
  const person = actingPerson(settings.policy, line.values.as);
  const language = languageFor(line, io, { person, config: settings });
  sayWho(io, person, { named: line.values.as !== undefined, language });
  return withSession({ io, config: settings, person, language }, async (session) => {
    if (!special) return runPlain(session, line, io);
    if (command && !mayRun(session.ctx, command)) throw notAllowed(command);
    return special.run({ line: rest, io, session });
  });
}

async function runPlain({ ctx, language }: Session, line: Line, io: TerminalIo): Promise<ExitCode> {
  return printReply(io, await runCommand(ctx, line.words, { language, surface: 'terminal' }), language);
}

function config(io: TerminalIo): Config {
  return readConfig({ env: io.env, directory: io.directory });
}

/** The flag's language, else the system's, else the person's, else the team's. */
function languageFor(line: Line, io: TerminalIo, of: { person: Person; config: Config }): Language {
  return (
    readLanguage(line.values.lang) ?? systemLanguage(io.env) ?? of.person.language ?? of.config.policy.team.language
  );
}

function languageFlag(argv: readonly string[]): Language | undefined {
  const at = argv.indexOf('--lang');
  return readLanguage(at < 0 ? argv.find((word) => word.startsWith('--lang='))?.slice(7) : argv[at + 1]);
}

function readLanguage(text: string | undefined): Language | undefined {
  return languages.find((each) => text?.toLowerCase().startsWith(each));
}

/** Whoever acts is on every record: so it is said, unless it was asked for. */
function sayWho(io: TerminalIo, person: Person, { named, language }: { named: boolean; language: Language }): void {
  if (named) return;
  io.err(
    language === 'zh'
      ? `（以 ${person.name} 的身份操作；换人请加 --as ID）\n`
      : `(acting as ${person.name}; choose somebody else with --as ID)\n`,
  );
}

async function print(io: TerminalIo, text: string): Promise<ExitCode> {
  await io.out(`${text}\n`);
  return 0;
}
