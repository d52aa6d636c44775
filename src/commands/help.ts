// `help`: what can be asked for, made from the definitions of the commands.

import { type Language, texts } from '../lib/language.ts';
import { facts, list, message, text } from '../messages/blocks.ts';
import type { Inline, Message } from '../messages/message.ts';
import { roleWords } from '../messages/words.ts';
import type { Command } from './command.ts';
import { nearestCommands } from './find-command.ts';
import { malformed, quoted } from './malformed.ts';
import { said } from './replies.ts';

const helpTexts = texts({
  en: {
    title: 'What you can ask for',
    line: (example: string, summary: string) => [{ command: example }, `: ${summary}`],
    more: [
      { command: 'help NAME' },
      ' shows how one of them is written. Chinese names work too: 我的, 认领 1042.',
    ] as Inline[],
    usage: 'Usage',
    example: 'Example',
    alsoCalled: 'Also',
    role: 'Who may',
    roleFrom: (role: string) => `${role} and above`,
  },
  zh: {
    title: '可以用的指令',
    line: (example, summary) => [{ command: example }, `：${summary}`],
    more: [{ command: 'help 指令名' }, ' 查看用法。中文指令也可以，例如：我的、认领 1042。'],
    usage: '用法',
    example: '例如',
    alsoCalled: '也可以写',
    role: '谁可以用',
    roleFrom: (role) => `${role}及以上`,
  },
});

/** The help command over a list of commands, itself among them. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'help',
    aliases: ['?', '帮助', '指令', 'h'],
    usage: { zh: 'help [指令名]', en: 'help [NAME]' },
    summary: { zh: '全部指令，或某条指令的用法', en: 'all commands, or how one is written' },
    example: { zh: 'help snooze', en: 'help snooze' },
    role: 'operator',
    run: async (_ctx, { args, language }) => said(helpMessage(commands(), args, language)),
  };
}

/** All commands in a line each, or how the one named is written. */
export function helpMessage(commands: readonly Command[], args: readonly string[], language: Language): Message {
  const [name] = args;
  return name === undefined ? overview(commands, language) : details(commands, name, language);
}

function overview(commands: readonly Command[], language: Language): Message {
  const words = helpTexts[language];
  const items = commands.map((each) => words.line(each.example[language], each.summary[language]));
  return message('plain', words.title, [list(items, items.length), text(...words.more)]);
}

function details(commands: readonly Command[], name: string, language: Language): Message {
  const wanted = name.normalize('NFKC').toLowerCase();
  const command = commands.find((each) => each.name === wanted || each.aliases.includes(wanted));
  if (!command) throw unknown(name, nearestCommands(commands, name));
  const words = helpTexts[language];
  return message('plain', `${command.name}: ${command.summary[language]}`, [
    facts(
      { label: words.usage, value: command.usage[language] },
      { label: words.example, value: command.example[language] },
      command.aliases.length > 0 ? { label: words.alsoCalled, value: command.aliases.join(', ') } : undefined,
      command.role === 'operator'
        ? undefined
        : { label: words.role, value: words.roleFrom(roleWords[command.role][language]) },
    ),
  ]);
}

function unknown(name: string, nearest: readonly Command[]) {
  const shown = quoted(name);
  const names = nearest.map((each) => each.name);
  return malformed({
    zh: names.length > 0 ? `没有指令${shown}，是不是 ${names.join(' 或 ')}？` : `没有指令${shown}。`,
    en: names.length > 0 ? `There is no ${shown}; did you mean ${names.join(' or ')}?` : `There is no ${shown}.`,
  });
}
