// Which command a word means: its name, another word for it, or the one it is nearest to. Pure.

import { distance } from 'fastest-levenshtein';
import type { Command } from './command.ts';

/** Longest word that is compared by distance: nobody mistypes a command that far. */
const maxWordLength = 24;

/** What the words ask for: the command and its arguments, or the commands that look most like it. */
export type Found = { command: Command; args: readonly string[] } | { nearest: Command[] };

/** Finds the command of a line. Chinese names may stand without a space before their argument: "认领1042". */
export function findCommand(commands: readonly Command[], words: readonly string[]): Found {
  const [first = '', ...args] = words;
  const typed = normalized(first);
  const exact = commands.find((each) => namesOf(each).includes(typed));
  if (exact) return { command: exact, args };
  return glued(commands, first, args) ?? { nearest: nearestCommands(commands, typed) };
}

/** At most two commands that a mistyped word may have meant, the nearest first. */
export function nearestCommands(commands: readonly Command[], word: string): Command[] {
  const typed = normalized(word).slice(0, maxWordLength);
  if (typed === '') return [];
  return commands
    .map((command) => ({ command, far: Math.min(...namesOf(command).map((name) => farness(typed, name))) }))
    .filter(({ far }) => far <= 0.5)
    .sort((a, b) => a.far - b.far)
    .slice(0, 2)
    .map(({ command }) => command);
}

/** Edits for each letter: 0 is the same word, 1 has nothing in common. */
function farness(typed: string, name: string): number {
  if (typed.length >= 2 && name.startsWith(typed)) return 0.1;
  return distance(typed, name) / Math.max(typed.length, name.length);
}

function glued(commands: readonly Command[], first: string, args: readonly string[]): Found | undefined {
  const candidates = commands.flatMap((command) =>
    command.aliases
      .filter((alias) => /^\p{Script=Han}/u.test(alias) && first.startsWith(alias))
      .map((alias) => ({ command, alias })),
  );
  const longest = candidates.sort((a, b) => b.alias.length - a.alias.length)[0];
  if (!longest) return undefined;
  const rest = first.slice(longest.alias.length).replace(/^[：:，,]/u, '');
  return { command: longest.command, args: rest === '' ? args : [rest, ...args] };
}

function namesOf(command: Command): string[] {
  return [command.name, ...command.aliases];
}

function normalized(word: string): string {
  return word.normalize('NFKC').toLowerCase().replace(/[:,]$/, '');
}
