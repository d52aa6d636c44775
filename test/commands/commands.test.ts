import { describe, expect, it } from 'vitest';
import { surfaces } from '../../src/commands/command.ts';
import { commands } from '../../src/commands/index.ts';
import { languages } from '../../src/lib/language.ts';
import { testDatabase } from '../support/db.ts';
import { codeOf, commandWorld, textOf } from './world.ts';

const database = testDatabase();

describe('the list of commands', () => {
  it('gives every command a usage, a summary and an example in both languages', () => {
    for (const command of commands) {
      for (const language of languages) {
        expect(command.usage[language], command.name).toMatch(new RegExp(`^${command.name}`));
        expect(command.example[language], command.name).toMatch(new RegExp(`^${command.name}`));
        expect(command.summary[language].length, command.name).toBeGreaterThan(3);
      }
      expect(command.summary.zh, command.name).toMatch(/\p{Script=Han}/u);
      expect(command.summary.en, command.name).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('gives no name or alias to two commands', () => {
    const names = commands.flatMap((command) => [command.name, ...command.aliases]);
    expect(names.length).toBe(new Set(names).size);
  });

  it('gives every command a Chinese name', () => {
    for (const command of commands) {
      expect(
        command.aliases.some((alias) => /\p{Script=Han}/u.test(alias)),
        command.name,
      ).toBe(true);
    }
  });
});

describe('the examples', () => {
  it('all run, in both languages and on every surface, for somebody who may', async () => {
    const world = await commandWorld(database.db);
    for (const command of commands) {
      for (const language of languages) {
        for (const surface of surfaces) {
          const reply = await world.type('zhou', command.example[language], { language, surface });
          expect(codeOf(reply), `${command.example[language]}: ${textOf(reply, language)}`).not.toBe('MALFORMED');
          expect(codeOf(reply), command.example[language]).not.toBe('BUG');
          expect(textOf(reply, language).length, command.name).toBeGreaterThan(0);
        }
      }
    }
  });

  it('are refused with their own usage when their words are missing or too many', async () => {
    const world = await commandWorld(database.db);
    for (const command of commands.filter(({ name }) => name !== 'help')) {
      const reply = await world.type('zhou', `${command.name} ☃ ☃ ☃ ☃ ☃`);
      expect(['MALFORMED', 'SKU_UNKNOWN'], command.name).toContain(codeOf(reply));
      if (codeOf(reply) === 'MALFORMED') expect(textOf(reply)).toContain(command.example.en);
    }
  });
});
